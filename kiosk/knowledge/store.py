"""What Vitrine knows, at run time: the graph, the facts, and the search over them."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from kiosk.base.errors import BugError, KnownError
from kiosk.base.settings import Language
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.facts import FACT_ID, Fact
from kiosk.knowledge.graph import Graph, Status, near_miss
from kiosk.knowledge.reading import read_content
from kiosk.knowledge.search import By, Hit, Index, TextEncoder
from kiosk.knowledge.tables import migrations, read_facts, read_graph, write_fact
from kiosk.storage.database import guarded, open_database
from kiosk.storage.migrations import migrate

_log = logging.getLogger(__name__)

OWN_FACTS = "facts.db"
"""The shop's own facts lie in this file beside the catalog, so that a new catalog does not lose them."""


class Knowledge:
    """The graph and the facts of one catalog.db. Facts can be added while it runs; the graph does not change."""

    def __init__(
        self, graph: Graph, facts: Iterable[Fact], encoder: TextEncoder | None = None, own_facts: Path | None = None
    ) -> None:
        self._graph = graph
        self._own_facts = own_facts
        self._facts = {fact.id: fact for fact in facts}
        self._index = Index(graph, tuple(self._facts.values()), encoder)

    @classmethod
    def open(cls, path: Path, encoder: TextEncoder | None = None) -> Self:
        """Read the knowledge tables of a database and the shop's own facts beside it; neither file is written by this.

        Args:
            path: a catalog.db.
            encoder: joins search by meaning to search by words; without one, words alone are searched.

        Raises:
            KnownError: the database cannot be read or holds no knowledge.
        """
        db = open_database(path, readonly=True)
        try:
            with guarded(path):
                if migrations.pending(db):
                    raise KnownError(f"{path.name} holds no knowledge; build it with: kiosk catalog build")
                graph, facts = read_graph(db), read_facts(db)
        finally:
            db.close()
        own = path.with_name(OWN_FACTS)
        return cls(graph, (*facts, *_read_own(own)), encoder, own)

    @classmethod
    def from_sources(cls, encoder: TextEncoder | None = None) -> Self:
        """Straight from assets/knowledge, without a database (training and tests)."""
        content = read_content()
        return cls(content.graph(), content.facts, encoder)

    @property
    def graph(self) -> Graph:
        """Nodes, relations and triples."""
        return self._graph

    def facts(self) -> tuple[Fact, ...]:
        """Every fact, added ones last."""
        return tuple(self._facts.values())

    def fact(self, fact_id: str) -> Fact:
        """One fact.

        Raises:
            KnownError: there is none of that id; the message names the nearest.
        """
        try:
            return self._facts[fact_id]
        except KeyError:
            raise KnownError(f"There is no fact {fact_id!r}.{near_miss(fact_id, self._facts)}") from None

    def facts_about(self, *nodes: str) -> tuple[Fact, ...]:
        """The facts about all of these nodes, those whose main subject is the first node before the others."""
        found = [fact for fact in self._facts.values() if set(nodes) <= set(fact.about)]
        return tuple(sorted(found, key=lambda fact: fact.about.index(nodes[0]) if nodes else 0))

    def search(self, query: str, language: Language, limit: int = 5, by: By = "both") -> list[Hit]:
        """The facts that best answer a question, best first; `by` words or meaning alone is for measuring."""
        return self._index.search(query, language, limit, by)

    def add_fact(
        self,
        fact_id: str,
        text: Bilingual,
        questions: dict[Language, tuple[str, ...]],
        about: tuple[str, ...] = (),
        *,
        source: str,
        status: Status = "from memory, verify",
        keep: bool = False,
    ) -> Fact:
        """Learn a fact now: it is embedded and found by the next search, without any training.

        Args:
            keep: also write it to the shop's own facts, for the next start; else it lasts until the program ends.

        Raises:
            KnownError: the id is taken, a node is unknown, or the database cannot be written.
        """
        if not FACT_ID.fullmatch(fact_id):
            raise KnownError(
                f"{fact_id!r} is no id for a fact; use small letters, digits and hyphens, as in opening-hours."
            )
        if fact_id in self._facts:
            raise KnownError(f"There already is a fact {fact_id!r}; choose another id.")
        if not text.zh.strip() or not text.en.strip() or not source.strip():
            raise KnownError("A fact needs a text in Chinese and in English, and a source that a person can look up.")
        for node in about:
            self._graph.node(node)
        asked: dict[Language, tuple[str, ...]] = {"zh": questions.get("zh", ()), "en": questions.get("en", ())}
        fact = Fact(fact_id, text, asked, about, source, status)
        if keep:
            if self._own_facts is None:
                raise BugError("knowledge read from the sources has no place to keep a fact")
            _write_own(self._own_facts, fact)
        self._index.add((fact,))
        self._facts[fact.id] = fact
        return fact

    def close(self) -> None:
        """Free the search index."""
        self._index.close()


def _read_own(path: Path) -> tuple[Fact, ...]:
    """The shop's own facts; a damaged file costs these facts, not the whole knowledge."""
    if not path.is_file():
        return ()
    try:
        db = open_database(path, readonly=True)
        try:
            with guarded(path):
                return () if migrations.pending(db) else read_facts(db)
        finally:
            db.close()
    except KnownError as error:
        _log.warning("the shop's own facts are left out: %s", error)
        return ()


def _write_own(path: Path, fact: Fact) -> None:
    db = open_database(path)
    try:
        migrate(db, migrations, path)
        with guarded(path), db.atomic():
            write_fact(db, fact)
    finally:
        db.close()
