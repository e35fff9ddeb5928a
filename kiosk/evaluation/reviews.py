"""How well the reader of reviews hears praise and complaint, on reviews written by somebody who knew no word list."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.base.errors import KnownError
from kiosk.base.paths import ROOT
from kiosk.base.settings import LANGUAGES, Language
from kiosk.evaluation.report import Report, Row, Say, Stopwatch, quietly
from kiosk.knowledge.opinion_words import ASPECTS
from kiosk.knowledge.opinions import SIDES, Verdict, read_opinions, verdicts

FOLDER: Final = ROOT / "tests" / "suite" / "reviews"
_AIM: Final = 0.8


@dataclass(frozen=True)
class Labelled:
    """One review with what a person says it praises and complains of."""

    id: str
    language: Language
    text: str
    aspects: dict[str, Verdict]


def evaluate_reviews(data: Path | None = None, say: Say = quietly) -> Report:
    """Precision, recall and F1 of (aspect, polarity) pairs, over all and by language and aspect.

    Args:
        data: JSON lines `{"id", "language", "text", "aspects": {aspect: "praise" | "complaint" | "mixed"}}`, or a
            folder of such.
        say: told how far it is.

    Raises:
        KnownError: there are no such reviews, or a line is none.
    """
    watch = Stopwatch()
    labelled = read_labelled(data or FOLDER)
    hits: Counter[tuple[str, str]] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    turned = 0
    for number, one in enumerate(labelled):
        say(one.id, number / len(labelled))
        heard = verdicts(read_opinions(one.text, one.language))
        for aspect, verdict in heard.items():
            there = SIDES[one.aspects[aspect]] if aspect in one.aspects else ()
            said[one.language, aspect] += len(SIDES[verdict])
            hits[one.language, aspect] += len(set(SIDES[verdict]) & set(there))
            turned += bool(there) and not set(SIDES[verdict]) & set(there)
        for aspect, verdict in one.aspects.items():
            wanted[one.language, aspect] += len(SIDES[verdict])
    rows: list[Row] = []
    for language in (None, *LANGUAGES):
        keys = [key for key in {*said, *wanted} if language in (None, key[0])]
        rows += _rows(language or "all", keys, hits, said, wanted, aim=_AIM)
    for language in LANGUAGES:
        for aspect in ASPECTS:
            if wanted[language, aspect] or said[language, aspect]:
                rows += _rows(f"{language} {aspect}", [(language, aspect)], hits, said, wanted)
    notes = (
        f"{len(labelled)} reviews; a pair is an aspect praised or complained of, two where it is both; "
        f"{turned} aspects were heard with the wrong polarity.",
    )
    return Report("reviews", watch.seconds, tuple(rows), notes)


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled reviews of a file or of every `.jsonl` in a folder.

    Raises:
        KnownError: there are none, or a line is no labelled review.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found: list[Labelled] = []
    for file in files:
        try:
            lines = file.read_text("utf-8").splitlines()
        except OSError as error:
            raise KnownError(f"{file} cannot be read ({error.strerror}).") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                found.append(_labelled(line, f"{file.name}, line {number}"))
    if not found:
        raise KnownError(f"There are no labelled reviews in {path}; name a file with --data.")
    return found


def _labelled(line: str, where: str) -> Labelled:
    try:
        row = json.loads(line)
        aspects = dict(row["aspects"])
        one = Labelled(str(row["id"]), row["language"], str(row["text"]), aspects)
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise KnownError(f"{where} is no labelled review ({error}).") from error
    strange = [aspect for aspect in aspects if aspect not in ASPECTS]
    if one.language not in LANGUAGES or strange or not set(aspects.values()) <= set(SIDES):
        known = ", ".join(ASPECTS)
        raise KnownError(f"{where}: language zh or en, aspects of {known}, each praise, complaint or mixed.")
    return one


def _rows(
    name: str,
    keys: Iterable[tuple[str, str]],
    hits: Counter[tuple[str, str]],
    said: Counter[tuple[str, str]],
    wanted: Counter[tuple[str, str]],
    aim: float | None = None,
) -> list[Row]:
    keys = list(keys)
    right, heard, there = (sum(counts[key] for key in keys) for counts in (hits, said, wanted))
    precision = right / heard if heard else None
    recall = right / there if there else None
    both = 2 * right / (heard + there) if heard + there else None
    return [
        Row(f"{name} precision", precision, n=heard),
        Row(f"{name} recall", recall, n=there),
        Row(f"{name} F1", both, aim=aim, n=there),
    ]
