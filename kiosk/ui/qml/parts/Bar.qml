// The same place on every screen: back, language, how to see, call staff.
import QtQuick

Item {
    id: bar
    height: 120
    Rectangle { anchors.fill: parent; color: theme.ground; opacity: navigation.screen === "mirror" ? 0 : 0.55 }
    Row {
        anchors { left: parent.left; leftMargin: 32; verticalCenter: parent.verticalCenter }
        spacing: 4
        BarButton { objectName: "bar.back"; icon: "back"; label: words.t("bar.back"); enabled: navigation.screen !== "home"; opacity: enabled ? 1 : 0.35; onTapped: kiosk.back() }
        BarButton { objectName: "bar.home"; icon: "home"; label: words.t("bar.home"); onTapped: navigation.go("home") }
        BarButton { objectName: "bar.list"; icon: shortlist.liked.length ? "heart_full" : "heart"; label: words.t("bar.list"); onTapped: navigation.go("shortlist") }
    }
    Row {
        anchors { right: parent.right; rightMargin: 32; verticalCenter: parent.verticalCenter }
        spacing: 4
        BarButton { objectName: "bar.language"; icon: "globe"; label: words.t("bar.language"); onTapped: words.toggle() }
        BarButton { objectName: "bar.large"; icon: "text"; label: words.t("bar.large"); on: preferences.largeText; onTapped: preferences.toggle("large_text") }
        BarButton { objectName: "bar.contrast"; icon: "contrast"; label: words.t("bar.contrast"); on: preferences.highContrast; onTapped: preferences.toggle("high_contrast") }
        BarButton { objectName: "bar.reach"; icon: "reach"; label: words.t("bar.reach"); on: preferences.lowReach; onTapped: preferences.toggle("low_reach") }
        BarButton { objectName: "bar.price"; icon: preferences.hidePrices ? "price_off" : "price"; label: preferences.hidePrices ? words.t("bar.price_show") : words.t("bar.price_hide"); on: preferences.hidePrices; onTapped: preferences.toggle("hide_prices") }
        BarButton { objectName: "bar.help"; icon: "help"; label: words.t("bar.help"); onTapped: navigation.go("help") }
        BarButton { objectName: "bar.staff"; icon: "bell"; label: words.t("bar.staff"); onTapped: visit.callStaff() }
    }
}
