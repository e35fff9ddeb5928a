"""Families of Chinese wordings, words by sound, dialect, and what is named without being wanted."""

from typing import Any

import pytest

from kiosk.assistant.colloquial import standard
from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.families import NEEDS, Facts, families, family_of
from kiosk.assistant.guide import Guide
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.references import read_pointing
from kiosk.assistant.understanding import INTENTS, Talk, read
from kiosk.base.text import text


def test_every_family_can_be_answered() -> None:
    names = [family.name for family in families()]
    assert len(names) == len(set(names))
    for family in families():
        assert family.settings["intent"] in INTENTS
        assert set(family.needs) <= set(NEEDS)
        part = {"out_of_scope": "refuse", "small_talk": "talk"}.get(family.settings["intent"])
        if part:
            assert text(f"assistant.{part}.{family.settings['topic']}", "zh")


@pytest.mark.parametrize(
    ("said", "intent", "topic"),
    [
        ("你个智障机器", "out_of_scope", "abuse"),
        ("送妈妈的手链", "recommend", None),
        ("给我背一首诗", "out_of_scope", "joke"),
        ("这附近哪家火锅好吃", "out_of_scope", "chat"),
        ("手表走慢了能修吗", "out_of_scope", "chat"),
        ("戴玉能不能降血压", "out_of_scope", "health"),
        ("你能保证我戴了绝对不过敏吗", "out_of_scope", "health"),
        ("翡翠以后会不会升值", "out_of_scope", "investment"),
        ("想买几根金条压箱底", "recommend", None),
        ("我奶奶传下来的镯子是真的吗", "out_of_scope", "authenticity"),
        ("隔壁那家店工费多少", "out_of_scope", "others"),
        ("戴貔貅能招财吗", "out_of_scope", "luck"),
        ("前面说的都不算，清空", "navigate", None),
        ("退回刚才的列表", "navigate", None),
        ("叫个懂行的师傅来", "call_staff", None),
        ("当场给我量量手指", "measure", None),
        ("过年好呀", "small_talk", "hello"),
        ("你怎么又卡住了", "small_talk", "fine"),
        ("我就随便转转，不用管我", "small_talk", "fine"),
        ("硬金怕不怕摔", "ask_knowledge", None),
        ("银镯和铂金戒指一起戴会不会磨花", "ask_knowledge", None),
    ],
)  # fmt: skip
def test_families(lexicon: Lexicon, said: str, intent: str, topic: str | None) -> None:
    reading = read(said, lexicon, Talk())
    assert (reading.intent, reading.topic) == (intent, topic)


def test_a_step_further_needs_a_wish() -> None:
    assert family_of("再小一号", Facts()) is None
    found = family_of("再小一号", Facts(running=True))
    assert found is not None
    assert found.settings["intent"] == "refine"
    assert family_of("a bit smaller", Facts(running=True)) is None


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("wo xiang mai jin shouzhuo", "我想买金手镯"),
        ("xiexie", "谢谢"),
        ("18k meiguijin jiezhi", "18k玫瑰金戒指"),
        ("借纸上镶飞脆", "戒指上镶翡翠"),
        ("想看婆金项练", "想看婆金项链"),
        ("show me a long chain", "show me a long chain"),
        ("家里房租的租金", "家里房租的租金"),
    ],
)
def test_words_by_sound(lexicon: Lexicon, said: str, read_as: str) -> None:
    assert lexicon.repair(said) == read_as


@pytest.mark.parametrize(
    ("said", "standard_said"),
    [
        ("有冇平啲嘅", "有没有便宜些的"),
        ("两千把块", "两千把块"),
        ("千把块的", "1000左右的"),
        ("四千五六的戒指", "四千五百到四千六百的戒指"),
        ("奶奶八十大寿", "奶奶八十岁大寿"),
        ("圈口五十四", "圈口54"),
        ("plain silver ring", "plain silver ring"),
    ],
)
def test_dialect_and_loose_amounts(said: str, standard_said: str) -> None:
    assert standard(said) == standard_said


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("老公送的纪念日礼物，我想要项链", {"category": ["necklace"], "occasion": ["anniversary"]}),
        ("配黑色礼服的珍珠耳环", {"category": ["earrings"], "gem": ["pearl"]}),
        ("戒指改天再说，先看手链", {"category": ["bracelet"]}),
        ("不带钻的手镯", {"category": ["bangle"], "exclude": {"gem": ["diamond"]}}),
        ("莫桑石的别给我看，耳钉", {"category": ["earrings"], "exclude": {"gem": ["moissanite"]}}),
        ("八十分的钻戒", {"category": ["ring"], "gem": ["diamond"], "carat_min": 0.8, "carat_max": 0.8}),
        ("pt950项链", {"category": ["necklace"], "metal": ["platinum"], "fineness": 950}),
        ("项链，别太贵，八百以内", {"category": ["necklace"], "price_max": 800}),
    ],
)  # fmt: skip
def test_what_is_named_without_being_wanted(lexicon: Lexicon, said: str, want: dict[str, Any]) -> None:
    assert read(said, lexicon, Talk()).wish.document() == want


def test_a_piece_may_be_named_by_half_its_name(lexicon: Lexicon) -> None:
    assert read("试试那对葫芦的", lexicon, Talk()).skus == ("E005",)
    assert read("有没有葫芦的耳坠", lexicon, Talk()).skus == ()


@pytest.mark.parametrize(
    ("said", "ordinals"),
    [
        ("头两个比一下", (1, 2)),
        ("前面这三款", (1, 2, 3)),
        ("三号那个多重", (3,)),
        ("倒数第二个", (-2,)),
        ("前两年买的", ()),
    ],
)
def test_more_ways_of_counting_off(said: str, ordinals: tuple[int, ...]) -> None:
    assert read_pointing(said).ordinals == ordinals


@pytest.mark.parametrize(("said", "sku"), [("潮汐海蓝宝那条我要试戴", "N004"), ("银杏叶那个胸针", "K002")])
def test_a_name_that_leads_clearly_is_meant(lexicon: Lexicon, said: str, sku: str) -> None:
    assert lexicon.skus(said) == [sku]


def test_a_call_takes_the_piece_along(guide: Guide) -> None:
    talk = Conversation()
    shown = guide.ask("想看戒指", None, talk).focus
    assert guide.ask("第二个我要了", None, talk).focus == shown[1:2]


@pytest.mark.parametrize(("said", "language"), [("wo xiang mai jiezhi", "zh"), ("a feicui bangle for mum", "en")])
def test_pinyin_is_answered_in_chinese(guide: Guide, said: str, language: str) -> None:
    assert guide.ask(said).language == language
