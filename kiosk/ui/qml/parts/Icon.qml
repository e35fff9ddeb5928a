import QtQuick

Image {
    property string name
    property color ink: theme.text
    property real side: 32
    width: side
    height: side
    sourceSize: Qt.size(Math.ceil(side * stage.scale), Math.ceil(side * stage.scale))
    source: name ? "image://vitrine/icon/" + name + "/" + ink.toString().slice(-6) : ""
    fillMode: Image.PreserveAspectFit
}
