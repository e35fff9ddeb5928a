"""One rotating log. Never a frame, a sound, or what a person said."""

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from types import TracebackType

from kiosk.base.paths import log_folder

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_logging(*, to_file: bool) -> None:
    """Send warnings to stderr and, for the running kiosk, everything from INFO on to the rotating file.

    Uncaught exceptions of the main thread and of every other thread go to the log as well.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    console = logging.StreamHandler()
    console.setLevel(logging.WARNING)
    console.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(console)
    if to_file:
        file = RotatingFileHandler(log_folder() / "vitrine.log", maxBytes=1_000_000, backupCount=5, encoding="utf-8")
        file.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(file)
        sys.excepthook = _log_uncaught
        threading.excepthook = _log_uncaught_in_thread


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("kiosk").critical("uncaught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        logging.getLogger("kiosk").critical(
            "uncaught in thread %s",
            args.thread.name if args.thread else "?",
            exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
        )
