"""A thread that repeats an engine's `step()` until it is told to stop."""

import threading
from collections.abc import Callable
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QThread, Signal

STOP_MS = 8000
"""How long `stop` waits; a camera's read may block for its own deadline."""


class Loop(QThread):
    """Calls `open()` once in the thread, then the step it returned until an Event, then `close()`.

    Opening in the thread keeps slow engines (and those that must live in one thread) away from the screen.
    """

    alive: ClassVar["WeakSet[Loop]"] = WeakSet()
    """Every loop there is; tests see here whether one was left running."""

    failed = Signal(object)
    """The exception that ended the loop."""
    opened = Signal()

    def __init__(
        self,
        name: str,
        opening: Callable[[], Callable[[], bool]],
        closing: Callable[[], None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """`opening` returns the step; a step that returns False ends the loop by itself."""
        super().__init__(parent)
        self.setObjectName(name)
        self._opening = opening
        self._closing = closing
        self._halt = threading.Event()
        Loop.alive.add(self)

    @property
    def halt(self) -> threading.Event:
        """Set when the loop is to end; long steps may look at it."""
        return self._halt

    def run(self) -> None:
        """The thread's life."""
        try:
            step = self._opening()
            self.opened.emit()
            while not self._halt.is_set():
                if not step():
                    break
        except Exception as error:  # noqa: BLE001 - a thread's edge: the screen tells the customer
            if not self._halt.is_set():
                self.failed.emit(error)
        finally:
            self._closing()

    def stop(self) -> bool:
        """Ask it to end and wait; False when it is still stuck in a step."""
        self._halt.set()
        return self.wait(STOP_MS) if self.isRunning() else True
