"""The real shelf for every test of advice."""

from tests.helpers.shelf import fresh_catalog, rate_day, shelf, stale_shelf

__all__ = ["fresh_catalog", "rate_day", "shelf", "stale_shelf"]
