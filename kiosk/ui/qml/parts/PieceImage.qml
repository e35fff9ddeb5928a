// A piece, large, on nothing, with its own shadow.
import QtQuick

Image {
    property string sku
    property int index: 0
    sourceSize: Qt.size(Math.ceil(width * stage.scale), Math.ceil(height * stage.scale))
    source: sku && width > 8 && height > 8 ? "image://vitrine/piece/" + sku + "/" + index + "/" + theme.palette : ""
    fillMode: Image.PreserveAspectFit
    asynchronous: kiosk.patient
    cache: true
}
