import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.correction import candidates
from kiosk.voice.spacing import close_spaces, join_words


@pytest.mark.parametrize(
    ("text", "heard", "term"),
    [
        ("我想看祖金手镯", "祖金", "足金"),
        ("飞翠手镯", "飞翠", "翡翠"),
        ("我想 试带 第二个", "试带", "试戴"),
        ("换到无名纸", "无名纸", "无名指"),
        ("博金戒指", "博金", "铂金"),
        ("十八开金会过敏吗", "开金", "K金"),
        ("把平安口给我看看", "平安口", "平安扣"),
        ("竹金手镯", "竹金", "足金"),
    ],
)
def test_what_sounds_like_a_term_is_offered(text: str, heard: str, term: str) -> None:
    first = candidates(text)[0]
    assert (first.heard, first.term) == (heard, term)
    assert close_spaces(text)[first.start : first.end] == heard
    assert first.applied_to(close_spaces(text)) == close_spaces(text).replace(heard, term)


def test_an_ordinary_word_comes_last_and_says_so() -> None:
    (rent,) = candidates("这里的租金多少")
    assert (rent.term, rent.ordinary) == ("足金", True)
    both = candidates("租金和飞翠")
    assert [c.term for c in both] == ["翡翠", "足金"]


@pytest.mark.parametrize(
    "text", ["今天天气很好", "请把灯关掉", "钻石项链五千以内", "翡翠手镯", "试戴第二个", "", "try it on"]
)
def test_where_nothing_was_misheard_nothing_is_offered(text: str) -> None:
    assert candidates(text) == ()


def test_only_the_asked_terms() -> None:
    assert [c.term for c in candidates("飞翠和祖金", ["足金"])] == ["足金"]
    assert candidates("飞翠", []) == ()


@given(st.text(alphabet="租祖足金翡飞翠手镯锥钻石项链像连abc 1，", max_size=25))
def test_candidates_stay_inside_the_text_and_never_repeat_it(text: str) -> None:
    closed = close_spaces(text)
    for found in candidates(text):
        assert closed[found.start : found.end] == found.heard != found.term
        assert 0.0 <= found.cost <= 0.26


def test_chinese_loses_its_spaces_and_english_keeps_them() -> None:
    assert join_words(["十八", "K金", "会", "过敏", "吗"], "zh") == "十八K金会过敏吗"
    assert join_words(["try", "it", "on"], "en") == "try it on"
    assert close_spaces("要 GIA 证书 OK fine") == "要GIA证书OK fine"
