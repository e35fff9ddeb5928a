"""Which fact answers a question, and how sure that is: below a threshold nothing is said."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.advice.reasons import Reason
from kiosk.base.settings import LANGUAGES, Language
from kiosk.knowledge.cutting import cut
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.search import Hit
from kiosk.knowledge.store import Knowledge

CONFIDENT: Final = 0.62
"""Below this nothing is said. Calibrated on questions that were not among the facts' own, known and unknown ones."""
SURE: Final = 0.85
"""Above this a fact is preferred to what the graph says about the same subject."""
_DEPTH: Final = 12
_WEIGHTS: Final = {"question": 0.55, "coverage": 0.25}
_NODE_BONUS: Final = 0.20
_MISSING_NODE: Final = 0.25
_COSINE_WEIGHT: Final = 0.40
_MOST_TRIPLES: Final = 3
_OTHER_KIND: Final = 0.7
_OTHER_STUFF: Final = 0.5
_STUFF: Final = frozenset({"gem", "metal"})
_KINDS: Final = (
    ("who", re.compile(r"谁|\bwho\b")),
    ("where", re.compile(r"哪里|哪儿|\bwhere\b")),
    ("when", re.compile(r"什么时候|何时|\bwhen\b")),
    ("why", re.compile(r"为什么|为啥|\bwhy\b")),
)
"""Questions that only a fact which somebody may ask for in the same way answers."""
_GENERIC_KINDS: Final = frozenset({"category", "occasion", "recipient", "body", "family", "root"})
"""Nodes that say where or on what, not about which subject; a fact need not be about them."""
_RELATIONS: Final = (
    ("symbolises", re.compile(r"寓意|象征|含义|代表什么|meaning|symboli|stand for|represent")),
    ("has_hardness_mohs", re.compile(r"硬度|多硬|hardness|how hard")),
    ("melts_at", re.compile(r"熔点|melting point|melts? at")),
    ("has_density", re.compile(r"密度|比重|density")),
    ("has_refractive_index", re.compile(r"折射率|refractive")),
    ("has_chemistry", re.compile(r"化学(?:成分|式)|chemical|chemistry|formula")),
    ("found_in", re.compile(r"产地|哪里产|产自|出产|where .* (?:come|mined|found)|origin of")),
    ("treated_by", re.compile(r"优化|处理|treat|enhance")),
    ("imitated_by", re.compile(r"仿|冒充|假冒|imitat|simulant|lookalike")),
    ("harmed_by", re.compile(r"怕什么|怕啥|不能碰|忌|what harms|damage|avoid")),
    ("birthstone_of", re.compile(r"生辰石|诞生石|birthstone")),
    ("alloyed_with", re.compile(r"合金|掺|加了什么|alloy|mixed with")),
)  # fmt: skip
"""Questions the graph answers by itself, and the relation that does."""


@dataclass(frozen=True)
class Known:
    """A fact that answers, and how sure we are."""

    hit: Hit
    confidence: float


