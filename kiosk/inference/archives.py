"""Unpacking a model's zip into a folder: nothing outside the folder, nothing huge, all or nothing."""

import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from kiosk.base.errors import KnownError

LARGEST_TOTAL = 2 << 30
"""Bytes unpacked; a speech model is below 0.2 GB."""
MOST_FILES = 10_000


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip so that `folder` holds its content; a single folder at its top is left away.

    The old folder is replaced only when everything has been unpacked.

    Raises:
        KnownError: no zip, damaged, a name that points outside, a link, or too large.
    """
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as source:
            members = _safe_members(source)
            top = {path.parts[0] for path in members}
            strip = 1 if len(top) == 1 and all(len(path.parts) > 1 for path in members) else 0
            for path, info in members.items():
                target = partial.joinpath(*path.parts[strip:])
                target.parent.mkdir(parents=True, exist_ok=True)
                with source.open(info) as data, target.open("wb") as file:
                    shutil.copyfileobj(data, file)
        _replace(partial, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise KnownError(f"{archive.name} is damaged or no zip; run: kiosk models fetch") from error
    except OSError as error:
        raise KnownError(f"{archive.name} cannot be unpacked: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _safe_members(source: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
    members: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for info in source.infolist():
        path = PurePosixPath(info.filename)
        outside = path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename
        if outside or stat.S_ISLNK(info.external_attr >> 16):
            raise KnownError(f"{Path(source.filename or 'The zip').name} was refused: {info.filename!r} is not safe.")
        if not info.is_dir():
            members[path] = info
    if not members:
        raise KnownError(f"{Path(source.filename or 'The zip').name} is an empty zip.")
    if len(members) > MOST_FILES or sum(info.file_size for info in members.values()) > LARGEST_TOTAL:
        raise KnownError(f"{Path(source.filename or 'The zip').name} was refused: far too large for a model.")
    return members


def _replace(partial: Path, folder: Path) -> None:
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    partial.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
