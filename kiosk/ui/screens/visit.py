"""One customer's visit: consent before the first frame, the idle warning, calling staff, and the wipe."""

import time
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from kiosk.base.settings import Settings
from kiosk.privacy.session import Session
from kiosk.ui.navigation import Navigation

AWAY_S = 12.0
"""Seconds without anybody before the open camera, and without a touch, until the customer counts as gone."""


class Visit(QObject):
    """`wiped` tells every other part to forget; nothing of a visit outlives it."""

    changed = Signal()
    wiped = Signal()
    answered = Signal(bool)
    """The customer's answer to the camera question."""
    called = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        navigation: Navigation,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._navigation = navigation
        self._clock = clock
        self._touched = clock()
        self._seen: float | None = None
        self._warned: float | None = None
        self._asking = False
        self._calling = False
        self._staff_shown = False
        navigation.moved.connect(self._moved)
        self._ticker = QTimer(self)
        self._ticker.setInterval(500)
        self._ticker.timeout.connect(self.tick)

    @property
    def consent(self) -> bool | None:
        """Whether the camera may look: None while the customer has not been asked."""
        state = self._session.consent("camera").state
        return None if state in ("unasked", "withdrawn") else state == "given"

    @property
    def active(self) -> bool:
        """Whether somebody is here."""
        return self._navigation.current != "attract"

    @property
    def warned(self) -> bool:
        """Whether the idle warning is shown."""
        return self._warned is not None

    @property
    def staff_called(self) -> bool:
        """Whether somebody of the staff was called and has not come."""
        return self._calling

    def watch(self) -> None:
        """Begin to watch for idleness."""
        self._ticker.start()

    def unwatch(self) -> None:
        """Stop watching (the window closes)."""
        self._ticker.stop()

    def touch(self) -> None:
        """Somebody touched, typed or spoke."""
        self._touched = self._clock()

    def seen(self, present: bool) -> None:
        """The mirror saw somebody, or nobody."""
        now = self._clock()
        if present:
            self._seen = now
            self._touched = max(self._touched, now)

    def camera_closed(self) -> None:
        """The camera no longer says whether somebody is here."""
        self._seen = None

    def request_camera(self, *, again: bool = False) -> None:
        """Ask for consent; the answer comes as `answered`, at once when it was given before and not asked `again`."""
        if self.consent is not None and not again:
            self.answered.emit(self.consent)
        else:
            self._asking = True
            self.changed.emit()

    @Slot(str)
    def _moved(self, screen: str) -> None:
        # Walking on without an answer is no answer: the question comes again next time.
        if self._asking and screen != "mirror":
            self._asking = False
            self.changed.emit()

    @Slot(bool)
    def answer(self, agreed: bool) -> None:
        """The customer's answer."""
        self._asking = False
        if agreed:
            self._session.give("camera")
        else:
            self._session.refuse("camera")
        self.changed.emit()
        self.answered.emit(agreed)

    @Slot()
    def withdraw(self) -> None:
        """Take the consent back; the camera closes at once."""
        if self.consent:
            self._session.withdraw("camera")
        self.changed.emit()
        self.answered.emit(False)

    @Slot()
    def tick(self) -> None:
        """Warn, count down, wipe."""
        if not self.active:
            return
        now = self._clock()
        if self._warned is not None:
            if now - self._warned >= self._settings.idle_wipe_s:
                self.finish()
            else:
                self.changed.emit()
            return
        idle = now - self._touched
        gone = self._seen is not None and now - self._seen >= AWAY_S and idle >= AWAY_S
        if idle >= self._settings.idle_warning_s or gone:
            self.warn()

    def warn(self) -> None:
        """Ask now whether somebody is still there."""
        self._warned = self._clock()
        self.changed.emit()

    @Slot()
    def stay(self) -> None:
        """The customer is still here."""
        self._warned = None
        self._seen = None
        self.touch()
        self.changed.emit()

    @Slot()
    def finish(self) -> None:
        """Wipe the visit and show the attract picture."""
        self._warned = None
        self._seen = None
        self._asking = False
        self._calling = False
        self._staff_shown = False
        self._session.wipe()
        self.wiped.emit()
        self._navigation.forget()
        self.touch()
        self.changed.emit()

    @Slot()
    def callStaff(self) -> None:
        """Light the screen for the staff."""
        self._calling = True
        self._staff_shown = True
        self.changed.emit()
        self.called.emit()

    @Slot()
    def closeStaff(self) -> None:
        """Close the note; the call stays."""
        self._staff_shown = False
        self.changed.emit()

    @Slot()
    def cancelStaff(self) -> None:
        """Take the call back."""
        self._calling = False
        self.closeStaff()

    def _left(self) -> int:
        if self._warned is None:
            return 0
        return max(0, round(self._settings.idle_wipe_s - (self._clock() - self._warned)))

    asking = Property(bool, lambda self: self._asking, notify=changed)
    agreed = Property(bool, lambda self: self.consent is True, notify=changed)
    warning = Property(bool, lambda self: self._warned is not None, notify=changed)
    secondsLeft = Property(int, _left, notify=changed)
    calling = Property(bool, lambda self: self._calling, notify=changed)
    staffShown = Property(bool, lambda self: self._staff_shown, notify=changed)
