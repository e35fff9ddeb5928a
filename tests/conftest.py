"""What every test gets: a data folder of its own, and failure on an unexpected log line or a leaked thread."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# One thread a library: two cores are shared by the tests, and figures stay repeatable.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh data folder, so that no test sees this machine's catalog copy, rates or settings.

    Models that were fetched or rebuilt stay reachable: they are read-only and take seconds to make.
    """
    import platformdirs

    fetched = Path(platformdirs.user_data_dir("vitrine", appauthor=False)) / "models"
    folder = tmp_path / "data"
    folder.mkdir()
    if fetched.is_dir():
        (folder / "models").symlink_to(fetched)
    monkeypatch.setenv("VITRINE_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of measured material beside the checkout; the test skips where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data with photographs and recordings is not here")
    return folder


@pytest.fixture(autouse=True)
def no_unexpected_log_lines(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A WARNING or worse that the test did not announce with `@pytest.mark.expected_log("part of it")` fails it."""
    yield
    marker = request.node.get_closest_marker("expected_log")
    expected = marker.args if marker else ()
    for when in ("setup", "call"):
        for record in caplog.get_records(when):
            if record.levelno >= logging.WARNING and not any(part in record.getMessage() for part in expected):
                pytest.fail(f"unexpected log line: {record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """A thread that a test started and did not end within a second fails it."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 1.0
    # Python keeps an alias of every foreign thread (Qt's, say) for ever; tests/ui counts its threads itself.
    alias = threading._DummyThread
    while leaked := [t for t in threading.enumerate() if t not in before and t.is_alive() and not isinstance(t, alias)]:
        if time.monotonic() > deadline:
            pytest.fail(f"leaked threads: {', '.join(t.name for t in leaked)}")
        time.sleep(0.02)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Refuses and records every look-up of a name and every connection beyond this machine's loopback."""
    attempts: list[object] = []
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        local = self.family == socket.AF_UNIX or (isinstance(address, tuple) and str(address[0]).startswith("127."))
        if not local:
            attempts.append(address)
            raise OSError(f"the test allows no connection to {address}")
        connect(self, address)  # type: ignore[arg-type]

    def no_lookup(host: object, *args: object, **kwargs: object) -> None:
        attempts.append(host)
        raise socket.gaierror(f"the test allows no look-up of {host}")

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)
    return attempts
