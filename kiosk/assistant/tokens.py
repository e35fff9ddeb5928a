"""A sentence as the joint reader sees it: one token a Chinese character, Latin word, pinyin syllable or number.

Each token is a small bag of features whose vectors are added up: the character, its pinyin, and the pairs it makes with
its neighbours; of a Latin word the word and its trigrams. So a homophone keeps its sound, "xianglian" shares its sound
with 项链, and a typing mistake keeps most of its trigrams.
"""

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from kiosk.base.errors import KnownError

KIND: Final = "vitrine-reader-1"
REGIONS: Final = ("special", "char", "pair", "sound", "sounds", "word", "trigram", "number")
"""The kinds of features; each hashes into rows of its own."""
MOST_TOKENS: Final = 96
"""Of one sentence; the rest of a longer one is not read by the model."""
MOST_FEATURES: Final = 14
"""Of one token."""
ASKED: Final = ("who", "budget", "category", "say", "which", "try_which", "compare_which")
"""What the guide's last question can have asked for."""
_TOKEN: Final = re.compile(r"[㐀-䶿一-鿿]|\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)*|[¥$%?!,，。？！、;；:：]")
_LONGEST_SYLLABLE: Final = 6
_SHORTEST_SPELLED: Final = 2


@dataclass(frozen=True)
class State:
    """What the reader is told of the talk before the sentence."""

    has_wish: bool = False
    list_shown: bool = False
    has_focus: bool = False
    asked: str = ""

    def names(self) -> tuple[str, ...]:
        """The special tokens that stand before the sentence, the pooled one first."""
        asked = self.asked if self.asked in ASKED else "nothing"
        return ("[read]", f"[wish {self.has_wish}]", f"[list {self.list_shown}]", f"[focus {self.has_focus}]",
                f"[asked {asked}]")  # fmt: skip


HEAD: Final = len(State().names())
"""Special tokens before the words."""


@dataclass(frozen=True)
class Token:
    """A token of the sentence and where it stands."""

    text: str
    start: int
    end: int


class Tokens:
    """Cuts sentences into tokens and tokens into features. Its whole state is a small JSON document."""

    def __init__(self, rows: Mapping[str, int], syllables: Mapping[str, str], words: Sequence[str]) -> None:
        """Make one.

        Args:
            rows: how many rows each region has, in the order of `REGIONS`.
            syllables: pinyin without tones to the characters read so.
            words: English words that are never taken for pinyin ("women" is not wo men).
        """
        self.rows = {region: int(rows[region]) for region in REGIONS}
        self.syllables = dict(syllables)
        self.words = frozenset(words)
        self._sound = {char: name for name, chars in syllables.items() for char in chars}
        self._starts: dict[str, int] = {}
        start = 1  # row 0 is padding
        for region in REGIONS:
            self._starts[region] = start
            start += self.rows[region]
        self.size = start
        """How many rows the model's table has, the padding row included."""

    @classmethod
    def of(cls, document: Mapping[str, object]) -> Self:
        """From the `tokens` part of tokens.json.

        Raises:
            KnownError: it is of another kind of reader.
        """
        try:
            if document["kind"] != KIND:
                raise KnownError(f"The reader's tokens are of the kind {document['kind']}, not {KIND}.")
            return cls(document["rows"], document["syllables"], document["words"])  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError) as error:
            raise KnownError("The reader's tokens.json cannot be read; run: kiosk models verify") from error

    @classmethod
    def read(cls, path: Path) -> Self:
        """From a file of its own (see `of`)."""
        return cls.of(json.loads(path.read_text("utf-8")))

    def document(self) -> dict[str, object]:
        """What tokens.json holds."""
        return {"kind": KIND, "rows": self.rows, "syllables": self.syllables, "words": sorted(self.words)}

    def cut(self, said: str) -> list[Token]:
        """The tokens of a normalised sentence, at most `MOST_TOKENS`."""
        tokens: list[Token] = []
        for match in _TOKEN.finditer(said):
            word, start = match.group(), match.start()
            spelled = self._spelled(word) if word[0].isascii() and word.isalpha() and word not in self.words else ()
            if len(spelled) >= _SHORTEST_SPELLED:
                for syllable in spelled:
                    tokens.append(Token(syllable, start, start + len(syllable)))
                    start += len(syllable)
            else:
                tokens.append(Token(word, start, match.end()))
        return tokens[:MOST_TOKENS]

    def features(self, tokens: Sequence[Token], state: State) -> list[list[int]]:
        """The feature rows of the special tokens and of each word, at most `MOST_FEATURES` each."""
        bags = [[self._row("special", name)] for name in state.names()]
        sounds = [self._sound_of(token.text) for token in tokens]
        for at, token in enumerate(tokens):
            bag = self._own(token.text, sounds[at])
            for name, one, two in (("<", at - 1, at), (">", at, at + 1)):
                if one >= 0 and two < len(tokens):
                    bag.append(self._row("pair", f"{name}{tokens[one].text} {tokens[two].text}"))
                    if sounds[one] and sounds[two]:
                        bag.append(self._row("sounds", f"{name}{sounds[one]} {sounds[two]}"))
            bags.append(bag[:MOST_FEATURES])
        return bags

    def sound(self, said: str) -> str:
        """A text's pinyin without tones, syllables one space apart; Latin words stay as they are."""
        return " ".join(self._sound_of(token.text) or token.text for token in self.cut(said))

    def _own(self, text: str, sound: str) -> list[int]:
        bag = [self._row("sound", sound)] if sound else []
        if text[0].isdigit():
            whole = re.sub(r"[,.].*", "", text)
            return [self._row("number", f"{len(whole)} digits"), self._row("number", text)]
        if not text[0].isascii() or not text.isascii():
            return [self._row("char", text), *bag]
        if not text[0].isalpha():
            return [self._row("char", text)]
        bag.append(self._row("word", _stem(text)))
        if len(text) > 3:
            framed = f"^{text}$"
            bag += [self._row("trigram", framed[i : i + 3]) for i in range(min(len(framed) - 2, 8))]
        return bag

    def _sound_of(self, text: str) -> str:
        if text in self._sound:
            return self._sound[text]
        return text if text in self.syllables and text not in self.words else ""

    def _spelled(self, word: str) -> tuple[str, ...]:
        """A Latin word cut into pinyin syllables, longest first; empty when it is not pinyin."""
        if word in self.syllables:
            return (word,)
        for end in range(min(len(word) - 1, _LONGEST_SYLLABLE), 0, -1):
            if word[:end] in self.syllables and (rest := self._spelled(word[end:])):
                return (word[:end], *rest)
        return ()

    def _row(self, region: str, value: str) -> int:
        return self._starts[region] + zlib.crc32(value.encode()) % self.rows[region]


def _stem(word: str) -> str:
    """An English word without a plural's or a possessive's ending: rings and ring are one."""
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
