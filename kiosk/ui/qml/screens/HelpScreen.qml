import QtQuick
import "../parts"

Page {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    place: "help"
    column.y: preferences.lowReach ? 8 : 72
    Title { width: parent.width; text: words.t("help.title"); font.pixelSize: theme.display }
    Grid {
        id: grid
        width: parent.width
        columns: screen_.wide ? 2 : 1
        columnSpacing: 48
        rowSpacing: 20
        Repeater {
            model: [["talk", "mic"], ["tap", "steps"], ["mirror", "mirror"], ["source", "info"], ["list", "heart"], ["staff", "bell"]]
            Row {
                required property var modelData
                width: screen_.wide ? (grid.width - 48) / 2 : grid.width
                spacing: 28
                Item {
                    width: 88; height: 88
                    Well { anchors.fill: parent; radius: 44 }
                    Icon { anchors.centerIn: parent; name: modelData[1]; side: 44; ink: theme.goldText }
                }
                Line { width: parent.width - 116; anchors.verticalCenter: parent.verticalCenter; text: words.t("help." + modelData[0]); font.pixelSize: theme.lead }
            }
        }
    }
    Item { width: 1; height: 8 }
    Title { text: words.t("help.display"); font.pixelSize: theme.heading; color: theme.muted }
    Flow {
        width: parent.width
        spacing: 16
        Pill { objectName: "help.motion"; icon: "motion"; label: words.t("help.motion"); on: preferences.lessMotion; onTapped: preferences.toggle("less_motion") }
        Pill { objectName: "help.paper"; icon: "sun"; label: words.t("help.paper"); on: preferences.paper; onTapped: preferences.toggle("paper") }
        Pill { icon: "text"; label: words.t("bar.large"); on: preferences.largeText; onTapped: preferences.toggle("large_text") }
        Pill { icon: "contrast"; label: words.t("bar.contrast"); on: preferences.highContrast; onTapped: preferences.toggle("high_contrast") }
    }
    Pill { objectName: "help.privacy"; quiet: true; icon: "shield"; label: words.t("home.more"); padding: 12; onTapped: navigation.go("privacy") }
}
