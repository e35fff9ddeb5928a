"""The knowledge tables of catalog.db: their migrations, writing and reading them."""

import json
from collections.abc import Iterable

from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Graph, Node, Relation, Triple
from kiosk.knowledge.reading import Content
from kiosk.storage.database import Database
from kiosk.storage.migrations import Migrations

migrations = Migrations("knowledge")


@migrations()
def first_tables(db: Database) -> None:
    """Nodes with their words, relations, triples, facts with their questions."""
    db.execute(
        "CREATE TABLE knowledge_nodes (id TEXT PRIMARY KEY, kind TEXT NOT NULL, note_zh TEXT, note_en TEXT, "
        "place INTEGER NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE knowledge_words (node TEXT NOT NULL REFERENCES knowledge_nodes(id), language TEXT NOT NULL, "
        "place INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (node, language, place)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE knowledge_relations (id TEXT PRIMARY KEY, value INTEGER NOT NULL, functional INTEGER NOT NULL, "
        "symmetric INTEGER NOT NULL, inverse TEXT) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE knowledge_triples (subject TEXT NOT NULL REFERENCES knowledge_nodes(id), relation TEXT NOT NULL "
        "REFERENCES knowledge_relations(id), object TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL, "
        "PRIMARY KEY (subject, relation, object)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE knowledge_facts (id TEXT PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL, "
        "questions TEXT NOT NULL, about TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL, "
        "place INTEGER NOT NULL)"
    )


TABLES = ("knowledge_triples", "knowledge_words", "knowledge_facts", "knowledge_relations", "knowledge_nodes")
"""In the order in which they can be emptied."""


def write_content(db: Database, content: Content) -> None:
    """Replace the knowledge of a database."""
    migrations.apply(db)
    with db.atomic():
        for name in TABLES:
            db.execute(f"DELETE FROM {name}")
        _write_nodes(db, content.nodes)
        _insert(
            db, "knowledge_relations", 5,
            [(r.id, int(r.value), int(r.functional), int(r.symmetric), r.inverse) for r in content.relations],
        )  # fmt: skip
        _insert(
            db, "knowledge_triples", 5,
            [(t.subject, t.relation, t.object, t.source, t.status) for t in content.triples],
        )  # fmt: skip
        for place, fact in enumerate(content.facts):
            write_fact(db, fact, place)


def write_fact(db: Database, fact: Fact, place: int | None = None) -> None:
    """Insert a fact, by default behind the others."""
    if place is None:
        (place,) = db.execute("SELECT coalesce(max(place), -1) + 1 FROM knowledge_facts").fetchone()
    db.execute(
        "INSERT INTO knowledge_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            fact.id,
            fact.text.zh,
            fact.text.en,
            json.dumps(dict(fact.questions), ensure_ascii=False),
            json.dumps(fact.about),
            fact.source,
            fact.status,
            place,
        ),
    )


def read_graph(db: Database) -> Graph:
    """The graph as it was written."""
    words: dict[str, dict[str, list[str]]] = {}
    for node, language, word in db.execute(
        "SELECT node, language, word FROM knowledge_words ORDER BY node, language, place"
    ):
        words.setdefault(node, {}).setdefault(language, []).append(word)
    nodes = []
    for key, kind, note_zh, note_en in db.execute(
        "SELECT id, kind, note_zh, note_en FROM knowledge_nodes ORDER BY place"
    ):
        own = words[key]
        aliases: dict[Language, tuple[str, ...]] = {language: tuple(own[language][1:]) for language in LANGUAGES}
        note = Bilingual(note_zh, note_en) if note_zh else None
        nodes.append(Node(key, kind, Bilingual(own["zh"][0], own["en"][0]), aliases, note))
    relations = [
        Relation(key, bool(value), bool(functional), bool(symmetric), inverse)
        for key, value, functional, symmetric, inverse in db.execute(
            "SELECT id, value, functional, symmetric, inverse FROM knowledge_relations"
        )
    ]
    triples = db.execute("SELECT subject, relation, object, source, status FROM knowledge_triples")
    return Graph(nodes, relations, [Triple(*row) for row in triples])


def read_facts(db: Database) -> tuple[Fact, ...]:
    """All facts, in the order of the sources."""
    rows = db.execute(
        "SELECT id, zh, en, questions, about, source, status FROM knowledge_facts ORDER BY place"
    ).fetchall()
    facts = []
    for key, zh, en, questions, about, source, status in rows:
        asked = json.loads(questions)
        own: dict[Language, tuple[str, ...]] = {language: tuple(asked[language]) for language in LANGUAGES}
        facts.append(Fact(key, Bilingual(zh, en), own, tuple(json.loads(about)), source, status))
    return tuple(facts)


def _write_nodes(db: Database, nodes: Iterable[Node]) -> None:
    nodes = list(nodes)
    _insert(
        db, "knowledge_nodes", 5,
        [
            (n.id, n.kind, n.note.zh if n.note else None, n.note.en if n.note else None, place)
            for place, n in enumerate(nodes)
        ],
    )  # fmt: skip
    _insert(
        db, "knowledge_words", 4,
        [(n.id, lang, place, word) for n in nodes for lang in LANGUAGES for place, word in enumerate(n.words(lang))],
    )  # fmt: skip


def _insert(db: Database, name: str, columns: int, rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * columns)
    for row in rows:
        db.execute(f"INSERT INTO {name} VALUES ({marks})", row)
