"""What this machine has learned about models: recorded hashes, and attempts that failed lately."""

import time

from kiosk.base.paths import fetched_models_folder
from kiosk.inference.digests import read_json, write_json

RETRY_AFTER_S = 24 * 3600.0


def recorded_tree(name: str) -> str | None:
    """The sha256 over the unpacked folder of a model, as recorded when it was fetched."""
    value = _section("trees").get(name)
    return value if isinstance(value, str) else None


def record_tree(name: str, sha256: str) -> None:
    """Remember the unpacked folder's sha256."""
    _write("trees", name, sha256)


def failed_lately(what: str) -> bool:
    """Whether an attempt (a host, an index) failed within the last day."""
    value = _section("failures").get(what)
    # A clock that jumped back must not silence the attempts for years.
    return isinstance(value, int | float) and 0 <= time.time() - value < RETRY_AFTER_S


def record_failure(what: str, *, failed: bool = True) -> None:
    """Remember that an attempt failed now, or forget that it did."""
    if failed or what in _section("failures"):
        _write("failures", what, time.time() if failed else 0)


def _section(name: str) -> dict[str, object]:
    value = read_json(fetched_models_folder() / "records.json").get(name)
    return value if isinstance(value, dict) else {}


def _write(section: str, key: str, value: object) -> None:
    path = fetched_models_folder() / "records.json"
    whole = read_json(path)
    write_json(path, {**whole, section: {**_section(section), key: value}})
