"""Pieces over a whole video, frame by frame, with the time of every stage."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.imaging.opencv import cv2
from kiosk.tryon.camera import open_video
from kiosk.tryon.pipeline import Mirror
from kiosk.tryon.scene import Image

STAGES = ("decode", "landmarks", "fit", "composite", "whole")
"""`whole` is decode to composite; writing the result is counted apart (`encode`)."""


@dataclass
class VideoResult:
    """What CONTRACT's `tryon --video --json` says."""

    frames: list[dict[str, object]] = field(default_factory=list)
    ms: dict[str, list[float]] = field(default_factory=dict)

    def summary(self) -> dict[str, object]:
        """Median and 95th percentile of every stage, milliseconds."""
        return {
            "frames": len(self.frames),
            "ms": {
                stage: {
                    "median": round(float(np.median(values)), 2),
                    "p95": round(float(np.percentile(values, 95)), 2),
                }
                for stage, values in self.ms.items()
                if values
            },
        }

    def document(self) -> dict[str, object]:
        """CONTRACT's JSON."""
        return {"frames": self.frames, "summary": self.summary()}


def wear_on_video(
    mirror: Mirror,
    path: Path,
    out: Path | None,
    language: Language,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> VideoResult:
    """Run a streaming mirror over a video and write it as MP4 if `out` is given.

    Raises:
        KnownError: the video cannot be read, has no frames, or the result cannot be written.
    """
    device = open_video(path)
    result = VideoResult(ms={stage: [] for stage in (*STAGES, "encode")})
    writer: Any = None
    try:
        fps = float(device.get(cv2.CAP_PROP_FPS)) or 25.0
        total = int(device.get(cv2.CAP_PROP_FRAME_COUNT))
        while True:
            started = time.perf_counter()
            good, image = device.read()
            if not good:
                break
            decoded = time.perf_counter()
            shown = mirror.process(image, 1000 * len(result.frames) / fps)
            done = time.perf_counter()
            result.frames.append(shown.document(language))
            times = {"decode": decoded - started, "whole": done - started}
            if out is not None:
                writer = writer or _writer(out, shown.image, fps)
                writer.write(shown.image)
                times["encode"] = time.perf_counter() - done
            for stage, seconds in times.items():
                result.ms[stage].append(1000 * seconds)
            for stage, value in shown.ms.items():
                result.ms[stage].append(value)
            progress(len(result.frames), total)
    finally:
        device.release()
        if writer is not None:
            writer.release()
    if not result.frames:
        raise KnownError(f"The video {path.name} has no frames that can be read.")
    return result


def _writer(out: Path, image: Image, fps: float) -> Any:
    if out.suffix.lower() != ".mp4":
        raise KnownError(f"Videos are written as MP4; give {out.stem}.mp4 instead of {out.name}.")
    writer = cv2.VideoWriter(str(out), cv2.VideoWriter.fourcc(*"mp4v"), fps, (image.shape[1], image.shape[0]))
    if not writer.isOpened():
        raise KnownError(f"The video {out.name} cannot be written; check the folder and the space on the disk.")
    return writer


def worn_from_words(words: Sequence[str]) -> list[tuple[str, str | None]]:
    """`SKU` or `SKU@ANCHOR` as (sku, anchor)."""
    return [(sku, anchor or None) for sku, _, anchor in (word.partition("@") for word in words)]
