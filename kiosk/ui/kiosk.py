"""The view models together, and what moves between them."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from kiosk.base.settings import Language, Settings
from kiosk.catalog.store import Catalog
from kiosk.privacy.session import Session
from kiosk.ui.kinds import LIST
from kiosk.ui.navigation import SCREENS, Navigation
from kiosk.ui.pinyin import Pinyin
from kiosk.ui.preferences import Preferences
from kiosk.ui.screens.asking import Ask
from kiosk.ui.screens.browse import Browse
from kiosk.ui.screens.detail import Detail
from kiosk.ui.screens.evidence import Evidence
from kiosk.ui.screens.mirror import MirrorScreen
from kiosk.ui.screens.path import Path
from kiosk.ui.screens.results import Results
from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.screens.shortlist import Shortlist
from kiosk.ui.screens.typing import Typing
from kiosk.ui.screens.visit import Visit
from kiosk.ui.theme import Theme
from kiosk.ui.words import Words

EXCUSE_MS = 6000
SHOWCASE = 8
"""Pieces in the attract loop."""


class Kiosk(QObject):
    """Everything QML talks to; engines are wired from outside (kiosk/app.py)."""

    changed = Signal()
    openCard = Signal()
    """Show the associate's card on the shortlist screen."""
    left = Signal()
    """The visit ended: engines forget too."""

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        session: Session,
        *,
        patient: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`patient` loads pictures in the background; screenshots and tests want them at once."""
        super().__init__()
        self._patient = patient
        self._excuse = False
        self._first_language: Language = settings.language
        self.preferences = Preferences(settings, self)
        self.theme = Theme(self.preferences, self)
        self.words = Words(settings.language, self)
        self.navigation = Navigation(self)
        self.shelf = Shelf(catalog, self.words, self.preferences, self)
        self.visit = Visit(session, settings, self.navigation, clock, self)
        self.shortlist = Shortlist(session, self.shelf, self.words, self.preferences, self)
        self.browse = Browse(self.shelf, self)
        self.path = Path(self.shelf, self.words, self.preferences, self.navigation, self)
        self.results = Results(self.shelf, self.words, self.preferences, self.navigation, self)
        self.detail = Detail(self.shelf, self.words, self.navigation, self)
        self.mirror = MirrorScreen(self.shelf, self.words, self.navigation, self.visit, self.shortlist, self)
        self.ask = Ask(self.shelf, self.words, self.navigation, clock, self)
        self.ask.facts_of = self.detail.facts_of
        self.evidence = Evidence(self.shelf, self.words, self)
        self.dictionary = Pinyin(self._vocabulary())
        self.typing = Typing(self.words, self.dictionary, self)
        self._connect()

    def models(self) -> dict[str, QObject]:
        """The names that QML knows them by."""
        return {
            "kiosk": self, "preferences": self.preferences, "theme": self.theme, "words": self.words,
            "navigation": self.navigation, "shelf": self.shelf, "visit": self.visit, "shortlist": self.shortlist,
            "browse": self.browse, "path": self.path, "results": self.results, "pieceScreen": self.detail,
            "mirrorScreen": self.mirror, "ask": self.ask, "evidence": self.evidence, "typing": self.typing,
        }  # fmt: skip

    def _connect(self) -> None:
        self.visit.wiped.connect(self.forget)
        self.path.finished.connect(self.results.find)
        self.typing.done.connect(self.ask.send)
        self.ask.found.connect(self.results.show)
        self.ask.acted.connect(self.act)
        self.navigation.moved.connect(self._moved)
        self.shelf.changed.connect(self.changed)

    @Slot()
    def forget(self) -> None:
        """Every trace of the visit goes."""
        for part in (self.mirror, self.ask, self.evidence, self.path, self.results, self.browse, self.detail):
            part.close() if isinstance(part, Evidence) else part.forget()
        self.typing.forget()
        self.shortlist.forget()
        self.preferences.forget()
        self.words.switch(self._first_language)
        self.shelf.refresh()
        self.left.emit()

    @Slot(object)
    def act(self, action: dict[str, Any]) -> None:
        """Do what an answer asks of the screen (CONTRACT.md's `action`)."""
        match action.get("do"):
            case "try_on":
                for sku in reversed(action.get("pieces") or []):
                    if sku in self.shelf.pieces:
                        self.mirror.lay(sku)
                        self.mirror.put_on(sku, action.get("anchor"))
                self.mirror.enter()
            case "go" if action.get("screen") in SCREENS:
                self.navigation.go(str(action["screen"]))
            case "language" if action.get("to") in ("zh", "en"):
                self.words.switch("en" if action["to"] == "en" else "zh")
            case "call_staff":
                self.visit.callStaff()
            case "measure":
                self.mirror.enter()

    @Slot(str)
    def _moved(self, screen: str) -> None:
        if screen != "ask":
            self.ask.leave()
        self.changed.emit()

    def apologise(self) -> None:
        """Something of ours failed: home, with a word of excuse."""
        self.evidence.close()
        self.navigation.go("home" if self.visit.active else "attract")
        self._excuse = True
        self.changed.emit()
        QTimer.singleShot(EXCUSE_MS, self, self._excused)

    @Slot()
    def _excused(self) -> None:
        self._excuse = False
        self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """Somebody touched the attract picture."""
        self.visit.touch()
        self.navigation.go("home")

    @Slot()
    def back(self) -> None:
        """One step back: within the path of taps, else one screen."""
        if self.navigation.current == "path" and self.path.back():
            return
        self.navigation.back()

    def _vocabulary(self) -> Iterable[str]:
        for piece in self.shelf.pieces.values():
            yield from piece.names.zh.replace("·", " ").split()

    def showcase_skus(self) -> list[str]:
        """The pieces of the attract loop."""
        ready = [sku for sku in self.shelf.pieces if self.shelf.images[sku]] or list(self.shelf.pieces)
        # One of each kind before a second of any, so that the loop shows the breadth of the trays.
        seen: dict[str, int] = {}
        turns: list[tuple[int, int, str]] = []
        for position, sku in enumerate(ready):
            category = self.shelf.pieces[sku].category
            turns.append((seen.get(category, 0), position, sku))
            seen[category] = seen.get(category, 0) + 1
        return [sku for *_, sku in sorted(turns)[:SHOWCASE]]

    def _focus(self) -> str:
        screen = self.navigation.current
        if screen in ("piece", "mirror") and self.detail.chosen:
            return self.detail.chosen
        named = self.ask.first_sku() if screen == "ask" else self.results.first_sku() if screen == "results" else ""
        showcase = self.showcase_skus()
        return named or (showcase[0] if showcase else "")

    excuse = Property(bool, lambda self: self._excuse, notify=changed)
    patient = Property(bool, lambda self: self._patient, constant=True)
    showcase = Property(LIST, showcase_skus, notify=changed)
    focus = Property(str, _focus, notify=changed)
