"""Camera, microphone, loudspeaker. These may hang inside a driver: the doctor runs them in processes of their own."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.health.check import Check, bad, good

if TYPE_CHECKING:
    from kiosk.tryon.camera import FrameSource
    from kiosk.voice.microphone import AudioSource

CAMERA_PATIENCE_S = 8.0
MICROPHONE_PATIENCE_S = 2.5
LISTENING_S = 0.5


def camera(language: Language, source: "FrameSource | None" = None) -> Check:
    """Take one picture with the first camera (or of `source`), and forget it."""
    if source is None:
        if sys.platform == "linux" and not any(Path("/dev").glob("video*")):
            return bad("camera", language, "none")
        from kiosk.tryon.camera import CameraSource

        source = CameraSource(0)
    try:
        frame = source.read(CAMERA_PATIENCE_S)
    except KnownError:
        frame = None
    finally:
        source.close()
    if frame is None:
        return bad("camera", language, "dark")
    height, width = frame.image.shape[:2]
    if width * height < 1280 * 720:
        return bad("camera", language, "small", width=width, height=height)
    return good("camera", language, width=width, height=height)


def microphone(language: Language) -> Check:
    """Listen for half a second to the default microphone, and forget it."""
    from kiosk.voice.microphone import DeviceSource
    from kiosk.voice.soundcard import input_devices

    names = input_devices()
    return hear(language, names, DeviceSource()) if names else bad("microphone", language, "none")


def hear(language: Language, names: list[str], source: "AudioSource") -> Check:
    """Whether sound comes from a microphone that was opened; closes it."""
    heard, silent = 0.0, True
    end = time.monotonic() + MICROPHONE_PATIENCE_S
    try:
        while heard < LISTENING_S and time.monotonic() < end:
            block = source.read(0.2)
            if block is not None:
                heard += len(block) / 16_000
                silent = silent and not block.any()
    except KnownError:  # it was lost while we listened
        heard = 0.0
    finally:
        source.close()
    if heard == 0.0:
        return bad("microphone", language, "dead", device=names[0])
    return bad("microphone", language, "mute") if silent else good("microphone", language, count=len(names))


def speaker(language: Language) -> Check:
    """Look for a loudspeaker; nothing is played."""
    from kiosk.voice.soundcard import output_devices

    names = output_devices()
    return good("speaker", language, device=names[0]) if names else bad("speaker", language, "none")
