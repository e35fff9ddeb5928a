// Why this piece: each sentence with the mark that opens its source.
import QtQuick

Column {
    id: reasons
    property var list: []
    property int most: 3
    spacing: 0
    Repeater {
        model: reasons.list.slice(0, reasons.most)
        Item {
            required property var modelData
            width: reasons.width
            height: Math.max(said.height, 48)
            Line { id: said; anchors { left: parent.left; right: mark.left; rightMargin: 4; verticalCenter: parent.verticalCenter } text: parent.modelData.text; color: theme.muted }
            Mark { id: mark; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: parent.modelData.sources }
        }
    }
}
