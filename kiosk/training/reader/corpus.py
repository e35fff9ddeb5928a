"""Frames and whole sayings to labelled sentences. Whole frames are held out: measuring asks for wordings never seen."""

import random
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from kiosk.assistant.normalising import normalise
from kiosk.assistant.tokens import ASKED, State, Token, Tokens
from kiosk.base.settings import LANGUAGES, Language
from kiosk.knowledge.reading import Content
from kiosk.training.corpus import Corpus
from kiosk.training.reader.filling import FOLDER, Filler
from kiosk.training.reader.grammar import Segment, expand
from kiosk.training.reader.sayings import EXCHANGED, UNKNOWN, Whole
from kiosk.training.reader.spoiling import Spoiler

HELD_OUT: Final = 0.12
"""Share of the frames, and of the facts' questions, that training never sees."""
_FILES: Final = ("wishes", "pieces", "machine", "questions", "more")
_KNOWLEDGE_SHARE: Final = 0.12
"""Share of the sentences that are questions of facts or of aspects.toml."""
_WHOLE_SHARE: Final = 0.6
"""Share of the other sentences that are whole sayings, where there are any."""
_EXCHANGED: Final = 0.25
"""Share of the sayings in which another kind of piece, stone or metal takes the place of the one said."""
_BEFORE: Final = frozenset(
    ("我", "个", "for", "to", "in", "a", "an", "the", "my", "our", "with", "on", "i'm", "we're", "we've", "something",
     "is", "it's")
)  # fmt: skip
"""Words that do not belong to the span they stand before."""
_STATES: Final = {
    "fresh": State(), "list": State(True, True), "focus": State(True, True, True), "wish": State(True, True),
    "looking": State(False, True, True),
}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """One frame with what its sentences mean."""

    text: str
    language: Language
    intent: str
    running: str
    """The intent where a wish already runs."""
    state: str
    """`any`, or the state of the talk that the frame needs."""
    weight: float
    held_out: bool


@dataclass(frozen=True)
class Example:
    """A made sentence: its tokens and each token's labels (empty key: none)."""

    said: str
    language: Language
    state: State
    intent: str
    tokens: list[Token]
    tags: list[str]
    """`O`, or B or I and the key; empty where nobody has said what it is."""
    values: list[str]
    polarities: list[str]
    frame: str
    also: tuple[str, ...] = ()
    """Further fine intents that are right."""


@cache
def read_frames() -> tuple[Frame, ...]:
    """Every frame of assets/training/reader."""
    frames = []
    for name in _FILES:
        for group in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["group"]:
            frames += _frames_of(group)
    return tuple(frames)


def _frames_of(group: Mapping[str, Any]) -> list[Frame]:
    made = []
    for language in LANGUAGES:
        texts = list(dict.fromkeys(group[language]))
        for text in texts:
            made.append(
                Frame(
                    text=text,
                    language=language,
                    intent=group["intent"],
                    running=group.get("running", group["intent"]),
                    state=group.get("state", "any"),
                    weight=group.get("weight", 1) * _share(text) / max(len(texts), 6),
                    held_out=is_held_out(text),
                )
            )
    return made


def is_held_out(text: str) -> bool:
    """Whether a frame or question is kept for measuring; the same on every machine and run."""
    return zlib.crc32(f"held out {text}".encode()) % 1000 < HELD_OUT * 1000


def _share(text: str) -> float:
    """A frame with choices says more than one without."""
    return 1.0 + 0.4 * min(text.count("|") + text.count("[") + text.count("{"), 6)


