// The window: a stage laid out for 1080 px across its short side and scaled as a whole, so one layout fits every screen.
import QtQuick
import "parts"
import "overlays"

Item {
    id: root
    readonly property real unit: Math.min(width, height) / 1080
    Item {
        id: stage
        readonly property bool wide: width > height
        width: root.unit > 0 ? root.width / root.unit : 1080
        height: root.unit > 0 ? root.height / root.unit : 1920
        scale: root.unit > 0 ? root.unit : 1
        transformOrigin: Item.TopLeft

        Rectangle { anchors.fill: parent; color: theme.ground }
        Image {
            anchors.fill: parent
            sourceSize: Qt.size(Math.ceil(stage.width), Math.ceil(stage.height))
            source: "image://vitrine/lamp/" + theme.palette
        }
        Loader {
            id: screen
            objectName: "screen"
            readonly property bool full: navigation.screen === "mirror" || navigation.screen === "attract"
            readonly property bool low: preferences.lowReach && !full
            width: stage.width
            y: low ? Math.round(stage.height / 2) : 0
            height: (full ? stage.height : stage.height - bar.height) - y
            source: "screens/" + navigation.screen.charAt(0).toUpperCase() + navigation.screen.slice(1) + "Screen.qml"
            onLoaded: arrive.restart()
            onStatusChanged: if (status === Loader.Error) console.warn("screen failed: " + source)
        }
        // In low-reach mode the upper half shows what the talk is about, and needs no touch.
        Loader {
            active: screen.low
            anchors { left: parent.left; right: parent.right; top: parent.top }
            height: Math.round(stage.height / 2)
            source: "parts/Display.qml"
        }
        ParallelAnimation {
            id: arrive
            NumberAnimation { target: screen; property: "opacity"; from: theme.moving ? 0 : 1; to: 1; duration: Math.max(1, theme.slowMs); easing.type: Easing.OutCubic }
        }
        Bar {
            id: bar
            visible: navigation.screen !== "attract"
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        }
        Item {
            visible: opacity > 0
            opacity: kiosk.excuse ? 1 : 0
            Behavior on opacity { enabled: theme.moving; NumberAnimation { duration: theme.slowMs } }
            anchors { horizontalCenter: parent.horizontalCenter; bottom: bar.top; bottomMargin: 24 }
            width: excuse.implicitWidth + 72
            height: excuse.height + 36
            Rectangle { anchors.fill: parent; radius: height / 2; color: theme.raised; border.width: theme.border; border.color: theme.line }
            Line { id: excuse; anchors.centerIn: parent; text: words.t("notice.fault"); wrapMode: Text.NoWrap }
        }
        Consent {}
        SourceSheet {}
        CallStaff {}
        IdleWarning {}
    }
}
