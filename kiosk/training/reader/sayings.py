"""Whole sentences to learn from: our own imagined sayings, and the tuned half of the written cases (tests/suite).

A saying has its fine intent and no slots. A case has the contract's intent, the state that the talk before it leaves
the guide in, and slots only where the rules read the whole wish as its writer wanted it: then the rules' words are
labels.
"""

import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.joining import state_of
from kiosk.assistant.lexicon import Lexicon, Mention
from kiosk.assistant.negation import split_negated
from kiosk.assistant.normalising import normalise
from kiosk.assistant.numbers import read_numbers
from kiosk.assistant.tokens import State
from kiosk.assistant.understanding import Talk, read
from kiosk.base.paths import CATALOG, ROOT
from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge
from kiosk.training.reader.filling import FOLDER, listed_words
from kiosk.training.reader.grammar import Segment
from kiosk.training.reader.labels import INTENTS, VALUES

UNKNOWN: Final = "?"
"""Key of words whose slot nobody has said; they teach nothing about slots."""
TUNED: Final = ROOT / "tests" / "suite"
SHARE_KEPT: Final = 0.2
"""Of the tuned cases, by a hash of the id: thresholds and temperature are chosen on them, training never sees them."""
EXCHANGED: Final = ("category", "gem", "metal")
"""Keys whose words may be exchanged in a saying without changing what is asked for."""
_TAGGED: Final[Mapping[str, str]] = {
    "health": "health", "investment": "investment", "authenticity": "authenticity", "others_prices": "others",
    "joke": "joke", "abuse": "abuse", "near": "unknown", "far": "chat",
}  # fmt: skip
_WISHES: Final = ("recommend", "refine")


@dataclass(frozen=True)
class Whole:
    """A sentence as it was said."""

    text: str
    language: Language
    intents: tuple[str, ...]
    """Fine intents that are right, of which the reader may say any."""
    segments: tuple[Segment, ...]
    state: State | str
    """The talk's, or a name that `corpus` knows (`any`, `list`, `wish`)."""
    labelled: bool = False
    """Whether the segments' slots are right and complete."""
    weight: float = 1.0


@cache
def read_sayings() -> tuple[Whole, ...]:
    """Every saying of sayings_zh.toml and sayings_en.toml."""
    found = []
    for language in LANGUAGES:
        for group in tomllib.loads((FOLDER / f"sayings_{language}.toml").read_text("utf-8"))["group"]:
            intents = _WISHES if group["intent"] in _WISHES else (group["intent"],)
            for line in group["say"].strip().splitlines():
                text = normalise(line)
                found.append(
                    Whole(text, language, intents, exchangeable(text, language), group.get("state", "any"),
                          weight=group.get("weight", 1.0))
                )  # fmt: skip
    return tuple(found)


def exchangeable(text: str, language: Language) -> tuple[Segment, ...]:
    """The text cut at the words for kinds, stones and metals, so that others can take their place."""
    segments, at, start = [], 0, 0
    words = _words(language)
    while at < len(text):
        word = next((w for w in words if text.startswith(w, at) and _stands_alone(text, at, w)), None)
        if word is None:
            at += 1
            continue
        if start < at:
            segments.append(Segment(text[start:at]))
        segments.append(Segment(word, *words[word]))
        at = start = at + len(word)
    if start < len(text):
        segments.append(Segment(text[start:]))
    return tuple(segments)


@cache
def _words(language: Language) -> dict[str, tuple[str, str]]:
    """Word to key and value, longest first; single characters stand in too many other words."""
    found = {
        word: (key, value)
        for key in EXCHANGED for value, said in listed_words(language).get(key, {}).items()
        for word in said if len(word) > 1
    }  # fmt: skip
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _stands_alone(text: str, at: int, word: str) -> bool:
    """A Latin word is no part of a longer one."""
    if not word.isascii():
        return True
    around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
    return not any(char.isascii() and char.isalnum() for char in around)


def is_kept(case_id: str) -> bool:
    """Whether a tuned case is kept out of training; the same on every machine."""
    return zlib.crc32(f"kept {case_id}".encode()) % 1000 < SHARE_KEPT * 1000


