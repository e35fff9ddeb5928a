"""What is wrong with a catalog's sources, one clear sentence a fault."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.base.errors import KnownError


@dataclass(frozen=True)
class Fault:
    """One thing to mend."""

    where: str
    """The file's name, or the table of the database."""
    key: str
    """What it is about: `R001.metal`, `gold_999`."""
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.key}: {self.sentence}"


class SourceFaults(KnownError):
    """The sources cannot become a catalog; the message has one line a fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def unknown_word(word: object, kind: str, vocabulary: Iterable[object]) -> str:
    """The sentence for a word outside the vocabulary, with the nearest right one."""
    words = [str(choice) for choice in vocabulary]
    near = difflib.get_close_matches(str(word), words, n=1)
    return f"{word!r} is no {kind}; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(words)}.")