class Maker:
    """Makes sentences of one half of the frames."""

    def __init__(
        self,
        content: Content,
        tokens: Tokens,
        spoiler: Spoiler,
        names: Mapping[Language, Sequence[str]],
        wholes: Sequence[Whole] = (),
        *,
        held_out: bool,
    ) -> None:
        self._tokens = tokens
        self._spoiler = spoiler
        self._banks = tomllib.loads((FOLDER / "banks.toml").read_text("utf-8"))
        self._fillers = {language: Filler(language, names[language]) for language in LANGUAGES}
        self._frames = {
            language: [f for f in read_frames() if f.held_out == held_out and f.language == language]
            for language in LANGUAGES
        }
        self._asked = {
            language: [
                normalise(q) for fact in content.facts for q in fact.questions[language] if is_held_out(q) == held_out
            ]
            for language in LANGUAGES
        }
        self._aspects = None if held_out else Corpus.read(content)
        self._wholes = {language: [w for w in wholes if w.language == language] for language in LANGUAGES}

    def make(self, count: int, chance: random.Random) -> list[Example]:
        """So many sentences, three in five of them Chinese."""
        return [self.one("zh" if chance.random() < 0.58 else "en", chance) for _ in range(count)]

    def one(self, language: Language, chance: random.Random) -> Example:
        """One sentence."""
        if chance.random() < _KNOWLEDGE_SHARE:
            return self._question(language, chance)
        if self._wholes[language] and chance.random() < _WHOLE_SHARE:
            return self._whole(language, chance)
        frames = self._frames[language]
        frame = chance.choices(frames, [f.weight for f in frames])[0]
        state = _state(frame.state, chance)
        segments = expand(frame.text, self._banks[language], self._fillers[language], chance)
        intent = frame.running if state.has_wish else frame.intent
        if intent.endswith("/*"):
            asked = next((s.value for s in segments if s.key == "field"), "about")
            intent = intent.replace("*", asked)
        return self._example(segments, language, state, intent, frame.text, chance)

    def _question(self, language: Language, chance: random.Random) -> Example:
        if self._aspects is not None and chance.random() < 0.3:
            said = self._aspects.sentence_pair(chance).question
            language = "en" if said.isascii() else "zh"
        else:
            said = chance.choice(self._asked[language])
        return self._example([Segment(normalise(said))], language, _state("any", chance), "ask_knowledge", said, chance)

    def _whole(self, language: Language, chance: random.Random) -> Example:
        """A saying, now and then of another piece."""
        wholes = self._wholes[language]
        whole = chance.choices(wholes, [w.weight for w in wholes])[0]
        segments = list(whole.segments)
        places = [at for at, s in enumerate(segments) if s.key in EXCHANGED]
        if places and chance.random() < _EXCHANGED:
            at = chance.choice(places)
            text, value = self._fillers[language](segments[at].key, (), chance)
            segments[at] = replace(segments[at], text=text, value=value)
        return self.said(whole, chance, self._spoiler.spoil(segments, language, chance))

    def said(self, whole: Whole, chance: random.Random, segments: Sequence[Segment] | None = None) -> Example:
        """A whole saying as an example; as it is, unless its segments were changed."""
        state = _state(whole.state, chance) if isinstance(whole.state, str) else whole.state
        parts = [s for s in segments or whole.segments if s.text]
        made = self._labelled(parts, whole.language, state, whole.intents[0], whole.text)
        if whole.labelled:
            return replace(made, also=whole.intents[1:])
        nothing = [""] * len(made.tokens)
        return replace(made, also=whole.intents[1:], tags=nothing, values=nothing, polarities=nothing)

    def _example(
        self,
        segments: Sequence[Segment],
        language: Language,
        state: State,
        intent: str,
        frame: str,
        chance: random.Random,
    ) -> Example:
        spoiled = [s for s in self._spoiler.spoil(segments, language, chance) if s.text]
        return self._labelled(spoiled, language, state, intent, frame)

    def _labelled(
        self, spoiled: Sequence[Segment], language: Language, state: State, intent: str, frame: str
    ) -> Example:
        whole, ends = "", []
        for segment in spoiled:
            whole += segment.text
            ends.append(len(normalise(whole)))
        said = normalise(whole)
        tokens = self._tokens.cut(said)
        owners = [next((i for i, end in enumerate(ends) if t.end <= end), len(spoiled) - 1) for t in tokens]
        tags, values, polarities, last = [], [], [], -1
        for place, (token, at) in enumerate(zip(tokens, owners, strict=True)):
            key = spoiled[at].key
            if key and last != at and token.text in _BEFORE and owners[place + 1 : place + 2] == [at]:
                key = ""  # "my wife", 我太太: the span begins at the wife
            elif key and last == at and token.text == "的" and owners[place + 1 : place + 2] != [at]:
                key = ""  # 银的: the span is 银
            tags.append("" if key == UNKNOWN else "O" if not key else f"{'I' if at == last else 'B'}-{key}")
            values.append(f"{key}={spoiled[at].value}" if key and spoiled[at].value else "")
            polarities.append(spoiled[at].polarity if key and key != UNKNOWN else "")
            last = at if key else -1
        return Example(said, language, state, intent, tokens, tags, values, polarities, frame)


def _state(needed: str, chance: random.Random) -> State:
    if needed == "asked":
        return State(True, True, False, chance.choice(ASKED[:4]))
    if needed == "any":
        roll = chance.random()
        name = "fresh" if roll < 0.6 else "list" if roll < 0.8 else "focus" if roll < 0.95 else "looking"
        return _STATES[name]
    if needed == "list":
        return _STATES[chance.choice(("list", "list", "focus", "looking", "fresh"))]
    if needed == "focus":
        return _STATES[chance.choice(("focus", "looking"))]
    return _STATES[chance.choice(("wish", "wish", "focus"))]
