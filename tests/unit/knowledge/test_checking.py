from dataclasses import replace

import pytest

from kiosk.base.settings import Language
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.checking import check
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Node, Relation, Triple
from kiosk.knowledge.reading import Content
from kiosk.knowledge.values import hardness_range


def node(name: str, zh: str) -> Node:
    return Node(name, "gem", Bilingual(zh, name), {"zh": (), "en": ()})


def triple(subject: str, relation: str, object_: str) -> Triple:
    return Triple(subject, relation, object_, "a book", "from memory, verify")


FACT = Fact(
    "gold-is-soft",
    Bilingual("金软。", "Gold is soft."),
    {"zh": ("金软吗", "金子软不软", "黄金硬吗"), "en": ("Is gold soft?", "How soft is gold?", "Soft gold?")},
    ("gold",),
    "a book",
    "from memory, verify",
)


def content() -> Content:
    return Content(
        nodes=[node("jewelry", "首饰"), node("gold", "金"), node("ruby", "红宝石"), node("glass", "玻璃")],
        relations=[
            Relation("is_a", inverse="has_kind"),
            Relation("goes_with", symmetric=True),
            Relation("harder_than", inverse="softer_than"),
            Relation("has_hardness_mohs", value=True, functional=True),
            Relation("includes", inverse="part_of"),
            Relation("alloyed_with", inverse="alloys"),
            Relation("care_by", inverse="cares_for"),
            Relation("harmed_by", inverse="harms"),
            Relation("has_fineness", value=True),
            Relation("marked_as", value=True),
            Relation("melts_at", value=True, functional=True),
            Relation("weighs_g", value=True, functional=True),
        ],
        triples=[
            triple("gold", "is_a", "jewelry"),
            triple("ruby", "is_a", "jewelry"),
            triple("glass", "is_a", "jewelry"),
            triple("ruby", "has_hardness_mohs", "9"),
            triple("glass", "has_hardness_mohs", "5-6"),
            triple("ruby", "harder_than", "glass"),
            triple("gold", "goes_with", "ruby"),
        ],
        facts=[FACT],
    )


def test_sound_knowledge_has_no_faults() -> None:
    assert check(content()) == []


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        (triple("gold", "is_a", "metal"), "ends in 'metal', which is no node"),
        (triple("gold", "likes", "ruby"), "relations.toml does not define"),
        (triple("jewelry", "has_kind", "gold"), "written with an inverse"),
        (triple("ruby", "goes_with", "gold"), "stands there both ways"),
        (triple("ruby", "has_hardness_mohs", "8"), "2 values for has_hardness_mohs"),
        (triple("gold", "has_hardness_mohs", "11"), "no Mohs hardness"),
        (triple("gold", "has_hardness_mohs", "soft"), "no Mohs hardness"),
        (triple("glass", "harder_than", "ruby"), "contradicts the hardness"),
        (triple("gold", "harder_than", "glass"), "one of the two has none"),
        (triple("jewelry", "is_a", "gold"), "round a circle"),
        (triple("gold", "is_a", "gold"), "points at itself"),
        (triple("gold", "has_hardness_mohs", "ruby"), "a node where a plain value belongs"),
        (triple("gold", "is_a", "jewelry"), "is there 2 times"),
        (replace(triple("gold", "is_a", "ruby"), source=""), "no source"),
    ],
)
def test_a_faulty_triple_is_named(extra: Triple, fault: str) -> None:
    faulty = content()
    faulty.triples.append(extra)
    assert any(fault in sentence for sentence in check(faulty)), check(faulty)


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        (node("pearl", "珍珠"), "pearl hangs on nothing"),
        (node("gold", "黄金"), "node gold is there 2 times"),
        (node("au", "金"), "'金' names both gold and au"),
        (node("Pearl-1", "珍珠"), "not snake_case"),
        (Node("pearl", "gem", Bilingual("珍珠", "珍珠"), {"zh": (), "en": ()}), "Chinese among its English words"),
    ],
)
def test_a_faulty_node_is_named(extra: Node, fault: str) -> None:
    faulty = content()
    faulty.nodes.append(extra)
    assert any(fault in sentence for sentence in check(faulty)), check(faulty)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "Gold_Soft"}, "not kebab-case"),
        ({"about": ("gold", "mercury")}, "about 'mercury', which is no node"),
        ({"about": ()}, "about nothing"),
        ({"text": Bilingual("Gold.", "Gold.")}, "lacks Chinese text"),
        ({"text": Bilingual("金软。", " ")}, "lacks English text"),
        ({"questions": {"zh": ("金软吗",), "en": FACT.questions["en"]}}, "three to eight questions in zh"),
        ({"status": "sure"}, "no status"),
        ({"text": Bilingual("18K金不会过敏。", "18K.")}, "promises something"),
        ({"text": Bilingual("金。", "Gold cannot cause an allergy.")}, "promises something"),
    ],
)
def test_a_faulty_fact_is_named(changes: dict[str, object], fault: str) -> None:
    faulty = content()
    faulty.facts = [replace(FACT, **changes)]  # type: ignore[arg-type]
    assert any(fault in sentence for sentence in check(faulty)), check(faulty)


