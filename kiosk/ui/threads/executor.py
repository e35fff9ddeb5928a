"""One worker for catalog and advice: requests are answered in order, answers arrive on the screen's thread."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)


class Executor(QObject):
    """`submit(work, then, failed)`; `close()` forgets what was not begun."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advice")
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run `work` on the worker, then `then(result)` or `failed(error)` here."""
        if self._closed:
            return
        future: Future[Any] = self._pool.submit(work)
        future.add_done_callback(lambda done: self._finished.emit((done, then, failed)))

    @Slot(object)
    def _deliver(
        self, outcome: tuple[Future[Any], Callable[[Any], None], Callable[[BaseException], None] | None]
    ) -> None:
        done, then, failed = outcome
        if self._closed or done.cancelled():
            return
        error = done.exception()
        if error is None:
            then(done.result())
        elif failed is not None:
            failed(error)
        else:
            log.error("advice failed", exc_info=error)

    def close(self) -> None:
        """End the worker after what it is doing now."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
