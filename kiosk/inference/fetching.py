"""Downloads that resume: into `NAME.partial`, verified, and only then put in the old file's place."""

import http.client
import queue
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.base.errors import KnownError
from kiosk.inference.digests import Digests, damage

Progress = Callable[[int, int | None], None]
"""Called with bytes done and, where known, bytes in all."""

_CHUNK = 1 << 16
_READ_TIMEOUT_S = 30.0


class Unreachable(KnownError):
    """The address did not answer: the machine has no internet, or not this part of it."""


def download(
    address: str,
    target: Path,
    *,
    sha256: str | None,
    size: int | None,
    progress: Progress = lambda done, total: None,
    connect_s: float = 15.0,
) -> None:
    """Download to `target`; an interrupted download goes on where it stopped.

    Args:
        address: http or https.
        target: replaced only by a complete, verified file.
        sha256: what it must be; None accepts what comes (an HTML page or an empty file is still refused).
        size: expected bytes, for the wording and the bar; None when unknown.
        progress: told after each piece.
        connect_s: seconds within which the address must answer.

    Raises:
        Unreachable: no answer.
        KnownError: interrupted (a second call resumes), or not the expected file (the old one is kept).
    """
    partial = target.with_name(target.name + ".partial")
    resumed = _receive(address, partial, size, progress, connect_s)
    problem = damage(partial, sha256=sha256, size=size, digests=Digests())
    if problem and resumed:
        # The first half may stem from another version of the file: once more from the start.
        partial.unlink()
        _receive(address, partial, size, progress, connect_s)
        problem = damage(partial, sha256=sha256, size=size, digests=Digests())
    if problem:
        partial.unlink(missing_ok=True)
        problem = problem.replace(partial.name, target.name)
        raise KnownError(f"The download of {target.name} was refused: {problem}; the old state is kept.")
    partial.replace(target)


def copy_verified(source: Path, target: Path, *, sha256: str | None, size: int | None) -> None:
    """Copy a model from a folder or USB stick into place once its sha256 is right.

    Raises:
        KnownError: it is another file (the old one is kept), or it cannot be read or written.
    """
    problem = damage(source, sha256=sha256, size=size, digests=Digests())
    if problem:
        raise KnownError(f"{source.parent} was refused: {problem}; the old state is kept.")
    partial = target.with_name(target.name + ".partial")
    try:
        shutil.copyfile(source, partial)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise KnownError(f"{target.name} cannot be written: {error.strerror or error}.") from error


def _receive(address: str, partial: Path, size: int | None, progress: Progress, connect_s: float) -> bool:
    """Fill the partial file to its end; whether part of it was there before."""
    have = partial.stat().st_size if partial.exists() else 0
    if size is not None and have == size:
        return True
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = _open(request, connect_s)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and have:
                return True  # complete already; the hash decides
            raise KnownError(f"The server refused {partial.stem} (HTTP {error.code}); try later.") from error
    with answer:
        goes_on = answer.status == http.client.PARTIAL_CONTENT and _starts_at(answer, have)
        if not goes_on:
            have = 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        done, whole = _write(answer, partial, have, total or size, progress)
    if not whole or (total is not None and done < total):
        of = f" of {total:,}" if total is not None else ""
        raise KnownError(
            f"The download of {partial.stem} stopped at {done:,}{of} bytes; run it again to go on from there."
        )
    return goes_on and have > 0


def _write(answer: Any, partial: Path, have: int, total: int | None, progress: Progress) -> tuple[int, bool]:
    """Append the answer's body from byte `have` on; the file's size at the end, and whether the body ended well."""
    done = have
    try:
        with partial.open("r+b" if have else "wb") as file:
            file.seek(have)
            progress(done, total)
            while piece := _read(answer):
                file.write(piece)
                done += len(piece)
                progress(done, total)
            file.truncate()
    except OSError as error:
        raise KnownError(f"{partial.stem} cannot be written: {error.strerror or error}.") from error
    return done, piece is not None


def _read(answer: Any) -> bytes | None:
    """The next piece; empty at the end, None when the connection broke."""
    try:
        piece: bytes = answer.read(_CHUNK)
    except (OSError, http.client.HTTPException):
        return None
    return piece


def _starts_at(answer: Any, have: int) -> bool:
    match = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return match is not None and int(match[1]) == have


def _open(request: urllib.request.Request, connect_s: float) -> Any:
    """Open within `connect_s`, name look-up included: that has no timeout of its own, so a thread waits for it."""
    results: queue.SimpleQueue[Any] = queue.SimpleQueue()
    abandoned = threading.Event()

    def attempt() -> None:
        try:
            answer = urllib.request.urlopen(request, timeout=max(connect_s, _READ_TIMEOUT_S))
        except (OSError, http.client.HTTPException, ValueError) as error:
            results.put(error)
            return
        if abandoned.is_set():
            answer.close()
        results.put(answer)

    threading.Thread(target=attempt, name="models-connect", daemon=True).start()
    host = request.host
    try:
        result = results.get(timeout=connect_s)
    except queue.Empty:
        abandoned.set()
        raise Unreachable(f"{host} did not answer within {connect_s:g} s; is the machine on the internet?") from None
    if isinstance(result, urllib.error.HTTPError):
        raise result
    if isinstance(result, Exception):
        raise Unreachable(f"{host} cannot be reached; is the machine on the internet?") from result
    return result
