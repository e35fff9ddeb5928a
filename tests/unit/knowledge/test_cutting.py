import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.knowledge.cutting import cut, stem


def test_chinese_becomes_characters_and_pairs() -> None:
    assert cut("红宝石") == ("红", "宝", "石", "红宝", "宝石")


def test_particles_alone_are_dropped_but_their_pairs_stay() -> None:
    assert "吗" not in cut("过敏吗")
    assert "敏吗" in cut("过敏吗")


@pytest.mark.parametrize(("said", "token"), [("18K金", "18k"), ("PT950", "950"), ("PT950", "pt950"), ("S925", "925")])
def test_fineness_is_found_however_it_is_written(said: str, token: str) -> None:
    assert token in cut(said)


def test_wide_characters_are_the_same_as_narrow_ones() -> None:
    assert cut("１８Ｋ金") == cut("18k金")


def test_a_decimal_number_stays_whole() -> None:
    assert cut("16.5 mm") == ("16d5", "mm")


@pytest.mark.parametrize(
    ("one", "other"),
    [("pearls", "pearl"), ("scratches", "scratch"), ("cleaning", "clean"), ("rubies", "ruby"),
     ("earring", "earrings"), ("plated", "plating"), ("diamond's", "diamond"), ("sizes", "size")],
)  # fmt: skip
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("glass", "glas"), ("ring", "r"), ("gold", "golden"), ("pin", "ping")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=60))
def test_every_token_passes_through_fts5_in_one_piece(said: str) -> None:
    for token in cut(said):
        assert token
        assert token.isalnum()
        assert token == token.lower()


@given(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=14))
def test_a_stem_is_never_longer_than_its_word(word: str) -> None:
    assert len(stem(word)) <= len(word)
