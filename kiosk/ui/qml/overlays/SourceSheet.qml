// What a claim rests on.
import QtQuick
import "../parts"

Sheet {
    objectName: "source"
    shown: evidence.shown
    onDismissed: evidence.close()
    Title { text: words.t("source.title") }
    Repeater {
        model: evidence.entries
        Column {
            required property var modelData
            width: parent.width
            spacing: 8
            Line { width: parent.width; text: modelData.text; font.pixelSize: theme.lead }
            Line { width: parent.width; visible: text !== ""; text: modelData.reference; color: theme.muted }
            Line { visible: text !== ""; text: modelData.status; color: theme.jadeText; font.pixelSize: theme.caption }
        }
    }
    Pill { objectName: "source.close"; primary: true; label: words.t("source.close"); onTapped: evidence.close() }
}
