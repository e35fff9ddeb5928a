"""The real shelf, on the day its demo rates were set (so that every piece has a price) and long after."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.advice.offers import Offer, offers
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog


def _catalog(now: datetime) -> Catalog:
    return Catalog.open(Path(CATALOG), clock=lambda: now)


@pytest.fixture(scope="session")
def rate_day() -> datetime:
    """A time at which the demo rates are current."""
    catalog = _catalog(datetime.now(UTC))
    latest = max(rate.set_at for rate in catalog.rates().values())
    catalog.close()
    return latest


@pytest.fixture(scope="session")
def fresh_catalog(rate_day: datetime) -> Iterator[Catalog]:
    catalog = _catalog(rate_day)
    yield catalog
    catalog.close()


@pytest.fixture(scope="session")
def shelf(fresh_catalog: Catalog) -> tuple[Offer, ...]:
    """Every piece with a current price."""
    return offers(fresh_catalog)


@pytest.fixture(scope="session")
def stale_shelf() -> Iterator[tuple[Offer, ...]]:
    """Every piece, the rates years old."""
    catalog = _catalog(datetime(2036, 1, 1, tzinfo=UTC))
    yield offers(catalog)
    catalog.close()
