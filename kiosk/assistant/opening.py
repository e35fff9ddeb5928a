"""Opens what the guide knows: the catalog's knowledge tables, with the sentence encoder where it is at hand."""

from pathlib import Path

from kiosk.base.paths import CATALOG, data_folder
from kiosk.knowledge.search import TextEncoder
from kiosk.knowledge.store import Knowledge


def open_knowledge(path: Path | None = None) -> Knowledge:
    """The knowledge of the user's catalog (else of the shipped one), with the encoder where it is at hand.

    Raises:
        KnownError: there is no catalog with knowledge.
    """
    own = data_folder() / "catalog.db"
    return Knowledge.open(path or (own if own.is_file() else CATALOG), _encoder())


def _encoder() -> TextEncoder | None:
    """Without the encoder the words alone are searched."""
    return None
