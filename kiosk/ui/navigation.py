"""Which screen is shown, how one got there, and where each was scrolled to."""

from PySide6.QtCore import Property, QObject, Signal, Slot

SCREENS = (
    "attract", "home", "path", "browse", "results", "piece", "mirror", "ask", "shortlist", "privacy", "help",
)  # fmt: skip


class Navigation(QObject):
    """A stack of screens; `attract` clears it and `home` is always one `back` away from anything."""

    changed = Signal()
    moved = Signal(str)
    """The new screen's name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = ["attract"]
        self._scrolled: dict[str, float] = {}

    @property
    def current(self) -> str:
        """The screen that is shown."""
        return self._stack[-1]

    @Slot(str)
    def go(self, screen: str) -> None:
        """Show a screen; one already on the way here is gone back to."""
        if screen not in SCREENS or screen == self.current:
            return
        if screen in ("attract", "home"):
            self._stack = [screen]
        elif screen in self._stack:
            self._stack = self._stack[: self._stack.index(screen) + 1]
        else:
            self._stack.append(screen)
        self._announce()

    @Slot()
    def back(self) -> None:
        """One screen back; from a first screen to home."""
        self._stack = self._stack[:-1] if len(self._stack) > 1 else ["home"]
        self._announce()

    def forget(self) -> None:
        """Back to the attract picture, as if nobody had been here."""
        self._stack = ["attract"]
        self._scrolled.clear()
        self._announce()

    @Slot(str, float)
    def remember(self, place: str, position: float) -> None:
        """Keep where a list was scrolled to, pixels."""
        self._scrolled[place] = position

    @Slot(str, result=float)
    def recall(self, place: str) -> float:
        """Where that list was, 0 when it is new."""
        return self._scrolled.get(place, 0.0)

    @Slot(str)
    def unscroll(self, place: str) -> None:
        """The list has new content: begin at its top."""
        self._scrolled.pop(place, None)

    def _announce(self) -> None:
        self.changed.emit()
        self.moved.emit(self.current)

    screen = Property(str, lambda self: self.current, notify=changed)
    deep = Property(bool, lambda self: len(self._stack) > 1, notify=changed)
