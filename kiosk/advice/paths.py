"""A reason as a path: the wish or the visit, the fields of the record, and the triples that join them, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.knowledge.graph import Graph, Triple

_INTO: Final[Mapping[str, tuple[str, ...]]] = {
    "occasion": ("suits_occasion",),
    "recipient": ("suits_recipient",),
    "style": ("suits_style", "goes_with"),
    "meaning": ("symbolises",),
    "month": ("birthstone_of",),
}
"""The relations through which a kind of node may be reached from what a record names."""
NAMED_KINDS: Final = ("motif", "craft", "setting", "chain")
"""What a piece's own name may say of it: 银杏, 古法, 六爪."""
_ANCHORS: Final = ("gems", "metal", "styles", "category")
_LONGEST_ASCENT: Final = 2
"""How many `is_a` steps may come before the telling one: jadeite is a jade, and jade means peace."""


@dataclass(frozen=True)
class Step:
    """One step and what was read there.

    `source` is `wish:KEY`, `visit:liked` (or tried, looked), `catalog:SKU.FIELD`, `graph:S|R|O` or `rate:METAL@DATE`.
    `value` is the word or number that was read, as text; for a triple, the node it leads to.
    """

    source: str
    value: str

    def document(self) -> dict[str, str]:
        """As JSON."""
        return {"source": self.source, "value": self.value}


@dataclass(frozen=True)
class Surroundings:
    """What reasons may draw on besides the piece and the wish."""

    graph: Graph | None = None
    visit: Visit = NO_VISIT
    named: tuple[str, ...] = ()
    """Nodes of the graph that the customer named and no limit holds: a month, a motif, a meaning."""
    shelf: Mapping[str, Offer] | None = None
    """The pieces of the visit, by SKU."""


NOTHING_AROUND: Final = Surroundings()
"""Reasons from the record and the wish alone."""


def field_step(offer: Offer, field: str, value: object) -> Step:
    """What a field of a record said."""
    return Step(f"catalog:{offer.sku}.{field}", str(value))


def wish_step(wish: Constraints, key: str, word: str | None = None) -> Step:
    """What was asked for: a word of a list, or a number."""
    return Step(f"wish:{key}", str(getattr(wish, key)) if word is None else word)


def visit_step(what: str, sku: str) -> Step:
    """A piece of this visit; `what` is liked, tried, looked or put_back."""
    return Step(f"visit:{what}", sku)


def walk(offer: Offer, target: str, graph: Graph) -> tuple[Step, ...]:
    """From a field of the record to a node of the graph; empty when nothing leads there.

    A collection holds the piece itself. Else the first step is a field of the record; then come
    `is_a` steps, and one telling relation at the end.
    """
    if not graph.has(target):
        return ()
    if held := told_by(graph, target, "has_piece", offer.sku):
        return (Step(held[0].id, target),)
    anchors = anchored(offer, graph)
    for step in anchors:
        if step.value == target:
            return (step,)
    for told in _told(target, graph):
        for anchor in anchors:
            for ascent in _ascents(anchor.value, graph):
                top = ascent[-1].object if ascent else anchor.value
                if top in told:
                    climbed = tuple(Step(t.id, t.object) for t in ascent)
                    return (anchor, *climbed, Step(told[top].id, target))
    return ()


@lru_cache(maxsize=512)
def starts_of(target: str, graph: Graph) -> frozenset[str]:
    """The nodes from which `walk` comes to this one, itself among them: the same way, gone backwards."""
    tops = {start for told in _told(target, graph) for start in told if graph.has(start)}
    below = set(tops)
    for _ in range(_LONGEST_ASCENT):
        tops = {triple.subject for top in tops for triple in told_by(graph, None, "is_a", top)}
        below |= tops
    return frozenset(below | {target})


def meaning(offer: Offer, graph: Graph) -> tuple[Step, ...]:
    """What the piece's motif, or else its main stone, stands for; empty when the graph does not say."""
    for anchor in sorted(anchored(offer, graph), key=lambda step: not step.source.endswith(".names")):
        if anchor.source.endswith((".names", ".gems")):
            for triple in told_by(graph, anchor.value, "symbolises", None):
                return (anchor, Step(triple.id, triple.object))
    return ()


