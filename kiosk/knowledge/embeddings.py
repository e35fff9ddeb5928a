"""Our bilingual text encoder: hashed bags of characters, words and pinyin, summed by a small ONNX model.

A text becomes feature ids (`Tokenizer`), the model adds up one vector a feature and scales the sum to length 1. A word
that training never met still has its own direction, so that a new fact is found by its own words at once.
"""

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.inference.manifest import model_path
from kiosk.inference.sessions import Session, open_session

KIND = "hashed-bag-2"
REGIONS = ("char", "bigram", "pinyin", "word", "trigram")
"""The kinds of features; each hashes into rows of its own."""
MOST_FEATURES = 1024
"""Of one text; the rest of a longer one is left out."""
_RUNS = re.compile(r"[㐀-䶿一-鿿]+|[a-z0-9]+(?:[.][0-9]+)*")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|ing|ed|es|s|y|e)$")
_LONGEST_SYLLABLE = 6


class Tokenizer:
    """Text to feature ids. Its whole state is a small JSON document."""

    def __init__(self, rows: Mapping[str, int], syllables: Mapping[str, str]) -> None:
        """Make one.

        Args:
            rows: how many rows each region has, in the order of `REGIONS`.
            syllables: pinyin without tones to the characters read so.
        """
        self._rows = {region: int(rows[region]) for region in REGIONS}
        self._starts: dict[str, int] = {}
        start = 1  # row 0 is padding
        for region in REGIONS:
            self._starts[region] = start
            start += self._rows[region]
        self.size = start
        """How many rows the model's table has, the padding row included."""
        self.syllables = dict(syllables)
        """Pinyin without tones to the characters read so."""
        self._reading = {char: name for name, chars in syllables.items() for char in chars}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read tokenizer.json.

        Raises:
            KnownError: it is none, or of another kind of encoder.
        """
        try:
            document = json.loads(path.read_text("utf-8"))
            if document["kind"] != KIND:
                raise KnownError(f"The encoder in {path.parent.name} is of the kind {document['kind']}, not {KIND}.")
            return cls(document["rows"], document["syllables"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KnownError(f"The encoder's {path.name} cannot be read; run: kiosk models verify") from error

    def document(self) -> dict[str, object]:
        """What tokenizer.json holds."""
        return {"kind": KIND, "rows": self._rows, "syllables": self.syllables}

    def ids(self, text: str) -> list[int]:
        """The text's feature ids, each once, in order of appearance; at most `MOST_FEATURES`."""
        found = dict.fromkeys(self._id(region, value) for region, value in self._features(text))
        return list(found)[:MOST_FEATURES]

    def _id(self, region: str, value: str) -> int:
        return self._starts[region] + zlib.crc32(value.encode()) % self._rows[region]

    def _features(self, text: str) -> Iterator[tuple[str, str]]:
        words: list[str] = []
        for run in _RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
            if run[0] > "z":
                yield from self._chinese(run)
            else:
                yield from _latin(run)
                words.append(run)
                yield from (("pinyin", pair) for pair in _pairs(self.spelled(run)))
        # "zuan shi bao yang": syllables typed one by one still make pairs.
        if len(words) > 1 and all(len(word) <= _LONGEST_SYLLABLE for word in words):
            yield from (("pinyin", pair) for pair in _pairs(self.spelled("".join(words))))

    def _chinese(self, run: str) -> Iterator[tuple[str, str]]:
        yield from (("char", char) for char in run)
        yield from (("bigram", pair) for pair in _pairs(run))
        yield from (("pinyin", pair) for pair in _pairs([self._reading.get(char, char) for char in run]))

    def spelled(self, word: str) -> list[str]:
        """A Latin word cut into pinyin syllables, longest first; empty when it is not pinyin."""
        syllables: list[str] = []
        start = 0
        while start < len(word):
            for end in range(min(len(word), start + _LONGEST_SYLLABLE), start, -1):
                if word[start:end] in self.syllables:
                    syllables.append(word[start:end])
                    start = end
                    break
            else:
                return []
        return syllables


def stem(word: str) -> str:
    """An English word without its commonest endings: rings, ringed, ringing all become ring."""
    return _ENDINGS.sub("", word) if len(word) > 3 else word


def _latin(word: str) -> Iterator[tuple[str, str]]:
    yield "word", stem(word)
    if len(word) > 3:
        framed = f"^{word}$"
        yield from (("trigram", framed[i : i + 3]) for i in range(len(framed) - 2))


def _pairs(items: Sequence[str]) -> Iterator[str]:
    return (f"{a} {b}" if len(a) > 1 or len(b) > 1 else a + b for a, b in pairwise(items))


class Encoder:
    """Texts to vectors of length 1; the nearer two texts' meanings, the larger their scalar product."""

    def __init__(self, tokenizer: Tokenizer, session: Session) -> None:
        self._tokenizer = tokenizer
        self._session = session

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """Open the encoder in a folder (`model.onnx`, `tokenizer.json`); by default the manifest's.

        Raises:
            KnownError: a file is missing or damaged.
        """
        folder = folder or model_path("encoder")
        # A bag of a few hundred rows: a GPU would only add a copy there and back.
        return cls(Tokenizer.read(folder / "tokenizer.json"), open_session(folder / "model.onnx", gpu=False))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) float32, every row of length 1; a text without any feature gives a row of zeros."""
        bags = [self._tokenizer.ids(text) for text in texts]
        width = max((len(bag) for bag in bags), default=0)
        if not bags:
            return np.empty((0, self._dimensions), np.float32)
        ids = np.zeros((len(bags), max(width, 1)), np.int64)
        for row, bag in enumerate(bags):
            ids[row, : len(bag)] = bag
        vectors: NDArray[np.float32] = self._session.run({"ids": ids})["embedding"]
        return vectors

    @property
    def _dimensions(self) -> int:
        return int(self._session.run({"ids": np.zeros((1, 1), np.int64)})["embedding"].shape[1])
