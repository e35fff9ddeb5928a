// Light as well as words: the whole screen is framed in gold until somebody comes.
import QtQuick
import "../parts"

Item {
    anchors.fill: parent
    Rectangle {
        anchors.fill: parent
        visible: visit.calling
        color: "transparent"
        border.width: 16
        border.color: theme.gold
        SequentialAnimation on opacity {
            running: visit.calling && theme.moving
            loops: Animation.Infinite
            NumberAnimation { to: 0.35; duration: 900; easing.type: Easing.InOutSine }
            NumberAnimation { to: 1; duration: 900; easing.type: Easing.InOutSine }
        }
    }
    Sheet {
        objectName: "staff"
        shown: visit.staffShown
        onDismissed: visit.closeStaff()
        Icon { name: "bell"; side: 64; ink: theme.goldText }
        Title { width: parent.width; text: words.t("staff.title") }
        Line { width: parent.width; text: words.t("staff.text"); font.pixelSize: theme.lead }
        Line { width: parent.width; text: words.t("staff.wait"); color: theme.muted }
        Row {
            spacing: 16
            Pill { objectName: "staff.ok"; gold: true; label: words.t("staff.ok"); onTapped: visit.closeStaff() }
            Pill { objectName: "staff.cancel"; primary: true; label: words.t("staff.cancel"); onTapped: visit.cancelStaff() }
        }
    }
}
