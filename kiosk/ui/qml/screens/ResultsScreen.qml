// The best piece large, the others beside or below; every reason opens its source.
import QtQuick
import "../parts"

Item {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    readonly property var best: results.rows.length ? results.rows[0] : null
    Page {
        id: page
        anchors.fill: parent
        place: "results"
        visible: results.rows.length > 0 && !results.working
        column.y: preferences.lowReach ? 8 : 56
        Title { width: parent.width; text: results.title; font.pixelSize: theme.title }
        Flow {
            width: parent.width
            spacing: 12
            Repeater {
                model: results.chips
                Pill { required property var modelData; label: modelData.label; icon: "close"; padding: 22; onTapped: results.remove(modelData.key, modelData.value) }
            }
            Pill { objectName: "results.refine"; quiet: true; icon: ask.microphone ? "mic" : "keyboard"; padding: 22; label: words.t("results.refine"); onTapped: ask.type() }
        }
        Line { width: parent.width; visible: text !== ""; text: results.answer; color: theme.muted }
        Item {
            id: first
            visible: screen_.best !== null
            width: parent.width
            height: screen_.wide ? Math.max(pool.height, told.height) : pool.height + told.height + 24
            readonly property string sku: screen_.best ? screen_.best.sku : ""
            readonly property var piece: shelf.card(sku)
            Tap {
                id: pool
                width: screen_.wide ? Math.round(parent.width * 0.42) : parent.width
                visible: !preferences.lowReach
                height: visible ? Math.round(Math.min(width * 0.72, screen_.height * 0.5)) : 0
                label: first.piece.name
                onTapped: pieceScreen.open(first.sku)
                Well { anchors.fill: parent; radius: 32 }
                PieceImage { anchors.centerIn: parent; height: Math.round(parent.height * 0.92); width: height; sku: first.sku }
                Line { anchors { left: parent.left; top: parent.top; margins: 28 } text: words.t("results.best"); color: theme.goldText; font.pixelSize: theme.caption; font.letterSpacing: 3; visible: screen_.best && screen_.best.relaxed === "" }
                Heart { anchors { right: parent.right; top: parent.top; margins: 8 } sku: first.sku }
            }
            Column {
                id: told
                x: screen_.wide && pool.visible ? pool.width + 48 : 8
                y: screen_.wide || !pool.visible ? 0 : pool.height + 24
                width: parent.width - x - (screen_.wide && pool.visible ? 0 : 8)
                spacing: 8
                Title { width: parent.width; text: first.piece.name; font.pixelSize: theme.title }
                Line { width: parent.width; text: first.piece.line; color: theme.muted }
                Line { visible: text !== ""; text: first.piece.price; color: theme.goldText; font.pixelSize: first.piece.priced ? theme.heading : theme.body }
                Line { width: parent.width; visible: text !== ""; text: screen_.best ? screen_.best.relaxed : ""; color: theme.goldText }
                Reasons { width: parent.width; list: screen_.best ? screen_.best.reasons : [] }
                Item { width: 1; height: 4 }
                Pill { objectName: "results.try"; gold: true; icon: "mirror"; label: words.t("results.try"); onTapped: mirrorScreen.tryOn(first.sku) }
            }
        }
        Title { visible: results.rows.length > 1; width: parent.width; topPadding: 16; text: words.t("results.more"); font.pixelSize: theme.heading; color: theme.muted }
        Grid {
            id: rest
            width: parent.width
            columns: screen_.wide ? 3 : 2
            spacing: 32
            readonly property real cell: (width - (columns - 1) * spacing) / columns
            Repeater {
                model: results.rows.slice(1)
                Column {
                    required property var modelData
                    width: rest.cell
                    spacing: 8
                    PieceCard { width: parent.width; sku: parent.modelData.sku }
                    Line { x: 8; width: parent.width - 16; visible: text !== ""; text: parent.modelData.relaxed; color: theme.goldText; font.pixelSize: theme.caption }
                    Reasons { x: 8; width: parent.width - 8; list: parent.modelData.reasons; most: 2 }
                }
            }
        }
        Item { width: 1; height: 40 }
    }
    Empty {
        visible: results.rows.length === 0 && !results.working
        anchors.centerIn: parent
        title: results.begun ? words.t("results.title_none") : words.t("results.nothing_yet")
        hint: results.begun && results.answer ? results.answer : words.t("results.empty_hint")
        action: words.t("results.start")
        onActed: path.begin()
    }
    Column {
        visible: results.working
        anchors.centerIn: parent
        spacing: 24
        Image {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 160; height: 160
            source: "image://vitrine/glow/" + theme.gold.slice(-6)
            SequentialAnimation on opacity {
                running: results.working && theme.moving
                loops: Animation.Infinite
                NumberAnimation { from: 0.2; to: 0.8; duration: 700; easing.type: Easing.InOutSine }
                NumberAnimation { to: 0.2; duration: 700; easing.type: Easing.InOutSine }
            }
        }
        Title { text: words.t("path.working"); font.pixelSize: theme.heading }
    }
}
