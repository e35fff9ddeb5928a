// Push to talk. While held it shows the microphone's level as a ring of light.
import QtQuick

Tap {
    id: talk
    property real side: 184
    primary: true
    label: ask.microphone ? words.t("home.talk") : words.t("home.talk_off")
    implicitWidth: side
    implicitHeight: side
    onPressedDown: if (ask.microphone) ask.listen()
    onTapped: if (!ask.microphone) ask.type()
    Image {
        anchors.centerIn: parent
        width: talk.side * (1.5 + 0.9 * ask.level)
        height: width
        visible: ask.listening
        source: "image://vitrine/glow/" + theme.gold.slice(-6)
        opacity: 0.55
        Behavior on width { enabled: theme.moving; NumberAnimation { duration: 90 } }
    }
    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: theme.gold
        scale: talk.held && theme.moving ? 0.96 : 1
        Behavior on scale { enabled: theme.moving; NumberAnimation { duration: theme.quickMs; easing.type: Easing.OutCubic } }
    }
    Icon {
        anchors.centerIn: parent
        name: ask.microphone ? "mic" : "keyboard"
        side: Math.round(talk.side * 0.44)
        ink: theme.onGold
    }
}
