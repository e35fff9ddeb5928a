import threading
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog

from .conftest import Clock


def test_pieces_come_in_the_order_of_the_shelf(catalog: Catalog) -> None:
    skus = [piece.sku for piece in catalog.pieces()]
    assert len(skus) == 32
    assert [sku[0] for sku in skus] == sorted((sku[0] for sku in skus), key="RENPBGK".index)


def test_a_piece_is_found_in_either_case(catalog: Catalog) -> None:
    assert catalog.piece("n001") is catalog.piece("N001")


@pytest.mark.parametrize(
    ("sku", "hint"), [("N0O1", "did you mean N001"), ("N01", "did you mean N001"), ("?", "kiosk catalog show")]
)
def test_an_unknown_piece_names_the_nearest(catalog: Catalog, sku: str, hint: str) -> None:
    with pytest.raises(KnownError, match=hint):
        catalog.piece(sku)


def test_the_shipped_rates_do_not_pretend_to_be_todays(catalog: Catalog) -> None:
    quote = catalog.quote(catalog.piece("G001"))
    assert (quote.total, quote.stale, quote.price_date) == (None, True, "2026-11-02")
    assert all(rate.demo for rate in catalog.rates().values())


def test_todays_rate_makes_a_price_and_ages(catalog: Catalog, clock: Clock) -> None:
    catalog.set_rates({"gold_999": Decimal(1400)})
    piece = catalog.piece("G001")
    quote = catalog.quote(piece)
    assert quote.total == 71966  # 49.7 x (1400 + 48) = 71965.6
    assert quote.price_date == clock.now.astimezone().date().isoformat()
    rate = catalog.rate("gold_999")
    assert rate is not None
    assert not rate.demo
    clock.now += timedelta(hours=24, minutes=1)
    assert catalog.quote(piece).total is None


def test_a_unit_is_priced_at_its_own_weight(catalog: Catalog) -> None:
    catalog.set_rates({"gold_999": "1400"})
    piece = catalog.piece("G001")
    totals = [catalog.quote(piece, unit).total for unit in catalog.units("G001")]
    assert totals == [69576, 71966, 74427]


def test_rates_are_set_all_or_none(catalog: Catalog) -> None:
    before = catalog.rates()
    with pytest.raises(KnownError, match="gold_9999"):
        catalog.set_rates({"gold_999": "1400", "gold_9999": "1400"})
    assert catalog.rates() == before


def test_units_and_what_is_available(catalog: Catalog, clock: Clock) -> None:
    assert [unit.state for unit in catalog.units("G002")] == ["in_stock", "held"]
    assert [unit.tag for unit in catalog.available("G002")] == ["G002-01"]
    clock.now += timedelta(days=60)
    assert len(catalog.available("G002")) == 2, "a hold that has run out is free again"
    assert catalog.available("K003") == ()


def test_the_shipped_file_is_only_read(tmp_path: Path) -> None:
    before = CATALOG.read_bytes()
    with Catalog.open(CATALOG) as catalog, pytest.raises(KnownError, match="written"):
        catalog.set_rates({"gold_999": "1400"})
    assert CATALOG.read_bytes() == before


def test_a_missing_catalog_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="There is no catalog"):
        Catalog.open(tmp_path / "none.db")


def test_threads_may_share_it(catalog: Catalog) -> None:
    failed: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for _ in range(20):
                catalog.set_rates({"gold_999": str(1400 + n)})
                assert catalog.quote(catalog.piece("G001")).total is not None
                assert catalog.units("N001")
        except BaseException as error:  # noqa: BLE001 - the test must hear of it
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
