"""The mirror on a thread of its own: camera frames in, dressed pictures out, the newest only.

Without a camera (none there, refused, or lost for good) the same thread dresses the display hand and bust.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from kiosk.base.errors import KnownError
from kiosk.catalog.piece import Piece
from kiosk.ui.items.video import rgb32
from kiosk.ui.screens.mirror import Wearing
from kiosk.ui.threads.loop import Loop
from kiosk.ui.threads.mailbox import Mailbox

if TYPE_CHECKING:
    from kiosk.tryon.camera import FrameSource
    from kiosk.tryon.crop import Crop
    from kiosk.tryon.display import DisplayMirror
    from kiosk.tryon.pipeline import Mirror, MirrorFrame

log = logging.getLogger(__name__)
READ_S = 0.2
"""How long one step waits for a frame."""
LOST_S = 2.5
"""Seconds without a frame after which the screen says that the camera is being looked for."""
LEAN = 0.12
"""How far from the middle of a wide screen the customer is shown, in widths."""
FIRST_FRAME_S = 8.0
"""Opening a camera may take so long."""


@dataclass(frozen=True)
class Shown:
    """One picture for the screen and what it told."""

    image: QImage
    mirrored: bool
    live: bool
    """From the camera; otherwise the display hand or bust."""
    someone: bool
    reason: str = ""
    """Why a piece is not shown (a key of `tryon.reason`); empty when all are."""
    values: Mapping[str, object] = field(default_factory=dict)
    """The reason's placeholders."""
    scale: str = ""
    error: float = 0.0


@dataclass(frozen=True)
class Openers:
    """How the thread gets its engines; each raises KnownError when it cannot."""

    camera: Callable[[], "FrameSource | None"]
    mirror: Callable[[], "Mirror"]
    display: Callable[[], "DisplayMirror"]


