import QtQuick

Tap {
    property string sku
    readonly property bool on: shortlist.liked.indexOf(sku) >= 0
    label: on ? words.t("piece.liked") : words.t("piece.like")
    implicitWidth: 64
    implicitHeight: 64
    onTapped: shortlist.like(sku)
    Icon {
        anchors.centerIn: parent
        name: parent.on ? "heart_full" : "heart"
        side: 34
        ink: parent.on ? theme.goldText : theme.muted
    }
}
