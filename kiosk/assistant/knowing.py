"""Which facts answer a question, and how sure that is: below a threshold nothing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.base.settings import Language
from kiosk.knowledge.search import Hit
from kiosk.knowledge.store import Knowledge

CONFIDENT: Final = 0.62
"""Calibrated on the tune half of the test questions and on questions nothing is known about."""
_DEPTH: Final = 10
_NODE_BONUS: Final = 0.30
_MISSING_NODE: Final = 0.35
_COSINE_WEIGHT: Final = 0.35
_GENERIC_NODES: Final = frozenset(
    {"jewelry", "gemstone", "gem_material", "material", "ring", "earrings", "necklace", "pendant", "bracelet", "bangle",
     "anklet", "brooch", "daily", "women", "men", "work", "wrist", "finger", "neck", "ear", "metal"}
)  # fmt: skip
"""Nodes that say where or on what, not about which subject; a fact need not be about them."""


@dataclass(frozen=True)
class Known:
    """A fact that answers, and how sure we are (above `CONFIDENT`)."""

    hit: Hit
    confidence: float


def best_fact(knowledge: Knowledge, said: str, nodes: Sequence[str], language: Language) -> Known | None:
    """The fact that answers a normalised question, or None where nothing does so surely enough.

    Args:
        knowledge: the facts.
        said: the question.
        nodes: ids of what it names; a fact about none of it is no answer, however many words it shares.
        language: the customer's.
    """
    ranked = sorted(
        (Known(hit, confidence(knowledge, hit, nodes)) for hit in knowledge.search(said, language, _DEPTH)),
        key=lambda known: -known.confidence,
    )
    return ranked[0] if ranked and ranked[0].confidence >= CONFIDENT else None


def confidence(knowledge: Knowledge, hit: Hit, nodes: Sequence[str]) -> float:
    """How far a fact covers the question's words, meaning and subjects; about 0 to 1.5."""
    value = hit.coverage
    if hit.cosine is not None:
        value = (1 - _COSINE_WEIGHT) * value + _COSINE_WEIGHT * max(0.0, hit.cosine)
    subjects = [node for node in nodes if node not in _GENERIC_NODES]
    if not subjects:
        return value
    about = set(hit.fact.about)
    wide = about | {kind for node in about if knowledge.graph.has(node) for kind in knowledge.graph.kinds_of(node)}
    covered = 0.0
    for node in subjects:
        if node in about:
            covered += 1.0
        elif knowledge.graph.has(node) and (set(knowledge.graph.kinds_of(node)) & about or node in wide):
            covered += 0.6
    share = covered / len(subjects)
    return value + _NODE_BONUS * share - _MISSING_NODE * (share == 0)
