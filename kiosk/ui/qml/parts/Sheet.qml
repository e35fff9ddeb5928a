// Something laid over the screen: dims it, takes the touches, and stands in the lower half, within reach.
import QtQuick

Item {
    id: sheet
    property bool shown: false
    property bool dismissable: true
    property real sheetWidth: Math.min(parent.width - 64, 860)
    signal dismissed()
    default property alias content: inside.data
    anchors.fill: parent
    visible: opacity > 0
    opacity: shown ? 1 : 0
    Behavior on opacity { enabled: theme.moving; NumberAnimation { duration: theme.quickMs; easing.type: Easing.OutCubic } }
    Rectangle { anchors.fill: parent; color: theme.scrim; opacity: 0.72 }
    MouseArea { anchors.fill: parent; onClicked: if (sheet.dismissable) sheet.dismissed() }
    Rectangle {
        id: panel
        width: sheet.sheetWidth
        height: Math.min(inside.height + 96, preferences.lowReach ? Math.round(sheet.height / 2) - 24 : sheet.height - 48)
        anchors.horizontalCenter: parent.horizontalCenter
        y: preferences.lowReach ? parent.height - height - 24 : Math.max(24, (parent.height - height) * (stage.wide ? 0.5 : 0.58)) + (sheet.shown ? 0 : 24)
        radius: 32
        color: theme.velvet
        border.width: theme.border
        border.color: theme.line
        Behavior on y { enabled: theme.moving; NumberAnimation { duration: theme.slowMs; easing.type: Easing.OutCubic } }
        MouseArea { anchors.fill: parent }
        Flickable {
            anchors { fill: parent; margins: 48 }
            contentHeight: inside.height
            boundsBehavior: Flickable.StopAtBounds
            clip: contentHeight > height
            Column {
                id: inside
                width: parent.width
                spacing: 24
            }
        }
    }
}
