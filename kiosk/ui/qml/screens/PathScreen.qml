import QtQuick
import "../parts"

Item {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    readonly property bool pictured: path.step === "kind"
    readonly property bool gap: path.options.length % columns !== 0
    readonly property int columns: pictured ? (wide ? 4 : 2) : (wide ? 3 : 2)
    Column {
        id: head
        x: theme.margin
        y: preferences.lowReach ? 8 : (screen_.wide ? 48 : 96)
        width: parent.width - 2 * theme.margin
        spacing: 16
        Row {
            spacing: 10
            Repeater {
                model: path.progress
                Tap {
                    required property var modelData
                    label: modelData.label || path.question
                    target: enabled
                    enabled: modelData.done && !modelData.now
                    implicitWidth: Math.max(112, chip.width + 32)
                    implicitHeight: 56
                    onTapped: path.revisit(modelData.step)
                    Rectangle {
                        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                        height: 3
                        radius: 1.5
                        color: parent.modelData.now ? theme.goldText : parent.modelData.done ? theme.muted : theme.line
                    }
                    Line { id: chip; anchors { left: parent.left; verticalCenter: parent.verticalCenter } text: parent.modelData.now ? "" : parent.modelData.label; color: theme.muted; wrapMode: Text.NoWrap }
                }
            }
        }
        Line { text: path.position; color: theme.muted; font.pixelSize: theme.caption }
        Title { width: parent.width; text: path.question; font.pixelSize: theme.display }
    }
    // A piece keeps company while one chooses; the answers lie within reach below it.
    PieceImage {
        visible: !screen_.pictured && !screen_.wide && !preferences.lowReach && spare > 320
        readonly property real spare: choices.y
        anchors.horizontalCenter: parent.horizontalCenter
        y: list.y + Math.round((spare - height) / 2)
        width: Math.max(0, Math.round(Math.min(spare - 32, parent.width * 0.62)))
        height: width
        sku: kiosk.showcase.length ? kiosk.showcase[path.place % kiosk.showcase.length] : ""
    }
    Flickable {
        id: list
        anchors { left: parent.left; right: parent.right; top: head.bottom; topMargin: 40; bottom: parent.bottom }
        contentHeight: Math.max(choices.y + choices.height + 120, height)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Grid {
            id: choices
            x: theme.margin
            y: screen_.wide || screen_.pictured || preferences.lowReach ? 0 : Math.max(0, list.height - height - (screen_.gap ? 40 : 136))
            columns: screen_.columns
            spacing: 16
            readonly property real cell: (screen_.width - 2 * theme.margin - (columns - 1) * spacing) / columns
            Repeater {
                model: screen_.gap ? path.options.concat([{ value: "", label: words.t("path.any"), picture: "" }]) : path.options
                Tap {
                    id: option
                    required property var modelData
                    required property int index
                    objectName: "path.option." + index
                    label: modelData.label
                    width: choices.cell
                    height: screen_.pictured ? Math.round(width * (screen_.wide ? 0.62 : 0.68)) : (preferences.lowReach || screen_.wide ? 104 : 136)
                    onTapped: path.choose(modelData.value)
                    Well { anchors.fill: parent; visible: screen_.pictured; opacity: option.held ? 0.75 : 1 }
                    Rectangle { anchors.fill: parent; visible: !screen_.pictured; radius: theme.radius; color: theme.raised; opacity: option.held ? 0.7 : 0.92; border.width: theme.border; border.color: theme.line }
                    PieceImage {
                        visible: screen_.pictured
                        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: 12 }
                        height: parent.height - 12 - caption.height - 20
                        width: height
                        sku: option.modelData.picture
                    }
                    Title {
                        id: caption
                        anchors.horizontalCenter: parent.horizontalCenter
                        y: option.modelData.picture ? parent.height - height - 14 : (parent.height - height) / 2
                        width: parent.width - 32
                        horizontalAlignment: Text.AlignHCenter
                        text: option.label
                        font.pixelSize: screen_.pictured ? theme.lead : theme.heading
                    }
                }
            }
        }
        Pill {
            objectName: "path.any"
            visible: !screen_.gap
            anchors { top: choices.bottom; topMargin: 32; horizontalCenter: parent.horizontalCenter }
            primary: true
            quiet: true
            label: words.t("path.any")
            icon: "next"
            onTapped: path.choose("")
        }
    }
}
