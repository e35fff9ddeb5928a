// A switch of the bar: icon over a small word.
import QtQuick

Tap {
    id: button
    property string icon
    property bool on: false
    readonly property bool overVideo: navigation.screen === "mirror"
    readonly property color ink: overVideo ? theme.videoText : theme.text
    implicitWidth: Math.max(84, caption.implicitWidth + 12)
    implicitHeight: 96
    Rectangle {
        width: 56; height: 56; radius: 28
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: 2 }
        color: button.on ? button.ink : button.held ? (button.overVideo ? theme.videoButton : theme.raised) : "transparent"
        border.width: theme.border
        border.color: theme.line
        Icon {
            anchors.centerIn: parent
            name: button.icon
            side: 32
            ink: button.on ? (button.overVideo ? theme.videoShade : theme.ground) : button.ink
        }
    }
    Text {
        id: caption
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 6 }
        text: button.label
        color: button.overVideo ? theme.videoSoft : theme.muted
        font.family: theme.sans
        font.pixelSize: theme.caption
    }
}
