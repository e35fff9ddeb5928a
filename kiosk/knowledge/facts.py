"""A fact: one to three sentences in both languages, the questions it answers, and where a person can look it up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.base.settings import Language
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.graph import Status

FACT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""kebab-case"""


@dataclass(frozen=True)
class Fact:
    """What Vitrine may say, word for word."""

    id: str
    """Matches `FACT_ID`."""
    text: Bilingual
    questions: Mapping[Language, tuple[str, ...]]
    """Natural ways in which customers ask for it."""
    about: tuple[str, ...]
    """Node ids, the main one first."""
    source: str
    """A standard's number, a reference work, a table of this project, or who in the shop added it."""
    status: Status
    """`read` only when the source itself was read while writing the fact."""

    @property
    def source_id(self) -> str:
        """The source id of CONTRACT.md."""
        return f"fact:{self.id}"
