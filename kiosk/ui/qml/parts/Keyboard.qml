// Our own keyboard: pinyin with candidates, English, digits. Keys are at least 12 mm.
import QtQuick

Item {
    id: board
    readonly property real gap: 8
    readonly property real key: (width - 9 * gap) / 10
    readonly property real tall: Math.min(96, Math.max(64, key * 0.86))
    implicitHeight: line.height + 64 + 4 * (tall + gap) + 40
    readonly property var letters: ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property var signs: ["1234567890", "-/:;()¥%\"", ".,?!'，。"]
    readonly property var rows: typing.symbols ? signs : letters
    component Key: Tap {
        id: k
        property string glyph: label
        property string icon: ""
        property bool strong: false
        property bool on: false
        width: board.key
        height: board.tall
        Rectangle { anchors.fill: parent; radius: 14; color: k.strong ? theme.gold : k.on ? theme.text : theme.raised; opacity: k.held ? 0.6 : 1; border.width: theme.border; border.color: theme.line }
        Icon { visible: k.icon !== ""; anchors.centerIn: parent; name: k.icon; side: 36; ink: k.strong ? theme.onGold : k.on ? theme.ground : theme.text }
        Text { visible: k.icon === ""; anchors.centerIn: parent; text: k.glyph; color: k.strong ? theme.onGold : k.on ? theme.ground : theme.text; font.family: theme.sans; font.pixelSize: k.glyph.length > 2 ? theme.body : theme.lead }
    }
    // The line being written.
    Rectangle {
        id: line
        width: parent.width
        height: Math.max(88, written.implicitHeight + 32)
        radius: theme.radius
        color: theme.well
        border.width: theme.border
        border.color: theme.line
        Flickable {
            anchors { fill: parent; leftMargin: 28; rightMargin: 100 }
            contentWidth: written.implicitWidth + caret.width + 8
            contentX: Math.max(0, contentWidth - width)
            interactive: false
            clip: true
            Row {
                anchors.verticalCenter: parent.verticalCenter
                Text {
                    id: written
                    text: typing.text + (typing.composing ? " " + typing.composing : "") || ""
                    color: theme.text
                    font.family: theme.sans
                    font.pixelSize: theme.lead
                }
                Rectangle {
                    id: caret
                    width: 3; height: theme.lead * 1.2
                    anchors.verticalCenter: parent.verticalCenter
                    color: theme.goldText
                    SequentialAnimation on opacity { running: theme.moving && board.visible; loops: Animation.Infinite; PauseAnimation { duration: 500 } NumberAnimation { to: 0; duration: 1 } PauseAnimation { duration: 500 } NumberAnimation { to: 1; duration: 1 } }
                }
            }
        }
        Tap {
            anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
            implicitWidth: 72; implicitHeight: 72
            label: words.t("keys.delete")
            visible: typing.text !== "" || typing.composing !== ""
            onTapped: typing.clear()
            Icon { anchors.centerIn: parent; name: "close"; side: 32; ink: theme.muted }
        }
    }
    // Candidates.
    ListView {
        id: offers
        anchors { top: line.bottom; topMargin: 6; left: parent.left; right: parent.right }
        height: 60
        orientation: ListView.Horizontal
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: typing.candidates
        delegate: Tap {
            required property string modelData
            required property int index
            objectName: "candidate." + index
            label: modelData
            width: Math.max(64, word.implicitWidth + 36)
            height: 60
            onTapped: typing.choose(index)
            Text { id: word; anchors.centerIn: parent; text: parent.modelData; color: parent.index === 0 ? theme.goldText : theme.text; font.family: theme.sans; font.pixelSize: theme.lead }
        }
    }
    Column {
        anchors { top: offers.bottom; topMargin: 6; left: parent.left; right: parent.right }
        spacing: board.gap
        Repeater {
            model: 2
            Row {
                id: row
                required property int index
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: board.gap
                Repeater {
                    model: board.rows[row.index].split("")
                    Key { required property string modelData; objectName: "key." + modelData; label: typing.shift ? modelData.toUpperCase() : modelData; onTapped: typing.press(modelData) }
                }
            }
        }
        Row {
            spacing: board.gap
            anchors.horizontalCenter: parent.horizontalCenter
            Key { width: board.key * 1.5; icon: "shift"; on: typing.shift; label: "shift"; enabled: !typing.symbols; opacity: enabled ? 1 : 0.4; onTapped: typing.mode("shift") }
            Repeater {
                model: board.rows[2].split("")
                Key { required property string modelData; objectName: "key." + modelData; label: typing.shift ? modelData.toUpperCase() : modelData; onTapped: typing.press(modelData) }
            }
            Key { objectName: "key.backspace"; width: board.key * 1.5; icon: "backspace"; label: words.t("keys.delete"); onTapped: typing.backspace() }
        }
        Row {
            spacing: board.gap
            anchors.horizontalCenter: parent.horizontalCenter
            Key { width: board.key * 1.5; label: typing.symbols ? words.t("keys.letters") : words.t("keys.symbols"); onTapped: typing.mode("symbols") }
            Key { objectName: "key.chinese"; width: board.key * 1.5; label: typing.chinese ? "中/en" : "EN/中"; onTapped: typing.mode("chinese") }
            Key { objectName: "key.space"; width: board.key * 3.4 + board.gap * 2; label: words.t("keys.space"); onTapped: typing.space() }
            Key { width: board.key * 1.3; icon: "down"; label: words.t("keys.close"); onTapped: ask.foldKeyboard() }
            Key { objectName: "key.send"; width: board.key * 2 ; strong: true; label: words.t("keys.send"); onTapped: typing.finish() }
        }
    }
}
