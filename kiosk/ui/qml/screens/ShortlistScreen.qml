import QtQuick
import Vitrine
import "../parts"

Item {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    Page {
        anchors.fill: parent
        place: "shortlist"
        visible: shortlist.sections.length > 0
        column.y: preferences.lowReach ? 8 : 56
        Item {
            width: parent.width
            height: Math.max(title.height, show.height)
            Title { id: title; anchors.verticalCenter: parent.verticalCenter; text: words.t("shortlist.title"); font.pixelSize: theme.display }
            Pill { objectName: "shortlist.compare"; primary: true; visible: shortlist.comparable.length > 1; anchors { right: show.left; rightMargin: 16; verticalCenter: parent.verticalCenter } icon: "list"; label: words.t("shortlist.compare"); onTapped: ask.compare(shortlist.comparable) }
            Pill { id: show; objectName: "shortlist.card"; anchors { right: parent.right; verticalCenter: parent.verticalCenter } gold: true; icon: "card"; label: words.t("shortlist.card"); onTapped: card.shown = true }
        }
        Repeater {
            model: shortlist.sections
            Column {
                id: section
                required property var modelData
                width: parent.width
                spacing: 16
                Title { text: words.t("shortlist." + section.modelData.key); font.pixelSize: theme.heading; color: theme.muted; topPadding: 8 }
                Grid {
                    id: grid
                    width: parent.width
                    columns: screen_.wide ? 5 : 3
                    spacing: 24
                    Repeater {
                        model: section.modelData.skus
                        PieceCard { required property string modelData; width: (grid.width - (grid.columns - 1) * 24) / grid.columns; sku: modelData; opacity: section.modelData.key === "back" ? 0.6 : 1 }
                    }
                }
            }
        }
        Line { width: parent.width; text: words.t("shortlist.note"); color: theme.muted; topPadding: 16 }
        Pill { objectName: "shortlist.done"; primary: true; label: words.t("shortlist.done"); onTapped: visit.finish() }
    }
    Empty {
        visible: shortlist.sections.length === 0
        anchors.centerIn: parent
        icon: "earrings"
        title: words.t("shortlist.empty")
        hint: words.t("shortlist.empty_hint")
        action: words.t("shortlist.browse")
        onActed: navigation.go("browse")
    }
    // A paper card, as one would hand it over the counter.
    Sheet {
        id: card
        objectName: "card"
        parent: stage
        z: 5
        sheetWidth: Math.min(parent.width - 64, screen_.wide ? 1200 : 900)
        onDismissed: shown = false
        Rectangle {
            width: parent.width
            height: paper.height + 80
            radius: 8
            color: theme.cardPaper
            Column {
                id: paper
                x: 48; y: 40
                width: parent.width - 96
                spacing: 20
                Row {
                    width: parent.width
                    Title { width: parent.width * 0.7; text: words.t("shortlist.card_title"); color: theme.cardText; font.pixelSize: theme.heading }
                    Title { width: parent.width * 0.3; horizontalAlignment: Text.AlignRight; text: words.t("brand.name"); color: theme.cardGold; font.pixelSize: theme.lead; font.letterSpacing: 4 }
                }
                Rectangle { width: parent.width; height: 1; color: theme.gold }
                Repeater {
                    model: shortlist.card
                    Item {
                        required property var modelData
                        width: paper.width
                        height: Math.max(left.height, right.height) + 12
                        Column {
                            id: left
                            width: parent.width * 0.62
                            Title { width: parent.width; text: modelData.name; color: theme.cardText; font.pixelSize: theme.lead }
                            Line { width: parent.width; text: [modelData.sku, modelData.tags, modelData.note].filter(part => part !== "").join(" · "); color: theme.cardMuted; font.pixelSize: theme.caption }
                        }
                        Column {
                            id: right
                            anchors.right: parent.right
                            width: parent.width * 0.36
                            Line { width: parent.width; horizontalAlignment: Text.AlignRight; visible: modelData.tray !== ""; text: words.t("shortlist.tray") + " " + modelData.tray; color: theme.cardText }
                            Line { width: parent.width; horizontalAlignment: Text.AlignRight; text: [modelData.size, modelData.price].filter(part => part !== "").join(" · "); color: theme.cardMuted; font.pixelSize: theme.caption }
                        }
                    }
                }
                Rectangle { width: parent.width; height: 1; color: theme.cardLine }
                Row {
                    width: parent.width
                    spacing: 32
                    QrCode { objectName: "shortlist.qr"; width: 240; height: 240; text: shortlist.text }
                    Line { width: parent.width - 272; anchors.verticalCenter: parent.verticalCenter; text: words.t("shortlist.qr"); color: theme.cardMuted }
                }
            }
        }
        Row {
            spacing: 16
            Pill { gold: true; icon: "bell"; label: words.t("bar.staff"); onTapped: visit.callStaff() }
            Pill { primary: true; quiet: true; label: words.t("source.close"); onTapped: card.shown = false }
        }
    }
    Connections {
        target: kiosk
        function onOpenCard() { card.shown = true }
    }
}
