"""The written cases of tests/suite: turns of talk with what a good shop assistant would understand."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.base.errors import KnownError
from kiosk.base.paths import ROOT
from kiosk.base.settings import LANGUAGES, Language

SUITE: Final = ROOT / "tests" / "suite"
HELD_OUT: Final = ("held_out", "last")
"""The parts that nobody tunes on: `last` was written when the rules and the reader were done."""

Fact = tuple[str, Any]


@dataclass(frozen=True)
class Case:
    """One turn and what is right about it."""

    id: str
    language: Language
    text: str
    after: tuple[str, ...]
    intents: frozenset[str]
    """The first reading and further ones that are right too."""
    intent: str
    wants: tuple[dict[str, Any], ...]
    """Wholes of `constraints` that are right; empty where the wish is not judged."""
    focus: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What rightly answers a question to the knowledge: any of these; nothing of it means that it is not known."""

    facts: frozenset[str]
    relations: frozenset[tuple[str, str]]
    """(subject, relation) of the graph."""
    service: bool
    rate: bool

    @property
    def answerable(self) -> bool:
        """Whether the knowledge holds an answer."""
        return bool(self.facts or self.relations)


def read_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """Every case below `folder`; by default the parts that nobody tunes on.

    Raises:
        KnownError: there are none, or a file is not as tests/suite/README.md says.
    """
    files = (
        sorted(folder.rglob("*.toml")) if folder else sorted(p for h in HELD_OUT for p in SUITE.glob(f"*/{h}/*.toml"))
    )
    cases = tuple(case for path in files if path.parent != SUITE for case in _read(path))
    if not cases:
        raise KnownError(f"There are no cases in {folder or SUITE}; give a folder of tests/suite.")
    return cases


def read_known(suite: Path = SUITE) -> dict[str, Known]:
    """The right answers to the questions about knowledge, by case id; empty where nobody has named them."""
    known: dict[str, Known] = {}
    for language in LANGUAGES:
        path = suite / f"knowledge_{language}.toml"
        if not path.is_file():
            continue
        for case, label in tomllib.loads(path.read_text("utf-8")).items():
            pairs = (name.removeprefix("graph:").split("|")[:2] for name in label.get("graph", ()))
            known[case] = Known(
                frozenset(label.get("facts", ())),
                frozenset((pair[0], pair[1]) for pair in pairs if len(pair) == 2),
                bool(label.get("service")),
                bool(label.get("rate")),
            )
    return known


def facts_of(constraints: dict[str, Any], prefix: str = "") -> set[Fact]:
    """Every (key, value) of a wish, so that lists count item by item; numbers to a hundredth."""
    found: set[Fact] = set()
    for key, value in constraints.items():
        if isinstance(value, dict):
            found |= facts_of(value, f"{key}.")
        elif isinstance(value, list):
            found |= {(prefix + key, item) for item in value}
        else:
            found.add((prefix + key, round(float(value), 2) if isinstance(value, int | float) else value))
    return found


def nearest(wants: tuple[dict[str, Any], ...], got: dict[str, Any]) -> set[Fact]:
    """Of several right wholes, the facts of the one that differs least from what was understood."""
    have = facts_of(got)
    return min((facts_of(want) for want in wants), key=lambda want: len(want ^ have))


def _read(path: Path) -> Iterator[Case]:
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["case"]
    except (OSError, KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnownError(f"{path.name} holds no cases ({error}); see tests/suite/README.md.") from error
    for row in rows:
        yield Case(
            row["id"],
            "en" if row["id"].startswith("e") else "zh",
            row["text"],
            tuple(row.get("after", ())),
            frozenset((row["intent"], *row.get("intents", ()))),
            row["intent"],
            tuple([row["want"], *row.get("or", ())]) if "want" in row else (),
            tuple(row.get("focus", ())),
            tuple(row.get("tags", ())),
        )
