"""sha256 of files and folders, remembered by size and time of change; and what a wrong file is, in plain words."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from kiosk.base.paths import fetched_models_folder

_CHUNK = 1 << 20
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<head")


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


class Digests:
    """Hashes already computed, so that a start-up does not read every model again.

    Kept in the data folder; losing or being unable to write it only costs time.
    """

    def __init__(self, *, forget: bool = False) -> None:
        self._file = fetched_models_folder() / "verified.json"
        self._known: dict[str, list[str | int]] = {} if forget else self._read()
        self._changed = False

    def sha256(self, path: Path) -> str:
        """Hex sha256 of a file; remembered while its size and time of change stay the same."""
        stat = path.stat()
        key, stamp = str(path.resolve()), [stat.st_size, stat.st_mtime_ns]
        known = self._known.get(key)
        if known is not None and known[:2] == stamp:
            return str(known[2])
        found = sha256_of(path)
        self._known[key] = [*stamp, found]
        self._changed = True
        return found

    def save(self) -> None:
        """Write what was learned; entries of files that are gone are dropped."""
        if not self._changed:
            return
        kept = {key: value for key, value in {**self._read(), **self._known}.items() if Path(key).exists()}
        write_json(self._file, kept)

    def _read(self) -> dict[str, list[str | int]]:
        value = read_json(self._file)
        return {k: v for k, v in value.items() if isinstance(v, list) and len(v) == 3}


def tree_sha256(folder: Path, digests: Digests) -> str:
    """One hex sha256 over the names and contents of all files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{digests.sha256(path)}\n".encode())
    return digest.hexdigest()


def damage(path: Path, *, sha256: str | None, size: int | None, digests: Digests) -> str | None:
    """What is wrong with a model file in a few plain words, or None when it is right.

    Args:
        path: the file.
        sha256: what it must be; None when unknown.
        size: in bytes; None when unknown.
        digests: remembered hashes.
    """
    if not path.is_file():
        return f"{path.name} is missing"
    length = path.stat().st_size
    if length == 0:
        return f"{path.name} is empty (0 bytes)"
    if sha256 is not None and digests.sha256(path) == sha256:
        return None
    with path.open("rb") as file:
        start = file.read(512).lstrip().lower()
    if start.startswith(_HTML):
        return f"{path.name} is a web page, not a model"
    if sha256 is None:
        return None
    if size is not None and length < size:
        return f"{path.name} is truncated ({length:,} of {size:,} bytes)"
    return f"{path.name} has another sha256 than the manifest"


def read_json(path: Path) -> dict[str, object]:
    """The JSON object of a small state file; empty when there is none or it is damaged."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path: Path, value: Mapping[str, object]) -> None:
    """Write a small state file in one step; a folder that cannot be written to only means no memory."""
    partial = path.with_suffix(f".{os.getpid()}.partial")
    try:
        partial.write_text(json.dumps(value), "utf-8")
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
