// The mirror fills the screen; what controls it floats at its foot.
import QtQuick
import Vitrine
import "../parts"

Item {
    id: screen_
    readonly property bool wide: width > height
    readonly property var piece: shelf.card(mirrorScreen.front)
    component Glass: Rectangle { color: theme.videoShade; opacity: 0.62; radius: height / 2 }
    Rectangle { anchors.fill: parent; color: theme.videoShade }
    VideoItem {
        id: video
        objectName: "mirror.video"
        anchors.fill: parent
        visible: filled
    }
    // Until there is a picture: the piece itself, large.
    PieceImage {
        visible: !video.filled && mirrorScreen.front !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.round(((screen_.wide ? screen_.height - 120 : foot.y) - height) / 2 + (screen_.wide ? 0 : 40))
        width: Math.round(screen_.wide ? screen_.height * 0.7 : Math.min(screen_.width * 0.86, foot.y * 0.8))
        height: width
        sku: mirrorScreen.front
    }
    Image {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: screen_.wide ? 260 : screen_.height - foot.y + 220
        sourceSize: Qt.size(8, Math.ceil(height))
        source: "image://vitrine/veil/velvet"
        fillMode: Image.Stretch
    }
    // What the camera does, said for as long as it does it.
    Row {
        x: 40
        y: preferences.lowReach ? foot.y - height - 24 : 40
        spacing: 16
        Tap {
            objectName: "mirror.camera"
            label: mirrorScreen.cameraOn ? words.t("mirror.close_camera") : words.t("mirror.open_camera")
            implicitWidth: state_.width + 72
            implicitHeight: Math.max(64, state_.height + 24)
            onTapped: mirrorScreen.toggleCamera()
            Glass { anchors.fill: parent }
            Rectangle {
                x: 26; width: 14; height: 14; radius: 7
                anchors.verticalCenter: parent.verticalCenter
                color: mirrorScreen.cameraOn ? theme.videoOn : theme.videoOff
                SequentialAnimation on opacity {
                    running: mirrorScreen.cameraOn && theme.moving
                    loops: Animation.Infinite
                    NumberAnimation { to: 0.35; duration: 900 }
                    NumberAnimation { to: 1; duration: 900 }
                }
            }
            Line { id: state_; x: 52; anchors.verticalCenter: parent.verticalCenter; text: mirrorScreen.cameraOn ? words.t("mirror.camera_on") : words.t("mirror.open_camera"); color: theme.videoText; wrapMode: Text.NoWrap }
        }
    }
    Item {
        visible: mirrorScreen.scaleText !== ""
        anchors { right: parent.right; top: parent.top; margins: 40 }
        width: scaleWords.width + 56
        height: 64
        Glass { anchors.fill: parent }
        Line { id: scaleWords; anchors.centerIn: parent; text: mirrorScreen.scaleText; color: theme.videoGold; wrapMode: Text.NoWrap }
    }
    Item {
        visible: mirrorScreen.notice !== ""
        x: screen_.wide ? 40 : (screen_.width - width) / 2
        y: screen_.wide && !preferences.lowReach ? 124 : 136
        width: Math.min(screen_.wide ? 700 : screen_.width - 80, told.implicitWidth + 72)
        height: told.height + 36
        Rectangle { anchors.fill: parent; radius: 28; color: theme.videoShade; opacity: 0.62 }
        Line { id: told; anchors.centerIn: parent; width: Math.min(implicitWidth, parent.width - 72); horizontalAlignment: Text.AlignHCenter; text: mirrorScreen.notice; color: theme.videoText; font.pixelSize: theme.lead }
    }
    component Dark: Tap {
        id: dark
        property string icon: ""
        property bool on: false
        implicitWidth: darkRow.width + 48
        implicitHeight: Math.max(theme.target, darkRow.height + 20)
        Rectangle { anchors.fill: parent; radius: height / 2; color: dark.on ? theme.videoText : theme.videoButton; opacity: dark.held ? 0.7 : 0.92; border.width: theme.border; border.color: theme.videoText }
        Row {
            id: darkRow
            anchors.centerIn: parent
            spacing: 10
            Icon { visible: dark.icon !== ""; name: dark.icon; side: 28; ink: dark.on ? theme.videoShade : theme.videoText; anchors.verticalCenter: parent.verticalCenter }
            Text { text: dark.label; color: dark.on ? theme.videoShade : theme.videoText; font.family: theme.sans; font.pixelSize: theme.body; anchors.verticalCenter: parent.verticalCenter }
        }
    }
    // Looking closer: at the right hand's height.
    component Round: Tap {
        id: round
        property string icon
        property bool on: false
        primary: true
        implicitWidth: Math.max(112, under.implicitWidth + 32)
        implicitHeight: 84 + under.height + 16
        Rectangle { anchors.fill: parent; radius: 32; color: round.on ? theme.videoText : theme.videoShade; opacity: round.held ? 0.5 : round.on ? 0.95 : 0.62; border.width: theme.border; border.color: theme.videoText }
        Icon { anchors.horizontalCenter: parent.horizontalCenter; y: 24; name: round.icon; side: 44; ink: round.on ? theme.videoShade : theme.videoText }
        Text { id: under; y: 80; anchors.horizontalCenter: parent.horizontalCenter; text: round.label; color: round.on ? theme.videoShade : theme.videoText; font.family: theme.sans; font.pixelSize: theme.caption }
    }
    Column {
        anchors { right: parent.right; rightMargin: 28; bottom: screen_.wide ? parent.bottom : foot.top; bottomMargin: screen_.wide ? 160 : 32 }
        spacing: 16
        Round { objectName: "mirror.still"; visible: mirrorScreen.live; icon: mirrorScreen.still ? "live" : "still"; label: mirrorScreen.still ? words.t("mirror.live") : words.t("mirror.still"); on: mirrorScreen.still; onTapped: mirrorScreen.toggleStill() }
        Round { objectName: "mirror.zoom"; visible: mirrorScreen.front !== "" && video.filled; icon: "zoom"; label: words.t("mirror.zoom"); on: mirrorScreen.zoom; onTapped: mirrorScreen.toggleZoom() }
    }
    Rectangle { visible: screen_.wide; anchors { fill: foot; margins: -28 } radius: 32; color: theme.videoShade; opacity: 0.66 }
    Column {
        id: foot
        // Across a wide screen the controls stand at its left, so that the customer stays free in the middle.
        x: screen_.wide ? 68 : 56
        width: screen_.wide ? 660 : screen_.width - 112
        anchors { bottom: parent.bottom; bottomMargin: screen_.wide ? 160 : 136 }
        spacing: 20
        Flow {
            visible: mirrorScreen.hasHand
            width: parent.width
            spacing: 10
            Dark { visible: mirrorScreen.hasHand; label: words.t(mirrorScreen.hand === "" ? "mirror.either" : mirrorScreen.hand === "left_hand" ? "mirror.left" : "mirror.right"); icon: "swap"; onTapped: mirrorScreen.chooseHand(mirrorScreen.hand === "" ? "left_hand" : mirrorScreen.hand === "left_hand" ? "right_hand" : "") }
            Repeater {
                model: mirrorScreen.hasRing ? mirrorScreen.fingers : []
                Dark { required property string modelData; label: words.t("mirror." + modelData); on: mirrorScreen.finger === modelData; onTapped: mirrorScreen.chooseFinger(modelData) }
            }
        }
        Item {
            width: parent.width
            height: Math.max(naming.height, like.height)
            Column {
                id: naming
                anchors { left: parent.left; right: like.visible ? like.left : parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
                spacing: 2
                Title { width: parent.width; text: mirrorScreen.front ? screen_.piece.name : words.t("mirror.empty_tray"); color: theme.videoText; font.pixelSize: theme.heading; maximumLineCount: 1; elide: Text.ElideRight }
                Row {
                    spacing: 20
                    visible: mirrorScreen.front !== ""
                    Line { text: screen_.piece.line; color: theme.videoMuted; font.pixelSize: theme.body; wrapMode: Text.NoWrap }
                    Line { text: screen_.piece.price; color: theme.videoGold; font.pixelSize: theme.body; wrapMode: Text.NoWrap }
                }
            }
            Pill { id: like; objectName: "mirror.like"; visible: mirrorScreen.front !== ""; anchors { right: parent.right; verticalCenter: parent.verticalCenter } gold: true; icon: shortlist.liked.indexOf(mirrorScreen.front) >= 0 ? "heart_full" : "heart"; label: shortlist.liked.indexOf(mirrorScreen.front) >= 0 ? words.t("piece.liked") : words.t("mirror.like"); onTapped: shortlist.like(mirrorScreen.front) }
        }
        // The tray at the mirror's foot.
        Flickable {
            width: parent.width + (screen_.wide ? 0 : 56)
            clip: screen_.wide
            height: 148
            contentWidth: row.width + 56
            boundsBehavior: Flickable.StopAtBounds
            Row {
                id: row
                spacing: 16
                Repeater {
                    model: mirrorScreen.tray
                    Tap {
                        id: cell
                        required property string modelData
                        readonly property bool worn: mirrorScreen.worn.indexOf(modelData) >= 0
                        label: shelf.card(modelData).name
                        width: 148; height: 148
                        onTapped: mirrorScreen.wear(modelData)
                        Rectangle { anchors.fill: parent; radius: 24; color: theme.videoWell; opacity: 0.8 }
                        PieceImage { anchors.centerIn: parent; width: 128; height: 128; sku: cell.modelData }
                        Rectangle { anchors.fill: parent; radius: 24; color: "transparent"; border.width: cell.worn ? 3 : 0; border.color: theme.gold }
                        Tap {
                            anchors { right: parent.right; top: parent.top }
                            implicitWidth: 48; implicitHeight: 48
                            label: words.t("mirror.put_back")
                            onTapped: mirrorScreen.putBack(cell.modelData)
                            Icon { anchors.centerIn: parent; name: "close"; side: 24; ink: theme.videoMuted }
                        }
                    }
                }
                Tap {
                    objectName: "mirror.add"
                    label: mirrorScreen.tray.length ? words.t("mirror.add") : words.t("mirror.pick")
                    width: 148; height: 148
                    onTapped: navigation.go("browse")
                    Rectangle { anchors.fill: parent; radius: 24; color: theme.videoButton; opacity: parent.held ? 0.6 : 0.8 }
                    Icon { anchors.horizontalCenter: parent.horizontalCenter; y: 34; name: "plus"; side: 40; ink: theme.videoGold }
                    Text { anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 20 } text: parent.label; color: theme.videoText; font.family: theme.sans; font.pixelSize: Math.min(theme.caption, 20) }
                }
            }
        }
    }
}
