from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.base.errors import BugError, KnownError
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.building import build
from kiosk.knowledge.graph import Triple
from kiosk.knowledge.reading import Content, read_content
from kiosk.knowledge.store import OWN_FACTS, Knowledge
from kiosk.storage.database import open_database

TEXT = Bilingual("本店周三休息。", "We rest on Wednesdays.")
ASKED: dict[str, tuple[str, ...]] = {"zh": ("周三开门吗",), "en": ("Are you open on Wednesdays?",)}


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture
def path(tmp_path: Path, content: Content) -> Path:
    path = tmp_path / "catalog.db"
    db = open_database(path)
    build(db, content)
    db.close()
    return path


@pytest.fixture
def knowledge(path: Path) -> Iterator[Knowledge]:
    opened = Knowledge.open(path)
    yield opened
    opened.close()


def test_what_was_built_is_what_is_read(knowledge: Knowledge, content: Content) -> None:
    assert knowledge.facts() == tuple(content.facts)
    assert knowledge.graph.nodes() == tuple(content.nodes)
    assert set(knowledge.graph.triples()) == set(content.triples)
    assert set(knowledge.graph.relations()) == set(content.relations)


def test_building_again_replaces_and_adds_nothing(path: Path, content: Content) -> None:
    db = open_database(path)
    smaller = Content(content.nodes, content.relations, content.triples, content.facts[:-1])
    build(db, smaller)
    assert db["knowledge_facts"].count == len(content.facts) - 1
    assert db["knowledge_nodes"].count == len(content.nodes)
    db.close()


def test_faulty_knowledge_is_not_built(tmp_path: Path, content: Content) -> None:
    dangling = Triple("diamond", "is_a", "unobtainium", "nobody", "from memory, verify")
    db = open_database(tmp_path / "new.db")
    with pytest.raises(KnownError, match="unobtainium"):
        build(db, Content(content.nodes, content.relations, [*content.triples, dangling], content.facts))
    assert "knowledge_facts" not in db.table_names()
    db.close()


def test_opening_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    Knowledge.open(path).close()
    assert path.read_bytes() == before
    assert not path.with_name(OWN_FACTS).exists()


def test_a_database_without_knowledge_says_what_to_do(tmp_path: Path) -> None:
    open_database(tmp_path / "empty.db").close()
    with pytest.raises(KnownError, match="kiosk catalog build"):
        Knowledge.open(tmp_path / "empty.db")
    with pytest.raises(KnownError, match=r"no database"):
        Knowledge.open(tmp_path / "absent.db")


def test_a_kept_fact_outlives_the_program_and_a_rebuilt_catalog(path: Path, content: Content) -> None:
    first = Knowledge.open(path)
    first.add_fact("closed-wednesday", TEXT, ASKED, source="the manager", keep=True)  # type: ignore[arg-type]
    first.close()
    db = open_database(path)
    build(db, content)
    db.close()
    again = Knowledge.open(path)
    assert again.fact("closed-wednesday").text == TEXT
    assert again.search("周三开门吗", "zh", 1)[0].fact.id == "closed-wednesday"
    assert again.fact("closed-wednesday").status == "from memory, verify"
    again.close()


def test_a_fact_that_is_not_kept_ends_with_the_program(path: Path, knowledge: Knowledge) -> None:
    knowledge.add_fact("closed-wednesday", TEXT, ASKED, source="the manager")  # type: ignore[arg-type]
    assert not path.with_name(OWN_FACTS).exists()
    again = Knowledge.open(path)
    with pytest.raises(KnownError, match="no fact"):
        again.fact("closed-wednesday")
    again.close()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"fact_id": "gold-18k-skin"}, "already is a fact"),
        ({"fact_id": "Opening Hours"}, "no id for a fact"),
        ({"about": ("unobtainium",)}, "unobtainium"),
        ({"source": " "}, "source"),
        ({"text": Bilingual("有", "")}, "in Chinese and in English"),
    ],
)
def test_a_fact_without_substance_is_refused(knowledge: Knowledge, changes: dict[str, object], complaint: str) -> None:
    values: dict[str, object] = {"fact_id": "new", "text": TEXT, "questions": ASKED, "source": "the manager"} | changes
    with pytest.raises(KnownError, match=complaint):
        knowledge.add_fact(**values)  # type: ignore[arg-type]
    assert len(knowledge.facts()) == len(read_content().facts)


@pytest.mark.expected_log("own facts are left out")
def test_a_damaged_file_of_own_facts_costs_these_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.with_name(OWN_FACTS).write_bytes(b"no database at all" * 100)
    knowledge = Knowledge.open(path)
    assert len(knowledge.facts()) == len(read_content().facts)
    assert "damaged" in caplog.text
    knowledge.close()


def test_knowledge_from_the_sources_cannot_keep_facts() -> None:
    knowledge = Knowledge.from_sources()
    with pytest.raises(BugError):
        knowledge.add_fact("new", TEXT, ASKED, source="x", keep=True)  # type: ignore[arg-type]
    knowledge.close()


def test_facts_about_a_subject_come_with_the_main_ones_first(knowledge: Knowledge) -> None:
    found = knowledge.facts_about("pearl")
    assert len(found) >= 5
    places = [fact.about.index("pearl") for fact in found]
    assert places == sorted(places)
    both = knowledge.facts_about("ruby", "sapphire")
    assert all({"ruby", "sapphire"} <= set(fact.about) for fact in both)
    assert both


def test_an_unknown_fact_names_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(KnownError, match="Did you mean gold-18k-skin"):
        knowledge.fact("gold-18k-skn")
