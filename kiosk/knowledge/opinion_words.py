"""The words by which reviews praise and complain, `assets/lexicon/reviews_{zh,en}.toml`, compiled once a language."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from kiosk.base.paths import ASSETS
from kiosk.base.settings import Language

ASPECTS: Final = (
    "comfort", "clasp", "colour", "size", "gift", "look", "quality", "price", "packing", "service",
)  # fmt: skip
"""What reviews are about, in the order of the lexicon."""
BUCKETS: Final = ("praise", "complaint", "praise_soft", "complaint_soft", "praise_near", "complaint_near")
_SENTENCE: Final[Mapping[Language, str]] = {"zh": r"[。！!？?；;\n…~～]+", "en": r"[!?;\n]+|\.+(?!\d)"}
_PAUSE: Final[Mapping[Language, str]] = {"zh": r"[，,:：（）()]", "en": r"[,:()]|\s[-–—]+\s|—"}


@dataclass(frozen=True)
class OpinionWords:
    """Patterns over a review in lower case."""

    sentence: re.Pattern[str]
    pause: re.Pattern[str]
    negators: re.Pattern[str]
    not_negators: re.Pattern[str]
    intensifiers: re.Pattern[str]
    wishes: re.Pattern[str]
    contrast: re.Pattern[str]
    general: Mapping[str, re.Pattern[str]]
    """praise and complaint of whatever is named."""
    terms: Mapping[str, re.Pattern[str]]
    """Aspect to the words that name it."""
    opinions: Mapping[tuple[str, str], re.Pattern[str]]
    """(aspect, bucket) to the words that praise or complain of it."""


@cache
def opinion_words(language: Language) -> OpinionWords:
    """The lexicon of one language."""
    path = ASSETS / "lexicon" / f"reviews_{language}.toml"
    document: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
    words = document["words"]

    def pattern(entries: Iterable[str]) -> re.Pattern[str]:
        listed = sorted(entries, key=len, reverse=True)
        joined = "|".join(listed) or r"(?!)"
        return re.compile(joined if language == "zh" or not listed else rf"\b(?:{joined})\b", re.IGNORECASE)

    return OpinionWords(
        sentence=re.compile(_SENTENCE[language]),
        pause=re.compile(_PAUSE[language]),
        negators=pattern(words["negators"]),
        not_negators=pattern(words["not_negators"]),
        intensifiers=pattern(words["intensifiers"]),
        wishes=pattern(words["wishes"]),
        contrast=pattern(words["contrast"]),
        general={kind: pattern(words[kind]) for kind in ("praise", "complaint")},
        terms={aspect: pattern(document[aspect]["terms"]) for aspect in ASPECTS},
        opinions={
            (aspect, bucket): pattern(entries)
            for aspect in ASPECTS
            for bucket in BUCKETS
            if (entries := document[aspect].get(bucket))
        },
    )
