"""Where frames come from: a camera, a video, a photograph, or a folder of photographs.

A camera's read can block for ever and it stays "open" when its cable is pulled. So a camera is read in a thread of its
own; when no frame comes in time the thread is given up and the camera opened again, at most 5 times a minute.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kiosk.base.errors import KnownError
from kiosk.imaging.files import read_image
from kiosk.imaging.opencv import cv2
from kiosk.tryon.scene import Image

DEADLINE_S = 2.0
"""Without a frame for this long a camera counts as stuck."""
FIRST_DEADLINE_S = 8.0
"""Opening a camera may take longer."""
REOPENINGS = 5
"""A minute."""
WIDTH, HEIGHT = 1920, 1080
"""Asked of the camera; it gives the nearest it has."""
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
PHOTO_FPS = 15.0
SECONDS_A_PHOTO = 5.0


@dataclass(frozen=True)
class Frame:
    """One picture of a stream."""

    image: Image
    """(h, w, 3) BGR, upright, not mirrored."""
    time_ms: float
    """Ascending; of a video the video's own time."""


class FrameSource(Protocol):
    """A stream of frames; the newest wins."""

    mirrored: bool
    """Whether the screen shows it flipped, as a mirror does (a camera in front of the customer)."""

    def read(self, timeout_s: float) -> Frame | None:
        """The newest frame not read before, or None when none came in time.

        Raises:
            KnownError: the source is lost for good.
        """

    def close(self) -> None:
        """Let go of the device; no thread of ours stays."""


def open_source(source: str, *, rotation_deg: int = 0) -> FrameSource | None:
    """The source that `kiosk run --camera` names: a device number, a file, a folder, or "none".

    Raises:
        KnownError: no such file, or a folder without photographs.
    """
    if source == "none":
        return None
    if source.isdecimal():
        return CameraSource(int(source), rotation_deg=rotation_deg)
    path = Path(source)
    if path.is_dir():
        return FolderSource(path, rotation_deg=rotation_deg)
    if not path.exists():
        raise KnownError(f"There is no camera, file or folder {source}; use a device number, a path, or none.")
    if path.suffix.lower() in PHOTO_SUFFIXES:
        return PhotoSource([path], rotation_deg=rotation_deg)
    return VideoSource(path, rotation_deg=rotation_deg)


def upright(image: Image, rotation_deg: int) -> Image:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return np.asarray(cv2.rotate(image, turns[rotation_deg]), np.uint8) if rotation_deg in turns else image


