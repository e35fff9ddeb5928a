import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.base.paths import MODELS
from kiosk.knowledge.embeddings import MOST_FEATURES, Encoder, Tokenizer, stem

FOLDER = MODELS / "encoder"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.read(FOLDER / "tokenizer.json")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.open(FOLDER)


def nearest(encoder: Encoder, question: str, texts: list[str]) -> str:
    return texts[int(np.argmax(encoder.encode(texts) @ encoder.encode([question])[0]))]


@given(st.lists(st.text(max_size=80), max_size=5))
def test_every_row_has_length_one_or_is_zero(encoder: Encoder, texts: list[str]) -> None:
    vectors = encoder.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(texts)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-4) | (lengths == 0))


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_a_text_encodes_the_same_alone_and_in_company(encoder: Encoder, texts: list[str]) -> None:
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


@given(st.text(max_size=300))
def test_feature_ids_stay_within_the_table(tokenizer: Tokenizer, text: str) -> None:
    ids = tokenizer.ids(text)
    assert len(ids) == len(set(ids)) <= MOST_FEATURES
    assert all(1 <= number < tokenizer.size for number in ids)


def test_a_very_long_text_is_cut_off(tokenizer: Tokenizer) -> None:
    assert len(tokenizer.ids("".join(chr(0x4E00 + i) for i in range(3000)))) == MOST_FEATURES


def test_nothing_gives_no_vector_and_no_error(encoder: Encoder) -> None:
    assert encoder.encode([]).shape[0] == 0
    assert not encoder.encode(["", "？！"]).any()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("珍珠怎么清洗", "珍珠用湿软布擦拭，不要浸泡。"),
        ("how do I wash pearls", "Wipe pearls with a damp soft cloth, never soak them."),
        ("how do I wash pearls", "珍珠用湿软布擦拭，不要浸泡。"),
        ("皮肤会不会痒", "Nickel in white gold can cause a contact allergy."),
        ("what does the stamp mean", "足金的印记为“足金999”，每千份含金九百九十九份。"),
    ],
)
def test_a_question_finds_its_answer_among_others(encoder: Encoder, question: str, answer: str) -> None:
    others = [
        "钻石的4C是克拉、颜色、净度、切工。", "Diamonds are graded from D to Z.", "手镯圈口以内径毫米计。",
        "A bangle is sized by its inner diameter.", "翡翠象征平安吉祥。", "Jade stands for good fortune.",
    ]  # fmt: skip
    assert nearest(encoder, question, [*others, answer]) == answer


def test_pinyin_and_homophones_come_near_the_right_writing(encoder: Encoder) -> None:
    right, pinyin, heard, other = encoder.encode(["钻石保养", "zuanshi baoyang", "钻石宝养", "手镯尺寸"])
    assert right @ pinyin > right @ other + 0.2
    assert right @ heard > right @ other + 0.3


def test_a_word_never_met_is_matched_by_its_letters(encoder: Encoder) -> None:
    texts = [
        "瑳珂石产自北海道，呈淡蓝色。",
        "钻石产自南非，呈无色。",
        "Zorbalite is mined in Iceland.",
        "Gold is mined.",
    ]
    # Of one language each: between languages the meaning "mined in" outweighs letters that were never met.
    assert nearest(encoder, "瑳珂石是哪里产的", texts[:2]) == texts[0]
    assert nearest(encoder, "where does zorbalite come from", texts[2:]) == texts[2]


def test_words_are_cut_to_their_stem_and_pinyin_into_syllables(tokenizer: Tokenizer) -> None:
    assert stem("rings") == stem("ring") == "ring"
    assert tokenizer.spelled("zuanshi") == ["zuan", "shi"]
    assert tokenizer.spelled("brooch") == []
    assert tokenizer.spelled("") == []


def test_the_pinyin_of_a_text_is_among_its_features(tokenizer: Tokenizer) -> None:
    assert set(tokenizer.ids("zuanshi")) & set(tokenizer.ids("钻石"))
    assert set(tokenizer.ids("zuan shi")) & set(tokenizer.ids("钻石"))


@pytest.mark.parametrize(
    "content", ["", "{}", '{"kind": "wordpiece"}', json.dumps({"kind": "hashed-bag-2", "rows": 3})]
)
def test_another_or_damaged_tokenizer_is_a_known_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(KnownError, match=r"kiosk models verify|of the kind wordpiece"):
        Encoder.open(tmp_path)
