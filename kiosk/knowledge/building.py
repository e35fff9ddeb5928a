"""Writes the hand-written knowledge into catalog.db, after checking it."""

from kiosk.base.errors import KnownError
from kiosk.knowledge.checking import check
from kiosk.knowledge.reading import Content, read_content
from kiosk.knowledge.tables import write_content
from kiosk.storage.database import Database


def build(db: Database, content: Content | None = None) -> Content:
    """Replace the knowledge tables of a database with the sources (by default assets/knowledge).

    Raises:
        KnownError: the sources have faults; the first ones are named.
    """
    content = content or read_content()
    faults = check(content)
    if faults:
        more = f" (and {len(faults) - 3} more)" if len(faults) > 3 else ""
        raise KnownError(f"The knowledge has {len(faults)} faults: {' '.join(faults[:3])}{more}")
    write_content(db, content)
    return content
