"""Four taps: for whom, occasion, budget, kind. Their answers become constraints in CONTRACT.md's words."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.ui.kinds import LIST
from kiosk.ui.navigation import Navigation
from kiosk.ui.preferences import Preferences
from kiosk.ui.screens.shelf import Shelf, categories
from kiosk.ui.words import Words

STEPS = ("who", "occasion", "budget", "kind")
WHOM = ("self", "women", "men", "couple", "elders", "children")
OCCASIONS = ("daily", "work", "party", "engagement", "wedding", "anniversary", "birthday", "newborn", "festival")
BUDGETS = ("b0_1000", "b1000_3000", "b3000_5000", "b5000_10000", "b10000_30000", "b30000_0")


class Path(QObject):
    """`choose(value)` answers the current step and goes on; after the last, `finished` carries the constraints."""

    changed = Signal()
    finished = Signal(object)

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
        self._answers: dict[str, str] = {}
        self._step = 0
        words.changed.connect(self.changed)
        preferences.changed.connect(self.changed)

    @Slot()
    def forget(self) -> None:
        """Nothing answered."""
        self._answers = {}
        self._step = 0
        self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """Start at the first step."""
        self.forget()
        self._navigation.go("path")

    @Slot(str)
    def choose(self, value: str) -> None:
        """Answer; an empty value means anything will do."""
        self._answers[STEPS[self._step]] = value
        self._step += 1
        if self._step < len(STEPS) and self._skipped(STEPS[self._step]):
            self._step += 1
        if self._step >= len(STEPS):
            self._step = len(STEPS) - 1
            self.finished.emit(self.constraints())
        self.changed.emit()

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back; False at the first."""
        if self._step == 0:
            return False
        self._step -= 1
        if self._skipped(STEPS[self._step]):
            self._step -= 1
        self.changed.emit()
        return True

    @Slot(int)
    def revisit(self, step: int) -> None:
        """Go back to an answered step."""
        self._step = max(0, min(step, len(STEPS) - 1))
        self.changed.emit()

    def constraints(self) -> dict[str, Any]:
        """What the four answers ask for."""
        wish: dict[str, Any] = {}
        whom = self._answers.get("who", "")
        if whom and whom != "self":
            wish["recipient"] = [whom]
        if self._answers.get("occasion"):
            wish["occasion"] = [self._answers["occasion"]]
        if self._answers.get("budget"):
            low, high = (int(number) for number in self._answers["budget"][1:].split("_"))
            wish |= {"price_min": low} if low else {}
            wish |= {"price_max": high} if high else {}
        if self._answers.get("kind"):
            wish["category"] = [self._answers["kind"]]
        return wish

    def _skipped(self, step: str) -> bool:
        # Someone who hides prices does not want to talk about money in front of others.
        return step == "budget" and self._preferences.value("hide_prices")

    def _label(self, step: str, value: str) -> str:
        if not value:
            return self._words.say("path.any")
        match step:
            case "who":
                return self._words.say(f"path.whom.{value}")
            case "occasion":
                return self._shelf.word("occasion", value)
            case "budget":
                return self._shelf.masked(self._words.say(f"path.money.{value}"))
        return self._shelf.word("category", value)

    def _options(self) -> list[dict[str, Any]]:
        step = STEPS[self._step]
        kinds = categories(self._shelf.pieces)
        values = {"who": WHOM, "occasion": OCCASIONS, "budget": BUDGETS, "kind": kinds}[step]
        return [
            {
                "value": value,
                "label": self._label(step, value),
                "picture": self._example(value) if step == "kind" else "",
            }
            for value in values
        ]

    def _example(self, category: str) -> str:
        """A piece that shows what a category is, one with a picture if there is any."""
        found = [sku for sku, piece in self._shelf.pieces.items() if piece.category == category]
        return next((sku for sku in found if self._shelf.images[sku]), found[0] if found else "")

    def _progress(self) -> list[dict[str, Any]]:
        shown = [step for step in STEPS if not self._skipped(step)]
        return [
            {
                "step": STEPS.index(step),
                "label": self._label(step, self._answers[step]) if step in self._answers else "",
                "done": step in self._answers,
                "now": step == STEPS[self._step],
            }
            for step in shown
        ]

    def _question(self) -> str:
        return self._words.say(f"path.{STEPS[self._step]}")

    def _position(self) -> str:
        shown = [step for step in STEPS if not self._skipped(step)]
        return self._words.say("path.step", now=shown.index(STEPS[self._step]) + 1, all=len(shown))

    place = Property(int, lambda self: self._step, notify=changed)
    step = Property(str, lambda self: STEPS[self._step], notify=changed)
    question = Property(str, _question, notify=changed)
    position = Property(str, _position, notify=changed)
    options = Property(LIST, _options, notify=changed)
    progress = Property(LIST, _progress, notify=changed)
