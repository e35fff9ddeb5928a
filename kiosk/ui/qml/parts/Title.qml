// Names and headings.
import QtQuick

Text {
    font.family: theme.serif
    font.pixelSize: theme.title
    // Curly quotes are as wide as a Hanzi in these fonts, unless asked to be Latin.
    font.features: words.language === "en" ? ({ "tnum": 1, "pwid": 1 }) : ({ "tnum": 1 })
    color: theme.text
    lineHeight: 1.15
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
