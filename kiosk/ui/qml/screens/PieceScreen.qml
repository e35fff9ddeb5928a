// One piece: the picture large, then its facts, each with its source.
import QtQuick
import "../parts"

Item {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    readonly property var piece: shelf.card(pieceScreen.sku)
    readonly property bool some: pieceScreen.sku !== ""
    Item {
        id: stand
        visible: screen_.some && !preferences.lowReach
        width: screen_.wide ? Math.round(screen_.width * 0.46) : screen_.width
        height: screen_.wide ? screen_.height : Math.round(screen_.height * 0.48)
        property int index: 0
        PieceImage {
            id: picture
            anchors.centerIn: parent
            anchors.verticalCenterOffset: screen_.wide ? 0 : 12
            width: Math.round(Math.min(parent.width * 0.92, parent.height * 0.94))
            height: width
            sku: pieceScreen.sku
            index: Math.max(0, Math.min(stand.index, screen_.piece.pictures - 1))
        }
        MouseArea {
            anchors.fill: parent
            property real from
            onPressed: event => from = event.x
            onReleased: event => {
                const turn = event.x - from < -60 ? 1 : event.x - from > 60 ? -1 : 0
                stand.index = (stand.index + turn + screen_.piece.pictures) % screen_.piece.pictures
            }
        }
        Row {
            visible: screen_.piece.pictures > 1
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 8 }
            spacing: 12
            Repeater {
                model: screen_.piece.pictures
                Rectangle { required property int index; width: 10; height: 10; radius: 5; color: index === stand.index ? theme.goldText : theme.line }
            }
        }
        Line { visible: !screen_.piece.photographed; anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 8 } text: words.t("piece.no_picture"); color: theme.muted; font.pixelSize: theme.caption }
    }
    Page {
        id: page
        visible: screen_.some
        place: "piece"
        x: screen_.wide && stand.visible ? stand.width : 0
        y: screen_.wide || preferences.lowReach ? 0 : stand.height
        width: parent.width - x
        height: parent.height - y
        margin: screen_.wide ? 48 : theme.margin
        column.y: screen_.wide && !preferences.lowReach ? 72 : 16
        Item {
            width: parent.width
            height: names.height
            Column {
                id: names
                width: parent.width - heart.width - 8
                spacing: 6
                Title { width: parent.width; text: screen_.piece.name; font.pixelSize: theme.display }
                Line { width: parent.width; text: screen_.piece.line; color: theme.muted; font.pixelSize: theme.lead }
            }
            Heart { id: heart; anchors { right: parent.right; top: parent.top } implicitWidth: 80; implicitHeight: 80; sku: pieceScreen.sku }
        }
        Item {
            visible: screen_.piece.price !== ""
            width: parent.width
            height: Math.max(cost.height, 48)
            Line { id: cost; text: screen_.piece.price; color: theme.goldText; font.pixelSize: screen_.piece.priced ? theme.title : theme.lead; anchors.verticalCenter: parent.verticalCenter }
            Line { id: how; anchors { left: cost.right; leftMargin: 20; right: priceMark.left; verticalCenter: parent.verticalCenter } text: screen_.piece.priceNote || ""; color: theme.muted; font.pixelSize: theme.caption }
            Mark { id: priceMark; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: ["catalog:" + pieceScreen.sku + ".price"] }
        }
        Flow {
            width: parent.width
            spacing: 16
            Pill { objectName: "piece.try"; gold: true; icon: "mirror"; label: words.t("piece.try"); onTapped: mirrorScreen.tryOn(pieceScreen.sku) }
            Pill { objectName: "piece.ask"; primary: true; icon: "keyboard"; label: words.t("piece.ask"); onTapped: ask.about(pieceScreen.sku) }
            Pill { objectName: "piece.why_not"; visible: results.asked && results.rows.every(row => row.sku !== pieceScreen.sku); primary: true; quiet: true; icon: "help"; label: words.t("piece.why_not"); onTapped: ask.whyNotThis(pieceScreen.sku) }
            Pill { objectName: "piece.list"; primary: true; quiet: true; icon: "list"; label: words.t("piece.list"); onTapped: navigation.go("shortlist") }
        }
        Line { width: parent.width; text: screen_.piece.description || ""; font.pixelSize: theme.body; lineHeight: 1.45 }
        Grid {
            id: facts
            width: parent.width
            columns: preferences.largeText ? 1 : 2
            columnSpacing: 40
            rowSpacing: 4
            readonly property real cell: columns === 1 ? width : (width - columnSpacing) / 2
            Repeater {
                model: pieceScreen.facts
                Item {
                    required property var modelData
                    width: facts.cell
                    height: Math.max(56, value.height + 14)
                    Line { id: label_; width: Math.round(parent.width * 0.26); anchors.verticalCenter: parent.verticalCenter; text: parent.modelData.label; color: theme.muted; font.pixelSize: theme.caption }
                    Line { id: value; anchors { left: label_.right; leftMargin: 8; right: mark.left; verticalCenter: parent.verticalCenter } text: parent.modelData.value }
                    Mark { id: mark; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: parent.modelData.sources }
                    Rectangle { anchors { left: parent.left; right: parent.right; bottom: parent.bottom } height: 1; color: theme.line; opacity: 0.6 }
                }
            }
        }
        Column {
            width: parent.width
            spacing: 8
            visible: pieceScreen.care !== ""
            Line { text: words.t("piece.care"); color: theme.muted; font.pixelSize: theme.caption }
            Line { width: parent.width; text: pieceScreen.care; lineHeight: 1.45 }
        }
        Line { text: pieceScreen.stock; color: theme.jadeText }
        Column {
            width: parent.width
            spacing: 4
            visible: pieceScreen.reviews.length > 0
            Title { text: words.t("piece.reviews"); font.pixelSize: theme.heading; color: theme.muted; topPadding: 16 }
            Repeater {
                model: pieceScreen.reviews
                Item {
                    required property var modelData
                    width: parent.width
                    height: Math.max(said.height, 48)
                    Line { id: said; anchors { left: parent.left; right: mark.left; rightMargin: 8; verticalCenter: parent.verticalCenter } text: parent.modelData.text }
                    Mark { id: mark; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: parent.modelData.sources }
                }
            }
            Line { visible: pieceScreen.reviewsNote !== ""; width: parent.width; text: pieceScreen.reviewsNote; color: theme.muted; font.pixelSize: theme.caption }
        }
        Title { visible: pieceScreen.companions.length > 0; text: words.t("piece.goes_with"); font.pixelSize: theme.heading; color: theme.muted; topPadding: 16 }
        ListView {
            visible: count > 0
            width: parent.width + page.margin
            height: 224 * 1.02 + 16 + theme.writing + 56
            orientation: ListView.Horizontal
            spacing: 20
            boundsBehavior: Flickable.StopAtBounds
            model: pieceScreen.companions
            delegate: Column {
                required property var modelData
                width: 224
                spacing: 4
                PieceCard { width: 224; sku: parent.modelData.sku }
                Item {
                    width: 224
                    height: 56
                    Line { id: because; anchors { left: parent.left; leftMargin: 8; right: why.left; verticalCenter: parent.verticalCenter } text: parent.parent.modelData.reason; color: theme.goldText; font.pixelSize: theme.caption; maximumLineCount: 2; elide: Text.ElideRight }
                    Mark { id: why; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: parent.parent.modelData.sources }
                }
            }
        }
        Title { visible: pieceScreen.near.length > 0; text: words.t("piece.like_these"); font.pixelSize: theme.heading; color: theme.muted; topPadding: 16 }
        ListView {
            visible: count > 0
            width: parent.width + page.margin
            height: 224 * 1.02 + 16 + theme.writing
            orientation: ListView.Horizontal
            spacing: 20
            boundsBehavior: Flickable.StopAtBounds
            model: pieceScreen.near
            delegate: PieceCard { required property string modelData; width: 224; sku: modelData }
        }
    }
    Empty {
        visible: !screen_.some
        anchors.centerIn: parent
        title: words.t("piece.none")
        hint: words.t("piece.none_hint")
        action: words.t("home.browse")
        onActed: navigation.go("browse")
    }
}
