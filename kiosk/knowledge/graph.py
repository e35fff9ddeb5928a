"""The jewelry graph: nodes (materials, crafts, occasions, ...), a small set of relations, and triples between them.

Node ids are the words of CONTRACT.md's vocabulary (`diamond`, `yellow_gold`, `daily`) and, beside them, snake_case
words of our own. The object of a triple is a node id, or a plain value such as `6.5-7` where the relation says so.
"""

import difflib
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.piece import Bilingual

Status = Literal["read", "from memory, verify"]
STATUSES: tuple[Status, ...] = ("read", "from memory, verify")


@dataclass(frozen=True)
class Node:
    """A thing or an idea that customers name."""

    id: str
    kind: str
    """material, metal, gem, category, occasion, recipient, style, craft, cut, setting, motif, ..."""
    names: Bilingual
    aliases: Mapping[Language, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({"zh": (), "en": ()}))
    """Other ways of saying it, colloquial ones included; never the name itself."""
    note: Bilingual | None = None
    """What staff and answers should know about a word that misleads (白金)."""

    def words(self, language: Language) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.names[language], *self.aliases[language])


@dataclass(frozen=True)
class Relation:
    """How two nodes hang together."""

    id: str
    value: bool = False
    """The object is a plain value, not a node."""
    functional: bool = False
    """A subject has at most one object."""
    symmetric: bool = False
    inverse: str | None = None
    """The name of the same relation read backwards; never stored, understood in queries."""


@dataclass(frozen=True)
class Triple:
    """One statement, with the place where a person can look it up."""

    subject: str
    relation: str
    object: str
    source: str
    status: Status

    @property
    def id(self) -> str:
        """The source id of CONTRACT.md: `graph:SUBJECT|RELATION|OBJECT`."""
        return f"graph:{self.subject}|{self.relation}|{self.object}"


@dataclass(frozen=True)
class Step:
    """One triple on a path, walked from `start` to `end` (against its direction when `backwards`)."""

    triple: Triple
    backwards: bool

    @property
    def end(self) -> str:
        """Where the step arrives."""
        return self.triple.subject if self.backwards else self.triple.object


class Graph:
    """The nodes, relations and triples, indexed by subject, by object and by name. Immutable."""

    def __init__(self, nodes: Iterable[Node], relations: Iterable[Relation], triples: Iterable[Triple]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._relations = {relation.id: relation for relation in relations}
        self._inverses = {r.inverse: r for r in self._relations.values() if r.inverse}
        self._triples = tuple(triples)
        self._by_subject: dict[str, list[Triple]] = {}
        self._by_object: dict[str, list[Triple]] = {}
        for triple in self._triples:
            self._by_subject.setdefault(triple.subject, []).append(triple)
            self._by_object.setdefault(triple.object, []).append(triple)
        self._by_word: dict[Language, dict[str, Node]] = {"zh": {}, "en": {}}
        for node in self._nodes.values():
            for language, words in self._by_word.items():
                for word in node.words(language):
                    words.setdefault(word.casefold(), node)

    def node(self, node_id: str) -> Node:
        """The node of that id.

        Raises:
            KnownError: there is none; the message names the nearest id.
        """
        try:
            return self._nodes[node_id]
        except KeyError:
            raise KnownError(f"There is no knowledge about {node_id!r}.{near_miss(node_id, self._nodes)}") from None

    def has(self, node_id: str) -> bool:
        """Whether there is such a node."""
        return node_id in self._nodes

    def nodes(self, kind: str | None = None) -> tuple[Node, ...]:
        """All nodes, or those of one kind, in the order of the sources."""
        return tuple(node for node in self._nodes.values() if kind in (None, node.kind))

    def find(self, word: str, language: Language) -> Node | None:
        """The node that is called so (name or alias, any case), or None."""
        return self._by_word[language].get(word.casefold())

    def relation(self, relation_id: str) -> Relation:
        """The relation of that id, or the one whose inverse it is.

        Raises:
            KnownError: there is none.
        """
        found = self._relations.get(relation_id) or self._inverses.get(relation_id)
        if found is None:
            known = [*self._relations, *self._inverses]
            raise KnownError(f"There is no relation {relation_id!r}.{near_miss(relation_id, known)}")
        return found

    def relations(self) -> tuple[Relation, ...]:
        """All stored relations."""
        return tuple(self._relations.values())

    def triples(
        self, subject: str | None = None, relation: str | None = None, object: str | None = None
    ) -> tuple[Triple, ...]:
        """The stored triples that match. An inverse name asks the other way round; a symmetric one asks both ways."""
        if relation is not None and relation in self._inverses:
            return self.triples(subject=object, relation=self._inverses[relation].id, object=subject)
        found = self._match(subject, relation, object)
        if relation is not None and self.relation(relation).symmetric:
            found += [t for t in self._match(object, relation, subject) if t not in found]
        return tuple(found)

    def objects(self, subject: str, relation: str) -> tuple[str, ...]:
        """What stands at the other end: `objects("diamond", "imitated_by")`; inverse and symmetric names work."""
        found = self.triples(subject=subject, relation=relation)
        return tuple(t.subject if t.object == subject else t.object for t in found)

    def value(self, subject: str, relation: str) -> str | None:
        """The one object of a functional relation, such as the hardness, or None."""
        found = self.objects(subject, relation)
        return found[0] if found else None

    def neighbours(self, node_id: str) -> tuple[Step, ...]:
        """Every step from a node to another node; values are no neighbours."""
        out = [Step(t, False) for t in self._by_subject.get(node_id, ()) if t.object in self._nodes]
        return (*out, *(Step(t, True) for t in self._by_object.get(node_id, ())))

    def kinds_of(self, node_id: str) -> tuple[str, ...]:
        """The node and everything it is a kind of, nearest first: `ruby`, `corundum`, `gemstone`."""
        seen: dict[str, None] = {node_id: None}
        queue = deque([node_id])
        while queue:
            for parent in self.objects(queue.popleft(), "is_a"):
                if parent not in seen:
                    seen[parent] = None
                    queue.append(parent)
        return tuple(seen)

    def path(self, start: str, end: str, longest: int = 4) -> tuple[Step, ...]:
        """A shortest path between two nodes, the raw material of an explanation; empty when none is short enough."""
        came: dict[str, tuple[Step, ...]] = {start: ()}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            if here == end:
                return came[here]
            if len(came[here]) == longest:
                continue
            for step in self.neighbours(here):
                if step.end not in came:
                    came[step.end] = (*came[here], step)
                    queue.append(step.end)
        return ()

    def name(self, node_or_value: str, language: Language) -> str:
        """How a node is called; a plain value stands for itself."""
        node = self._nodes.get(node_or_value)
        return node.names[language] if node else node_or_value

    def sentence(self, triple: Triple, language: Language) -> str:
        """The triple as one sentence a customer can read."""
        said = text(
            f"knowledge.relation.{triple.relation}",
            language,
            subject=self.name(triple.subject, language),
            object=self.name(triple.object, language),
        )
        return said[:1].upper() + said[1:]

    def _match(self, subject: str | None, relation: str | None, object: str | None) -> list[Triple]:
        if subject is not None:
            pool: Iterable[Triple] = self._by_subject.get(subject, ())
        elif object is not None:
            pool = self._by_object.get(object, ())
        else:
            pool = self._triples
        return [
            t for t in pool
            if subject in (None, t.subject) and relation in (None, t.relation) and object in (None, t.object)
        ]  # fmt: skip


def near_miss(word: str, known: Iterable[str]) -> str:
    """` Did you mean X?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" Did you mean {near[0]}?" if near else ""
