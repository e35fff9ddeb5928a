"""What a review praises and complains of: aspects, opinion words, negation, contrast and wishes, clause by clause."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from kiosk.base.settings import Language
from kiosk.knowledge.opinion_words import ASPECTS, OpinionWords, opinion_words

Polarity = Literal["praise", "complaint"]
Verdict = Literal["praise", "complaint", "mixed"]
SIDES: Final[Mapping[Verdict, tuple[Polarity, ...]]] = {
    "praise": ("praise",),
    "complaint": ("complaint",),
    "mixed": ("praise", "complaint"),
}
"""What a verdict counts as."""

_REACH: Final[Mapping[Language, int]] = {"zh": 4, "en": 22}
"""Characters between a negation and the word it turns round."""
_RANK: Final = {"near": 3, "": 2, "soft": 1, "general": 0}
_NOT_SIZED: Final = frozenset({"clasp", "packing", "price"})
"""Named in a clause, what is big, small or tight there is this, not the piece's size."""
_TRIM: Final = ' ，,。.！!？?；;：:、—–-…~～"“”（）()'


@dataclass(frozen=True)
class Opinion:
    """One thing said of one aspect."""

    aspect: str
    """One of `ASPECTS`."""
    polarity: Polarity
    clause: str
    """The words that say so, as they were written."""
    strength: int = 1
    """2 where it is said with emphasis."""


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class _Found:
    """An opinion word: where, of which aspect ("" for whatever is named), by itself or only beside a term."""

    start: int
    end: int
    aspect: str
    polarity: Polarity
    kind: str


@lru_cache(maxsize=20_000)
def read_opinions(review: str, language: Language) -> tuple[Opinion, ...]:
    """Everything a review says of the aspects, in its order."""
    words = opinion_words(language)
    plain = review.replace("’", "'").replace("‘", "'").lower()
    if len(plain) != len(review):  # a letter whose lower case is longer; places would not agree
        plain = review.replace("’", "'")
    clauses = _clauses(plain, words, language)
    terms = _terms(plain, words)
    found = [one for one in _all_found(plain, words) if not _is_term(one, terms)]
    blocked = [match.span() for match in words.not_negators.finditer(plain)]
    said: list[Opinion] = []
    pending: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    for place, clause in enumerate(clauses):
        if place and clause.sentence != clauses[place - 1].sentence:
            pending, active = (), ()
        own = tuple(dict.fromkeys(aspect for start, _, aspect in terms if clause.start <= start < clause.end))
        here = [one for one in found if clause.start <= one.start < clause.end]
        chosen = _chosen(here, own, active)
        opinions = _attached(chosen, own, pending)
        turned = [(aspect, _turned(plain, one, clause, words, blocked, language), one) for aspect, one in opinions]
        if words.wishes.search(plain, clause.start, clause.end) and (own or active):
            turned = [one for one in turned if one[1] == "complaint"] or [
                (aspect, "complaint", _Found(clause.start, clause.start, aspect, "complaint", "")) for aspect in own
            ]
        quote = _quote(review, clause, words)
        for aspect, polarity, one in turned:
            strong = words.intensifiers.search(plain, max(clause.start, one.start - _REACH[language] - 4), one.start)
            said.append(Opinion(aspect, polarity, quote, 2 if strong else 1))
        pending = () if turned else tuple(dict.fromkeys([*pending, *own]))
        active = own or active
    return tuple(_once(said))


def verdicts(opinions: Iterable[Opinion]) -> dict[str, Verdict]:
    """One verdict an aspect: praise, complaint, or both sides in the one review."""
    sides: dict[str, set[Polarity]] = {}
    for opinion in opinions:
        sides.setdefault(opinion.aspect, set()).add(opinion.polarity)
    ordered = sorted(sides.items(), key=lambda item: ASPECTS.index(item[0]))
    return {aspect: "mixed" if len(said) > 1 else next(iter(said)) for aspect, said in ordered}


def _clauses(plain: str, words: OpinionWords, language: Language) -> list[_Clause]:
    """Cut at pauses and before words of contrast; a sentence's clauses may explain one another."""
    clauses: list[_Clause] = []
    start = 0
    for number, stop in enumerate([*(m.span() for m in words.sentence.finditer(plain)), (len(plain), len(plain))]):
        cuts = [m.end() for m in words.pause.finditer(plain, start, stop[0])]
        cuts += [m.start() for m in words.contrast.finditer(plain, start, stop[0])]
        edges = sorted({start, *cuts, stop[0]})
        clauses += [_Clause(a, b, number) for a, b in pairwise(edges) if plain[a:b].strip(_TRIM)]
        start = stop[1]
    return clauses


