"""Taking in reviews: all rows or none, faults by row, nobody's name or number kept."""

import json
from datetime import date
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.catalog.reviews import LONGEST, Review, read_reviews, redact
from kiosk.catalog.seed import user_catalog
from kiosk.catalog.store import Catalog
from tests.unit.catalog.test_seed import newer

TODAY = date(2026, 11, 23)
SKUS = {"R001", "N001"}
GOOD = {"sku": "R001", "date": "2026-10-01", "language": "zh", "text": "很闪，戴着舒服"}


def lines(folder: Path, *rows: object) -> Path:
    path = folder / "reviews.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_csv_and_json_lines_read_alike(tmp_path: Path) -> None:
    table = tmp_path / "reviews.csv"
    table.write_text("\ufeffSKU,date,language,text,stars,author\nr001,2026-10-01,zh,很闪，戴着舒服,5,王小明\n", "utf-8")
    batch = read_reviews(table, SKUS, today=TODAY)
    assert batch.reviews == (Review("R001", date(2026, 10, 1), "zh", "很闪，戴着舒服", 5),)
    assert batch.dropped == ("author",)
    assert batch.reviews == read_reviews(lines(tmp_path, GOOD | {"stars": 5}), SKUS, today=TODAY).reviews


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"sku": "X999"}, "no piece 'X999'"),
        ({"text": "  "}, "is empty"),
        ({"text": "好" * (LONGEST + 1)}, f"at most {LONGEST}"),
        ({"date": "yesterday"}, "'yesterday'"),
        ({"date": "2027-01-01"}, "a past day"),
        ({"language": "fr"}, "zh or en"),
        ({"stars": 7}, "1 to 5"),
        ({}, "stand in row 1"),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_taken_in(tmp_path: Path, change: dict[str, object], part: str) -> None:
    with pytest.raises(KnownError, match=part) as raised:
        read_reviews(lines(tmp_path, GOOD, GOOD | change), SKUS, today=TODAY)
    assert "row 2" in str(raised.value)


def test_a_review_that_is_there_already_is_a_fault(tmp_path: Path) -> None:
    path = lines(tmp_path, GOOD)
    known = read_reviews(path, SKUS, today=TODAY).reviews
    with pytest.raises(KnownError, match="already known"):
        read_reviews(path, SKUS, known, today=TODAY)


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"sku": 1}\n{'])
def test_what_is_no_file_of_reviews_is_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(KnownError):
        read_reviews(path, SKUS, today=TODAY)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("有事打13812345678", "有事打（已隐去）"),
        ("微信号：abc12345 可加", "（已隐去） 可加"),
        ("导购小李很热情", "导购（已隐去）很热情"),
        ("45厘米的链子，18K金，950铂金", "45厘米的链子，18K金，950铂金"),
        ("花了2026年的年终奖12800元", "花了2026年的年终奖12800元"),
    ],
)
def test_who_it_was_is_taken_out_and_measures_are_not(said: str, kept: str) -> None:
    assert redact(said, "zh") == kept


def test_addresses_are_taken_out() -> None:
    at = "@"
    assert redact(f"write to jane.doe{at}example.org or +44 20 7946 0958", "en") == "write to (removed) or (removed)"


def test_the_shops_own_reviews_take_the_place_of_the_made_up_ones(catalog: Catalog) -> None:
    made_up = catalog.reviews("R001")
    assert len(made_up) >= 8
    assert all(review.demo for review in made_up)
    catalog.add_reviews([Review("R001", TODAY, "zh", "戴着舒服")])
    assert [review.text for review in catalog.reviews("R001")] == ["戴着舒服"]
    assert catalog.reviews("N001") == ()


def test_every_piece_of_the_demo_has_reviews_in_both_languages(catalog: Catalog) -> None:
    for piece in catalog.pieces():
        reviews = catalog.reviews(piece.sku)
        assert 8 <= len(reviews) <= 14
        assert {review.language for review in reviews} == {"zh", "en"}


def test_renewing_the_seed_keeps_the_shops_reviews(data_folder: Path, seed: Path, tmp_path: Path) -> None:
    with Catalog.open(user_catalog(seed)) as catalog:
        catalog.add_reviews([Review("R001", TODAY, "zh", "戴着舒服")])
    with Catalog.open(user_catalog(newer(tmp_path))) as catalog:
        assert [review.text for review in catalog.reviews()] == ["戴着舒服"]
