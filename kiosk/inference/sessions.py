"""Running ONNX models: one code path for GPU and CPU. Whatever a GPU does wrong, the CPU takes over."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort

from kiosk.base.errors import KnownError

log = logging.getLogger(__name__)

# The pinned release has no reporter of its own on Linux; on Windows it hands events to the system unless told not to.
ort.disable_telemetry_events()

_DTYPES = {
    "tensor(float)": np.float32, "tensor(float16)": np.float16, "tensor(double)": np.float64,
    "tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(int8)": np.int8, "tensor(uint8)": np.uint8,
    "tensor(bool)": np.bool_,
}  # fmt: skip


class Session:
    """A loaded model. Not for several threads at once."""

    def __init__(self, path: Path, *, threads: int = 1, gpu: bool = True) -> None:
        self._path = path
        self._threads = threads
        self._session = self._open(gpu)
        self.inputs: tuple[str, ...] = tuple(i.name for i in self._session.get_inputs())
        self.outputs: tuple[str, ...] = tuple(o.name for o in self._session.get_outputs())

    @property
    def providers(self) -> tuple[str, ...]:
        """What the model runs on, first choice first, such as `CPUExecutionProvider`."""
        return tuple(self._session.get_providers())

    def run(self, inputs: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """One inference: arrays by input name to arrays by output name.

        Raises:
            KnownError: the model does not accept these inputs.
        """
        feed = dict(inputs)
        try:
            values = self._session.run(None, feed)
        except Exception as error:  # the runtime's errors share no class of their own
            if self._on_cpu():
                raise KnownError(f"The model {self._path.name} refused its input: {_line(error)}") from error
            log.warning("the GPU failed on %s (%s); the CPU takes over", self._path.name, _line(error))
            self._session = self._open_on([])
            values = self._session.run(None, feed)
        return dict(zip(self.outputs, (np.asarray(value) for value in values), strict=True))

    def _open(self, gpu: bool) -> Any:
        devices = _gpu_devices() if gpu else []
        if devices:
            try:
                session = self._open_on(devices)
                _warm_up(session)
            except Exception as error:  # noqa: BLE001 - any fault of a GPU, its driver or its libraries means CPU
                log.warning("no GPU for %s (%s); the CPU takes over", self._path.name, _line(error))
            else:
                return session
        try:
            session = self._open_on([])
            _warm_up(session)
        except Exception as error:
            raise KnownError(f"The model {self._path.name} cannot be used; run: kiosk models verify") from error
        return session

    def _open_on(self, devices: list[Any]) -> Any:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # A waiting thread must not spin: camera, speech and screen share the same two cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if devices:
            options.add_provider_for_devices(devices, {})
            return ort.InferenceSession(str(self._path), options)
        return ort.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])

    def _on_cpu(self) -> bool:
        return self.providers[:1] == ("CPUExecutionProvider",)


def open_session(path: Path, *, threads: int = 1, gpu: bool = True) -> Session:
    """Load an ONNX model, on a GPU where one works, and run it once on zeros so that the first real call is quick.

    Args:
        path: the file; models with input sizes left open are warmed up with size 1.
        threads: CPU threads within one inference.
        gpu: whether to look for a GPU at all.

    Raises:
        KnownError: the file is missing or no usable model.
    """
    if not path.is_file():
        raise KnownError(f"The model {path.name} is missing; run: kiosk models fetch")
    return Session(path, threads=threads, gpu=gpu)


def _gpu_devices() -> list[Any]:
    """The GPU devices of one execution provider that this machine's runtime offers; often none."""
    devices = [d for d in ort.get_ep_devices() if d.device.type == ort.OrtHardwareDeviceType.GPU]
    return [device for device in devices if device.ep_name == devices[0].ep_name]


def _warm_up(session: Any) -> None:
    feed: dict[str, np.ndarray] = {}
    for spec in session.get_inputs():
        shape = [size if isinstance(size, int) and size > 0 else 1 for size in spec.shape]
        feed[spec.name] = np.zeros(shape, _DTYPES[spec.type])
    session.run(None, feed)


def _line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
