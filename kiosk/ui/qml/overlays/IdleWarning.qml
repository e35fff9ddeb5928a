// Before the visit is wiped: say so, count down, and let one touch extend it.
import QtQuick
import "../parts"

Sheet {
    objectName: "idle"
    shown: visit.warning
    onDismissed: visit.stay()
    Icon { name: "clock"; side: 56; ink: theme.goldText }
    Title { width: parent.width; text: words.t("idle.title") }
    Line { width: parent.width; text: words.t("idle.text", { seconds: visit.secondsLeft }); font.pixelSize: theme.lead }
    Row {
        spacing: 16
        Pill { objectName: "idle.stay"; gold: true; label: words.t("idle.stay"); onTapped: visit.stay() }
        Pill { objectName: "idle.done"; primary: true; label: words.t("idle.done"); onTapped: visit.finish() }
    }
}
