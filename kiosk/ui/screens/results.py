"""What was found for a wish: conditions that hold, pieces with reasons, and what had to give way."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.ui.kinds import LIST
from kiosk.ui.navigation import Navigation
from kiosk.ui.preferences import Preferences
from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.words import Words

Document = Mapping[str, Any]
LIST_KEYS = (
    "category", "metal", "gem", "gem_origin", "colour", "cut", "style", "occasion", "recipient",
)  # fmt: skip
NUMBER_KEYS = (
    "price_min", "price_max", "carat_min", "carat_max", "fineness", "fineness_min", "length_mm_min", "length_mm_max",
    "inner_diameter_mm", "weight_g_min", "weight_g_max",
)  # fmt: skip


class Results(QObject):
    """Shows a reply's pieces; removing a condition asks again."""

    changed = Signal()

    def __init__(
        self,
        shelf: Shelf,
        words: Words,
        preferences: Preferences,
        navigation: Navigation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._words = words
        self._preferences = preferences
        self._navigation = navigation
        self._document: Document = {}
        self._working = False
        self.ask: Callable[[dict[str, Any]], None] | None = None
        """Finds pieces for constraints off the screen's thread, then calls `show`; wired by the app."""
        shelf.changed.connect(self.changed)
        words.changed.connect(self._again)

    @Slot()
    def forget(self) -> None:
        """Nothing was asked."""
        self._document = {}
        self._working = False
        self.changed.emit()

    @Slot("QVariantMap")
    def find(self, constraints: dict[str, Any]) -> None:
        """Find pieces for a wish and show them."""
        if self.ask is None:
            return
        self._working = True
        self._navigation.unscroll("results")
        self._navigation.go("results")
        self.changed.emit()
        self.ask(constraints)

    @Slot(object)
    def show(self, document: Document) -> None:
        """A reply arrived."""
        self._document = document
        self._working = False
        self.changed.emit()

    def failed(self, _error: BaseException) -> None:
        """No reply will come."""
        self._working = False
        self.changed.emit()

    @Slot(str, str)
    def remove(self, key: str, value: str) -> None:
        """Ask again without one condition (`value` is empty for a number)."""
        wish = {name: held for name, held in self.constraints.items() if name != key}
        if value:
            rest = [word for word in self.constraints.get(key, []) if word != value]
            wish |= {key: rest} if rest else {}
        self.find(wish)

    @property
    def constraints(self) -> dict[str, Any]:
        """What holds now, CONTRACT.md's keys."""
        return dict(self._document.get("constraints") or {})

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._working

    @Slot()
    def _again(self) -> None:
        # Reasons are sentences: in another language they are asked for anew, the pieces stay.
        if self._document and self.ask is not None and not self._document.get("answer"):
            self.ask(self.constraints)

    def _chips(self) -> list[dict[str, str]]:
        wish = self.constraints
        chips = [
            {"key": key, "value": word, "label": self._shelf.word(key, word)}
            for key in LIST_KEYS
            for word in wish.get(key, [])
        ]
        chips += [
            {"key": key, "value": "", "label": self._number(key, wish[key])} for key in NUMBER_KEYS if key in wish
        ]
        for key, words in (wish.get("exclude") or {}).items():
            named = "、".join(self._shelf.word(key, word) for word in words)
            chips.append({"key": "exclude", "value": "", "label": self._words.say("word.limit.exclude", value=named)})
        return chips

    def _number(self, key: str, value: float) -> str:
        shown = f"¥{value:,.0f}" if key.startswith("price") else f"{value:g}"
        return self._shelf.masked(self._words.say(f"word.limit.{key}", value=shown))

    def limit_word(self, key: str) -> str:
        """The name of a relaxed limit, such as 预算 for `price_max`."""
        base = "price" if key.startswith("price") else "length" if key.startswith("length") else key
        known = {*LIST_KEYS, "price", "length"}
        if base in known:
            return self._words.say(f"word.limit.{base}")
        held = self.constraints.get(key)
        return self._number(key, held) if isinstance(held, int | float) else key

    def _rows(self) -> list[dict[str, Any]]:
        return [self._row(piece) for piece in self._document.get("pieces") or [] if piece["sku"] in self._shelf.pieces]

    def skus(self) -> list[str]:
        """The pieces shown, best first."""
        return [str(row["sku"]) for row in self._rows()]

    def first_sku(self) -> str:
        """The best piece, or empty."""
        return next(iter(self.skus()), "")

    def _row(self, piece: Document) -> dict[str, Any]:
        hidden = self._preferences.value("hide_prices")
        reasons = []
        for reason in piece.get("reasons") or []:
            sources = [str(name) for name in reason.get("source") or []]
            about_money = any(name.endswith((".price", ".price_mode")) or name.startswith("rate:") for name in sources)
            if not (hidden and about_money):
                reasons.append({"text": self._shelf.masked(reason["text"]), "sources": sources})
        breaks = [self.limit_word(key) for key in piece.get("breaks") or []]
        joined = ("、" if self._words.current == "zh" else ", ").join(dict.fromkeys(breaks))
        relaxed = self._words.say("results.relaxed", what=joined) if joined else ""
        return {"sku": piece["sku"], "reasons": reasons, "relaxed": relaxed}

    def _title(self) -> str:
        count = len(self._rows())
        if not count:
            return self._words.say("results.title_none")
        if any(piece.get("breaks") for piece in self._document.get("pieces") or []):
            return self._words.say("results.relax_title")
        return self._words.say("results.title_one") if count == 1 else self._words.say("results.title", n=count)

    def _answer(self) -> str:
        return self._shelf.masked(str(self._document.get("answer") or ""))

    title = Property(str, _title, notify=changed)
    chips = Property(LIST, _chips, notify=changed)
    rows = Property(LIST, _rows, notify=changed)
    asked = Property(bool, lambda self: bool(self.constraints), notify=changed)
    """Whether a wish holds."""
    answer = Property(str, _answer, notify=changed)
    working = Property(bool, lambda self: self._working, notify=changed)
    begun = Property(bool, lambda self: bool(self._document) or self._working, notify=changed)
