"""Why a difference matters: what the knowledge says about the metals, stones, origins or prices that differ."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason
from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Graph, Triple

_MOST: Final = 2
_CLEARLY_HARDER: Final = 1.0
"""Mohs steps between two stones before their wear differs."""
_PURE: Final = 990
_GOLDS: Final = frozenset({"yellow_gold", "rose_gold", "white_gold"})
_FACTS: Final = {
    frozenset({"fine_gold", "k_gold"}): "fine-gold-vs-18k",
    frozenset({"platinum", "white_gold"}): "platinum-vs-white-gold",
    frozenset({"platinum", "rose_gold"}): "which-metal-daily",
    frozenset({"platinum", "yellow_gold"}): "which-metal-daily",
    frozenset({"platinum", "silver"}): "platinum-or-silver-cheap",
    frozenset({"yellow_gold", "rose_gold"}): "gold-colour-choice",
    frozenset({"yellow_gold", "white_gold"}): "gold-colour-choice",
    frozenset({"rose_gold", "white_gold"}): "gold-colour-choice",
    frozenset({"jadeite", "nephrite"}): "jade-two-kinds",
    frozenset({"natural", "lab_grown"}): "natural-vs-lab-buy",
    frozenset({"fixed", "by_weight"}): "fixed-price-what",
}
"""Which fact explains which difference; a test holds every id to the knowledge."""
EXPLAINING_FACTS: Final = frozenset(_FACTS.values())


def why_it_matters(
    offers: Sequence[Offer], graph: Graph, fact: Callable[[str], Fact], language: Language
) -> tuple[Reason, ...]:
    """At most two sentences about what differs between pieces, each with its source; empty where nothing is known.

    Args:
        offers: two to four pieces.
        graph: for the hardness of their main stones.
        fact: gives a fact by id, or raises `KnownError`.
        language: of the sentences.
    """
    found: dict[str, Reason] = {}
    for one, other in combinations(offers, 2):
        for name in _differences(one, other):
            reason = _told(name, fact, language)
            if reason:
                found.setdefault(reason.text, reason)
        harder = _harder(one, other, graph, language)
        if harder:
            found.setdefault(harder.text, harder)
    return tuple(found.values())[:_MOST]


def _differences(one: Offer, other: Offer) -> list[frozenset[str]]:
    """The pairs of words in which two pieces differ, weightiest first."""
    fine = (_fine(one), _fine(other))
    # Purity says more than colour; both at once would be a lecture.
    pairs = [fine if None not in fine and fine[0] != fine[1] else (one.piece.metal, other.piece.metal)]
    if one.piece.gems and other.piece.gems:
        pairs.append((one.piece.gems[0], other.piece.gems[0]))
    pairs += [(one.piece.gem_origin, other.piece.gem_origin), (one.quote.mode, other.quote.mode)]
    return [frozenset((a, b)) for a, b in pairs if a is not None and b is not None and a != b]


def _fine(offer: Offer) -> str | None:
    """Whether a golden piece is fine gold or an alloy."""
    piece = offer.piece
    if piece.metal not in _GOLDS or piece.fineness is None:
        return None
    return "fine_gold" if piece.fineness >= _PURE else "k_gold"


def _told(difference: frozenset[str], fact: Callable[[str], Fact], language: Language) -> Reason | None:
    name = _FACTS.get(difference)
    if name is None:
        return None
    try:
        known = fact(name)
    except KnownError:  # a shop's own catalog may know less
        return None
    return Reason(known.text[language], (known.source_id,))


def _harder(one: Offer, other: Offer, graph: Graph, language: Language) -> Reason | None:
    """ "蓝宝石比珍珠耐刮": only where the steps of the scale are clearly apart."""
    values = []
    for offer in (one, other):
        gem = offer.piece.gems[0] if offer.piece.gems else None
        stated = graph.triples(subject=gem, relation="has_hardness_mohs") if gem else ()
        if not stated:
            return None
        values.append((_middle(stated[0].object), stated[0]))
    (_, soft), (_, hard) = sorted(values, key=lambda value: value[0])
    low, high = sorted(value for value, _ in values)
    if high - low < _CLEARLY_HARDER:
        return None
    return Reason(_hardness(hard, soft, graph, language), (hard.id, soft.id))


def _hardness(hard: Triple, soft: Triple, graph: Graph, language: Language) -> str:
    return text(
        "assistant.compare.harder", language,
        hard=graph.name(hard.subject, language), hard_mohs=hard.object,
        soft=graph.name(soft.subject, language), soft_mohs=soft.object,
    )  # fmt: skip


def _middle(value: str) -> float:
    """The middle of 6.5-7, or the one number."""
    numbers = [float(part) for part in value.split("-")]
    return sum(numbers) / len(numbers)
