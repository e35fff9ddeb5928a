"""Opens what the guide knows and reads with: knowledge, sentence encoder and joint reader, where they are at hand."""

import logging
from pathlib import Path

from kiosk.assistant.reader import Reader
from kiosk.base.errors import KnownError
from kiosk.base.paths import CATALOG, data_folder
from kiosk.knowledge.embeddings import Encoder
from kiosk.knowledge.search import TextEncoder
from kiosk.knowledge.store import Knowledge

_log = logging.getLogger(__name__)


def open_knowledge(path: Path | None = None) -> Knowledge:
    """The knowledge of the user's catalog (else of the shipped one), with the encoder where it is at hand.

    Raises:
        KnownError: there is no catalog with knowledge.
    """
    own = data_folder() / "catalog.db"
    return Knowledge.open(path or (own if own.is_file() else CATALOG), _encoder())


def open_reader() -> Reader | None:
    """The joint reader; None where it is not at hand, and the rules read alone."""
    try:
        return Reader.open()
    except KnownError as missing:
        _log.info("sentences are read by rules alone: %s", missing)
        return None


def _encoder() -> TextEncoder | None:
    """Without the encoder the words alone are searched."""
    try:
        return Encoder.open()
    except KnownError as missing:
        _log.info("questions are searched by words alone: %s", missing)
        return None
