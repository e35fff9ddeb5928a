"""What other customers say, as reasons: counted from reviews, told from three mentions on, complaints as plainly."""

from dataclasses import replace
from typing import Final

from kiosk.advice.reasons import MOST_REASONS, Reason
from kiosk.advice.recommend import Pick, Recommendation
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.knowledge.praise import AspectSummary, Praise, ReviewSummary

FEWEST: Final = 3
"""Mentions below which nothing is counted: two voices are no opinion of customers."""
_MOST_TOLD: Final = 3
_CLEAR: Final = 0.75
"""The share of praise from which an aspect is a reason to show a piece."""
_WORN: Final = ("comfort", "clasp", "size", "look", "colour", "quality", "gift")
"""What speaks for a piece; packing, price and service are the shop's."""


def with_opinions(found: Recommendation, praise: Praise, language: Language) -> Recommendation:
    """The same pieces in the same order, each with what customers praise most, before its price."""
    return replace(found, picks=tuple(_told_of(pick, praise.of(pick.offer.sku), language) for pick in found.picks))


def praise_reason(summary: ReviewSummary, language: Language) -> Reason | None:
    """ "12位顾客里9位夸佩戴舒适": the aspect most praised; None where nothing is praised clearly by three or more."""
    told = [
        one for one in summary.aspects
        if one.aspect in _WORN and one.mentions >= FEWEST and one.praised >= _CLEAR * one.mentions
    ]  # fmt: skip
    if not told:
        return None
    best = max(told, key=lambda one: (one.praised, -one.complained))
    reason = _claim(summary, best, "praised", language)
    return replace(reason, text=reason.text + text("opinions.demo", language)) if summary.demo else reason


def review_claims(summary: ReviewSummary, language: Language) -> tuple[Reason, ...]:
    """What is said most, and every complaint that three or more speak about: both sides, with their counts."""
    enough = [one for one in summary.aspects if one.mentions >= FEWEST]
    praised = [one for one in enough if one.praised >= one.complained][:_MOST_TOLD]
    complained = [one for one in enough if one.complained and one not in praised]
    complained += [one for one in praised if one.complained > 1]
    many = "one" if summary.count == 1 else "count"
    claims = [Reason(text(f"opinions.reviews.{many}", language, count=summary.count), (f"reviews:{summary.sku}",))]
    claims += [_claim(summary, one, "praised", language, of_all=False) for one in praised if one.praised]
    claims += [_claim(summary, one, "complained", language) for one in complained[:_MOST_TOLD]]
    return tuple(claims)


def quotations(summary: ReviewSummary, language: Language, aspect: str | None = None) -> tuple[Reason, ...]:
    """One clause of praise and one of complaint, of one aspect or of any, word for word, in the customer's language."""
    found = []
    for polarity in ("praise", "complaint"):
        for one in summary.aspects:
            if aspect not in (None, one.aspect):
                continue
            said = one.quote("praise" if polarity == "praise" else "complaint", language)
            if said is not None and one.mentions >= FEWEST and said[1] == language:
                words = text(f"opinions.quote.{polarity}", language, quote=said[0])
                found.append(Reason(words, (f"reviews:{summary.sku}.{one.aspect}",)))
                break
    return tuple(found)


def aspect_claims(summary: ReviewSummary, aspect: str, language: Language) -> tuple[Reason, ...]:
    """Both sides of one aspect; empty where fewer than three speak of it."""
    one = summary.aspect(aspect)
    if one is None or one.mentions < FEWEST:
        return ()
    sides = [side for side, count in (("praised", one.praised), ("complained", one.complained)) if count]
    return tuple(_claim(summary, one, side, language) for side in sides)


def _told_of(pick: Pick, summary: ReviewSummary | None, language: Language) -> Pick:
    reason = praise_reason(summary, language) if summary is not None else None
    if reason is None:
        return pick
    others, price = pick.reasons[:-1], pick.reasons[-1:]
    return replace(pick, reasons=(*others[: MOST_REASONS - 2], reason, *price))


def _claim(summary: ReviewSummary, one: AspectSummary, side: str, language: Language, *, of_all: bool = True) -> Reason:
    """A count with the aspect in words; whoever tells it says where the reviews are made up."""
    count = one.praised if side == "praised" else one.complained
    who = text("opinions.who.one" if summary.count == 1 else "opinions.who.many", language, total=summary.count)
    said = text(f"opinions.{side}.{one.aspect}", language, who=who if of_all else "", count=count)
    return Reason(said, (f"reviews:{summary.sku}.{one.aspect}",))
