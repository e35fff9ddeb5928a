import QtQuick
import "../parts"

Item {
    id: browseScreen
    readonly property bool wide: width > height * 1.15 && width > 1300
    readonly property int columns: wide ? (preferences.largeText ? 4 : 5) : (preferences.largeText ? 2 : 3)
    Column {
        id: head
        x: theme.margin
        y: preferences.lowReach ? 8 : 56
        width: parent.width - 2 * theme.margin
        spacing: 20
        Item {
            width: parent.width
            height: Math.max(title.height, open.height)
            Row {
                spacing: 20
                anchors.verticalCenter: parent.verticalCenter
                Title { id: title; text: words.t("browse.title"); font.pixelSize: theme.display }
                Line { anchors.baseline: title.baseline; text: words.t("browse.count", { n: browse.skus.length }); color: theme.muted }
            }
            Pill {
                id: open
                objectName: "browse.filter"
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                icon: "filter"
                label: words.t("browse.filter") + (browse.active ? " · " + browse.active : "")
                onTapped: filters.shown = true
            }
        }
        Flickable {
            width: parent.width + theme.margin
            height: kinds.height
            contentWidth: kinds.width + theme.margin
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            Row {
                id: kinds
                spacing: 12
                Choice { label: words.t("browse.all"); on: browse.anyCategory; onTapped: browse.toggle("category", "") }
                Repeater {
                    model: browse.options.category
                    Choice { required property var modelData; label: modelData.label; on: modelData.on; onTapped: browse.toggle("category", modelData.value) }
                }
            }
        }
    }
    GridView {
        id: grid
        objectName: "browse.grid"
        anchors { left: parent.left; leftMargin: theme.margin - 12; right: parent.right; rightMargin: theme.margin - 12; top: head.bottom; topMargin: 24; bottom: parent.bottom }
        cellWidth: Math.floor(width / browseScreen.columns)
        cellHeight: Math.ceil((cellWidth - 24) * 1.02 + 16 + theme.writing * (words.language === "zh" && !preferences.largeText ? 0.82 : 1))
        model: browse.skus
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 800
        delegate: Item {
            required property string modelData
            width: grid.cellWidth
            height: grid.cellHeight
            PieceCard { x: 12; width: parent.width - 24; sku: parent.modelData }
        }
        Component.onCompleted: place.start()
        Component.onDestruction: navigation.remember("browse", contentY)
        Timer { id: place; interval: 0; onTriggered: grid.contentY = Math.max(grid.originY, Math.min(navigation.recall("browse"), grid.contentHeight - grid.height)) }
    }
    Empty {
        visible: browse.skus.length === 0
        anchors.centerIn: grid
        title: words.t("browse.empty")
        hint: words.t("browse.empty_hint")
        action: words.t("browse.clear")
        onActed: browse.forget()
    }
    Sheet {
        id: filters
        objectName: "filters"
        parent: stage
        z: 5
        onDismissed: shown = false
        Title { text: words.t("browse.filter"); font.pixelSize: theme.title }
        Repeater {
            model: ["metal", "gem", "recipient"]
            Column {
                id: group
                required property string modelData
                width: parent.width
                spacing: 12
                Line { text: words.t("browse." + group.modelData); color: theme.muted }
                Flow {
                    width: parent.width
                    spacing: 12
                    Repeater {
                        model: browse.options[group.modelData]
                        Choice { required property var modelData; label: modelData.label + "  " + modelData.count; on: modelData.on; enabled: modelData.count > 0 || modelData.on; onTapped: browse.toggle(group.modelData, modelData.value) }
                    }
                }
            }
        }
        Column {
            width: parent.width
            spacing: 12
            visible: !preferences.hidePrices
            Line { text: words.t("browse.sort"); color: theme.muted }
            Flow {
                width: parent.width
                spacing: 12
                Repeater {
                    model: ["tray", "price_low", "price_high"]
                    Choice { required property string modelData; label: words.t("browse.sort_" + modelData); on: browse.sort === modelData; onTapped: browse.sort_by(modelData) }
                }
            }
        }
        Row {
            spacing: 16
            Pill { gold: true; label: words.t("browse.done", { n: browse.skus.length }); onTapped: filters.shown = false }
            Pill { quiet: true; implicitHeight: theme.primaryTarget; label: words.t("browse.clear"); onTapped: browse.forget() }
        }
    }
}
