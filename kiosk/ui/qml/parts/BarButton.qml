// A switch of the bar: icon over a small word.
import QtQuick

Tap {
    id: button
    property string icon
    property bool on: false
    property string glyph: ""
    implicitWidth: Math.max(84, caption.implicitWidth + 12)
    implicitHeight: 96
    Rectangle {
        width: 56; height: 56; radius: 28
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: 2 }
        color: button.on ? theme.text : button.held ? theme.raised : "transparent"
        border.width: theme.border
        border.color: theme.line
        Icon {
            visible: button.glyph === ""
            anchors.centerIn: parent
            name: button.icon
            side: 32
            ink: button.on ? theme.ground : theme.text
        }
        Text {
            visible: button.glyph !== ""
            anchors.centerIn: parent
            text: button.glyph
            color: theme.text
            font.family: theme.sans
            font.pixelSize: 24
        }
    }
    Text {
        id: caption
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 6 }
        text: button.label
        color: theme.muted
        font.family: theme.sans
        font.pixelSize: theme.caption
    }
}
