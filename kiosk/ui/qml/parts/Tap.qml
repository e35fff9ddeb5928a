// Whatever can be touched. Tests find every instance by `target` and measure it; `primary` ones must be 20 mm.
import QtQuick

Item {
    id: tap
    property bool target: true
    property bool primary: false
    property string label: ""
    property bool held: area.pressed
    property alias hoverable: area.enabled
    signal tapped()
    signal pressedDown()
    implicitWidth: primary ? theme.primaryTarget : theme.target
    implicitHeight: primary ? theme.primaryTarget : theme.target
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: tapped()
    MouseArea {
        id: area
        anchors.fill: parent
        enabled: tap.enabled
        onPressed: tap.pressedDown()
        onClicked: tap.tapped()
    }
}