class Knower:
    """Weighs what the search finds. Keeps word weights only, nothing that a customer said."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._graph = knowledge.graph
        self._weights = {language: _weights(knowledge, language) for language in LANGUAGES}
        self._generic = frozenset(node.id for node in self._graph.nodes() if node.kind in _GENERIC_KINDS)

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
        ranked = [
            Known(hit, self._confidence(said, hit, nodes, language))
            for hit in self._knowledge.search(said, language, _DEPTH)
        ]
        return max(ranked, key=lambda known: known.confidence, default=None)

    def answer(
        self, said: str, nodes: Sequence[str], language: Language, asked_in: Language | None = None
    ) -> tuple[Reason, ...]:
        """The claims that answer a question, from a fact or from the graph; empty when it is not known.

        Args:
            said: the question.
            nodes: what it names.
            language: of the claims.
            asked_in: the question's own language, where that is another.
        """
        known = self.best(said, nodes, asked_in or language)
        if known is None or known.confidence < SURE:
            told = graph_answer(self._graph, said, nodes, language)
            if told:
                return told
        if known is None or known.confidence < CONFIDENT:
            return ()
        fact = known.hit.fact
        return (Reason(fact.text[language], (fact.source_id,)),)

    def _confidence(self, said: str, hit: Hit, nodes: Sequence[str], language: Language) -> float:
        """How far a fact's own questions, words, meaning and subjects cover what was asked; about 0 to 1.2."""
        asked = frozenset(cut(said))
        own = hit.fact.questions[language]
        question = max((self._alike(asked, frozenset(cut(q)), language) for q in own), default=0.0)
        value = _WEIGHTS["question"] * question + _WEIGHTS["coverage"] * hit.coverage
        if hit.cosine is None:
            value /= sum(_WEIGHTS.values())
        else:
            share = _COSINE_WEIGHT
            value = (1 - share) * value / sum(_WEIGHTS.values()) + share * max(0.0, hit.cosine)
        kind = _kind(said)
        if kind and all(_kind(q.lower()) != kind for q in own):
            value *= _OTHER_KIND
        if self._other_category(hit.fact.about, nodes):
            value -= _MISSING_NODE
        subjects = [self._parts(node) for node in nodes if node not in self._generic]
        if not subjects:
            return value
        if self._other_stuff(hit.fact.about, [part for parts in subjects for part in parts]):
            return value * _OTHER_STUFF
        shares = (max(self._covers(hit.fact.about, part) for part in parts) for parts in subjects)
        covered = sum(shares) / len(subjects)
        return value + _NODE_BONUS * covered - _MISSING_NODE * (covered == 0)

    def _other_stuff(self, about: Iterable[str], asked: Iterable[str]) -> bool:
        """Whether a fact is about amber and the question about pearls: no shared word makes that an answer."""
        told = {node for node in about if self._kind_of(node) in _STUFF}
        wanted = {node for node in asked if self._kind_of(node) in _STUFF}
        wider = {kind for node in wanted for kind in self._graph.kinds_of(node)}
        narrower = {kind for node in told for kind in self._graph.kinds_of(node)}
        return bool(told and wanted and not told & wider and not wanted & narrower)

    def _other_category(self, about: Iterable[str], nodes: Sequence[str]) -> bool:
        """Whether a fact is about bangles and the question about rings."""
        asked = {node for node in nodes if self._is_category(node)}
        told = {node for node in about if self._is_category(node)}
        return bool(asked and told and not asked & told)

    def _is_category(self, node: str) -> bool:
        return self._kind_of(node) == "category"

    def _kind_of(self, node: str) -> str | None:
        return self._graph.node(node).kind if self._graph.has(node) else None

    def _parts(self, node: str) -> tuple[str, ...]:
        """A pearl strand is asked about as what it is, or as pearls."""
        if not self._graph.has(node) or self._graph.node(node).kind != "compound":
            return (node,)
        return (node, *self._graph.objects(node, "set_with"), *self._graph.objects(node, "made_of"))

    def _covers(self, about: Sequence[str], node: str) -> float:
        """1 for a fact mainly about the node, less for one that touches it, or is about a wider or narrower thing."""
        if node in about:
            return 1.0 if node == about[0] else 0.75
        if not self._graph.has(node):
            return 0.0
        wider = set(self._graph.kinds_of(node))
        return 0.4 if wider & set(about) or any(node in self._graph.kinds_of(one) for one in about) else 0.0

    def _alike(self, asked: frozenset[str], question: frozenset[str], language: Language) -> float:
        """Shared tokens of two questions, each weighted by how telling it is (a weighted Dice coefficient)."""
        both = self._sum(asked | question, language) + self._sum(asked & question, language)
        return 2 * self._sum(asked & question, language) / both if both else 0.0

    def _sum(self, tokens: Iterable[str], language: Language) -> float:
        weights = self._weights[language]
        rare = weights[""]
        return sum(weights.get(token, rare) for token in tokens)


def _kind(said: str) -> str | None:
    return next((name for name, pattern in _KINDS if pattern.search(said)), None)


def graph_answer(graph: Graph, said: str, nodes: Sequence[str], language: Language) -> tuple[Reason, ...]:
    """What the graph says in so many words: hardness, meaning, birthstone; empty when it has no such triple."""
    relation = next((name for name, pattern in _RELATIONS if pattern.search(said)), None)
    if relation is None:
        return ()
    claims = []
    for node in nodes:
        for triple in graph.triples(subject=node, relation=relation)[:_MOST_TRIPLES]:
            claims.append(Reason(graph.sentence(triple, language), (triple.id,)))
    return tuple(claims[:_MOST_TRIPLES])


def _weights(knowledge: Knowledge, language: Language) -> dict[str, float]:
    """Inverse document frequency of every token over the facts' questions; "" is the weight of an unseen one."""
    counts: Counter[str] = Counter()
    for fact in knowledge.facts():
        counts.update({token for question in fact.questions[language] for token in cut(question)})
    total = max(1, len(knowledge.facts()))
    weights = {token: math.log(1 + total / (1 + count)) for token, count in counts.items()}
    return weights | {"": math.log(1 + total)}
