"""Families of Chinese wordings that decide what a sentence asks for: assets/lexicon/families_zh.toml, compiled once."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from kiosk.base.paths import ASSETS

_PART: Final = re.compile(r"\{([a-z]+)\}")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_DIGITS_ONLY: Final = re.compile(r"[\d ]+")
_SETTINGS: Final = frozenset({"intent", "topic", "screen", "language", "service", "reset"})


@dataclass(frozen=True)
class Facts:
    """What a family may need to know of the sentence and of the talk, besides the words."""

    hard: bool = False
    """The sentence names a limit: a kind of piece, a metal, a price."""
    pieces: int = 0
    """How many pieces it names or counts off."""
    several: bool = False
    """It points at several pieces that are on the screen."""
    at_hand: bool = False
    """A piece is named, pointed at, in focus or on the screen."""
    focus: bool = False
    """One piece is being talked about."""
    asked: bool = False
    """The guide's last turn was a question."""
    running: bool = False
    """A wish holds already."""


NEEDS: Final[Mapping[str, Callable[[Facts], bool]]] = {
    "no limits": lambda facts: not facts.hard,
    "no piece": lambda facts: not facts.pieces,
    "piece": lambda facts: facts.at_hand,
    "two pieces": lambda facts: facts.pieces >= 2 or facts.several,
    "running": lambda facts: facts.running,
    "no focus": lambda facts: not facts.focus,
    "focus": lambda facts: facts.focus,
    "nothing asked": lambda facts: not facts.asked,
}
"""What `needs` in the file may say."""


@dataclass(frozen=True)
class Family:
    """Ways to say one thing. All of `say`, `also` (`with` in the file) and `needs` must hold, and not `unless`."""

    name: str
    settings: Mapping[str, Any]
    """`intent`, and what goes with it: topic, screen, language, service, reset."""
    say: re.Pattern[str]
    also: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    needs: tuple[str, ...] = field(default=())

    def fits(self, said: str, facts: Facts) -> bool:
        """Whether a normalised sentence belongs to it."""
        return (
            all(NEEDS[need](facts) for need in self.needs)
            and self.say.search(said) is not None
            and (self.also is None or self.also.search(said) is not None)
            and (self.unless is None or self.unless.search(said) is None)
        )


def family_of(said: str, facts: Facts) -> Family | None:
    """The first family that a Chinese sentence belongs to; None for other languages and where none fits."""
    if not _HAN.search(said) and not _DIGITS_ONLY.fullmatch(said):
        return None
    return next((family for family in families() if family.fits(said, facts)), None)


@cache
def families() -> tuple[Family, ...]:
    """All families in the order of the file."""
    document = tomllib.loads((ASSETS / "lexicon" / "families_zh.toml").read_text("utf-8"))
    parts: dict[str, str] = document["part"]
    return tuple(_family(table, parts) for table in document["family"])


def _family(table: Mapping[str, Any], parts: Mapping[str, str]) -> Family:
    return Family(
        table["name"],
        {key: value for key, value in table.items() if key in _SETTINGS},
        _compiled(table["say"], parts),
        _compiled(table["with"], parts) if "with" in table else None,
        _compiled(table["unless"], parts) if "unless" in table else None,
        tuple(table.get("needs", ())),
    )


def _compiled(patterns: list[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    whole = "|".join(patterns)
    return re.compile(_PART.sub(lambda match: f"(?:{parts[match.group(1)]})", whole))
