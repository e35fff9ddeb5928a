"""Sentences of an answer keep every claim's sources and lose no word."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.screens.claims import sentences


def test_claims_of_one_sentence_share_its_mark() -> None:
    answer = "这件正合适：「初光」，适合日常佩戴，18K白金材质。还想看别的吗？"
    claims = [{"text": "适合日常佩戴", "source": ["a"]}, {"text": "18K白金材质", "source": ["b", "a"]}]
    assert sentences(answer, claims) == [
        {"text": "这件正合适：「初光」，适合日常佩戴，18K白金材质。", "sources": ["a", "b"]},
        {"text": "还想看别的吗？", "sources": []},
    ]


def test_a_claim_of_two_sentences_stays_whole() -> None:
    claim = "Gold seldom irritates. Nickel may."
    assert sentences(f"{claim} Ask us.", [{"text": claim, "source": ["fact:x"]}]) == [
        {"text": claim, "sources": ["fact:x"]},
        {"text": "Ask us.", "sources": []},
    ]


def test_a_decimal_point_ends_nothing() -> None:
    assert [part["text"] for part in sentences("It has 0.30 ct. It is 16.5 mm wide.", [])] == [
        "It has 0.30 ct.",
        "It is 16.5 mm wide.",
    ]


@given(st.text("金。！a.b 1“”」\n", max_size=60), st.integers(0, 20), st.integers(1, 10))
def test_no_word_and_no_source_is_lost(answer: str, start: int, length: int) -> None:
    claim = answer[start : start + length]
    claims = [{"text": claim, "source": ["s"]}] if claim.strip() else []
    parts = sentences(answer, claims)
    assert "".join("".join(part["text"].split()) for part in parts) == "".join(answer.split())
    assert any(part["sources"] for part in parts) == bool(claims)
