// Nobody here yet: one piece at a time glides through the lamp's light. Touch anywhere to begin.
import QtQuick
import "../parts"

Item {
    id: attract
    readonly property var show: kiosk.showcase
    property int turn: 0
    readonly property real side: Math.round(stage.wide ? Math.min(width * 0.5, height * 0.84) : Math.min(width * 0.8, height * 0.45))
    Repeater {
        model: 2
        Item {
            id: slide
            required property int index
            readonly property bool on: attract.turn % 2 === index
            property string sku: attract.show.length ? attract.show[(index) % attract.show.length] : ""
            property real drift: 0
            readonly property var piece: shelf.card(sku)
            anchors.fill: parent
            opacity: on ? 1 : 0
            Behavior on opacity { enabled: theme.moving; NumberAnimation { duration: 1600; easing.type: Easing.InOutSine } }
            onOnChanged: {
                if (on) {
                    if (attract.show.length) sku = attract.show[attract.turn % attract.show.length]
                    if (theme.moving) glide.restart()
                }
            }
            PieceImage {
                id: picture
                sku: slide.sku
                width: attract.side
                height: attract.side
                x: (stage.wide ? attract.width * 0.60 - width / 2 : (attract.width - width) / 2) + (slide.drift - 0.5) * 64
                y: stage.wide ? (attract.height - height) / 2 : attract.height * 0.43 - height / 2
            }
            Column {
                x: stage.wide ? 128 : 0
                width: stage.wide ? attract.width * 0.36 : attract.width
                y: stage.wide ? attract.height * 0.50 : attract.height * 0.43 + attract.side * 0.5 + 24
                spacing: 4
                Title {
                    width: parent.width
                    horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
                    text: slide.piece.name
                    font.pixelSize: theme.heading
                }
                Line {
                    width: parent.width
                    horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
                    text: slide.piece.line
                    color: theme.muted
                }
            }
            NumberAnimation { id: glide; target: slide; property: "drift"; from: 0; to: 1; duration: 9600; easing.type: Easing.InOutSine }
            Component.onCompleted: if (on && theme.moving) glide.start()
        }
    }
    Timer { interval: 8000; running: true; repeat: true; onTriggered: attract.turn += 1 }
    Column {
        x: stage.wide ? 128 : 0
        y: stage.wide ? parent.height * 0.22 : 120
        width: stage.wide ? parent.width * 0.36 : parent.width
        spacing: 8
        Title {
            width: parent.width
            horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
            text: words.t("brand.name")
            font.pixelSize: theme.poster
            font.letterSpacing: words.language === "zh" ? 28 : 8
            color: theme.goldText
        }
        Line {
            width: parent.width
            horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
            text: words.t("brand.latin")
            font.letterSpacing: 12
            font.pixelSize: theme.caption
            color: theme.muted
        }
        Item { width: 1; height: 12 }
        Title {
            width: parent.width
            horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
            text: words.t("brand.tagline")
            font.pixelSize: theme.lead
            color: theme.muted
        }
    }
    MouseArea {
        objectName: "attract.touch"
        anchors.fill: parent
        onClicked: kiosk.begin()
    }
    Column {
        x: stage.wide ? 128 : 0
        width: stage.wide ? parent.width * 0.36 : parent.width
        anchors.bottom: parent.bottom
        anchors.bottomMargin: stage.wide ? 120 : 200
        spacing: 24
        Title {
            id: touch
            width: parent.width
            horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
            text: words.t("attract.touch")
            font.pixelSize: theme.heading
            SequentialAnimation on opacity {
                running: theme.moving
                loops: Animation.Infinite
                NumberAnimation { to: 0.55; duration: 1800; easing.type: Easing.InOutSine }
                NumberAnimation { to: 1; duration: 1800; easing.type: Easing.InOutSine }
            }
        }
        Line {
            width: parent.width
            horizontalAlignment: stage.wide ? Text.AlignLeft : Text.AlignHCenter
            text: words.t("attract.promise")
            color: theme.muted
            font.pixelSize: theme.caption
        }
    }
    Pill {
        objectName: "attract.language"
        anchors { right: parent.right; top: parent.top; margins: 40 }
        label: words.t("bar.language")
        icon: "globe"
        onTapped: words.toggle()
    }
}
