// An empty place always offers the next step.
import QtQuick

Column {
    id: empty
    property string title
    property string hint
    property string action
    property string icon: "ring"
    signal acted()
    width: Math.min(parent.width - 2 * theme.margin, 720)
    spacing: 20
    Image {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 180; height: 180
        sourceSize: Qt.size(180, 180)
        source: "image://vitrine/engraving/" + empty.icon + "/" + theme.goldText.slice(-6)
        opacity: 0.8
    }
    Title { width: parent.width; horizontalAlignment: Text.AlignHCenter; text: empty.title; font.pixelSize: theme.heading }
    Line { width: parent.width; horizontalAlignment: Text.AlignHCenter; text: empty.hint; color: theme.muted }
    Pill { anchors.horizontalCenter: parent.horizontalCenter; gold: true; label: empty.action; onTapped: empty.acted() }
}
