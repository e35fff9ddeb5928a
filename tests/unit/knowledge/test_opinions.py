"""The reader of reviews: aspects, negation, contrast, wishes, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import table
from kiosk.knowledge.opinion_words import ASPECTS, opinion_words
from kiosk.knowledge.opinions import read_opinions, verdicts

CASES: tuple[tuple[Language, str, dict[str, str]], ...] = (
    ("zh", "戒指很闪，戴着也舒服，就是盒子有点简陋。", {"look": "praise", "comfort": "praise", "packing": "complaint"}),
    ("zh", "扣子太紧了，自己一个人扣不上，不过颜色真的很好看", {"clasp": "complaint", "colour": "praise"}),
    ("zh", "一点都不磨手，尺寸刚刚好", {"comfort": "praise", "size": "praise"}),
    ("zh", "扣子挺精致，就是有点紧", {"clasp": "mixed"}),
    ("zh", "没有掉色，性价比高", {"quality": "praise", "price": "praise"}),
    ("zh", "不是很闪，有点失望", {"look": "complaint"}),
    ("zh", "不仅好看，而且不贵", {"look": "praise", "price": "praise"}),
    ("zh", "要是扣头再大一点就好了", {"clasp": "complaint"}),
    ("zh", "送给妈妈的生日礼物，妈妈特别喜欢！", {"gift": "praise"}),
    ("zh", "盒子很漂亮", {"packing": "praise"}),
    ("zh", "店员很耐心，一点也不催", {"service": "praise"}),
    ("zh", "打磨得光滑，大小均匀", {"quality": "praise"}),
    ("zh", "昨天收到的，今天第一次戴。", {}),
    ("en", "Beautiful ring and very comfortable, but the clasp is fiddly.",
     {"look": "praise", "comfort": "praise", "clasp": "complaint"}),
    ("en", "The colour is not as rich as in the photo. Box was crushed.",
     {"colour": "complaint", "packing": "complaint"}),
    ("en", "It doesn't snag on my jumper and I forget I'm wearing it.", {"comfort": "praise"}),
    ("en", "I wish the clasp were a bit bigger.", {"clasp": "complaint"}),
    ("en", "Not worth the money, the setting feels flimsy.", {"price": "complaint", "quality": "complaint"}),
    ("en", "My mum loved it! The staff were so helpful.", {"gift": "praise", "service": "praise"}),
    ("en", "Bought it on Tuesday in the shop near the station.", {}),
)  # fmt: skip


@pytest.mark.parametrize(("language", "review", "aspects"), CASES, ids=[case[1][:20] for case in CASES])
def test_what_is_praised_and_what_is_complained_of(language: Language, review: str, aspects: dict[str, str]) -> None:
    assert verdicts(read_opinions(review, language)) == aspects


def test_the_clause_is_quoted_as_it_was_written_without_its_but() -> None:
    quotes = {one.aspect: one.clause for one in read_opinions("Lovely Colour, BUT the Clasp is fiddly!", "en")}
    assert quotes == {"colour": "Lovely Colour", "clasp": "the Clasp is fiddly"}


def test_emphasis_is_heard() -> None:
    plain, strong = (read_opinions(review, "zh")[0].strength for review in ("戴着舒服", "戴着特别舒服"))
    assert (plain, strong) == (1, 2)


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_whatever_is_written_is_read_and_quoted_from_it(review: str, language: Language) -> None:
    for opinion in read_opinions(review, language):
        assert opinion.aspect in ASPECTS
        assert opinion.clause in review


def test_every_aspect_has_terms_and_words_to_tell_it() -> None:
    for language in LANGUAGES:
        words, texts = opinion_words(language), table(language)
        assert set(words.terms) == set(ASPECTS)
        for aspect in ASPECTS:
            assert {f"opinions.{group}.{aspect}" for group in ("praised", "complained", "aspect")} <= set(texts)
