import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.embeddings import Encoder
from kiosk.knowledge.store import Knowledge

QUESTIONS = tomllib.loads((Path(__file__).parent / "questions.toml").read_text("utf-8"))["question"]
HELD_OUT_FOUND = {"zh": 14, "en": 14}
"""Of 15 held-out questions a language, how many had a right fact among the first three when first measured."""
LOST_AT_MOST = 1
"""Questions a language by which a change may fall behind: one is 7 points here, within the noise of so few."""


@pytest.fixture(scope="module")
def knowledge() -> Iterator[Knowledge]:
    opened = Knowledge.from_sources()
    yield opened
    opened.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_held_out_questions_find_their_fact_by_words_alone(knowledge: Knowledge, language: str) -> None:
    asked = [q for q in QUESTIONS if q["half"] == "held_out" and q["language"] == language]
    assert len(asked) == 15
    missed = [
        q["text"] for q in asked
        if not set(q["facts"]) & {hit.fact.id for hit in knowledge.search(q["text"], q["language"], 3)}
    ]  # fmt: skip
    assert len(asked) - len(missed) >= HELD_OUT_FOUND[language] - LOST_AT_MOST, missed


def test_no_test_question_is_listed_by_a_fact(knowledge: Knowledge) -> None:
    listed = {q for fact in knowledge.facts() for language in ("zh", "en") for q in fact.questions[language]}
    assert not [q["text"] for q in QUESTIONS if q["text"] in listed]
    known = {fact.id for fact in knowledge.facts()}
    assert all(set(q["facts"]) <= known for q in QUESTIONS)
    assert len(QUESTIONS) == 60


def test_a_listed_question_finds_its_own_fact_first_nearly_always(knowledge: Knowledge) -> None:
    first = total = 0
    for fact in knowledge.facts():
        for language in ("zh", "en"):
            for question in fact.questions[language]:
                hits = knowledge.search(question, language, 1)
                first += bool(hits) and hits[0].fact is fact
                total += 1
    assert first / total >= 0.95


def test_short_questions_of_the_counter(knowledge: Knowledge) -> None:
    for question, fact in [("18K金会过敏吗", "gold-18k-skin"), ("白金是什么", "baijin-ambiguous"), ("4C", "four-cs")]:
        assert knowledge.search(question, "zh", 1)[0].fact.id == fact


def test_what_is_not_known_covers_little_of_the_question(knowledge: Knowledge) -> None:
    known = knowledge.search("18K金会过敏吗", "zh", 1)[0]
    strange = knowledge.search("附近哪里有停车场和卫生间", "zh", 1)
    assert known.coverage == pytest.approx(1.0)
    assert not strange or strange[0].coverage < 0.6
    assert known.cosine is None


@pytest.mark.parametrize("nothing", ["", "   ", "？！", "the of and", '" OR questions:* NOT (', "a" * 5000])
def test_any_text_is_a_question(knowledge: Knowledge, nothing: str) -> None:
    assert isinstance(knowledge.search(nothing, "en", 3), list)
    assert isinstance(knowledge.search(nothing, "zh", 3), list)


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_no_text_breaks_the_search(said: str) -> None:
    opened = SMALL
    hits = opened.search(said, "zh", 4)
    assert len(hits) <= 4
    assert all(0.0 <= hit.coverage <= 1.0 + 1e-9 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


SMALL = Knowledge.from_sources()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    try:
        return Encoder.open()
    except KnownError as missing:
        pytest.skip(f"search by meaning needs the encoder: {missing}")


def add_workshop(knowledge: Knowledge) -> None:
    knowledge.add_fact(
        "glass-workshop",
        Bilingual("每周六下午有琉璃工坊体验课。", "There is a glass workshop every Saturday."),
        {"zh": ("有体验课吗",), "en": ("Is there a workshop?",)},
        source="the shop's manager",
    )


def test_a_fact_is_found_right_after_it_was_added() -> None:
    knowledge = Knowledge.from_sources()
    assert all(hit.fact.id != "glass-workshop" for hit in knowledge.search("琉璃工坊体验课", "zh", 3))
    add_workshop(knowledge)
    assert knowledge.search("琉璃工坊体验课", "zh", 3)[0].fact.id == "glass-workshop"
    assert knowledge.search("workshops on a Saturday", "en", 3)[0].fact.id == "glass-workshop"
    knowledge.close()


def test_a_fact_is_embedded_when_it_is_added(encoder: Encoder) -> None:
    knowledge = Knowledge.from_sources(encoder)
    add_workshop(knowledge)
    hit = knowledge.search("有体验课吗", "zh", 3)[0]
    assert hit.fact.id == "glass-workshop"
    assert hit.cosine == pytest.approx(1.0, abs=1e-3)
    knowledge.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_meaning_joined_to_words_loses_nothing(encoder: Encoder, language: str) -> None:
    knowledge = Knowledge.from_sources(encoder)
    asked = [q for q in QUESTIONS if q["half"] == "held_out" and q["language"] == language]
    found = [q for q in asked if set(q["facts"]) & {h.fact.id for h in knowledge.search(q["text"], q["language"], 3)}]
    assert len(found) >= HELD_OUT_FOUND[language] - LOST_AT_MOST
    knowledge.close()
