"""The mirror's state: what is on the tray, what is worn where, and what the camera can tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.base.text import text
from kiosk.ui.kinds import LIST
from kiosk.ui.navigation import Navigation
from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.screens.shortlist import Shortlist
from kiosk.ui.screens.visit import Visit
from kiosk.ui.words import Words

FINGERS = ("thumb", "index", "middle", "ring", "little")
ON_HAND = ("ring",)
ON_WRIST = ("bracelet", "bangle")
ON_TRAY = 6
"""Pieces on the tray at a time; the oldest goes back."""
STATES = ("off", "opening", "live", "lost", "no_camera", "no_consent", "no_mirror")


@dataclass(frozen=True)
class Wearing:
    """One piece on the customer."""

    sku: str
    anchor: str | None
    """CONTRACT.md's anchor; None lets the mirror choose."""


class MirrorScreen(QObject):
    """Knows nothing of cameras: the app's mirror thread tells it what happened."""

    changed = Signal()
    worn_changed = Signal(object)
    """The tuple of `Wearing` that the mirror is to show."""
    wanted = Signal(str)
    """What the mirror thread should do: camera, display, nothing."""
    zoomed = Signal(bool)
    frozen = Signal(bool)

    def __init__(
        self,
        shelf: Shelf,
        words: Words,
        navigation: Navigation,
        visit: Visit,
        shortlist: Shortlist,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._words = words
        self._navigation = navigation
        self._visit = visit
        self._shortlist = shortlist
        self._reset()
        shelf.changed.connect(self.changed)
        visit.answered.connect(self._answered)
        navigation.moved.connect(self._moved)

    def _reset(self) -> None:
        self._tray: list[str] = []
        self._worn: list[str] = []
        self._finger = "ring"
        self._hand = ""
        self._shown_hand = "left_hand"
        self._finger_chosen = False
        self._state = "off"
        self._hint: tuple[str, Mapping[str, object]] = ("", {})
        self._scale = ""
        self._error = 0.0
        self._still = False
        self._zoom = False

    @Slot()
    def forget(self) -> None:
        """Nobody is in front of the mirror."""
        self.wanted.emit("nothing")
        self._reset()
        self.worn_changed.emit(())
        self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """Go to the mirror; the camera question comes first."""
        self._navigation.go("mirror")

    @Slot(str)
    def tryOn(self, sku: str) -> None:
        """Put a piece on and go to the mirror."""
        self.lay(sku)
        if sku not in self._worn:
            self.wear(sku)
        self._navigation.go("mirror")

    def lay(self, sku: str) -> None:
        """Onto the tray, in front."""
        if sku in self._shelf.pieces and sku not in self._tray:
            self._tray = [sku, *self._tray][:ON_TRAY]

    @Slot(str)
    def wear(self, sku: str) -> None:
        """Put a piece on, taking off what sits at the same place; touching a worn one takes it off."""
        if sku in self._worn:
            self._worn.remove(sku)
            self._shortlist.put_back(sku)
        else:
            place = self._place(sku)
            for other in [other for other in self._worn if self._place(other) == place]:
                self._worn.remove(other)
                self._shortlist.put_back(other)
            self._worn.append(sku)
            self._shortlist.tried(sku, self._anchor(sku) or place)
        self._tell()

    def put_on(self, sku: str, anchor: str | None) -> None:
        """Wear a piece as an answer asked, at the anchor it named if it is on a hand."""
        if anchor and "/" in anchor:
            self._hand, self._finger = anchor.split("/")
            self._finger_chosen = True
        if sku in self._worn:
            self._tell()
        else:
            self.wear(sku)

    @Slot(str)
    def putBack(self, sku: str) -> None:
        """Off the tray."""
        if sku in self._worn:
            self._worn.remove(sku)
        self._shortlist.put_back(sku)
        self._tray = [other for other in self._tray if other != sku]
        self._tell()

    @Slot(str)
    def chooseFinger(self, finger: str) -> None:
        """Wear rings on another finger."""
        self._finger, self._finger_chosen = finger, True
        self._tell()

    @Slot(str)
    def chooseHand(self, hand: str) -> None:
        """`left_hand`, `right_hand`, or empty for whichever is shown."""
        self._hand = hand
        self._tell()

    @Slot()
    def toggleStill(self) -> None:
        """Freeze the picture, or go on."""
        self._still = not self._still
        self.frozen.emit(self._still)
        self.changed.emit()

    @Slot()
    def toggleZoom(self) -> None:
        """Enlarge around the piece, or the whole picture."""
        self._zoom = not self._zoom
        self.zoomed.emit(self._zoom)
        self.changed.emit()

    @Slot()
    def toggleCamera(self) -> None:
        """Close the camera (taking consent back), or ask to open it."""
        if self._state in ("opening", "live", "lost"):
            self._visit.withdraw()
        else:
            self._visit.request_camera(again=not self._visit.consent)

    @Slot(str)
    def report(self, state: str) -> None:
        """One of `STATES`."""
        if state != self._state:
            self._state = state
            self.changed.emit()

    def measured(self, reason: str, values: Mapping[str, object], scale: str, error: float) -> None:
        """What the last frame said: why a piece is not shown (or empty), the scale's source, its relative error."""
        wanted = {"show_left_hand": "right_hand", "show_right_hand": "left_hand"}.get(reason)
        if wanted and not self._hand and wanted != self._shown_hand:
            # The other hand is up, and nobody said that it must be this one.
            self._shown_hand = wanted
            self._tell()
        hint = (reason, values)
        if (hint, scale, round(error, 2)) != (self._hint, self._scale, round(self._error, 2)):
            self._hint, self._scale, self._error = hint, scale, error
            self.changed.emit()

    @property
    def state_now(self) -> str:
        """One of `STATES`."""
        return self._state

    def settled(self) -> bool:
        """Whether the camera has shown something, or will not."""
        return self._state not in ("off", "opening")

    def wearing(self) -> tuple[Wearing, ...]:
        """What the mirror shows now."""
        return tuple(Wearing(sku, self._anchor(sku)) for sku in self._worn)

    @Slot(str)
    def _moved(self, screen: str) -> None:
        if screen == "mirror":
            if not self._tray:
                for sku in self._shortlist.liked_skus()[:ON_TRAY]:
                    self.lay(sku)
                if self._tray and not self._worn:
                    self.wear(self._tray[0])
            self._visit.request_camera()
        elif self._state != "off":
            self.wanted.emit("nothing")
            self._visit.camera_closed()
            self._state, self._still, self._zoom = "off", False, False
            self.changed.emit()

    @Slot(bool)
    def _answered(self, agreed: bool) -> None:
        if not agreed:
            self._visit.camera_closed()
        if self._navigation.current != "mirror":
            return
        self._still = self._zoom = False
        self.zoomed.emit(False)
        self.report("opening" if agreed else "no_consent")
        self.wanted.emit("camera" if agreed else "display")

    def _tell(self) -> None:
        self.worn_changed.emit(self.wearing())
        self.changed.emit()

    def _place(self, sku: str) -> str:
        category = self._shelf.pieces[sku].category
        return "neck" if category == "pendant" else "wrist" if category in ON_WRIST else category

    def _anchor(self, sku: str) -> str | None:
        category = self._shelf.pieces[sku].category
        if category in ON_HAND:
            # As long as nothing was chosen the mirror takes the hand that is shown.
            free = not self._hand and not self._finger_chosen
            return None if free else f"{self._hand or self._shown_hand}/{self._finger}"
        if category in ON_WRIST:
            return self._hand.replace("hand", "wrist") or None
        return None

    def _scale_text(self) -> str:
        if self._state in ("off", "opening", "lost") or not self._scale:
            return ""
        key = {"iris": "scale_iris", "card": "scale_card", "assumed_fit": "scale_fit", "assumed_body": "scale_fit"}
        return self._words.say(f"mirror.{key.get(self._scale, 'scale_none')}", error=max(1, round(self._error * 100)))

    def _notice(self) -> str:
        if self._state == "off":
            return ""
        if self._state == "live":
            reason, values = self._hint
            return text(f"tryon.reason.{reason}", self._words.current, **values) if reason else ""
        return self._words.say(f"mirror.{self._state}")

    def _front(self) -> str:
        return self._worn[-1] if self._worn else (self._tray[0] if self._tray else "")

    def _has_ring(self) -> bool:
        return any(self._shelf.pieces[sku].category in ON_HAND for sku in self._worn)

    def _has_wrist(self) -> bool:
        return any(self._shelf.pieces[sku].category in (*ON_HAND, *ON_WRIST) for sku in self._worn)

    tray = Property(LIST, lambda self: list(self._tray), notify=changed)
    worn = Property(LIST, lambda self: list(self._worn), notify=changed)
    front = Property(str, _front, notify=changed)
    finger = Property(str, lambda self: self._finger, notify=changed)
    hand = Property(str, lambda self: self._hand, notify=changed)
    fingers = Property(LIST, lambda self: list(FINGERS), constant=True)
    hasRing = Property(bool, _has_ring, notify=changed)
    hasHand = Property(bool, _has_wrist, notify=changed)
    state = Property(str, lambda self: self._state, notify=changed)
    cameraOn = Property(bool, lambda self: self._state in ("opening", "live", "lost"), notify=changed)
    live = Property(bool, lambda self: self._state == "live", notify=changed)
    still = Property(bool, lambda self: self._still, notify=changed)
    zoom = Property(bool, lambda self: self._zoom, notify=changed)
    notice = Property(str, _notice, notify=changed)
    scaleText = Property(str, _scale_text, notify=changed)
