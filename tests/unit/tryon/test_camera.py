import threading
import time
from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.imaging.files import write_image
from kiosk.imaging.opencv import cv2
from kiosk.tryon import camera
from kiosk.tryon.camera import CameraSource, FolderSource, PhotoSource, VideoSource, open_source, upright


def _picture(value: int) -> np.ndarray:
    return np.full((48, 64, 3), value, np.uint8)


def _video(path: Path, frames: int = 12, fps: float = 50.0) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (64, 48))
    for number in range(frames):
        writer.write(_picture(20 * number))
    writer.release()
    return path


class Device:
    """Stands for a driver: gives frames until told to fail or to hang."""

    def __init__(self, *, frames: int = 10**9, hang: threading.Event | None = None) -> None:
        self.left, self.hang, self.released = frames, hang, False

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self.left <= 0:
            if self.hang is not None:
                self.hang.wait(5)
            return False, None
        self.left -= 1
        time.sleep(0.005)
        return True, _picture(self.left % 200)

    def release(self) -> None:
        self.released = True


def _read(source: CameraSource, seconds: float = 1.0) -> camera.Frame | None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if frame := source.read(0.05):
            return frame
    return None


def test_none_means_no_camera() -> None:
    assert open_source("none") is None


def test_each_kind_of_source_is_recognised(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", _picture(10))
    video = open_source(str(_video(tmp_path / "v.mp4")))
    assert isinstance(video, VideoSource)
    video.close()
    assert isinstance(open_source(str(tmp_path)), FolderSource)
    assert isinstance(open_source(str(tmp_path / "a.png")), PhotoSource)


@pytest.mark.parametrize("name", ["absent.mp4", "empty", "text.mp4"])
def test_a_source_that_cannot_be_read_gives_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.mp4").write_text("not a video")
    with pytest.raises(KnownError, match=name):
        open_source(str(tmp_path / name))


def test_photographs_take_turns(tmp_path: Path) -> None:
    for number, value in enumerate((10, 200)):
        write_image(tmp_path / f"{number}.png", _picture(value))
    source = FolderSource(tmp_path, seconds_each=0.2)
    seen = set()
    end = time.monotonic() + 0.7
    while time.monotonic() < end:
        if frame := source.read(0.05):
            seen.add(int(frame.image[0, 0, 0]))
    assert seen == {10, 200}
    source.close()


def test_a_video_keeps_its_own_time_and_begins_again(tmp_path: Path) -> None:
    source = VideoSource(_video(tmp_path / "v.mp4", frames=5))
    times = []
    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        if frame := source.read(0.05):
            times.append(frame.time_ms)
    source.close()
    assert times == sorted(times)
    assert times[-1] > 200


def test_frames_are_turned_upright() -> None:
    image = np.zeros((2, 3, 3), np.uint8)
    image[0, 0] = 255
    assert upright(image, 90).shape == (3, 2, 3)
    assert upright(image, 90)[0, 1, 0] == 255
    assert upright(upright(image, 90), 270).tolist() == image.tolist()
    assert upright(image, 0) is image


def test_the_newest_frame_wins_and_is_given_once() -> None:
    source = CameraSource(0, open_device=lambda number: Device())
    first = _read(source)
    time.sleep(0.1)
    second = source.read(0.05)
    assert first is not None
    assert second is not None
    assert second.time_ms - first.time_ms > 50
    assert second.image.shape == (48, 64, 3)
    source.close()


def test_a_camera_that_stops_is_opened_again() -> None:
    devices = [Device(frames=3), Device()]
    opened = iter(devices)
    source = CameraSource(0, open_device=lambda number: next(opened))
    assert _read(source) is not None
    time.sleep(0.1)
    assert _read(source) is not None
    assert devices[0].released
    source.close()
    assert devices[1].released


def test_a_read_that_blocks_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "DEADLINE_S", 0.15)
    monkeypatch.setattr(camera, "FIRST_DEADLINE_S", 0.15)
    hang = threading.Event()
    devices = iter([Device(frames=2, hang=hang), Device()])
    source = CameraSource(0, open_device=lambda number: next(devices))
    assert _read(source) is not None
    time.sleep(0.3)
    assert _read(source) is not None
    hang.set()
    source.close()


def test_a_camera_that_never_works_ends_with_advice() -> None:
    source = CameraSource(3, open_device=lambda number: Device(frames=0))

    def ask() -> None:
        for _ in range(40):
            source.read(0.02)

    with pytest.raises(KnownError, match="Camera 3 gives no pictures"):
        ask()
    source.close()
