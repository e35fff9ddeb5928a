// Running text.
import QtQuick

Text {
    font.family: theme.sans
    font.pixelSize: theme.body
    // Curly quotes are as wide as a Hanzi in these fonts, unless asked to be Latin.
    font.features: words.language === "en" ? ({ "tnum": 1, "pwid": 1 }) : ({ "tnum": 1 })
    color: theme.text
    lineHeight: 1.25
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
