// Ask, aloud or typed. Every claim of the answer carries the mark that opens its source.
import QtQuick
import "../parts"

Item {
    id: screen_
    readonly property bool wide: width > height * 1.15 && width > 1300
    readonly property bool fresh: ask.question === "" && !ask.listening
    Page {
        id: page
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top; bottomMargin: 8 }
        place: "ask"
        column.y: preferences.lowReach || (ask.typing && screen_.wide) ? 12 : 72
        Column {
            visible: screen_.fresh
            width: parent.width
            spacing: 20
            Title { width: parent.width; text: words.t("ask.title"); font.pixelSize: theme.display }
            Line { width: parent.width; text: words.t("ask.hint"); color: theme.muted; font.pixelSize: theme.lead }
            Line { width: parent.width; visible: !ask.microphone && ask.typing; text: ask.whyNot; color: theme.muted }
            Item { width: 1; height: 8 }
            Line { text: words.t("ask.try"); color: theme.muted; font.pixelSize: theme.caption; visible: !ask.typing || !(screen_.wide || preferences.lowReach) }
            Grid {
                id: examples
                width: parent.width
                columns: screen_.wide ? 2 : 1
                spacing: 20
                Repeater {
                    model: ask.typing && (screen_.wide || preferences.lowReach) ? [] : ["example_1", "example_2", "example_3", "example_4"]
                    Tap {
                        id: example
                        required property string modelData
                        objectName: "ask." + modelData
                        label: words.t("ask." + modelData)
                        width: (examples.width - (examples.columns - 1) * examples.spacing) / examples.columns
                        height: Math.max(80, said_.height + 32)
                        onTapped: ask.send(label)
                        Rectangle { anchors.fill: parent; radius: theme.radius; color: theme.raised; opacity: example.held ? 0.6 : 0.85; border.width: theme.border; border.color: theme.line }
                        Title { id: said_; anchors { left: parent.left; leftMargin: 32; right: parent.right; rightMargin: 32; verticalCenter: parent.verticalCenter } text: "“" + example.label + "”"; font.pixelSize: theme.lead }
                    }
                }
            }
        }
        Column {
            visible: !screen_.fresh
            width: parent.width
            spacing: 20
            Line { text: words.t("ask.heard"); color: theme.muted; font.pixelSize: theme.caption }
            Title {
                width: parent.width
                text: ask.listening ? (ask.partial || words.t("ask.listening")) : ask.question
                color: ask.listening && !ask.partial ? theme.muted : theme.text
                font.pixelSize: ask.comparedSkus.length > 1 ? theme.heading : theme.title
            }
            Flow {
                width: parent.width
                spacing: 12
                visible: ask.otherWords.length > 0 && !ask.listening
                Repeater {
                    model: ask.otherWords
                    Pill { required property var modelData; label: modelData.label; quiet: true; padding: 16; onTapped: ask.send(modelData.sentence) }
                }
            }
            Line { visible: ask.thinking; text: words.t("ask.thinking"); color: theme.goldText; font.pixelSize: theme.lead }
            Rectangle { visible: ask.answered; width: 64; height: 2; color: theme.gold }
            CompareTable { visible: ask.comparedSkus.length > 1 && !ask.listening; width: parent.width; skus: ask.comparedSkus; rows: ask.table }
            Line { visible: ask.comparedSkus.length > 1 && ask.parts.length > 0; text: words.t("ask.matters"); color: theme.muted; font.pixelSize: theme.caption }
            Repeater {
                model: ask.parts
                Item {
                    required property var modelData
                    required property int index
                    width: parent.width
                    height: Math.max(answer.height, modelData.marked ? 48 : 0)
                    Line { id: answer; anchors { left: parent.left; right: mark.left; rightMargin: 8; verticalCenter: parent.verticalCenter } text: parent.modelData.text; font.pixelSize: ask.brief || (parent.index === 0 && ask.comparedSkus.length === 0) ? theme.heading : theme.lead; lineHeight: 1.4 }
                    Mark { id: mark; anchors { right: parent.right; verticalCenter: parent.verticalCenter } sources: parent.modelData.marked ? parent.modelData.sources : [] }
                }
            }
            Flow {
                width: parent.width
                spacing: 16
                visible: ask.answered
                Pill { objectName: "ask.speak"; visible: ask.voiced; icon: ask.talking ? "stop" : "speaker"; label: ask.talking ? words.t("ask.quiet") : words.t("ask.speak"); onTapped: ask.readAloud() }
                Pill { objectName: "ask.results"; visible: results.rows.length > 0 && ask.skus.length > 0; icon: "browse"; label: words.t("ask.results", { n: ask.skus.length }); onTapped: navigation.go("results") }
                Pill { objectName: "ask.leave"; visible: ask.refused && ask.leavable; icon: "card"; label: words.t("ask.unanswered"); onTapped: ask.leaveQuestion() }
                Pill { visible: ask.refused; icon: "bell"; label: words.t("bar.staff"); onTapped: visit.callStaff() }
            }
            Line { visible: ask.left; width: parent.width; text: words.t("ask.left"); color: theme.jadeText }
        }
        ListView {
            id: pieces
            visible: ask.skus.length > 0 && !ask.listening && ask.comparedSkus.length === 0
            width: parent.width + page.margin
            height: visible ? cardWidth * 1.02 + 16 + theme.writing : 0
            readonly property real cardWidth: count <= 2 ? 400 : 280
            orientation: ListView.Horizontal
            spacing: 24
            boundsBehavior: Flickable.StopAtBounds
            model: ask.skus
            delegate: PieceCard { required property string modelData; width: pieces.cardWidth; sku: modelData }
        }
    }
    Item {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: ask.typing ? board.implicitHeight : speak.height + 40
        Keyboard {
            id: board
            visible: ask.typing
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width - 64, 1180)
            height: implicitHeight
        }
        Column {
            id: speak
            visible: !ask.typing
            width: parent.width
            spacing: 16
            Line { visible: ask.notice !== "" && !ask.listening; width: parent.width - 2 * theme.margin; x: theme.margin; horizontalAlignment: Text.AlignHCenter; text: ask.notice; color: theme.muted }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: 40
                TalkButton { id: talk; objectName: "ask.talk"; side: preferences.lowReach || screen_.wide ? 112 : 152 }
                Tap {
                    objectName: "ask.keyboard"
                    visible: ask.microphone
                    primary: true
                    anchors.verticalCenter: talk.verticalCenter
                    implicitWidth: 96; implicitHeight: 96
                    label: words.t("ask.keyboard")
                    onTapped: ask.type()
                    Rectangle { anchors.fill: parent; radius: 48; color: theme.raised; border.width: theme.border; border.color: theme.line }
                    Icon { anchors.centerIn: parent; name: "keyboard"; side: 44 }
                }
            }
            Line { anchors.horizontalCenter: parent.horizontalCenter; text: talk.label }
        }
    }
}
