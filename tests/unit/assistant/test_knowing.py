"""What is known is said with its source, exactly; what only looks alike is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.assistant.guide import Guide
from kiosk.assistant.relating import relate
from kiosk.assistant.sizing import convert
from kiosk.assistant.weighing import Evidence, sureness, ways
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.sizes import CHINESE_RING_DIAMETERS_MM
from kiosk.knowledge.store import Knowledge


@pytest.fixture(scope="module")
def graph(knowledge: Knowledge) -> Graph:
    return knowledge.graph


def sources(graph: Graph, said: str, *nodes: str) -> list[str]:
    told = relate(graph, said, nodes, "zh")
    return [source for claim in told.claims for source in claim.source] if told else []


def test_a_figure_comes_from_its_own_triple(graph: Graph) -> None:
    assert sources(graph, "刚玉硬度是多少", "corundum") == ["graph:corundum|has_hardness_mohs|9"]
    assert all("|melts_at|" in source for source in sources(graph, "黄金熔点多少度", "gold"))


def test_the_hardest_comes_first(graph: Graph) -> None:
    told = relate(graph, "hardness order: quartz, topaz, sapphire", ("quartz", "topaz", "sapphire"), "en")
    assert told is not None
    assert told.exact
    names = [claim.source[0].split("|")[0].removeprefix("graph:") for claim in told.claims[1:]]
    assert names == ["sapphire", "topaz", "quartz"]
    assert set(told.claims[0].source) == {source for claim in told.claims[1:] for source in claim.source}


def test_one_stone_alone_is_not_compared(graph: Graph) -> None:
    assert relate(graph, "翡翠是不是更硬", ("jadeite",), "zh") is None


def test_a_month_gives_all_its_birthstones(graph: Graph) -> None:
    assert {s.split("|")[0] for s in sources(graph, "十月的生辰石", "october", "birthstone")} == {
        "graph:opal", "graph:tourmaline",
    }  # fmt: skip


def test_colours_are_listed_in_one_sentence(graph: Graph) -> None:
    told = relate(graph, "蓝宝石有哪些颜色", ("sapphire",), "zh")
    assert told is not None
    assert len(told.claims) == 1
    assert len(told.claims[0].source) > 2


@pytest.mark.parametrize("said", ["翡翠(处理)这几个字看着慌", "仿珍珠怎么认", "what does ngtc stand for"])
def test_a_word_that_looks_alike_asks_for_no_relation(graph: Graph, said: str) -> None:
    nodes = {"翡": ("jadeite", "treatment"), "仿": ("pearl",), "w": ("ngtc",)}[said[0]]
    assert relate(graph, said, nodes, "zh") is None


def test_inches_are_exact() -> None:
    assert "40.64" in convert("16 inch to cm", "en")[0].text
    assert "17.72" in convert("45厘米是多少英寸", "zh")[0].text


@given(st.sampled_from(sorted(CHINESE_RING_DIAMETERS_MM)))
def test_every_chinese_number_gives_its_diameter(number: int) -> None:
    (claim,) = convert(f"{number}号是多大", "zh")
    assert f"{CHINESE_RING_DIAMETERS_MM[number]:.1f} mm" in claim.text
    assert claim.source == ("fact:ring-size-chinese",)


@given(st.integers(50, 64))
def test_a_bangle_is_pi_times_its_size_around(size: int) -> None:
    (claim,) = convert(f"圈口{size}的镯子周长多少", "zh")
    assert f"{math.pi * size:.0f} 毫米" in claim.text


@pytest.mark.parametrize("said", ["us 6 in mm", "EU 52是多大".lower(), "周长54毫米是几号", "内径16.5是几号"])
def test_ring_sizes_are_read_in_every_scale(said: str) -> None:
    assert convert(said, "zh")[0].source[0].startswith("fact:")


@pytest.mark.parametrize("said", ["520是几号", "12号多少钱", "5月20号送什么", "us 99 in mm", "手镯56多大", "k金是什么"])
def test_no_size_no_sum(said: str) -> None:
    assert convert(said, "zh") == ()


def test_ways_of_asking() -> None:
    assert ways("玫瑰金为什么是粉的") == {"why"}
    assert "how" in ways("怎么保养珍珠")
    assert "differ" in ways("what is the difference between gold and brass")


def test_the_surer_the_better_and_the_wider_the_margin() -> None:
    plain = Evidence(
        coverage=0.8, unknown=0.0, subject=1.0, main=1.0, missing=0.0, nameless=0.0, other_category=0.0,
        other_stuff=0.0, way=1.0, unasked=0.0,
    )  # fmt: skip
    assert sureness(9.0, 1.0, plain, meaning=True) > sureness(6.0, 1.0, plain, meaning=True)
    assert sureness(7.0, 1.5, plain, meaning=True) > sureness(7.0, 0.1, plain, meaning=True)


def test_an_exact_relation_is_said_before_a_likely_fact(guide: Guide) -> None:
    reply = guide.ask("祖母绿的折射率是多少")
    assert reply.intent == "ask_knowledge"
    assert any("|has_refractive_index|" in source for claim in reply.claims for source in claim.source)
