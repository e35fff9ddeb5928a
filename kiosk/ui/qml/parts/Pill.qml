// A button with words: tonal by default, gold when it is the screen's one primary action, jade for "yes".
import QtQuick

Tap {
    id: pill
    property string icon: ""
    property bool gold: false
    property bool jade: false
    property bool quiet: false
    property bool on: false
    property color ink: gold ? theme.onGold : jade ? theme.onJade : on ? theme.ground : theme.text
    property real padding: 28
    property real textSize: theme.body
    primary: gold || jade
    implicitWidth: row.width + 2 * padding
    implicitHeight: primary ? Math.max(theme.primaryTarget, words_.implicitHeight + 28) : Math.max(theme.target, words_.implicitHeight + 22)
    opacity: enabled ? 1 : 0.45
    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: pill.gold ? theme.gold : pill.jade ? theme.jade : pill.on ? theme.text : pill.quiet ? "transparent" : theme.raised
        border.width: pill.gold || pill.jade ? 0 : theme.border
        border.color: theme.line
        opacity: pill.held ? 0.78 : 1
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: 12
        Icon {
            visible: pill.icon !== ""
            name: pill.icon
            ink: pill.ink
            side: Math.round(pill.textSize * 1.3)
            anchors.verticalCenter: parent.verticalCenter
        }
        Text {
            id: words_
            visible: pill.label !== ""
            anchors.verticalCenter: parent.verticalCenter
            text: pill.label
            color: pill.ink
            font.family: theme.sans
            font.pixelSize: pill.textSize
            font.weight: pill.gold || pill.jade ? Font.Medium : Font.Normal
        }
    }
}