class _Capture:
    """One opening of a camera, read in a thread; holds the newest frame."""

    def __init__(self, open_device: Callable[[], Any], rotation_deg: int) -> None:
        self.ready = threading.Condition()
        self.frame: Frame | None = None
        self.last_s = time.monotonic() + FIRST_DEADLINE_S - DEADLINE_S
        self.lost = False
        self._rotation_deg = rotation_deg
        self._stop = threading.Event()
        self._open_device = open_device
        # A read that never returns must not keep the program from ending.
        self.thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Ask the thread to end; it does after the read it is in."""
        self._stop.set()

    def _run(self) -> None:
        device = self._open_device()
        try:
            while not self._stop.is_set():
                good, image = device.read()
                if not good:
                    break
                frame = Frame(upright(image, self._rotation_deg), time.monotonic() * 1000)
                with self.ready:
                    self.frame, self.last_s = frame, time.monotonic()
                    self.ready.notify_all()
        except cv2.error as error:
            logging.getLogger(__name__).info("camera: %s", error)
        finally:
            device.release()
            with self.ready:
                self.lost = True
                self.ready.notify_all()


class CameraSource:
    """A camera by its number, reopened when it gets stuck."""

    mirrored = True

    def __init__(self, number: int, *, rotation_deg: int = 0, open_device: Callable[[int], Any] | None = None) -> None:
        """`open_device` opens the device of that number as cv2.VideoCapture does."""
        self._number = number
        self._rotation_deg = rotation_deg
        self._open_device = open_device or _open_camera
        self._opened: deque[float] = deque()
        self._capture: _Capture | None = None
        self._given_up: list[threading.Thread] = []
        self._seen: Frame | None = None

    def read(self, timeout_s: float) -> Frame | None:
        """The newest frame not read before, or None.

        Raises:
            KnownError: the camera was opened 5 times within a minute and gives nothing.
        """
        capture = self._capture
        if capture is None or capture.lost or time.monotonic() - capture.last_s > DEADLINE_S:
            capture = self._reopen()
        with capture.ready:
            capture.ready.wait_for(lambda: capture.frame is not self._seen or capture.lost, timeout_s)
            if capture.frame is self._seen:
                return None
            self._seen = capture.frame
            return capture.frame

    def close(self) -> None:
        """Stop reading; waits for the threads as long as a read may take."""
        if self._capture is not None:
            self._capture.stop()
            self._given_up.append(self._capture.thread)
            self._capture = None
        for thread in self._given_up:
            thread.join(DEADLINE_S)
        self._given_up.clear()

    def _reopen(self) -> _Capture:
        if self._capture is not None:
            self._capture.stop()
            self._given_up.append(self._capture.thread)
            self._given_up = [thread for thread in self._given_up if thread.is_alive()]
            logging.getLogger(__name__).info("camera %d gives no frames; opening it again", self._number)
        now = time.monotonic()
        while self._opened and now - self._opened[0] > 60:
            self._opened.popleft()
        if len(self._opened) > REOPENINGS:
            raise KnownError(
                f"Camera {self._number} gives no pictures; check its cable, and that no other program uses it."
            )
        self._opened.append(now)
        self._capture = _Capture(lambda: self._open_device(self._number), self._rotation_deg)
        return self._capture


def _open_camera(number: int) -> Any:
    device = cv2.VideoCapture(number)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    # Old frames waiting in the driver are lag.
    device.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return device


class VideoSource:
    """A video played at its own speed; frames that come too late are dropped."""

    mirrored = False

    def __init__(self, path: Path, *, rotation_deg: int = 0, loop: bool = True) -> None:
        """Open the file.

        Raises:
            KnownError: not a video that can be read.
        """
        self._path, self._rotation_deg, self._loop = path, rotation_deg, loop
        self._device = open_video(path)
        self._fps = float(self._device.get(cv2.CAP_PROP_FPS)) or 25.0
        self._started_s: float | None = None
        self._next = 0
        self._offset_ms = 0.0
        self._ended = False

    def read(self, timeout_s: float) -> Frame | None:
        """The frame that is due now, or None when none is due in time or the video has ended."""
        if self._ended:
            time.sleep(timeout_s)
            return None
        if self._started_s is None:
            self._started_s = time.monotonic()
        due_s = self._started_s + self._next / self._fps
        wait_s = due_s - time.monotonic()
        if wait_s > timeout_s:
            time.sleep(timeout_s)
            return None
        if wait_s > 0:
            time.sleep(wait_s)
        while time.monotonic() - due_s > 1 / self._fps and self._device.grab():
            self._next += 1
            due_s += 1 / self._fps
        good, image = self._device.read()
        if not good:
            self._end()
            return None
        time_ms = self._offset_ms + 1000 * self._next / self._fps
        self._next += 1
        return Frame(upright(image, self._rotation_deg), time_ms)

    def close(self) -> None:
        """Close the file."""
        self._device.release()

    def _end(self) -> None:
        """Begin again, or stay at the end."""
        if not self._loop or not self._next:
            self._ended = True
            return
        self._offset_ms += 1000 * self._next / self._fps
        self._device.release()
        self._device = open_video(self._path)
        self._next, self._started_s = 0, None


def open_video(path: Path) -> Any:
    """A cv2.VideoCapture of the file.

    Raises:
        KnownError: no such file, or not a video that can be read.
    """
    if not path.exists():
        raise KnownError(f"There is no video {path.name}.")
    device = cv2.VideoCapture(str(path))
    if not device.isOpened():
        raise KnownError(f"The video {path.name} cannot be read; convert it to MP4 (H.264).")
    return device


class PhotoSource:
    """Photographs, each shown for some seconds, again and again."""

    mirrored = False

    def __init__(self, paths: list[Path], *, rotation_deg: int = 0, seconds_each: float = SECONDS_A_PHOTO) -> None:
        """Read the first photograph at once, so that a bad file is told early.

        Raises:
            KnownError: not a picture.
        """
        self._paths, self._rotation_deg, self._seconds_each = paths, rotation_deg, seconds_each
        self._shown = 0
        self._image = upright(read_image(paths[0]), rotation_deg)
        self._started_s = self._last_s = time.monotonic()

    def read(self, timeout_s: float) -> Frame | None:
        """The photograph whose turn it is, some 15 times a second."""
        wait_s = self._last_s + 1 / PHOTO_FPS - time.monotonic()
        if wait_s > 0:
            time.sleep(min(wait_s, timeout_s))
            if wait_s > timeout_s:
                return None
        self._last_s = time.monotonic()
        turn = int((self._last_s - self._started_s) / self._seconds_each) % len(self._paths)
        if turn != self._shown:
            self._shown = turn
            self._image = upright(read_image(self._paths[turn]), self._rotation_deg)
        return Frame(self._image.copy(), self._last_s * 1000)

    def close(self) -> None:
        """Nothing is held open."""


class FolderSource(PhotoSource):
    """All photographs of a folder, by name."""

    def __init__(self, folder: Path, *, rotation_deg: int = 0, seconds_each: float = SECONDS_A_PHOTO) -> None:
        """List the folder.

        Raises:
            KnownError: it holds no photographs.
        """
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES)
        if not paths:
            raise KnownError(f"The folder {folder.name} holds no photographs (.jpg, .png, .webp).")
        super().__init__(paths, rotation_deg=rotation_deg, seconds_each=seconds_each)
