// Names and headings.
import QtQuick

Text {
    font.family: theme.serif
    font.pixelSize: theme.title
    font.features: ({ "tnum": 1 })
    color: theme.text
    lineHeight: 1.15
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
