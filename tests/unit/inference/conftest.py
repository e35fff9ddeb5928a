"""A models folder of its own for each test, and a server on the loopback that misbehaves on demand."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.inference.wheel import mediapipe_wheel


@pytest.fixture(autouse=True)
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty models folder: these tests write into it, so it must not be this machine's."""
    folder = tmp_path / "own"
    monkeypatch.setenv("VITRINE_DATA", str(folder))
    monkeypatch.delenv("VITRINE_MODELS", raising=False)
    (folder / "models").mkdir(parents=True)
    return folder / "models"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The wheel of mediapipe 0.10.21, from this machine's package index."""
    try:
        with mediapipe_wheel([]) as path:
            yield path
    except KnownError as error:
        pytest.skip(f"no package index: {error}")


@dataclass
class Server:
    """Answers every path with `body`, unless told to stop early, to ignore ranges, or to fail."""

    body: bytes = b""
    stop_after: int | None = None
    """Bytes of the body after which the connection is closed."""
    ranges: bool = True
    status: int | None = None
    requests: list[str | None] = field(default_factory=list)
    """The Range header of each request."""
    address: str = ""


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.address = f"http://127.0.0.1:{http.server_address[1]}/model"
    yield state
    http.shutdown()
    http.server_close()
    thread.join()


def _handler(state: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range")
            state.requests.append(asked)
            if state.status is not None:
                self.send_error(state.status)
                return
            match = re.match(r"bytes=(\d+)-", asked or "")
            start = int(match[1]) if match and state.ranges else 0
            if start >= len(state.body) > 0:
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(state.body) - 1}/{len(state.body)}")
            self.send_header("Content-Length", str(len(state.body) - start))
            self.end_headers()
            self.wfile.write(state.body[start : state.stop_after])

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def bytes_in(own_models: Path) -> Callable[[str], bytes]:
    return lambda name: (own_models / name).read_bytes()
