"""No dependency carries a client that reports to its maker; a renewed lock that brings one fails here.

onnxruntime reports from 1.29 on, mediapipe from 0.10.35 on. The stories watch what leaves at run time; this looks at
what could, because such clients stay silent on build machines.
"""

import importlib.util
from pathlib import Path

import pytest

REPORTERS = (b"OneCollector", b"events.data.microsoft", b"play.googleapis.com", b"clearcut")


def binaries(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    return [path for pattern in ("*.so", "*.so.*", "*.dll", "*.pyd", "*.dylib") for path in folder.rglob(pattern)]


@pytest.mark.parametrize("package", ["onnxruntime", "mediapipe", "vosk"])
def test_no_binary_names_a_reporting_address(package: str) -> None:
    found = binaries(package)
    assert found
    reporting = [
        (path.name, mark) for path in found for data in [path.read_bytes()] for mark in REPORTERS if mark in data
    ]
    assert not reporting
