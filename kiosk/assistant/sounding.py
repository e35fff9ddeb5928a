"""Chinese by its sound: pinyin typed in Latin letters, and words written as others that sound the same."""

import re
import threading
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Final

from kiosk.base.paths import ASSETS

_LATIN_RUN: Final = re.compile(r"(?<![a-z\d])[a-z]+(?![a-z\d])(?:[ '][a-z]+(?![a-z\d]))*")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_KEPT: Final = re.compile(r"[a-z]\d{3}|\d+k|[\d.,?!，。？！%-]+|k金?|pt|gia|ngtc|vip")
"""What may stand beside pinyin in a sentence without a Chinese character."""
_LONGEST: Final = 7
"""Syllables of the longest word looked up."""
_LONGEST_SYLLABLE: Final = 6
_MOST_LETTERS: Final = 120
_READ: Final = 0.4
"""The share of syllables that known words of two or more have to cover, else the letters are no pinyin."""
_FUZZY: Final = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[aei])ng$"), "n"))
_NASAL: Final = re.compile(r"^n(?!$)")


class Sounds:
    """Reads by sound. The tables are built at first need (0.2 s), once; any thread may ask."""

    def __init__(self, terms: Iterable[str], names: Iterable[str], latin: Iterable[str]) -> None:
        """Make one.

        Args:
            terms: Chinese words that pinyin may mean.
            names: the pieces' own names; they also replace what sounds the same.
            latin: words in Latin letters that are never pinyin.
        """
        self._terms = tuple(term for term in terms if _is_han(term))
        self._names = tuple(name for name in names if _is_han(name) and len(name) <= _LONGEST)
        self._latin = frozenset(latin)
        self._lock = threading.Lock()

    def respell(self, said: str, known: Callable[[str], Sequence[tuple[int, int]]] = lambda said: ()) -> str:
        """A normalised sentence with pinyin read out and words put right that only sound right.

        Args:
            said: the sentence.
            known: finds the spans of words that are right as they stand.
        """
        if len(said) > _MOST_LETTERS or not said:
            return said
        with self._lock:
            tables = self._tables
        read = tables.read_out(said, self._latin)
        return tables.corrected(read, known(read)) if _HAN.search(said) else read

    @cached_property
    def _tables(self) -> "_Tables":
        return _Tables(self._terms, self._names)


class _Tables:
    def __init__(self, terms: Sequence[str], names: Sequence[str]) -> None:
        lists: dict[str, Any] = tomllib.loads((ASSETS / "lexicon" / "sounds_zh.toml").read_text("utf-8"))
        self._alone = {syllable.rstrip("4"): char for syllable, char in reversed(lists["alone"].items())}
        self._ordinary = frozenset(lists["ordinary"].split())
        self._words: dict[tuple[str, ...], str] = {}
        spoken = [*lists["phrases"].split(), *lists["heard"].split(), *sorted(terms, key=len), *names]
        for word in dict.fromkeys(spoken):
            self._words.setdefault(tuple(_syllables(word)), word)
        self._syllables = {syllable for word in self._words for syllable in word} | set(self._alone)
        self._heard: dict[tuple[str, ...], str] = {}
        self._nasal: dict[tuple[str, ...], str] = {}
        for word in (*names, *lists["heard"].split()):
            key = tuple(_fuzzy(syllable) for syllable in _syllables(word))
            self._heard.setdefault(key, word)
            if len(word) > 2:
                self._nasal.setdefault(tuple(_NASAL.sub("l", s) for s in key), word)

    def read_out(self, said: str, latin: frozenset[str]) -> str:
        """Every run of Latin letters that is pinyin, as the characters it most likely stands for."""
        if not _LATIN_RUN.search(said):
            return said
        if not _HAN.search(said) and not all(self._is_pinyin(w, latin) or _KEPT.fullmatch(w) for w in said.split()):
            return said

        def read(match: re.Match[str]) -> str:
            words = match.group().replace("'", " ").split()
            if not all(self._is_pinyin(word, latin) for word in words):
                return match.group()
            syllables = [syllable for word in words for syllable in self._cut(word)]
            return self._sentence(syllables) or match.group()

        return re.sub(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])", "", _LATIN_RUN.sub(read, said))

    def corrected(self, said: str, known: Sequence[tuple[int, int]]) -> str:
        """Words that sound like one of ours in place of what was written; the longest first."""
        if not _HAN.search(said):
            return said
        fixed = [any(start <= at < end for start, end in known) for at in range(len(said))]
        sounds = [_fuzzy(syllable) for syllable in _syllables(said)]
        for size in range(_LONGEST, 1, -1):
            for start in range(len(said) - size + 1):
                heard, key = said[start : start + size], tuple(sounds[start : start + size])
                if "" in key:
                    continue
                word = self._heard.get(key) or (size > 2 and self._nasal.get(tuple(_NASAL.sub("l", s) for s in key)))
                if not word or word == heard or any(part in heard for part in self._ordinary):
                    continue
                if any(fixed[start + at] and heard[at] != word[at] for at in range(size)):
                    continue
                said = said[:start] + word + said[start + size :]
                fixed[start : start + size] = [True] * size
        return said

    def _is_pinyin(self, word: str, latin: frozenset[str]) -> bool:
        return word.isalpha() and word not in latin and bool(self._cut(word))

    def _cut(self, word: str) -> tuple[str, ...]:
        """A Latin word as syllables, the fewest; empty when it is no pinyin."""
        best: list[tuple[str, ...] | None] = [(), *([None] * len(word))]
        for start in range(len(word)):
            here = best[start]
            if here is None:
                continue
            for end in range(start + 1, min(len(word), start + _LONGEST_SYLLABLE) + 1):
                found = best[end]
                if word[start:end] in self._syllables and (found is None or len(here) + 1 < len(found)):
                    best[end] = (*here, word[start:end])
        return best[-1] or ()

    def _sentence(self, syllables: Sequence[str]) -> str:
        """The reading with the fewest pieces; empty where too little of it is words we know."""
        best: list[tuple[int, int, str] | None] = [(0, 0, ""), *([None] * len(syllables))]
        for start in range(len(syllables)):
            here = best[start]
            if here is None:
                continue
            for end in range(start + 1, min(len(syllables), start + _LONGEST) + 1):
                one = end == start + 1
                word = self._alone.get(syllables[start]) if one else self._words.get(tuple(syllables[start:end]))
                if word is None:
                    continue
                size = end - start
                distance, covered = here[0] + (10 if size > 1 else 12), here[1] + (size if size > 1 else 0)
                found = best[end]
                if found is None or (distance, -covered) < (found[0], -found[1]):
                    best[end] = (distance, covered, here[2] + word)
        final = best[-1]
        return final[2] if final and final[1] >= _READ * len(syllables) else ""


def _fuzzy(syllable: str) -> str:
    """Without what accents and recognisers confuse: zh and z, ang and an."""
    for pattern, plain in _FUZZY:
        syllable = pattern.sub(plain, syllable)
    return syllable


def _is_han(word: str) -> bool:
    return len(word) > 1 and all("\u3400" <= char <= "\u9fff" for char in word)


def _syllables(said: str) -> list[str]:
    """Pinyin without tones for each character; "" for what is not Chinese."""
    from pypinyin import Style, lazy_pinyin  # 30 MB of dictionaries, needed only where something is read by sound

    def blank(other: str) -> Any:
        return [""] * len(other)

    return list(lazy_pinyin(said, style=Style.NORMAL, errors=blank, v_to_u=False))
