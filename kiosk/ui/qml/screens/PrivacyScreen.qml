import QtQuick
import "../parts"

Page {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    place: "privacy"
    column.y: preferences.lowReach ? 8 : 72
    Title { width: parent.width; text: words.t("privacy.title"); font.pixelSize: theme.display }
    Title { width: parent.width; text: words.t("privacy.lead"); font.pixelSize: theme.heading; color: theme.muted }
    Grid {
        id: grid
        width: parent.width
        columns: screen_.wide ? 2 : 1
        columnSpacing: 48
        rowSpacing: 24
        topPadding: 16
        Repeater {
            model: [["p1", "globe"], ["p2", "lock"], ["p3", "clock"], ["p4", "hand"]]
            Row {
                required property var modelData
                width: screen_.wide ? (grid.width - 48) / 2 : grid.width
                spacing: 32
                Item {
                    width: 88; height: 88
                    Well { anchors.fill: parent; radius: 44 }
                    Icon { anchors.centerIn: parent; name: modelData[1]; side: 44; ink: theme.goldText }
                }
                Column {
                    width: parent.width - 120
                    spacing: 4
                    Title { text: words.t("privacy." + modelData[0]); font.pixelSize: theme.heading }
                    Line { width: parent.width; text: words.t("privacy." + modelData[0] + "_text"); color: theme.muted; lineHeight: 1.4 }
                }
            }
        }
    }
    Item { width: 1; height: 8 }
    Row {
        spacing: 20
        Icon { name: "camera"; side: 40; ink: visit.agreed ? theme.alert : theme.muted; anchors.verticalCenter: parent.verticalCenter }
        Line { text: words.t("privacy.camera", { state: visit.agreed ? words.t("privacy.camera_on") : words.t("privacy.camera_off") }); anchors.verticalCenter: parent.verticalCenter; font.pixelSize: theme.lead; wrapMode: Text.NoWrap }
        Pill { objectName: "privacy.withdraw"; visible: visit.agreed; label: words.t("privacy.withdraw"); onTapped: visit.withdraw() }
    }
    Row {
        spacing: 16
        Pill { objectName: "privacy.ok"; gold: true; label: words.t("privacy.ok"); onTapped: kiosk.back() }
        Pill { objectName: "privacy.wipe"; primary: true; label: words.t("privacy.wipe"); onTapped: visit.finish() }
    }
}
