"""The models: what `models/manifest.toml` lists, where each lies, and whether it is the right one.

A model is looked for in the folder `VITRINE_MODELS`, in `models/` of the program, then in the user's data folder;
the first that is right is taken.
"""

import os
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kiosk.base.errors import BugError, KnownError
from kiosk.base.paths import MODELS, fetched_models_folder
from kiosk.inference.digests import Digests, damage, tree_sha256
from kiosk.inference.records import recorded_tree

State = Literal["ready", "missing", "broken", "unverified"]
Kind = Literal["ours", "rebuilt", "downloaded"]


@dataclass(frozen=True)
class Model:
    """One entry of the manifest."""

    name: str
    purpose: str
    kind: Kind
    file: str
    """Below a models folder; a folder for models of several files."""
    licence: str
    source: str
    ships: bool
    bytes: int | None = None
    """Of the file, or of the archive."""
    sha256: str | None = None
    """Of the file, or of the archive; None while no trustworthy one is known."""
    recipe: str | None = None
    """How it is rebuilt from the wheel."""
    address: str | None = None
    archive: str | None = None
    """The zip from which the folder `file` is unpacked."""
    files: dict[str, str] = field(default_factory=dict)
    """sha256 of each file of a folder of our own."""


@dataclass(frozen=True)
class Status:
    """How a model stands: its state, where it lies, and what is wrong in one plain sentence."""

    model: Model
    state: State
    path: Path | None = None
    problem: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it may be loaded. An unverified one is what the shop itself put there."""
        return self.state in ("ready", "unverified")


@cache
def load_manifest(path: Path = MODELS / "manifest.toml") -> dict[str, Model]:
    """The models by name, in the manifest's order.

    Raises:
        BugError: the manifest is not as it must be (it is part of the program).
    """
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["model"]
        return {entry["name"]: Model(**entry) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BugError(f"models/manifest.toml: {error}") from error


def model(name: str) -> Model:
    """The manifest's entry.

    Raises:
        KnownError: no model of this name.
    """
    models = load_manifest()
    if name not in models:
        raise KnownError(f"There is no model {name}; there are: {', '.join(models)}.")
    return models[name]


def search_folders() -> list[Path]:
    """Where models are looked for, best first."""
    override = os.environ.get("VITRINE_MODELS")
    return [*([Path(override)] if override else []), MODELS, fetched_models_folder()]


def status(entry: Model, *, recheck: bool = False) -> Status:
    """Find a model and verify it; hashes are remembered by size and time of change unless `recheck`."""
    digests = Digests(forget=recheck)
    broken: Status | None = None
    for folder in search_folders():
        path = folder / entry.file
        if not path.exists():
            continue
        found = _verify(entry, path, digests)
        if found.usable:
            digests.save()
            return found
        broken = broken or found
    digests.save()
    return broken or Status(entry, "missing", problem=f"The model {entry.name} is missing; run: kiosk models fetch")


def model_path(name: str) -> Path:
    """The verified file or folder of a model.

    Raises:
        KnownError: it is missing or broken; the sentence says what to do.
    """
    found = status(model(name))
    if found.path is None or not found.usable:
        raise KnownError(found.problem or f"The model {name} cannot be used; run: kiosk models fetch")
    return found.path


def best_face_model() -> tuple[Path, bool]:
    """The face model to use and whether it sees irises (only then may a scale be taken from them).

    Raises:
        KnownError: neither the official nor the padded model is there.
    """
    official = status(model("face_landmarker"))
    if official.usable and official.path is not None:
        return official.path, True
    return model_path("face_padded"), False


def _verify(entry: Model, path: Path, digests: "Digests") -> Status:
    if entry.archive is not None:
        return _verify_unpacked(entry, path, digests)
    expected: dict[Path, str | None] = {path / name: sha for name, sha in entry.files.items()}
    expected = expected or {path: entry.sha256}
    for file, sha256 in expected.items():
        problem = damage(file, sha256=sha256, size=None if entry.files else entry.bytes, digests=digests)
        if problem:
            advice = "run: kiosk models fetch" if entry.kind != "ours" else "install Vitrine again."
            return Status(entry, "broken", path, f"The model {entry.name} is unusable: {problem}; {advice}")
    return Status(entry, "ready", path)


def _verify_unpacked(entry: Model, path: Path, digests: "Digests") -> Status:
    if not path.is_dir() or not any(path.iterdir()):
        return Status(entry, "broken", path, f"The model {entry.name} is an empty folder; run: kiosk models fetch")
    recorded = recorded_tree(entry.name)
    if recorded is None:
        return Status(entry, "unverified", path)
    if tree_sha256(path, digests) == recorded:
        return Status(entry, "ready", path)
    problem = f"The model {entry.name} differs from what was fetched; run: kiosk models fetch"
    return Status(entry, "broken", path, problem)
