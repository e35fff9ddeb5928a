from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.catalog.building import build_catalog
from kiosk.catalog.store import Catalog

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog built from the shipped sources."""
    path = tmp_path_factory.mktemp("seed") / "catalog.db"
    build_catalog(path)
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def catalog(seed: Path, tmp_path: Path, clock: Clock) -> Iterator[Catalog]:
    path = tmp_path / "own.db"
    path.write_bytes(seed.read_bytes())
    with Catalog.open(path, clock) as opened:
        yield opened
