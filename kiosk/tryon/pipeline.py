"""The mirror: frame -> landmarks -> filter -> fit -> composite, for live frames and single photographs."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from kiosk.base.settings import Language
from kiosk.tryon.compositing import enlarged, paint
from kiosk.tryon.crop import Crop, CropFollower, cut, interest, whole
from kiosk.tryon.dressing import AtlasPath, Wardrobe, find_atlas
from kiosk.tryon.filtering import Bank
from kiosk.tryon.fitting.base import Scene
from kiosk.tryon.landmarks import Finder
from kiosk.tryon.people import Tracker, nearest_person
from kiosk.tryon.scene import Face, Fit, Image, People, Placement, Skipped, Worn
from kiosk.tryon.sprites import SpriteStore

FACE_EVERY = 4
"""Frames between looks for a face when no piece needs it: it only tells who is nearest."""
STILL_SPAN = {"hand": 3.4, "wrist": 2.4, "ear": 7.0, "neck": 1.9, "chest": 3.0}
"""Side of a still, in the placement's widths (of finger, wrist, neck; of the earring or brooch itself)."""
MOST_ENLARGED = 6.0
"""Beyond, a still shows nothing more of the customer."""


@dataclass(frozen=True)
class MirrorFrame:
    """One frame of the mirror."""

    image: Image
    """(h, w, 3) BGR, unmirrored, the size of the frame that came in."""
    placements: tuple[Placement, ...]
    skipped: tuple[Skipped, ...]
    ms: dict[str, float]
    """Milliseconds by stage: landmarks, fit, composite."""
    crop: Crop
    """What should fill the screen."""
    someone: bool
    """Whether a face or a hand is seen."""

    def document(self, language: Language) -> dict[str, object]:
        """CONTRACT's `tryon --json`."""
        return {
            "size": [self.image.shape[1], self.image.shape[0]],
            "placements": [placement.document() for placement in self.placements],
            "skipped": [skipped.document(language) for skipped in self.skipped],
            "ms": {stage: round(value, 2) for stage, value in self.ms.items()},
        }


@dataclass
class _Last:
    frame: Image
    fits: list[Fit] = field(default_factory=list)


class Mirror:
    """Pieces on the nearest person. Use it from one thread; `close()` it.

    Frames live here only until the next one comes.
    """

    def __init__(self, *, stream: bool = True, aspect: float | None = None, atlas_path: AtlasPath = find_atlas) -> None:
        """`stream`: live frames in order (else single photographs); `aspect`: the screen's width / height.

        Raises:
            KnownError: the landmark models are missing.
        """
        self._finder = Finder(stream=stream)
        self._stream = stream
        self._aspect = aspect
        self._wardrobe = Wardrobe(atlas_path)
        self._store = SpriteStore()
        self._frames = 0
        self._last: _Last | None = None
        self._faces: list[Face] = []
        self._forget()

    def wear(self, worn: Sequence[Worn]) -> None:
        """Put on these pieces instead of those before.

        Raises:
            UsageError: an anchor that does not exist or is not for this category.
        """
        self._wardrobe.wear(worn)
        if self._stream:
            for part in self._wardrobe.parts:
                self._store.warm(part)

    def process(self, frame: Image, time_ms: float = 0.0) -> MirrorFrame:
        """The pieces on one frame (BGR, unmirrored); the frame itself is left as it is.

        Raises:
            KnownError: a landmark model cannot be opened.
        """
        if not self._stream or (self._last is not None and self._last.frame.shape != frame.shape):
            self._forget()
        started = time.perf_counter()
        people = self._find(frame, time_ms)
        found = time.perf_counter()
        fits, skipped = self._wardrobe.dress(Scene(frame, people, time_ms, self._bank, self._finder.missing))
        fitted = time.perf_counter()
        image = paint(frame, fits, self._store, fine=not self._stream)
        painted = time.perf_counter()
        self._last = _Last(frame, fits)
        height, width = frame.shape[:2]
        return MirrorFrame(
            image,
            tuple(fit.placement for fit in fits),
            tuple(skipped),
            {
                "landmarks": 1000 * (found - started),
                "fit": 1000 * (fitted - found),
                "composite": 1000 * (painted - fitted),
            },
            self._crop(interest(fits, people), width, height, time_ms),
            people.face is not None or bool(people.hands),
        )

    def still(self, size: tuple[int, int]) -> Image | None:
        """The last frame's pieces close up, (width, height) pixels, composed at that size; None without a piece."""
        if self._last is None:
            return None
        return close_up(self._last.frame, self._last.fits, size, self._store)

    def close(self) -> None:
        """Free the landmark models and forget the last frame."""
        self._last = None
        self._finder.close()

    def _find(self, frame: Image, time_ms: float) -> People:
        want_face = self._wardrobe.face or not self._stream or self._frames % FACE_EVERY == 0
        self._frames += 1
        hands, faces = self._finder.find(frame, time_ms, hands=self._wardrobe.hands, face=want_face)
        if want_face:
            self._faces = faces
        people = nearest_person(hands, self._faces)
        return self._tracker(people, time_ms, frame.shape[1]) if self._stream else people

    def _forget(self) -> None:
        """Start the filters afresh."""
        self._tracker, self._bank, self._crop = Tracker(), Bank(), CropFollower(self._aspect)
        self._faces = []


def close_up(frame: Image, fits: list[Fit], size: tuple[int, int], store: SpriteStore) -> Image | None:
    """A still around the first placed piece (all of a pair), enlarged and composed at that size."""
    if not fits:
        return None
    sku = fits[-1].placement.sku
    boxes = []
    for fit in fits:
        if fit.placement.sku == sku:
            place = next(name for name in STILL_SPAN if name in fit.placement.anchor)
            reach = STILL_SPAN[place] / 2 * fit.placement.width_px
            boxes += [np.array(fit.placement.center) - reach, np.array(fit.placement.center) + reach]
    height, width = frame.shape[:2]
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    aspect = size[0] / size[1]
    tall = max(float(high[1] - low[1]), float(high[0] - low[0]) / aspect, size[1] / MOST_ENLARGED)
    limit = whole(width, height, aspect)
    tall = min(tall, limit.height)
    middle = (low + high) / 2
    crop = Crop(
        float(np.clip(middle[0] - tall * aspect / 2, 0, width - tall * aspect)),
        float(np.clip(middle[1] - tall / 2, 0, height - tall)),
        tall * aspect,
        tall,
    )
    large = cut(frame, crop, size, fine=True)
    scale = size[1] / crop.height
    return paint(large, [enlarged(fit, scale, crop.left, crop.top) for fit in fits], store, fine=True)
