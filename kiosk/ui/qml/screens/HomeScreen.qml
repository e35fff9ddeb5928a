import QtQuick
import "../parts"

Item {
    id: home
    readonly property bool wide: width > height * 1.15 && width > 1300
    readonly property bool low: preferences.lowReach
    // Large text across a low screen leaves no room for more than what is needed.
    readonly property bool tight: wide && preferences.largeText
    component Tile: Tap {
        id: tile
        property string icon
        property string hint
        implicitHeight: Math.max(112, words_.height + 40)
        Rectangle {
            anchors.fill: parent
            radius: theme.radius
            color: theme.raised
            opacity: tile.held ? 0.7 : 0.92
            border.width: theme.border
            border.color: theme.line
        }
        Icon { id: sign; anchors { left: parent.left; leftMargin: 28; verticalCenter: parent.verticalCenter } name: tile.icon; side: 44; ink: theme.goldText }
        Column {
            id: words_
            anchors { left: sign.right; leftMargin: 24; right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
            Line { width: parent.width; text: tile.label; font.pixelSize: theme.lead; lineHeight: 1.1 }
            Line { visible: !home.tight; width: parent.width; text: tile.hint; font.pixelSize: theme.caption; color: theme.muted }
        }
    }
    // The piece of the moment, in the lamp's light.
    Item {
        id: stand
        visible: !home.low
        x: home.wide ? home.width * 0.04 : 0
        y: home.wide ? 0 : greeting.y + greeting.height
        width: home.wide ? home.width * 0.46 : home.width
        height: home.wide ? home.height : Math.max(0, controls.y - y)
        property int turn: 0
        Timer { interval: 7000; repeat: true; running: kiosk.showcase.length > 1 && theme.moving; onTriggered: change.restart() }
        SequentialAnimation {
            id: change
            NumberAnimation { target: hero; property: "opacity"; to: 0; duration: 600; easing.type: Easing.InOutSine }
            ScriptAction { script: stand.turn += 1 }
            NumberAnimation { target: hero; property: "opacity"; to: 1; duration: 900; easing.type: Easing.InOutSine }
        }
        PieceImage {
            id: hero
            anchors.centerIn: parent
            anchors.verticalCenterOffset: -8
            width: Math.round(Math.min(parent.width * 0.84, parent.height * 0.94))
            height: width
            sku: kiosk.showcase.length ? kiosk.showcase[stand.turn % kiosk.showcase.length] : ""
        }
        Tap {
            anchors.fill: hero
            label: shelf.card(hero.sku).name
            onTapped: pieceScreen.open(hero.sku)
        }
    }
    Column {
        id: greeting
        x: home.wide ? (home.low ? theme.margin : home.width * 0.52) : theme.margin
        y: home.low ? 16 : home.wide ? Math.max(home.tight ? 16 : 48, (home.height - height - controls.height - 40) / 2) : 72
        width: home.wide ? (home.low ? home.width * 0.42 : home.width * 0.44) : home.width - 2 * theme.margin
        spacing: 12
        Title {
            visible: !home.low && !home.tight
            text: words.t("brand.name")
            color: theme.goldText
            font.pixelSize: theme.lead
            font.letterSpacing: words.language === "zh" ? 8 : 2
            bottomPadding: home.wide ? 8 : 40
        }
        Title { width: parent.width; text: words.t("home.title"); font.pixelSize: home.tight ? theme.title : theme.display }
        Line { width: parent.width; text: words.t("home.hint"); color: theme.muted; font.pixelSize: theme.body }
    }
    Column {
        id: controls
        x: home.wide && home.low ? home.width * 0.48 : greeting.x
        y: home.wide ? (home.low ? 16 : greeting.y + greeting.height + (home.tight ? 20 : 40)) : home.height - height - 40
        width: home.wide && home.low ? home.width * 0.48 : greeting.width
        spacing: home.low || home.tight ? 16 : 28
        Item {
            width: parent.width
            height: talk.height + talkWords.height + 16 + (why.visible ? why.height : 0)
            TalkButton { id: talk; objectName: "home.talk"; side: home.low || home.tight ? 120 : 184; anchors.horizontalCenter: parent.horizontalCenter }
            Line { id: talkWords; anchors { horizontalCenter: parent.horizontalCenter; top: talk.bottom; topMargin: 16 } text: talk.label }
            Line { id: why; visible: !ask.microphone && !home.tight; anchors { horizontalCenter: parent.horizontalCenter; top: talkWords.bottom } text: ask.whyNot; color: theme.muted; font.pixelSize: theme.caption }
        }
        Grid {
            id: grid
            width: parent.width
            columns: 2
            spacing: 16
            readonly property real cell: (width - spacing) / 2
            Tile { objectName: "home.path"; width: grid.cell; icon: "steps"; label: words.t("home.path"); hint: words.t("home.path_hint"); onTapped: path.begin() }
            Tile { objectName: "home.browse"; width: grid.cell; icon: "browse"; label: words.t("home.browse"); hint: words.t("home.browse_hint"); onTapped: navigation.go("browse") }
            Tile { objectName: "home.mirror"; width: grid.cell; icon: "mirror"; label: words.t("home.mirror"); hint: words.t("home.mirror_hint"); onTapped: mirrorScreen.enter() }
            Tile { objectName: "home.type"; width: grid.cell; icon: "keyboard"; label: words.t("home.type"); hint: words.t("home.type_hint"); onTapped: ask.type() }
        }
        Tap {
            visible: !(home.low && home.wide)
            width: parent.width
            implicitHeight: Math.max(theme.target, note.height + 12)
            label: words.t("home.more")
            onTapped: navigation.go("privacy")
            Icon { id: lockSign; name: "shield"; side: 28; ink: theme.muted; anchors.verticalCenter: parent.verticalCenter }
            Line { id: note; anchors { left: lockSign.right; leftMargin: 12; right: parent.right; verticalCenter: parent.verticalCenter } text: words.t("home.privacy"); font.pixelSize: theme.caption; color: theme.muted }
        }
    }
}
