from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnxruntime import InferenceSession

from kiosk.base.errors import KnownError
from kiosk.inference import sessions
from kiosk.inference.sessions import open_session


def doubler() -> bytes:
    """Protobuf of: y = Add(x, x), x and y float [n]."""

    def field(number: int, payload: bytes) -> bytes:
        return bytes([number << 3 | 2, len(payload)]) + payload

    def value(name: bytes) -> bytes:
        shape = field(2, field(1, field(2, b"n")))
        return field(1, name) + field(2, field(1, b"\x08\x01" + shape))

    node = field(1, b"x") + field(1, b"x") + field(2, b"y") + field(4, b"Add")
    graph = field(1, node) + field(2, b"g") + field(11, value(b"x")) + field(12, value(b"y"))
    return b"\x08\x08" + field(7, graph) + field(8, b"\x10\x0d")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "doubler.onnx"
    path.write_bytes(doubler())
    return path


def test_a_model_runs_on_the_cpu(model: Path) -> None:
    session = open_session(model, gpu=False)
    assert session.providers == ("CPUExecutionProvider",)
    assert session.run({"x": np.array([1, 2, 3], np.float32)})["y"].tolist() == [2, 4, 6]


def test_a_wrong_input_is_a_known_error(model: Path) -> None:
    with pytest.raises(KnownError, match=r"refused its input"):
        open_session(model).run({"x": np.array([[1]], np.int64)})


@pytest.mark.parametrize("content", [b"", b"<html>", doubler()[:30]])
def test_a_damaged_model_is_a_known_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.onnx").write_bytes(content)
    with pytest.raises(KnownError, match="kiosk models verify"):
        open_session(tmp_path / "m.onnx")
    with pytest.raises(KnownError, match="is missing"):
        open_session(tmp_path / "absent.onnx")


@pytest.mark.expected_log("the CPU takes over")
def test_a_gpu_that_fails_at_creation_is_replaced_by_the_cpu(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_gpu_devices", lambda: ["no device"])
    session = open_session(model)
    assert session.providers == ("CPUExecutionProvider",)
    assert session.run({"x": np.array([4], np.float32)})["y"].tolist() == [8]


@pytest.mark.expected_log("the CPU takes over")
def test_a_gpu_that_is_lost_while_running_is_replaced_by_the_cpu(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(model)

    class Lost:
        def __init__(self, real: InferenceSession) -> None:
            self._real = real

        def run(self, *_: Any) -> Any:
            raise RuntimeError("device lost")

        def get_providers(self) -> list[str]:
            return ["CUDAExecutionProvider", "CPUExecutionProvider"]

    monkeypatch.setattr(session, "_session", Lost(session._session))
    assert session.run({"x": np.array([5], np.float32)})["y"].tolist() == [10]
    assert session.providers == ("CPUExecutionProvider",)


def test_a_device_chosen_by_the_runtime_takes_the_same_path(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    devices = sessions.ort.get_ep_devices()
    monkeypatch.setattr(sessions, "_gpu_devices", lambda: devices[:1])
    assert open_session(model).run({"x": np.array([6], np.float32)})["y"].tolist() == [12]
