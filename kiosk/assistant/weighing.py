"""How well a fact answers a question: what is alike, and whether it is about the same things.

`RANKING` is added to what the search found alike, to choose between facts; `sureness` says how likely the chosen one
is right. Both were fitted on facts' own questions, each left out of facts and encoder (for the half that nothing
answers the right fact was taken away), on questions that nothing answers (tests/benchmarks/unanswered.toml), and on
the tuned half of tests/suite.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kiosk.base.settings import Language
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.search import Hit

_STUFF: Final = frozenset({"gem", "metal"})
RANKING: Final[Mapping[str, float]] = MappingProxyType({
    "subject": 0.6, "main": 0.2, "missing": -0.4, "other_category": -0.5, "other_stuff": -0.6, "unasked": -0.3,
})  # fmt: skip
"""Weights of `Evidence` beside the score of the search."""
_SURENESS: Final = {
    True: {"score": 0.5, "lead": 0.87, "coverage": -0.45, "unknown": -1.02, "nameless": -0.41, "other_stuff": -2.44,
           "way": 0.15, "bias": -5.86},
    False: {"score": 0.75, "lead": 1.0, "coverage": -0.98, "unknown": -1.77, "nameless": -0.15, "other_stuff": -2.14,
            "way": 0.23, "bias": -5.74},
}  # fmt: skip
"""Of a logistic regression, with the encoder and by words alone."""
_WIDEST_LEAD: Final = 2.0
_GENERIC_KINDS: Final = frozenset({"category", "occasion", "recipient", "body", "family", "root"})
"""Nodes that say where or on what, not about which subject; a fact need not be about them."""
_P = re.compile
_WAYS: Final = (
    ("who", _P(r"谁|哪位|\bwho\b")),
    ("where", _P(r"哪里|哪儿|哪个国|哪国|产地|\bwhere\b")),
    ("when", _P(r"什么时候|何时|几月|哪年|哪一年|\bwhen\b|which (?:year|month)")),
    ("why", _P(r"为什么|为什|怎么(?:会|变|这么|那么)|怎么回事|咋回事|凭什么|原因|\bwhy\b|how come|what makes")),
    ("how", _P(r"怎么(?!会|变|这么|那么|回事)|如何|怎样|方法|办法|\bhow (?:do|to|can|should|would|is|are)\b|way to")),
    ("what", _P(
        r"是什么|(?<!为)什么是|什么意思|指什么|是指|什么东西|说法|定义"
        r"|\bwhat(?:'s| is| are|s)\b|\bmean|stand for|\bdefine|explain"
    )),
    ("differ", _P(
        r"区别|不同|差别|不一样|一样|一回事|还是|哪个|哪种|分得|和.*比|对比|好不好|更"
        r"|differen|\bversus\b|\bvs\b|\bor\b|better|same|compare"
    )),
    ("may", _P(
        r"吗|么$|能不能|可不可以|会不会|可以|行不|好不|能.{0,8}不|会.{0,8}不|要不要|算不算|是不是"
        r"\b(?:can|could|may|will|would|should|does|do|is|are) (?:i|it|they|we|you|my"
        r"|the|a|an|there)\b|\bok(?:ay)?\b|safe"
    )),
    ("amount", _P(
        r"多少|多大|多长|多重|多硬|多久|几[个克年号次毫厘]"
        r"|\bhow (?:many|much|big|long|hard|heavy|often|old|large|wide)\b"
    )),
    ("list", _P(
        r"哪些|哪几|有什么(?!区别|意思|不)|几种|种类|包括|what (?:kinds|types|sorts)|which (?:stones|gems"
        r"|metals|ones)|\blist\b"
    )),
)  # fmt: skip
"""Ways of asking; a question may be of several."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for a fact, and against it; each about 0..1."""

    coverage: float
    """How much of what is said stands in the fact."""
    unknown: float
    """How much of it no fact holds."""
    subject: float
    """How far the fact is about what the question names; 0 where it names nothing."""
    main: float
    """Whether the fact is mainly about one of them."""
    missing: float
    """The question names things and the fact is about none of them."""
    nameless: float
    """The question names nothing."""
    other_category: float
    other_stuff: float
    way: float
    """Share of the question's ways of asking that somebody asks the fact in."""
    unasked: float
    """Share of the fact's two main subjects that the question does not name."""

    def weigh(self, weights: Mapping[str, float]) -> float:
        """The weighted sum."""
        return sum(weight * float(getattr(self, name)) for name, weight in weights.items())


