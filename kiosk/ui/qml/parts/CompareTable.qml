// Pieces side by side: pictures above, then the facts in which they differ, each with its mark.
import QtQuick

Column {
    id: compared
    property var skus: []
    property var rows: []
    readonly property var unlike: rows.filter(row => row.differs)
    readonly property real labelWidth: Math.round(width * (skus.length > 3 ? 0.12 : 0.15))
    readonly property real cell: skus.length ? (width - labelWidth) / skus.length : 0
    spacing: 4
    Row {
        x: compared.labelWidth
        Repeater {
            model: compared.skus
            Item {
                required property string modelData
                width: compared.cell
                height: card.implicitHeight + 8
                PieceCard { id: card; anchors.horizontalCenter: parent.horizontalCenter; width: Math.min(compared.cell - 16, stage.wide ? 190 : 260); sku: parent.modelData }
            }
        }
    }
    Repeater {
        model: compared.unlike
        Item {
            id: line
            required property var modelData
            width: compared.width
            height: Math.max(60, values.height + 16)
            Rectangle { anchors { left: parent.left; right: parent.right; top: parent.top } height: 1; color: theme.line; opacity: 0.6 }
            Line { width: compared.labelWidth - 8; anchors.verticalCenter: parent.verticalCenter; text: line.modelData.label; color: theme.muted; font.pixelSize: theme.caption }
            Row {
                id: values
                x: compared.labelWidth
                anchors.verticalCenter: parent.verticalCenter
                Repeater {
                    model: line.modelData.cells
                    Item {
                        required property var modelData
                        width: compared.cell
                        height: Math.max(value.height, 48)
                        Line { id: value; anchors { left: parent.left; leftMargin: 12; right: mark.left; verticalCenter: parent.verticalCenter } text: parent.modelData.value || "—"; horizontalAlignment: Text.AlignHCenter }
                        Mark { id: mark; visible: parent.modelData.value !== ""; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: parent.modelData.sources }
                    }
                }
            }
        }
    }
    Line { visible: compared.rows.length > compared.unlike.length; text: words.t("ask.compare_same") + words.t("ask.compare_colon") + compared.rows.filter(row => !row.differs).map(row => row.label).join(words.t("ask.compare_comma")); width: parent.width; color: theme.muted; font.pixelSize: theme.caption; topPadding: 8 }
}
