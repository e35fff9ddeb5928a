"""Which facts answer a question, and how sure that is: below a threshold nothing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.advice.reasons import Reason
from kiosk.assistant.relating import relate
from kiosk.assistant.weighing import RANKING, Weigher, sureness
from kiosk.base.settings import Language
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.search import Hit
from kiosk.knowledge.store import Knowledge

CONFIDENT: Final = 0.17
"""Below this nothing is said: measured on the tuned half of tests/suite and on tests/benchmarks/unanswered.toml, about
one in eight of the questions that something answers is refused here, and three in five of those that nothing does."""
SURE: Final = 0.5
"""Above this a fact is said beside a service's record."""
LIKELY: Final = 0.3
"""Above this a fact is preferred to a loose relation of the graph."""
_DEPTH: Final = 40


@dataclass(frozen=True)
class Known:
    """A fact that answers, and how sure we are."""

    hit: Hit
    confidence: float


class Knower:
    """Weighs what the search finds. Keeps nothing that a customer said."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._graph = knowledge.graph
        self._weigher = Weigher(knowledge.graph, knowledge.facts())

    def fact(self, fact_id: str) -> Fact:
        """One fact.

        Raises:
            KnownError: there is none of that id.
        """
        return self._knowledge.fact(fact_id)

    def best(self, said: str, nodes: Sequence[str], language: Language) -> Known | None:
        """The likeliest fact for a normalised question, however sure; None when the search finds nothing.

        Args:
            said: the question.
            nodes: ids of what it names; a fact about none of it is hardly an answer, however many words it shares.
            language: the customer's.
        """
        hits = self._knowledge.search(said, language, _DEPTH)
        if not hits:
            return None
        evidence = self._weigher.evidence(said, hits, nodes, language)
        scores = [hit.score + one.weigh(RANKING) for hit, one in zip(hits, evidence, strict=True)]
        order = sorted(range(len(hits)), key=lambda row: -scores[row])
        first = order[0]
        lead = scores[first] - scores[order[1]] if len(order) > 1 else scores[first]
        meaning = hits[first].cosine is not None
        confidence = sureness(scores[first], lead, evidence[first], meaning=meaning)
        return Known(hits[first], confidence)

    def answer(
        self, said: str, nodes: Sequence[str], language: Language, asked_in: Language | None = None
    ) -> tuple[Reason, ...]:
        """The claims that answer a question, from facts or from the graph; empty when it is not known.

        Args:
            said: the question.
            nodes: what it names.
            language: of the claims.
            asked_in: the question's own language, where that is another.
        """
        known = self.best(said, nodes, asked_in or language)
        confidence = known.confidence if known is not None else 0.0
        told = relate(self._graph, said, nodes, language)
        if told is not None and (told.exact or confidence < LIKELY):
            return told.claims
        if known is None or confidence < CONFIDENT:
            return ()
        fact = known.hit.fact
        return (Reason(fact.text[language], (fact.source_id,)),)