def sureness(score: float, lead: float, evidence: Evidence, *, meaning: bool) -> float:
    """0..1: how likely the best fact is right.

    Args:
        score: its own, search and subjects together.
        lead: how far the second lies behind.
        evidence: of the best.
        meaning: whether the encoder had a say.
    """
    weights = _SURENESS[meaning]
    value = weights["bias"] + weights["score"] * score + weights["lead"] * min(lead, _WIDEST_LEAD)
    value += evidence.weigh({name: weights[name] for name in ("coverage", "unknown", "nameless", "other_stuff", "way")})
    return 1 / (1 + math.exp(-value))


def ways(said: str) -> frozenset[str]:
    """In which ways a normalised question asks."""
    return frozenset(name for name, pattern in _WAYS if pattern.search(said))


class Weigher:
    """Turns hits into evidence for one graph. Keeps nothing that was said."""

    def __init__(self, graph: Graph, facts: Iterable[Fact]) -> None:
        self._graph = graph
        self._generic = frozenset(node.id for node in graph.nodes() if node.kind in _GENERIC_KINDS)
        self._wider: dict[str, frozenset[str]] = {}
        self._ways: dict[tuple[str, Language], frozenset[str]] = {}
        for fact in facts:
            self._ways_of(fact, "zh")
            self._ways_of(fact, "en")

    def evidence(self, said: str, hits: Sequence[Hit], nodes: Sequence[str], language: Language) -> list[Evidence]:
        """One for each hit.

        Args:
            said: the normalised question.
            hits: what the search found for it.
            nodes: ids of what it names.
            language: the question's.
        """
        asked = ways(said)
        subjects = [self._parts(node) for node in nodes if node not in self._generic]
        named = [part for parts in subjects for part in parts]
        return [self._evidence(hit, asked, subjects, named, nodes, language) for hit in hits]

    def _evidence(
        self, hit: Hit, asked: frozenset[str], subjects: Sequence[Sequence[str]], named: Sequence[str],
        nodes: Sequence[str], language: Language,
    ) -> Evidence:  # fmt: skip
        about = hit.fact.about
        told = self._ways_of(hit.fact, language)
        shares = [max(self._covers(about, part) for part in parts) for parts in subjects]
        covered = sum(shares) / len(shares) if shares else 0.0
        main = [node for node in about[:2] if node not in self._generic]
        return Evidence(
            coverage=hit.coverage,
            unknown=hit.unknown,
            subject=covered,
            main=float(bool(about) and about[0] in named),
            missing=float(bool(subjects) and covered == 0),
            nameless=float(not subjects),
            other_category=float(self._other_category(about, nodes)),
            other_stuff=float(self._other_stuff(about, named)),
            way=len(asked & told) / len(asked) if asked else 0.5,
            unasked=sum(node not in nodes and node not in named for node in main) / len(main) if main else 0.0,
        )  # fmt: skip

    def _ways_of(self, fact: Fact, language: Language) -> frozenset[str]:
        key = (fact.id, language)
        if key not in self._ways:
            self._ways[key] = frozenset(way for q in fact.questions[language] for way in ways(q.lower()))
        return self._ways[key]

    def _other_stuff(self, about: Iterable[str], asked: Iterable[str]) -> bool:
        """Whether a fact is about amber and the question about pearls: no shared word makes that an answer."""
        told = {node for node in about if self._kind_of(node) in _STUFF}
        wanted = {node for node in asked if self._kind_of(node) in _STUFF}
        if not told or not wanted:
            return False
        wider = {kind for node in wanted for kind in self._kinds_of(node)}
        narrower = {kind for node in told for kind in self._kinds_of(node)}
        return not told & wider and not wanted & narrower

    def _other_category(self, about: Iterable[str], nodes: Sequence[str]) -> bool:
        """Whether a fact is about bangles and the question about rings."""
        asked = {node for node in nodes if self._kind_of(node) == "category"}
        told = {node for node in about if self._kind_of(node) == "category"}
        return bool(asked and told and not asked & told)

    def _kinds_of(self, node: str) -> frozenset[str]:
        if node not in self._wider:
            self._wider[node] = frozenset(self._graph.kinds_of(node))
        return self._wider[node]

    def _kind_of(self, node: str) -> str | None:
        return self._graph.node(node).kind if self._graph.has(node) else None

    def _parts(self, node: str) -> tuple[str, ...]:
        """A pearl strand is asked about as what it is, or as pearls."""
        if self._kind_of(node) != "compound":
            return (node,)
        return (node, *self._graph.objects(node, "set_with"), *self._graph.objects(node, "made_of"))

    def _covers(self, about: Sequence[str], node: str) -> float:
        """1 for a fact mainly about the node, less for one that touches it, or is about a wider or narrower thing."""
        if node in about:
            return 1.0 if node == about[0] else 0.75
        if not self._graph.has(node):
            return 0.0
        related = not self._kinds_of(node).isdisjoint(about) or any(node in self._kinds_of(one) for one in about)
        return 0.4 if related else 0.0
