// A compartment of the tray.
import QtQuick

Image {
    property real radius: theme.radius
    sourceSize: Qt.size(Math.ceil(width), Math.ceil(height))
    source: width > 8 && height > 8 ? "image://vitrine/well/" + theme.palette + "/" + radius : ""
    cache: true
}
