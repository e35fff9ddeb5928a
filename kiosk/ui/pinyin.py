"""Our own pinyin dictionary: the shop's words, common phrases, and single characters, read through pypinyin."""

import bisect
import itertools
import threading
import tomllib
from collections.abc import Iterable, Sequence
from functools import cached_property

from kiosk.base.paths import ASSETS

LONGEST_WORD = 24
"""Letters of the longest word looked up inside a sentence."""
LONGEST_NAME = 8
"""Characters of a shop's word worth completing."""
MOST_READINGS = 16
MOST = 40
"""Candidates computed at most."""


def is_chinese(word: str) -> bool:
    """Whether every character is a common Chinese one."""
    return bool(word) and all("一" <= letter <= "鿿" for letter in word)


def gb2312() -> Iterable[str]:
    """The 6,763 characters of GB 2312: the common level first."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


class _Table:
    """The dictionary, computed once."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        from pypinyin import Style, lazy_pinyin, pinyin  # 0.2 s: only when a keyboard is needed

        common = tomllib.loads((ASSETS / "keyboard" / "common.toml").read_text("utf-8"))
        ranked = dict.fromkeys("".join(common["characters"].split()))
        characters = list(ranked | dict.fromkeys(gb2312()))
        order: dict[str, int] = {}
        ranked_singles: dict[str, list[tuple[bool, int, str]]] = {}
        readings = pinyin(characters, style=Style.NORMAL, heteronym=True, v_to_u=False)
        for character, heard in zip(characters, readings, strict=True):
            for place, syllable in enumerate(dict.fromkeys(heard)):
                if syllable.isascii() and syllable.isalpha():
                    ranked_singles.setdefault(syllable, []).append((place > 0, len(order), character))
            order[character] = len(order)
        self.rank = order
        # A character under its usual reading comes before those that have it only now and then.
        self.singles = {syllable: [one for *_, one in sorted(found)] for syllable, found in ranked_singles.items()}
        self.words: dict[str, list[str]] = {}
        self.initials: dict[str, list[str]] = {}
        for word in dict.fromkeys(common["phrases"].split()):
            self._add(word, lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))
        for word in dict.fromkeys(word for word in vocabulary if is_chinese(word) and len(word) <= LONGEST_NAME):
            # A name has no dictionary to tell how it is read (爪: zhua or zhao), so that each way finds it.
            ways = [found[:2] for found in pinyin(word, style=Style.NORMAL, heteronym=True, v_to_u=False)]
            for way in itertools.islice(itertools.product(*ways), MOST_READINGS):
                self._add(word, way)
        self.sorted = sorted(self.words)

    def _add(self, word: str, heard: Sequence[str]) -> None:
        for table, letters in ((self.words, "".join(heard)), (self.initials, "".join(one[0] for one in heard))):
            known = table.setdefault(letters, [])
            if word not in known:
                known.append(word)


class Pinyin:
    """`candidates("zuanshi")` gives 钻石 first. Any thread may warm it."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        """`vocabulary` are the shop's own words; those that are not Chinese are left out."""
        self._vocabulary = tuple(vocabulary)
        self._lock = threading.Lock()

    @cached_property
    def _built(self) -> _Table:
        return _Table(self._vocabulary)

    @property
    def _table(self) -> _Table:
        with self._lock:
            return self._built

    def warm(self) -> None:
        """Build the dictionary now."""
        _ = self._table

    def candidates(self, letters: str) -> list[tuple[str, int]]:
        """Words for typed letters (an apostrophe parts syllables), best first, each with how many letters it uses."""
        plain = letters.replace("'", "")
        if not plain:
            return []
        whole = len(letters)
        found: dict[str, int] = {}
        for word in self._whole(plain):
            found.setdefault(word, whole)
        for word in self._completions(plain):
            found.setdefault(word, whole)
        sentence = self._sentence(plain)
        if sentence and len(sentence) > 1:
            found.setdefault(sentence, whole)
        for end in range(min(len(plain) - 1, LONGEST_WORD), 1, -1):
            for word in self._table.words.get(plain[:end], []):
                found.setdefault(word, _spent(letters, end))
        for character, used in self._characters(plain):
            found.setdefault(character, _spent(letters, used))
        return list(found.items())[:MOST]

    def _whole(self, plain: str) -> list[str]:
        exact = self._table.words.get(plain, [])
        single = self._table.singles.get(plain, [])[:8] if plain in self._table.singles else []
        short = self._table.initials.get(plain, []) if len(plain) > 1 else []
        return [*exact, *single, *short]

    def _completions(self, plain: str) -> list[str]:
        names = self._table.sorted
        start = bisect.bisect_left(names, plain)
        found: list[str] = []
        for name in names[start : start + 12]:
            if not name.startswith(plain):
                break
            found += self._table.words[name]
        return sorted(found, key=len) if len(plain) > 1 else []

    def _characters(self, plain: str) -> Iterable[tuple[str, int]]:
        """Single characters for the longest syllable at the front, then for shorter ones."""
        singles = self._table.singles
        for end in range(min(6, len(plain)), 0, -1):
            for character in singles.get(plain[:end], [])[:30]:
                yield character, end
        if plain[:1] and not any(plain[:end] in singles for end in range(1, 7)):
            fitting = [
                character for syllable, all_ in singles.items() if syllable.startswith(plain) for character in all_[:4]
            ]
            for character in sorted(fitting, key=lambda one: self._table.rank[one]):
                yield character, len(plain)

    def _sentence(self, plain: str) -> str:
        """The best way to read all letters as words and characters; fewer, longer words win."""
        best: list[tuple[float, str] | None] = [(0.0, ""), *([None] * len(plain))]
        for start in range(len(plain)):
            here = best[start]
            if here is None:
                continue
            for end in range(start + 1, min(len(plain), start + LONGEST_WORD) + 1):
                for cost, word in self._readings(plain[start:end], last=end == len(plain)):
                    total = here[0] + cost
                    known = best[end]
                    if known is None or total < known[0]:
                        best[end] = (total, here[1] + word)
        final = best[-1]
        return final[1] if final else ""

    def _readings(self, part: str, *, last: bool) -> Iterable[tuple[float, str]]:
        words = self._table.words.get(part)
        if words:
            yield 2.0, words[0]
        single = self._table.singles.get(part)
        if single:
            yield 3.0 + self._table.rank[single[0]] / 4000, single[0]
        elif last and len(part) > 1:
            # The last syllable may be unfinished.
            completed = [name for name in self._table.singles if name.startswith(part)]
            if completed:
                character = min(
                    (self._table.singles[name][0] for name in completed), key=lambda one: self._table.rank[one]
                )
                yield 6.0, character


def _spent(letters: str, used: int) -> int:
    """How many typed signs, apostrophes included, the first `used` letters take."""
    count = 0
    for index, sign in enumerate(letters):
        if count == used:
            return index
        count += sign != "'"
    return len(letters)
