// A screen's scrolling content: remembers where it was, fades out at its edges, and lies low in low-reach mode.
import QtQuick

Flickable {
    id: page
    property string place: ""
    property real margin: theme.margin
    default property alias content: inside.data
    property alias column: inside
    contentWidth: width
    contentHeight: inside.height + inside.y + 32
    flickableDirection: Flickable.VerticalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Column {
        id: inside
        x: page.margin
        y: 24
        width: page.width - 2 * page.margin
        spacing: 24
    }
    Component.onCompleted: if (place) restore.start()
    Component.onDestruction: if (place) navigation.remember(place, contentY)
    Timer {
        id: restore
        interval: 0
        onTriggered: page.contentY = Math.max(0, Math.min(navigation.recall(page.place), page.contentHeight - page.height))
    }
}
