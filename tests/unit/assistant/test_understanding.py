"""Words, negation, pointing, and the contract's vocabulary over every case and any text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.advice.constraints import LIST_KEYS
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.normalising import LONGEST, is_chinese, normalise
from kiosk.assistant.references import read_anchor, read_pointing
from kiosk.assistant.understanding import INTENTS, Talk, read
from kiosk.catalog.piece import CATEGORIES, COLOURS, CUTS, GEM_ORIGINS, GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES

_VOCABULARY = {
    "category": CATEGORIES, "metal": METALS, "gem": GEMS, "gem_origin": GEM_ORIGINS, "colour": COLOURS, "cut": CUTS,
    "style": STYLES, "occasion": OCCASIONS, "recipient": RECIPIENTS,
}  # fmt: skip
CASES: list[dict[str, Any]] = [
    case
    for language in ("zh", "en")
    for half in tomllib.loads((Path(__file__).parent / f"cases_{language}.toml").read_text("utf-8")).values()
    for case in half
]


def _said(text: str, lexicon: Lexicon, talk: Talk | None = None) -> dict[str, Any]:
    return read(text, lexicon, talk or Talk()).wish.document()


def test_there_are_enough_cases_in_both_languages() -> None:
    texts = [case["text"] for case in CASES]
    assert len(texts) == len({(case["text"], tuple(case.get("after", ()))) for case in CASES})
    assert sum(bool(is_chinese(text)) for text in texts) >= 120
    assert sum(not is_chinese(text) for text in texts) >= 79


def test_only_the_contracts_words_are_ever_used(lexicon: Lexicon) -> None:
    for case in CASES:
        reading = read(case["text"], lexicon, Talk())
        assert reading.intent in INTENTS
        for key in LIST_KEYS:
            assert set(getattr(reading.wish, key)) <= set(_VOCABULARY[key])
            assert set(reading.wish.exclude.get(key, ())) <= set(_VOCABULARY[key])


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_gets_one_of_the_intents(lexicon: Lexicon, text: str) -> None:
    assert read(text, lexicon, Talk(has_wish=True, shown=3, has_focus=True)).intent in INTENTS


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("足金手镯", {"category": ["bangle"], "metal": ["yellow_gold"], "fineness_min": 990}),
        ("18K金戒指", {"category": ["ring"], "fineness": 750}),
        ("18k gold ring", {"category": ["ring"], "fineness": 750}),
        ("18K玫瑰金耳环", {"category": ["earrings"], "metal": ["rose_gold"], "fineness": 750}),
        ("平安扣", {"category": ["pendant"]}),
        ("锁骨链", {"category": ["necklace"]}),
        ("鑽石項鍊", {"category": ["necklace"], "gem": ["diamond"]}),
        ("砖石项链", {"category": ["necklace"], "gem": ["diamond"]}),
        ("有没有 rose gold 的戒指", {"category": ["ring"], "metal": ["rose_gold"]}),
        ("a neclace with saphires", {"category": ["necklace"], "gem": ["sapphire"]}),
        ("银杏胸针", {"category": ["brooch"]}),
    ],
)  # fmt: skip
def test_words_mean_what_the_trade_means(lexicon: Lexicon, text: str, want: dict[str, Any]) -> None:
    assert _said(text, lexicon) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("不要黄金的耳环", {"category": ["earrings"], "exclude": {"metal": ["yellow_gold"]}}),
        ("耳环，不要黄金的", {"category": ["earrings"], "exclude": {"metal": ["yellow_gold"]}}),
        ("除了戒指都行", {"exclude": {"category": ["ring"]}}),
        ("不是耳钉，是项链", {"category": ["necklace"]}),
        ("不要太贵的珍珠项链", {"category": ["necklace"], "gem": ["pearl"], "sort": "price_low"}),
        ("有没有特别一点的别针", {"category": ["brooch"]}),
        ("earrings without diamonds", {"category": ["earrings"], "exclude": {"gem": ["diamond"]}}),
        ("anything but silver", {"exclude": {"metal": ["silver"]}}),
        ("not earrings, a necklace", {"category": ["necklace"]}),
    ],
)  # fmt: skip
def test_what_is_not_wanted_is_never_wanted(lexicon: Lexicon, text: str, want: dict[str, Any]) -> None:
    assert _said(text, lexicon) == want


def test_pointing() -> None:
    assert read_pointing("第二个多少钱").ordinals == (2,)
    assert read_pointing("前两款哪个好").ordinals == (1, 2)
    assert read_pointing("the first and the third").ordinals == (1, 3)
    assert read_pointing("最后一个").ordinals == (-1,)
    assert read_pointing("这个有证书吗").one
    assert read_pointing("which of these is better").several
    assert not read_pointing("想看钻石项链")


@pytest.mark.parametrize(
    ("text", "category", "anchor"),
    [
        ("戴在左手无名指", "ring", "left_hand/ring"),
        ("戴右手中指", "ring", "right_hand/middle"),
        ("on my right index finger", "ring", "right_hand/index"),
        ("戴左手", "ring", "left_hand/ring"),
        ("戴在右手上", "bangle", "right_wrist"),
        ("戴左耳", "earrings", "left_ear"),
        ("戴在脖子上看看", "necklace", "neck"),
        ("试戴一下", "ring", None),
    ],
)
def test_anchors(text: str, category: str, anchor: str | None) -> None:
    assert read_anchor(text, category) == anchor


def test_normalising_is_bounded_and_settles() -> None:
    assert normalise("１８Ｋ　金 项 链") == "18k 金项链"
    assert len(normalise("金" * 10_000)) <= LONGEST
    assert is_chinese("有没有 rose gold") is True
    assert is_chinese("rose gold") is False
    assert is_chinese("5000!") is None


@given(text=st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
