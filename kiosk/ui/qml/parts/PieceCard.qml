// One compartment of the tray with the piece in it, its name and price below.
import QtQuick

Tap {
    id: card
    property string sku
    readonly property var piece: shelf.card(sku)
    label: piece.name
    onTapped: pieceScreen.open(sku)
    implicitHeight: pool.height + writing.height + 20
    Well {
        id: pool
        width: parent.width
        height: width * 1.02
        opacity: card.held ? 0.8 : 1
    }
    PieceImage {
        anchors.centerIn: pool
        width: Math.round(pool.width * 0.82)
        height: width
        sku: card.sku
    }
    Heart {
        anchors { right: pool.right; top: pool.top; margins: 4 }
        sku: card.sku
    }
    Column {
        id: writing
        anchors { top: pool.bottom; topMargin: 16; left: parent.left; right: parent.right; leftMargin: 8; rightMargin: 8 }
        spacing: 2
        Title {
            width: parent.width
            text: card.piece.name
            font.pixelSize: theme.lead
            lineHeight: 1.0
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Line {
            width: parent.width
            text: card.piece.line
            color: theme.muted
            font.pixelSize: theme.caption
            lineHeight: 1.1
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Line {
            width: parent.width
            visible: text !== ""
            text: card.piece.price
            color: theme.goldText
            font.pixelSize: card.piece.priced ? theme.body : theme.caption
        }
    }
}
