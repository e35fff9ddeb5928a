"""One slot between a fast thread and the screen: the newest value wins, nothing queues up."""

import threading
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Mailbox(QObject, Generic[T]):
    """`put` from any thread; `ready` carries nothing, and comes again only after the last value was taken."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._value: T | None = None
        self.overwritten = 0
        """Values nobody saw."""

    def put(self, value: T) -> None:
        """Leave a value; an unseen one is dropped."""
        with self._lock:
            waiting = self._value is not None
            self._value = value
            self.overwritten += waiting
        if not waiting:
            self.ready.emit()

    def take(self) -> T | None:
        """The newest value, or None when it was taken already."""
        with self._lock:
            value, self._value = self._value, None
        return value
