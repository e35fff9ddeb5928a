// Asked before the first frame. Both answers are the same size, side by side: refusing is as easy.
import QtQuick
import "../parts"

Sheet {
    id: consent
    objectName: "consent"
    shown: visit.asking
    onDismissed: visit.answer(false)
    Icon { name: "camera"; side: 56; ink: theme.goldText }
    Title { width: parent.width; text: words.t("consent.title") }
    Line { width: parent.width; text: words.t("consent.text") }
    Line { width: parent.width; text: words.t("consent.children"); color: theme.muted }
    Grid {
        id: answers
        width: parent.width
        columns: stage.wide || width > 700 ? 2 : 1
        spacing: 16
        readonly property real cell: columns === 2 ? (width - 16) / 2 : width
        Pill { objectName: "consent.no"; primary: true; width: answers.cell; height: implicitHeight; label: words.t("consent.no"); onTapped: visit.answer(false) }
        Pill { objectName: "consent.yes"; jade: true; width: answers.cell; label: words.t("consent.yes"); onTapped: visit.answer(true) }
    }
    Pill { quiet: true; icon: "shield"; label: words.t("consent.more"); padding: 12; onTapped: { visit.answer(false); navigation.go("privacy") } }
}
