// The small mark that opens a claim's source. The dot is small, the place to touch is not.
import QtQuick

Tap {
    property var sources: []
    label: words.t("ask.sources")
    implicitWidth: 48
    implicitHeight: 48
    visible: sources.length > 0
    onTapped: evidence.open(sources)
    Icon {
        anchors.centerIn: parent
        name: "info"
        side: 26
        ink: theme.goldText
        opacity: parent.held ? 0.6 : 1
    }
}
