"""What a customer may have meant where the recogniser wrote something that only sounds like a jewelry word.

Candidates, never a rewrite: 租金 (rent) is not 足金 (fine gold), and only the customer knows. The screen asks.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kiosk.base.paths import ASSETS
from kiosk.voice.spacing import close_spaces

_ALIKE = 0.13
"""Cost of one confusion that accents and recognisers make: z/zh, n/l, -n/-ng."""
_MOST = 0.26
"""Of a whole term; two such confusions."""

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_SAME_INITIAL = ({"z", "zh"}, {"c", "ch"}, {"s", "sh"}, {"n", "l"}, {"l", "r"}, {"f", "h"}, {"j", "zh"}, {"q", "ch"})
_SAME_FINAL = (
    {"an", "ang"}, {"en", "eng"}, {"in", "ing"}, {"ian", "iang"}, {"uan", "uang"}, {"un", "ong"}, {"o", "uo"},
    {"u", "v"},
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """`term` may have been meant by `heard`, the characters from `start` to before `end` of the text."""

    heard: str
    term: str
    start: int
    end: int
    cost: float
    """0: it sounds the same. Up to 0.26: two usual confusions apart."""
    ordinary: bool
    """What was heard is a word of everyday Chinese: ask only when nothing else makes sense."""

    def applied_to(self, text: str) -> str:
        """The text as it would read; for the question "did you mean"."""
        return text[: self.start] + self.term + text[self.end :]


def candidates(text: str, terms: Sequence[str] | None = None, limit: int = 5) -> tuple[Candidate, ...]:
    """Terms that may have been meant, likeliest first; the text itself is not touched.

    Args:
        text: Chinese, as recognised; spaces are ignored, positions count in the text without them.
        terms: words to look for; the ones of the shop by default.
        limit: how many at most.
    """
    closed = close_spaces(text)
    wanted = tuple(terms) if terms is not None else _shop()[0]
    known = [span for term in {*wanted, *_shop()[0]} for span in _spans(closed, term)]
    found = [c for c in _by_sayings(closed) if terms is None] + _by_sound(closed, wanted)
    fresh = [c for c in dict.fromkeys(found) if not any(c.start < end and start < c.end for start, end in known)]
    fresh.sort(key=lambda c: (c.ordinary, c.cost, -len(c.term), c.start))
    return tuple(fresh[:limit])


def _by_sayings(text: str) -> list[Candidate]:
    return [
        Candidate(saying, term, start, end, 0.0, False)
        for saying, term in _shop()[1].items()
        for start, end in _spans(text, saying)
    ]


def _by_sound(text: str, terms: Sequence[str]) -> list[Candidate]:
    syllables = _syllables(text)
    found = []
    for term in terms:
        wanted = _syllables(term)
        if len(wanted) != len(term) or not all(wanted):
            continue
        for start in range(len(text) - len(term) + 1):
            heard = text[start : start + len(term)]
            cost = _distance(syllables[start : start + len(term)], wanted)
            if cost <= _MOST and heard != term:
                found.append(Candidate(heard, term, start, start + len(term), round(cost, 2), _is_ordinary(heard)))
    return found


def _spans(text: str, part: str) -> list[tuple[int, int]]:
    spans = []
    start = text.find(part)
    while start >= 0:
        spans.append((start, start + len(part)))
        start = text.find(part, start + 1)
    return spans


def _distance(heard: Sequence[str], wanted: Sequence[str]) -> float:
    """Cost over syllables of equal number; at least 1 where they do not sound alike."""
    total = 0.0
    for one, other in zip(heard, wanted, strict=True):
        if not one:
            return 1.0
        if one != other:
            total += _syllable_distance(one, other)
        if total > _MOST:
            return 1.0
    return total


@cache
def _syllable_distance(one: str, other: str) -> float:
    (initial, final), (initial_2, final_2) = _split(one), _split(other)
    cost = 0.0
    for first, second, alike in ((initial, initial_2, _SAME_INITIAL), (final, final_2, _SAME_FINAL)):
        if first != second:
            if not any({first, second} <= pair for pair in alike):
                return 1.0
            cost += _ALIKE
    return cost


def _split(syllable: str) -> tuple[str, str]:
    initial = next((i for i in _INITIALS if syllable.startswith(i)), "")
    return initial, syllable[len(initial) :]


def _syllables(text: str) -> list[str]:
    """Pinyin without tones for each character; "" for what is not Chinese."""
    from pypinyin import Style, lazy_pinyin  # 30 MB of dictionaries, needed only here

    def blank(other: str) -> Any:
        return [""] * len(other)

    return list(lazy_pinyin(text, style=Style.NORMAL, errors=blank)) if text else []


def _is_ordinary(heard: str) -> bool:
    return heard in _shop()[2] or _in_phrase_book(heard)


@cache
def _in_phrase_book(heard: str) -> bool:
    """pypinyin's own phrases are words of the language."""
    from pypinyin.constants import PHRASES_DICT

    return heard in PHRASES_DICT


@cache
def _shop() -> tuple[tuple[str, ...], dict[str, str], frozenset[str]]:
    table = tomllib.loads((ASSETS / "voice" / "terms.toml").read_text("utf-8"))
    return tuple(table["zh"]), dict(table["sayings"]), frozenset(table["ordinary"])