def test_saying_that_nothing_can_be_promised_is_allowed() -> None:
    honest = content()
    honest.facts = [replace(FACT, text=Bilingual("我们无法保证不会过敏，也不能保证升值。", "Nobody can promise."))]
    assert check(honest) == []


def test_a_question_asked_by_two_facts_is_named() -> None:
    faulty = content()
    faulty.facts.append(replace(FACT, id="gold-soft-again"))
    assert any("question 金软吗 is there 2 times" in sentence for sentence in check(faulty))


def test_hardness_is_a_number_or_a_range_between_1_and_10() -> None:
    assert hardness_range("9") == (9, 9)
    assert hardness_range("6.5-7") == (6.5, 7)
    for wrong in ("0.5", "7-6", "11", "", "hard"):
        with pytest.raises(ValueError, match=r"."):
            hardness_range(wrong)


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        ([("gold", "melts_at", "1064 °C")], "needs a bare number"),
        ([("gold", "melts_at", "10640")], "needs a bare number"),
        ([("gold", "weighs_g", "5-3")], "needs a bare number"),
        ([("gold", "has_fineness", "75%")], "needs a bare number"),
        ([("gold", "has_fineness", "990"), ("gold", "marked_as", "Au750")], "none of its finenesses is 750"),
        ([("gold", "has_fineness", "990"), ("gold", "marked_as", "G18K")], "none of its finenesses is 750"),
        ([("gold", "has_fineness", "990"), ("gold", "marked_as", "足金999.9")], "none of its finenesses is 999.9"),
        ([("gold", "includes", "ruby"), ("ruby", "includes", "gold")], "round a circle"),
        (
            [("gold", "includes", "ruby"), ("ruby", "includes", "glass"), ("glass", "includes", "gold")],
            "round a circle",
        ),
        ([("gold", "alloyed_with", "glass"), ("glass", "alloyed_with", "gold")], "also stated the other way round"),
        ([("gold", "care_by", "glass"), ("gold", "harmed_by", "glass")], "contradicts graph:gold|harmed_by|glass"),
    ],
)
def test_statements_that_cannot_be_true_are_named(extra: list[tuple[str, str, str]], fault: str) -> None:
    faulty = content()
    faulty.triples += [triple(*parts) for parts in extra]
    assert any(fault in sentence for sentence in check(faulty)), check(faulty)


@pytest.mark.parametrize(
    ("fineness", "stamp"), [("585", "G14K"), ("916", "22K"), ("999.9", "Au9999"), ("925", "S925"), ("375", "9K")]
)
def test_stamps_that_round_as_the_standard_does_are_allowed(fineness: str, stamp: str) -> None:
    honest = content()
    honest.triples += [triple("gold", "has_fineness", fineness), triple("gold", "marked_as", stamp)]
    assert check(honest) == []


def test_questions_that_differ_by_signs_alone_are_named() -> None:
    faulty = content()
    asked: dict[Language, tuple[str, ...]] = {
        "zh": ("金软吗？", "金 子 软吗", "金有多软"),
        "en": ("Gold, is it soft?", "Gold and softness?", "How hard?"),
    }
    faulty.facts.append(replace(FACT, id="gold-soft-again", questions=asked))
    assert any("gold-is-soft and gold-soft-again are both asked for by '金软吗？'" in s for s in check(faulty))
