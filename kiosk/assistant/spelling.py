"""English typing mistakes put right, word by word, against the words that the lexicon knows."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Final

_WORD: Final = re.compile(r"[a-z][a-z'’-]*")
_CUTOFF: Final = 0.88
_SHORTEST: Final = 5
"""Shorter words are only put right where they are listed: one letter changes their meaning too easily."""
_SHORTEST_KNOWN: Final = 4
_LONG: Final = 7
"""From this length on one wrong letter is a slip too."""


class Spelling:
    """Puts a word right when it is no word that is known and one that is known is near. Read-only once made."""

    def __init__(self, terms: Iterable[str], real: Iterable[str], listed: Mapping[str, str]) -> None:
        """Make one.

        Args:
            terms: what the lexicon gives a meaning; their words are what a mistake is put right to.
            real: texts whose words are right as they are: common words, names of the graph, questions of the facts.
            listed: mistakes that are too far off or too short to be found by their letters, and what they mean.
        """
        words: set[str] = {word for term in terms for word in _WORD.findall(term)}
        self._words: list[str] = sorted(word for word in words if len(word) >= _SHORTEST)
        self._short: list[str] = sorted(word for word in words if len(word) == _SHORTEST_KNOWN)
        plain = {word for text in real for word in _WORD.findall(text)}
        self._real = frozenset(form for word in words | plain for form in (word, f"{word}s", f"{word}es", f"{word}'s"))
        self._listed: dict[str, str] = dict(listed)

    def respell(self, said: str) -> str:
        """A normalised sentence with its mistakes put right."""
        return _WORD.sub(lambda match: self._word(match.group()), said)

    def _word(self, word: str) -> str:
        """Not cached: what customers say is kept nowhere."""
        if word in self._listed:
            return self._listed[word]
        if word.endswith("s") and word[:-1] in self._listed:
            return f"{self._listed[word[:-1]]}s"
        if len(word) < _SHORTEST or word in self._real:
            return word
        near = self._near(word)
        if near != word or not word.endswith("s") or len(word) == _SHORTEST:
            return near
        one = self._near(word[:-1])
        return word if one == word[:-1] else f"{one}s"

    def _near(self, word: str) -> str:
        like = [known for known in self._words if known[0] == word[0] and abs(len(known) - len(word)) <= 2]
        close: list[str] = difflib.get_close_matches(word, like, n=1, cutoff=_CUTOFF)
        if close:
            return close[0]
        for known in like:
            if _is_slip(word, known):
                return known
        doubled = [known for known in self._short if word[0] == known[0] and _is_doubled(word, known)]
        return doubled[0] if doubled else word


def _is_slip(word: str, known: str) -> bool:
    """One letter too many or too few, one wrong in a long word, or two neighbours in each other's place."""
    if len(word) == len(known):
        off = [at for at in range(len(word)) if word[at] != known[at]]
        if len(off) == 1:
            return len(word) >= _LONG
        return (
            len(off) == 2
            and off[1] == off[0] + 1
            and (word[off[0]], word[off[1]]) == (known[off[1]], known[off[0]])
        )  # fmt: skip
    longer, shorter = (word, known) if len(word) > len(known) else (known, word)
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _is_doubled(word: str, known: str) -> bool:
    """ "goldd", "ringg": one letter typed twice."""
    return any(word == known[: at + 1] + known[at:] for at in range(len(known)))
