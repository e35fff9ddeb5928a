import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.facts import Fact
from kiosk.training.card import Report, write_card
from kiosk.training.measuring import BM25, Score, average, measure
from kiosk.training.recipe import Amounts, Recipe


def fact(name: str, zh: str, en: str, ask_zh: tuple[str, ...], ask_en: tuple[str, ...]) -> Fact:
    return Fact(name, Bilingual(zh, en), {"zh": ask_zh, "en": ask_en}, ("x",), "s", "read")


FACTS = [
    fact("gold", "黄金很软", "gold is soft", ("黄金软吗", "黄金会弯吗"), ("is gold soft", "does gold bend")),
    fact("pearl", "珍珠怕酸", "pearls hate acid", ("珍珠怕什么", "珍珠碰酸"), ("what harms pearls", "acid and pearls")),
    fact("jade", "翡翠要常戴", "wear jade often", ("翡翠怎么养", "翡翠常戴吗"), ("how to keep jade", "wear jade")),
]


def by_fact(texts: list[str]) -> NDArray[np.float32]:
    """An encoder that knows the three facts by their words."""
    keys = (("黄金", "gold"), ("珍珠", "pearl"), ("翡翠", "jade"))
    return np.array([[float(any(word in text for word in words)) for words in keys] for text in texts], np.float32)


def test_a_perfect_encoder_scores_one_and_a_blind_one_nothing() -> None:
    table = measure(FACTS, FACTS[:2], by_fact)
    assert table["encoder", "zh"] == Score(1.0, 1.0, 4)
    assert table["encoder", "en to zh"] == Score(1.0, 1.0, 4)
    assert table["encoder, nearest", "en"].top1 == 1.0
    assert table["both, scores (centre)", "en"].top1 == 1.0
    blind = measure(FACTS, FACTS, lambda texts: np.ones((len(texts), 2), np.float32))
    assert blind["encoder", "zh"].top1 == 0.0


def test_the_asked_question_itself_is_not_among_the_candidates() -> None:
    def echo(texts: list[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            vectors[row, sum(map(ord, text)) % 64] = 1.0
        return vectors

    table = measure(FACTS, FACTS, echo)
    assert table["encoder, nearest", "zh"].top1 < 0.5
    assert table["encoder, centre", "zh"].top1 < 0.5


def test_bm25_prefers_rarer_words_and_shorter_texts() -> None:
    index = BM25(["pearl earrings and gold", "gold", "gold ring and gold chain with gold clasp"])
    assert np.argmax(index.scores("pearl")) == 0
    assert np.argmax(index.scores("gold")) in (1, 2)
    assert not index.scores("nothing here").any()
    assert index.score("pearl", "pearl earrings and gold") == pytest.approx(index.scores("pearl")[0])


def test_averages_carry_their_spread() -> None:
    tables = [{("BM25", "zh"): Score(0.4, 0.6, 10)}, {("BM25", "zh"): Score(0.6, 0.8, 12)}]
    ((score, spread),) = average(tables).values()
    assert (score.top1, score.top3, score.n) == (pytest.approx(0.5), pytest.approx(0.7), 11)
    assert spread == pytest.approx(0.1)


def test_the_card_tells_the_figures_it_was_given() -> None:
    table = measure(FACTS, FACTS[:2], by_fact)
    report = Report(
        Recipe(steps=77), 3, 9, 12, Amounts(), 61.0, 5_000_000, 0.0123, 0.25, average([table]), average([table]), (0,)
    )
    card = write_card(report)
    assert "--steps 77" in card
    assert "| encoder | zh in zh texts | 100.0 (±0.0) | 100.0 | 4 |" in card
    assert "5.00 MB" in card
    assert "0.25 ms" in card
    unmeasured = write_card(Report(Recipe(), 3, 9, 12, Amounts(), 61.0, 5_000_000, 0.0123, 0.25, {}, {}, ()))
    assert "Not measured in this run" in unmeasured