@cache
def read_tuned(*, kept: bool) -> tuple[Whole, ...]:
    """The tuned cases of one side; empty where the tests are not at hand."""
    rows = [row for row in _rows() if is_kept(row["id"]) == kept]
    if not rows:
        return ()
    knowledge = Knowledge.from_sources()
    with Catalog.open(CATALOG) as catalog:
        lexicon, guide = Lexicon(knowledge.graph, catalog.pieces()), Guide(catalog, knowledge)
        return tuple(_whole(row, guide, lexicon) for row in rows)


def _rows() -> Iterator[dict[str, Any]]:
    for path in sorted(TUNED.glob("*/tune/*.toml")):
        yield from tomllib.loads(path.read_text("utf-8"))["case"]


def _whole(row: Mapping[str, Any], guide: Guide, lexicon: Lexicon) -> Whole:
    conversation = Conversation()
    for turn in row.get("after", ()):
        guide.ask(turn, None, conversation)
    talk = conversation.talk()
    language: Language = "en" if row["id"].startswith("e") else "zh"
    text = normalise(row["text"])
    intents = tuple(dict.fromkeys(fine for name in (row["intent"], *row.get("intents", ())) for fine in _fine(name)))
    tagged = [f"out_of_scope/{_TAGGED[tag]}" for tag in row.get("tags", ()) if tag in _TAGGED]
    if row["intent"] == "out_of_scope" and tagged and not row.get("intents"):
        intents = tuple(tagged)
    segments = None
    if row["intent"] in _WISHES and "want" in row:
        reply = guide.ask(row["text"], None, conversation)
        wants = [row["want"], *row.get("or", ())]
        if any(_plain(want) == _plain(reply.constraints.document()) for want in wants):
            segments = _read_segments(text, talk, lexicon)
    labelled = segments is not None
    return Whole(text, language, intents, segments or exchangeable(text, language), state_of(talk), labelled)


def _fine(intent: str) -> tuple[str, ...]:
    """The fine intents of a contract's one; recommend and refine are one to the reader."""
    if intent in _WISHES:
        return _WISHES
    return tuple(name for name in INTENTS if name.partition("/")[0] == intent)


def _plain(wish: Mapping[str, Any]) -> dict[str, Any]:
    """A wish whose lists have no order."""
    return {
        key: _plain(value) if isinstance(value, dict) else sorted(value) if isinstance(value, list) else float(value)
        if isinstance(value, int | float) else value
        for key, value in wish.items()
    }  # fmt: skip


def _read_segments(text: str, talk: Talk, lexicon: Lexicon) -> tuple[Segment, ...] | None:
    """The rules' words as labels; None where the rules read more than words (an order, a move, a piece meant)."""
    reading = read(text, lexicon, talk)
    pointed = reading.pointing.ordinals or reading.skus or reading.words
    if reading.said != text or reading.move or reading.wish.sort or reading.field or pointed:
        return None
    numbers = read_numbers(text).spans
    mentions = [m for m in lexicon.find(text) if not any(s < m.end and m.start < e for s, e in numbers)]
    sides = zip(("wanted", "unwanted", "corrected"), split_negated(text, mentions), strict=True)
    marks = [(m.start, m.end, *_label(m), side) for side, said in sides for m in said]
    marks += [(start, end, UNKNOWN, "", "wanted") for start, end in numbers]
    segments, at = [], 0
    for start, end, key, value, side in sorted(marks):
        if start < at:
            return None
        segments += [Segment(text[at:start])] if at < start else []
        segments.append(Segment(text[start:end], key, value, side))
        at = end
    return (*segments, *([Segment(text[at:])] if at < len(text) else []))


def _label(mention: Mention) -> tuple[str, str]:
    """The one key and value of a word; unknown where it has several (钻戒)."""
    pairs = [(key, value) for key, values in mention.meaning.values.items() for value in values]
    if len(pairs) == 1 and pairs[0][1] in VALUES.get(pairs[0][0], ()) and not mention.meaning.numbers:
        return pairs[0]
    return UNKNOWN, ""
