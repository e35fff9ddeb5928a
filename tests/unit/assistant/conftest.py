"""The real shelf, the real knowledge and a guide over both."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kiosk.assistant.guide import Guide
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.opening import open_knowledge
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge
from tests.helpers.shelf import fresh_catalog, rate_day, shelf, stale_shelf

__all__ = ["fresh_catalog", "rate_day", "shelf", "stale_shelf"]


@pytest.fixture(scope="session")
def knowledge() -> Iterator[Knowledge]:
    opened = open_knowledge(CATALOG)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def guide(fresh_catalog: Catalog, knowledge: Knowledge) -> Guide:
    """On a day with current rates."""
    return Guide(fresh_catalog, knowledge)


@pytest.fixture(scope="session")
def stale_guide(knowledge: Knowledge) -> Iterator[Guide]:
    """Long after the last rates."""
    catalog = Catalog.open(CATALOG, clock=lambda: datetime(2036, 1, 1, tzinfo=UTC))
    yield Guide(catalog, knowledge)
    catalog.close()


@pytest.fixture(scope="session")
def lexicon(fresh_catalog: Catalog, knowledge: Knowledge) -> Lexicon:
    return Lexicon(knowledge.graph, fresh_catalog.pieces())
