"""The records of a shelf as columns: coded words, numbers, and names that are searched all at once."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.filtering import LISTS
from kiosk.catalog.piece import Piece

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Words = tuple[str, ...]

NUMBER_FIELDS: Final = ("carat", "fineness", "length_mm", "inner_diameter_mm", "weight_g")
_END: Final = "\0"
"""Between the texts of two pieces; no word holds it."""


@dataclass(frozen=True)
class Coded:
    """A list field of every piece: a number each into the distinct lists.

    A question is put to each distinct list once (there are some hundreds, however long the shelf), so that it may be
    any plain function of the words.
    """

    codes: NDArray[np.int32]
    """(n,)"""
    values: tuple[Words, ...]

    @classmethod
    def of(cls, column: Iterable[Words]) -> "Coded":
        """From each piece's words, in the order of the shelf."""
        numbers: dict[Words, int] = {}
        codes = np.fromiter((numbers.setdefault(words, len(numbers)) for words in column), dtype=np.int32)
        return cls(codes, tuple(numbers))

    def where(self, holds: Callable[[Words], bool]) -> Bools:
        """(n,): whether something holds of each piece's words."""
        found: Bools = np.array([holds(words) for words in self.values], dtype=np.bool_)[self.codes]
        return found

    def any_of(self, wanted: Iterable[str]) -> Bools:
        """(n,): whether each piece has at least one of the words."""
        words = frozenset(wanted)
        return self.where(lambda have: not words.isdisjoint(have))

    def score(self, of: Callable[[Words], float], places: Ints) -> Floats:
        """(m,): a number for the words of each of the pieces at `places`."""
        found: Floats = np.array([of(words) for words in self.values], dtype=np.float64)[self.codes[places]]
        return found


_FEW: Final = 8
"""Where fewer than one text in so many matters, they are looked at one by one."""


class Texts:
    """One text a piece, kept end to end, so that a word is looked for in all of them at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._starts = array("q", [0])
        parts = []
        for text in texts:
            parts.append(text)
            self._starts.append(self._starts[-1] + len(text) + 1)
        self._all = _END.join(parts)

    def have(self, word: str, places: Ints) -> Bools:
        """(m,): whether the texts at these places have the word."""
        count = len(self._starts) - 1
        if _FEW * len(places) < count:
            starts, find = self._starts, self._all.find
            found = [find(word, starts[place], starts[place + 1] - 1) >= 0 for place in places.tolist()]
            return np.array(found, dtype=np.bool_)
        every = np.zeros(count, dtype=np.bool_)
        every[self.having(word)] = True
        there: Bools = every[places]
        return there

    def having(self, word: str) -> Ints:
        """Places of the pieces whose text has the word, ascending."""
        found: list[int] = []
        count = len(self._starts) - 1
        at = self._all.find(word) if count and _END not in word else -1
        while at >= 0:
            found.append(bisect_right(self._starts, at, hi=count) - 1)
            at = self._all.find(word, self._starts[found[-1] + 1])
        return np.array(found, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Records:
    """Everything of the pieces that a wish can ask for, but for today's prices. Immutable; n pieces."""

    pieces: tuple[Piece, ...]
    place: Mapping[str, int]
    """By SKU."""
    lists: Mapping[str, Coded]
    """By list key of a wish."""
    metals: Coded
    """Every metal, not the main one alone."""
    main_gem: Coded
    kind: Coded
    """What variety looks at: category, metal and main stone."""
    traits: NDArray[np.int64]
    """(kinds, 3): the three of each kind as numbers."""
    numbers: Mapping[str, Floats]
    """(n,) by field; NaN where the record has none."""
    names: Texts
    """Both names, lower case."""
    told: Texts
    """Both names and descriptions, lower case."""
    names_zh: Texts
    names_en: Texts
    """Spelt for whole words: case folded, a space at both ends and for each hyphen."""
    named: dict[Any, Ints] = field(default_factory=dict)
    """Where nodes of a graph stand in names, kept as they are found."""

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> "Records":
        """Read the pieces once."""
        shelf = tuple(pieces)
        kind = Coded.of(_kind(piece) for piece in shelf)
        return cls(
            pieces=shelf,
            place={piece.sku: place for place, piece in enumerate(shelf)},
            lists={key: Coded.of(_words(read(piece)) for piece in shelf) for key, read in LISTS.items()},
            metals=Coded.of(piece.metals for piece in shelf),
            main_gem=Coded.of(piece.gems[:1] for piece in shelf),
            kind=kind,
            traits=_traits(kind.values),
            numbers={name: _numbers(getattr(piece, name) for piece in shelf) for name in NUMBER_FIELDS},
            names=Texts(f"{piece.names.zh} {piece.names.en}".lower() for piece in shelf),
            told=Texts(
                f"{p.names.zh} {p.descriptions.zh} {p.names.en} {p.descriptions.en}".lower() for p in shelf
            ),
            names_zh=Texts(piece.names.zh for piece in shelf),
            names_en=Texts(f" {piece.names.en.casefold().replace('-', ' ')} " for piece in shelf),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.pieces)

    def at(self, skus: Iterable[str]) -> Ints:
        """Places of those of the SKUs that are on the shelf."""
        return np.array([self.place[sku] for sku in skus if sku in self.place], dtype=np.intp)


def _words(values: Iterable[str | None]) -> Words:
    return tuple(word for word in values if word is not None)


def _kind(piece: Piece) -> Words:
    # An empty word is none: no metal ("\0", so that it is not taken for no stone), or no stone.
    return (piece.category, piece.metal or _END, piece.gems[0] if piece.gems else "")


def _traits(kinds: Sequence[Words]) -> NDArray[np.int64]:
    codes: dict[str, int] = {}
    found = [[codes.setdefault(word, len(codes)) for word in kind] for kind in kinds]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def _numbers(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
