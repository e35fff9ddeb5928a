"""Cleaning, splitting and completing invoices, on a small made-up table with known answers."""

import lzma
from pathlib import Path

import numpy as np
import pytest

from kiosk.advice.baskets import Baskets, ItemToItem
from kiosk.base.errors import KnownError
from kiosk.evaluation.baskets import JEWELRY, leave_one_out, read_invoices, split
from kiosk.evaluation.places import place
from kiosk.evaluation.recommend import TABLES, basket_rows, evaluate_recommend, methods
from kiosk.evaluation.rivals import BasketNeighbours, Factors, Popularity, item_neighbours, rules

_HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,category\n"
_LINES = (
    "100,10001,RING,1,2011-01-02 10:00:00,2.5,1,UK,ring\n"
    "100,10002a,NECKLACE,2,2011-01-02 10:00:00,2.5,1,UK,necklace\n"
    "100,10002A,NECKLACE,1,2011-01-02 10:00:00,2.5,1,UK,necklace\n"
    "C101,10001,RING,-1,2011-01-03 10:00:00,2.5,1,UK,ring\n"
    "102,POST,POSTAGE,1,2011-01-04 10:00:00,9,1,UK,ring\n"
    "102,10003,BOX,1,2011-01-04 10:00:00,9,1,UK,storage\n"
    "102,10001,RING,1,2011-01-04 10:00:00,0,1,UK,ring\n"
    "103,10001,RING,1,2011-03-04 10:00:00,2,,UK,ring\n"
    "103,10002A,NECKLACE,1,2011-03-04 10:00:00,2,,UK,necklace\n"
    "103,10009,NEW,1,2011-03-04 10:00:00,2,,UK,ring\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "online_retail_jewelry.csv"
    path.write_text(_HEAD + _LINES, "utf-8")
    return path


def test_cancelled_priceless_repeated_and_foreign_lines_are_left_out_and_counted(table: Path) -> None:
    invoices = read_invoices(table, JEWELRY)
    assert invoices.items == (("10001", "10002A"), ("10001", "10002A", "10009"))
    assert invoices.dropped == {
        "repeated": 1, "cancelled": 1, "no product": 1, "other category": 1, "without price": 1,
    }  # fmt: skip
    assert np.diff(invoices.days).tolist() == [pytest.approx(61.0)]
    packed = table.with_suffix(".csv.xz")
    packed.write_bytes(lzma.compress(table.read_bytes()))
    assert read_invoices(packed, JEWELRY).items == invoices.items


def test_what_was_never_sold_before_is_no_answer(table: Path) -> None:
    made = split(read_invoices(table, JEWELRY), "2011-02-01", "2012-01-01")
    assert len(made.fit) == 1
    assert made.fit.count == 2
    assert [row.tolist() for row in made.test] == [[0, 1]]
    assert made.unseen == pytest.approx(1 / 3)
    assert made.fit.days.max() < 15_006, "nothing of the test period is learnt from"


def test_a_file_that_is_no_invoice_table_is_a_plain_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "x.csv"
    wrong.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(KnownError, match="no invoice table"):
        read_invoices(wrong)
    with pytest.raises(KnownError, match="cannot be read"):
        read_invoices(tmp_path / "none.csv")
    with pytest.raises(KnownError, match="no invoices to complete"):
        evaluate_recommend(tmp_path)


def test_the_seed_decides_what_is_left_out() -> None:
    test = [np.arange(start, start + 5) for start in range(30)]
    one, again, other = (leave_one_out(test, seed, 20) for seed in (0, 0, 1))
    assert [q.target for q in one] == [q.target for q in again]
    assert [(q.invoice, q.target) for q in one] != [(q.invoice, q.target) for q in other]
    assert len(one) == 20
    for query in one:
        assert query.target not in query.basket
        assert sorted([*query.basket, query.target]) == test[query.invoice].tolist()


@pytest.fixture(scope="module")
def pairs() -> Baskets:
    """Items 2k and 2k+1 are bought together; item 0 is bought by nearly everybody too."""
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(600):
        pair = int(rng.integers(1, 10))
        row = {2 * pair, 2 * pair + 1} | ({0} if rng.random() < 0.8 else set())
        rows.append(sorted(row))
    return Baskets.of(rows, np.arange(600.0), 20)


def test_pair_counts_are_those_of_the_dense_matrix(pairs: Baskets) -> None:
    dense = np.zeros((len(pairs), pairs.count))
    dense[pairs.owners, pairs.items] = 1
    assert np.array_equal(pairs.together(), dense.T @ dense)
    weights = np.linspace(0.1, 1, len(pairs))
    assert np.allclose(pairs.together(weights), dense.T @ (dense * weights[:, None]))
    assert np.allclose(pairs.frequency(weights), weights @ dense)


@pytest.mark.parametrize(
    "learn", [ItemToItem.linear, item_neighbours, rules, BasketNeighbours.learn, lambda b: Factors.learn(b, 12)]
)
def test_every_method_finds_the_other_half_of_a_pair(pairs: Baskets, learn: object) -> None:
    assert callable(learn)
    method = learn(pairs)
    for pair in range(1, 10):
        basket = np.array([2 * pair])
        assert place(method.scores(basket), 2 * pair + 1, basket) <= 2


def test_popularity_sees_only_what_sells(pairs: Baskets) -> None:
    assert int(Popularity.learn(pairs).scores(np.array([4])).argmax()) == 0
    recent = Baskets.of([[0], [0], [0], [1]], [0, 1, 2, 300], 2)
    assert Popularity.learn(recent, 10.0).scores(np.array([], dtype=np.int64)).argmax() == 1


def test_a_linear_model_leaves_an_item_out_of_its_own_score(pairs: Baskets) -> None:
    assert not np.diag(ItemToItem.linear(pairs).weights).any()


@pytest.mark.slow
def test_the_shipped_method_leads_on_the_real_jewelry_invoices(shared_data: Path) -> None:
    jewelry = TABLES[1]
    rows, notes = basket_rows(jewelry, shared_data / "behaviour" / jewelry.file)
    value = {row.name.partition(", ")[2]: row.value or 0.0 for row in rows}
    assert value["HR@20: linear item-to-item"] > value["HR@20: popularity"] + 0.05
    assert value["HR@20: linear item-to-item"] > value["HR@20: association rules"]
    assert {name.partition(": ")[2] for name in value} >= set(methods())
    assert "cancelled" in notes[0]