class Looking(QObject):
    """`start()` opens what it needs in the thread; `stop()` lets go of it."""

    state = Signal(str)
    """opening, live, lost, no_camera, no_consent, no_mirror."""

    def __init__(
        self,
        openers: Openers,
        pieces: Mapping[str, Piece],
        aspect: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """`aspect`: the screen's width / height."""
        super().__init__(parent)
        self._aspect = aspect
        self._openers = openers
        self._pieces = pieces
        self._wearing: tuple[Wearing, ...] = ()
        self._close_up: tuple[int, int] | None = None
        self._frozen = False
        self.frames: Mailbox[Shown] = Mailbox(self)
        self._loop: Loop | None = None
        self._ending: list[Loop] = []

    @Slot(object)
    def wear(self, wearing: tuple[Wearing, ...]) -> None:
        """What to put on from the next frame; any thread."""
        self._wearing = wearing

    def close_up(self, size: tuple[int, int] | None) -> None:
        """Show stills around the piece, (width, height) pixels, instead of the followed crop."""
        self._close_up = size

    @Slot(bool)
    def freeze(self, frozen: bool) -> None:
        """Keep the last frame (and close-ups of it), or go on."""
        self._frozen = frozen

    def start(self, camera: bool) -> None:
        """Begin anew, with the camera or with the display pictures."""
        self.stop()
        self._frozen, self._close_up = False, None
        work = _Work(self, camera)
        loop = Loop("looking", work.open, work.close, self)
        loop.failed.connect(self._failed)
        self._loop = loop
        # The camera can be opened only after the last thread let go of it.
        work.after = tuple(self._ending)
        loop.start()

    def stop(self) -> None:
        """End without waiting: the thread lets go of the camera within a frame."""
        if self._loop is not None:
            self._loop.halt.set()
            self._ending = [*(loop for loop in self._ending if loop.isRunning()), self._loop]
            self._loop = None
        self.frames.take()

    def close(self) -> bool:
        """End and wait."""
        self.stop()
        return all([loop.stop() for loop in self._ending])

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        log.error("the mirror stopped", exc_info=error)
        self.state.emit("no_mirror")


class _Work:
    """What lives and dies with one run of the thread."""

    def __init__(self, looking: Looking, camera: bool) -> None:
        self._looking = looking
        self._wants_camera = camera
        self.after: tuple[Loop, ...] = ()
        self._camera: FrameSource | None = None
        self._mirror: Mirror | None = None
        self._display: DisplayMirror | None = None
        self._dressed: tuple[Wearing, ...] | None = None
        self._close_up: tuple[int, int] | None = None
        self._state = ""
        self._last_s = 0.0
        self._done: MirrorFrame | None = None
        """The last frame, dressed."""

    def open(self) -> Callable[[], bool]:
        """The thread's first act: camera and models, or the display pictures."""
        for earlier in self.after:
            earlier.wait()
        if not self._wants_camera:
            return self._show_display("no_consent")
        self._say("opening")
        try:
            self._camera = self._looking._openers.camera()
        except KnownError as error:
            log.info("no camera: %s", error)
        if self._camera is None:
            return self._show_display("no_camera")
        try:
            self._mirror = self._looking._openers.mirror()
        except KnownError as error:
            log.info("no mirror: %s", error)
            return self._show_display("no_mirror")
        self._last_s = time.monotonic() + FIRST_FRAME_S
        return self._step

    def close(self) -> None:
        """The thread's last act."""
        self._done = None
        if self._camera is not None:
            self._camera.close()
            self._camera = None
        if self._mirror is not None:
            self._mirror.close()
            self._mirror = None

    def _show_display(self, why: str) -> Callable[[], bool]:
        self.close()
        self._dressed = None
        self._say(why)
        self._display = self._looking._openers.display()
        return self._display_step

    def _step(self) -> bool:
        if self._display is not None:
            return self._display_step()
        assert self._camera is not None
        assert self._mirror is not None
        if self._looking._frozen and self._done is not None:
            return self._frozen_step(self._mirror, self._done, self._camera.mirrored)
        try:
            frame = self._camera.read(READ_S)
        except KnownError as error:
            log.info("camera lost: %s", error)
            self._show_display("no_camera")
            return True
        if frame is None:
            if time.monotonic() - self._last_s > LOST_S:
                self._say("lost")
            return True
        self._last_s = time.monotonic()
        self._dress(self._mirror)
        done = self._done = self._mirror.process(frame.image, frame.time_ms)
        self._close_up = self._looking._close_up
        self._put(done, self._mirror, self._camera.mirrored, live=True)
        self._say("live")
        return True

    def _frozen_step(self, mirror: "Mirror", done: "MirrorFrame", mirrored: bool) -> bool:
        if self._close_up != self._looking._close_up:
            self._close_up = self._looking._close_up
            self._put(done, mirror, mirrored, live=True)
        else:
            time.sleep(READ_S / 4)
        self._last_s = time.monotonic()
        return True

    def _display_step(self) -> bool:
        assert self._display is not None
        news = self._dress(self._display) or self._close_up != self._looking._close_up
        if news:
            self._close_up = self._looking._close_up
            try:
                self._put(self._display.process(), self._display, mirrored=False, live=False)
            except KnownError as error:
                log.info("no display picture: %s", error)
                return False
        else:
            time.sleep(READ_S / 4)
        return True

    def _dress(self, mirror: "Mirror | DisplayMirror") -> bool:
        """Put on what is wanted; whether that changed anything."""
        from kiosk.tryon.scene import Worn

        wearing = self._looking._wearing
        if wearing == self._dressed:
            return False
        self._dressed = wearing
        mirror.wear([Worn(self._looking._pieces[one.sku], one.anchor) for one in wearing])
        return True

    def _put(self, done: "MirrorFrame", mirror: "Mirror | DisplayMirror", mirrored: bool, *, live: bool) -> None:
        size = self._looking._close_up
        still = mirror.still(size) if size else None
        image = rgb32(still) if still is not None else _cropped(done, self._looking._aspect(), mirrored)
        shown = Shown(image, mirrored, live, done.someone)
        if done.skipped:
            shown = replace(shown, reason=done.skipped[0].reason, values=done.skipped[0].values)
        if done.placements:
            last = done.placements[-1]
            shown = replace(shown, scale=last.scale_source, error=last.scale_error or 0.0)
        self._looking.frames.put(shown)

    def _say(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._looking.state.emit(state)


def screenful(
    crop: "Crop", width: int, height: int, aspect: float, *, mirrored: bool = False
) -> tuple[int, int, int, int]:
    """The part of a frame (left, top, right, bottom) that fills the screen with the crop above the foot's controls.

    Args:
        crop: what is to be seen free of the controls.
        width: of the frame, pixels.
        height: of the frame, pixels.
        aspect: the whole screen's width / height.
        mirrored: the frame will be shown flipped; across a wide screen the customer stands right of the controls.
    """
    wide = min(crop.width, width, height * aspect)
    tall = wide / aspect
    aside = (LEAN if mirrored else -LEAN) * wide if aspect > 1 else 0.0
    left = min(max(0.0, crop.left + (crop.width - wide) / 2 + aside), width - wide)
    top = min(max(0.0, crop.top), height - tall)
    return round(left), round(top), round(left + wide), round(top + tall)


def _cropped(done: "MirrorFrame", aspect: float, mirrored: bool) -> QImage:
    height, width = done.image.shape[:2]
    left, top, right, bottom = screenful(done.crop, width, height, aspect, mirrored=mirrored)
    return rgb32(done.image[top:bottom, left:right])
