// The upper half in low-reach mode: the piece in question, or the brand.
import QtQuick

Item {
    PieceImage {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: 16
        height: Math.round(parent.height * 0.72)
        width: height
        sku: kiosk.focus
    }
    Title {
        anchors { left: parent.left; top: parent.top; margins: theme.margin }
        text: words.t("brand.name")
        color: theme.goldText
        font.pixelSize: theme.lead
        font.letterSpacing: 8
    }
}