def _terms(plain: str, words: OpinionWords) -> list[tuple[int, int, str]]:
    """Start, end and aspect of every word that names one."""
    return sorted((*m.span(), aspect) for aspect, pattern in words.terms.items() for m in pattern.finditer(plain))


def _is_term(one: _Found, terms: Sequence[tuple[int, int, str]]) -> bool:
    """The 小 of 大小 says nothing of the size."""
    near = one.kind == "near"
    return near and any(one.aspect == aspect and start <= one.start and one.end <= end for start, end, aspect in terms)


def _all_found(plain: str, words: OpinionWords) -> list[_Found]:
    """Every opinion word of the review, overlapping ones too."""
    found: list[_Found] = []
    for (aspect, bucket), pattern in words.opinions.items():
        side, _, kind = bucket.partition("_")
        polarity: Polarity = "praise" if side == "praise" else "complaint"
        found += [_Found(m.start(), m.end(), aspect, polarity, kind) for m in pattern.finditer(plain)]
    for side, pattern in words.general.items():
        polarity = "praise" if side == "praise" else "complaint"
        found += [_Found(m.start(), m.end(), "", polarity, "general") for m in pattern.finditer(plain)]
    return [one for one in found if one.end > one.start]


def _chosen(here: Sequence[_Found], own: Sequence[str], active: Sequence[str]) -> list[_Found]:
    """Of words that overlap, the longer one, and of equals the one whose aspect is named.

    What counts only beside a term may follow one of the clause before ("扣子精致，就是有点紧"), a single letter not.
    """
    usable = [
        one
        for one in here
        if one.kind != "near" or one.aspect in own or (not own and one.aspect in active and one.end - one.start > 1)
    ]
    if _NOT_SIZED.intersection(own) and "size" not in own:
        usable = [one for one in usable if one.aspect != "size"]  # 扣子太紧了
    kept: list[_Found] = []
    for one in sorted(usable, key=lambda one: (one.start - one.end, -_RANK[one.kind], one.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _attached(chosen: Sequence[_Found], own: tuple[str, ...], pending: tuple[str, ...]) -> list[tuple[str, _Found]]:
    """Which aspects each opinion word speaks of."""
    pairs: list[tuple[str, _Found]] = []
    for one in chosen:
        if one.kind == "general":
            pairs += [(aspect, one) for aspect in own or pending]
        elif one.kind == "soft":
            named = tuple(aspect for aspect in own if aspect != "gift" or one.aspect != "look")  # 老婆戴着好看
            pairs += [(aspect, one) for aspect in named or pending or (one.aspect,)]
        else:
            pairs.append((one.aspect, one))
            if pending and one.kind == "near" and not own:
                pairs += [(aspect, one) for aspect in pending if aspect != one.aspect]
    return pairs


def _turned(
    plain: str, one: _Found, clause: _Clause, words: OpinionWords, blocked: list[tuple[int, int]], language: Language
) -> Polarity:
    """The polarity after a negation just before the word, in the same clause."""
    first = max(clause.start, one.start - _REACH[language] - 12)
    for negator in words.negators.finditer(plain, first, one.start):
        inside = any(start <= negator.start() < end for start, end in blocked)
        if not inside and one.start - negator.end() <= _REACH[language]:
            return "complaint" if one.polarity == "praise" else "praise"
    return one.polarity


def _quote(review: str, clause: _Clause, words: OpinionWords) -> str:
    """The clause as it was written, without the word of contrast it begins with."""
    said = review[clause.start : clause.end].strip(_TRIM)
    head = words.contrast.match(said.lower())
    rest = said[head.end() :].strip(_TRIM) if head else said
    return rest if len(rest) > 3 else said


def _once(said: Iterable[Opinion]) -> list[Opinion]:
    """One opinion an aspect and polarity a clause."""
    kept: dict[tuple[str, str, str], Opinion] = {}
    for opinion in said:
        key = (opinion.aspect, opinion.polarity, opinion.clause)
        before = kept.get(key)
        kept[key] = opinion if before is None else replace(before, strength=max(before.strength, opinion.strength))
    return list(kept.values())