def anchored(offer: Offer, graph: Graph) -> tuple[Step, ...]:
    """The nodes that a record names, and in which field."""
    piece = offer.piece
    values: dict[str, tuple[str | None, ...]] = {
        "gems": piece.gems[:1], "metal": (piece.metal,), "styles": piece.styles, "category": (piece.category,),
    }  # fmt: skip
    found = [
        field_step(offer, field, value)
        for field in _ANCHORS
        for value in values[field]
        if value is not None and graph.has(value)
    ]
    return (*found, *(field_step(offer, "names", node) for node in named_by(offer, graph)))


def named_by(offer: Offer, graph: Graph) -> tuple[str, ...]:
    """Motifs, crafts and settings that stand in the piece's name, the longest word first."""
    return _named_by(graph, offer.piece.names.zh, offer.piece.names.en)


def told_by(graph: Graph, subject: str | None, relation: str, object_: str | None) -> tuple[Triple, ...]:
    """The triples that match; none where the graph does not have such a relation (any more)."""
    if all(relation != known.id for known in graph.relations()):
        return ()
    return graph.triples(subject, relation, object_)


def other(triple: Triple, node: str) -> str:
    """The end of a triple that is not this node."""
    return triple.subject if triple.object == node else triple.object


def cut_name(zh: str, graph: Graph) -> list[str]:
    """A name cut into the longest words that the graph knows: 玫瑰金 | 锁骨链, in which no 金锁 is found.

    Where it knows none, a single character.
    """
    words, lengths = _words_of_names(graph)
    found: list[str] = []
    place = 0
    while place < len(zh):
        sizes = lengths.get(zh[place : place + 2], ())
        size = next((size for size in sizes if zh[place : place + size] in words), 1)
        found.append(zh[place : place + size])
        place += size
    return found


@lru_cache(maxsize=4096)
def _named_by(graph: Graph, zh: str, en: str) -> tuple[str, ...]:
    cut = frozenset(word for word in cut_name(zh, graph) if len(word) > 1)
    name_en = f" {en.casefold().replace('-', ' ')} "
    found = {
        node: -max(map(len, hits))
        for node, words_zh, words_en in _named_nodes(graph)
        if (hits := [*(words_zh & cut), *(word.strip() for word in words_en if word in name_en)])
    }
    return tuple(sorted(found, key=lambda node: (found[node], node)))


@lru_cache(maxsize=4)
def _named_nodes(graph: Graph) -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """What a name may say: node, its words in Chinese, and its English words with a space at both ends."""
    return tuple(
        (
            node.id,
            frozenset(word for word in node.words("zh") if len(word) > 1),
            tuple(f" {word.casefold()} " for word in node.words("en") if len(word) > 3),
        )
        for kind in NAMED_KINDS
        for node in graph.nodes(kind)
    )


@lru_cache(maxsize=256)
def _told(target: str, graph: Graph) -> tuple[Mapping[str, Triple], ...]:
    """The telling triples that end at a node, by where they start; one mapping a relation."""
    found = []
    for relation in _INTO.get(graph.node(target).kind, ()):
        told = {other(t, target): t for t in told_by(graph, None, relation, target)}
        if relation == "goes_with":
            told |= {other(t, target): t for t in told_by(graph, target, relation, None)}
        found.append(told)
    return tuple(found)


@lru_cache(maxsize=4)
def _words_of_names(graph: Graph) -> tuple[frozenset[str], Mapping[str, tuple[int, ...]]]:
    """Everything that is called something in Chinese, so that a name is cut where its words end.

    And by the first two characters of a word how long such words are, the longest first.
    """
    words = frozenset(word for node in graph.nodes() for word in node.words("zh") if len(word) > 1)
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    return words, {begun: tuple(sorted(some, reverse=True)) for begun, some in lengths.items()}


def _ascents(start: str, graph: Graph) -> list[tuple[Triple, ...]]:
    """The node itself (no step), then what it is a kind of, nearest first."""
    ways: list[tuple[Triple, ...]] = [()]
    for way in ways:
        if len(way) < _LONGEST_ASCENT:
            here = way[-1].object if way else start
            ways += [(*way, triple) for triple in told_by(graph, here, "is_a", None)]
    return ways
