// Running text.
import QtQuick

Text {
    font.family: theme.sans
    font.pixelSize: theme.body
    font.features: ({ "tnum": 1 })
    color: theme.text
    lineHeight: 1.25
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
