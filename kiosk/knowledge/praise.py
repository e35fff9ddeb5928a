"""What customers praise and complain of, per piece and aspect: counts and one short quotation of each kind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.base.settings import Language
from kiosk.catalog.reviews import Review
from kiosk.catalog.store import Catalog
from kiosk.knowledge.opinion_words import ASPECTS
from kiosk.knowledge.opinions import SIDES, Opinion, Polarity, read_opinions, verdicts

_LONGEST_QUOTE: Final[Mapping[Language, int]] = {"zh": 24, "en": 70}
_SHORTEST_QUOTE: Final[Mapping[Language, int]] = {"zh": 4, "en": 9}


@dataclass(frozen=True)
class AspectSummary:
    """How many reviews of a piece praise an aspect, how many complain of it, and how they say so."""

    aspect: str
    praised: int
    complained: int
    mentions: int
    """Reviews that say anything of it; one that does both is counted on both sides, and once here."""
    quotes: Mapping[tuple[Polarity, Language], str] = field(default_factory=dict)
    """One short clause, as it was written, of each polarity and language that there is."""

    def quote(self, polarity: Polarity, language: Language) -> tuple[str, Language] | None:
        """A clause in the customer's language, else in the other; None where nobody said so."""
        other: Language = "en" if language == "zh" else "zh"
        for tongue in (language, other):
            if (said := self.quotes.get((polarity, tongue))) is not None:
                return said, tongue
        return None


@dataclass(frozen=True)
class ReviewSummary:
    """What the reviews of one piece say."""

    sku: str
    count: int
    demo: bool
    """Made up for the demo; to be said wherever they are shown."""
    aspects: tuple[AspectSummary, ...] = ()
    """The most mentioned first."""

    def aspect(self, name: str) -> AspectSummary | None:
        """One of them; None where no review speaks of it."""
        return next((one for one in self.aspects if one.aspect == name), None)

    def document(self, language: Language) -> dict[str, Any]:
        """For screen and command line: counts an aspect, with a quotation in the customer's language where there is."""
        return {
            "count": self.count,
            "aspects": [
                {
                    "aspect": one.aspect,
                    "praised": one.praised,
                    "complained": one.complained,
                    "praise": _said(one.quote("praise", language)),
                    "complaint": _said(one.quote("complaint", language)),
                }
                for one in self.aspects
            ],
            "demo": self.demo,
        }


class Praise:
    """The summaries of a catalog's reviews, read when first asked for and again when reviews were taken in."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._version: tuple[int, int] = (0, 0)
        self._summaries: dict[str, ReviewSummary | None] = {}

    def of(self, sku: str) -> ReviewSummary | None:
        """What is said of a piece; None where there are no reviews of it."""
        version = self._catalog.reviews_version()
        if version != self._version:
            self._version, self._summaries = version, {}
        if not version[0]:
            return None
        if sku not in self._summaries:
            reviews = self._catalog.reviews(sku)
            self._summaries[sku] = summarise(sku, reviews) if reviews else None
        return self._summaries[sku]


def summarise(sku: str, reviews: Sequence[Review]) -> ReviewSummary:
    """Count the reviews that praise and that complain, aspect by aspect, and choose what to quote."""
    counts: dict[str, dict[Polarity, int]] = {}
    mentions: Counter[str] = Counter()
    said: dict[str, dict[tuple[Polarity, Language], list[Opinion]]] = {}
    for review in reviews:
        opinions = read_opinions(review.text, review.language)
        for aspect, verdict in verdicts(opinions).items():
            mentions[aspect] += 1
            tally = counts.setdefault(aspect, {"praise": 0, "complaint": 0})
            for polarity in SIDES[verdict]:
                tally[polarity] += 1
                own = [one for one in opinions if one.aspect == aspect and one.polarity == polarity]
                said.setdefault(aspect, {}).setdefault((polarity, review.language), []).extend(own)
    aspects = [
        AspectSummary(
            aspect,
            tally["praise"],
            tally["complaint"],
            mentions[aspect],
            {key: chosen for key, opinions in said[aspect].items() if (chosen := _chosen(opinions, key[1]))},
        )
        for aspect, tally in counts.items()
    ]
    aspects.sort(key=lambda one: (-one.mentions, ASPECTS.index(one.aspect)))
    return ReviewSummary(sku, len(reviews), all(review.demo for review in reviews), tuple(aspects))


def _chosen(opinions: Iterable[Opinion], language: Language) -> str | None:
    """The most emphatic clause of a handy length; none is shortened."""
    handy = [one for one in opinions if _SHORTEST_QUOTE[language] <= len(one.clause) <= _LONGEST_QUOTE[language]]
    return max(handy, key=lambda one: (one.strength, len(one.clause))).clause if handy else None


def _said(quote: tuple[str, Language] | None) -> dict[str, str] | None:
    return None if quote is None else {"text": quote[0], "language": quote[1]}
