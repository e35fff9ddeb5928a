"""What the mirror is measured by: time a frame, placement against known truth, placement under worse pictures.

    .venv/bin/python -m tests.benchmarks.tryon time CLIP [SKU ...]
    .venv/bin/python -m tests.benchmarks.tryon display
    .venv/bin/python -m tests.benchmarks.tryon worse ../shared/data/photos/people
    .venv/bin/python -m tests.benchmarks.tryon still ../shared/data/photos/people
    .venv/bin/python -m tests.benchmarks.tryon photos ../shared/data/photos/people OUT_FOLDER [SKU ...]

`time` wants the clip of compose_clip.py. `display` compares with the joints, widths and places that the renderer of the
display pictures wrote down (its fingers are exact; the landmarks are found, not given). `worse` turns, shrinks, dims,
tints, blurs and disturbs two photographs whose true places were read off by eye, and tells how far placements move.
`still` shows the same photograph again and again with fresh noise and tells how much placements tremble.
`photos` writes every photograph with the pieces on it, to be looked at.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kiosk.catalog.store import Catalog
from kiosk.imaging.files import read_image, write_image
from kiosk.imaging.opencv import cv2
from kiosk.tryon.display import FOLDER, find_people
from kiosk.tryon.dressing import Wardrobe
from kiosk.tryon.fitting.base import Scene
from kiosk.tryon.pipeline import Mirror
from kiosk.tryon.scene import Image, Points, Worn
from kiosk.tryon.video import wear_on_video

HAND_TRUTH = (("R001", "left_hand/ring", (189.0, 177.0), 24.0), ("G001", "left_wrist", (146.0, 347.0), 84.0))
FACE_TRUTH = (("E001", "left_ear", (878.0, 258.0), 249.0), ("N001", "neck", (757.0, 525.0), 208.0))
"""SKU, anchor, place in pixels, and the width that errors are counted in (finger, wrist, face, neck). Where along the
forearm a bangle lies is a convention: its place is the one found on the untouched photograph."""


def _worn(skus: list[str]) -> list[Worn]:
    with Catalog.open() as catalog:
        return [Worn(catalog.piece(sku)) for sku in skus]


def measure_time(clip: Path, skus: list[str]) -> None:
    """Median and 95th percentile of every stage."""
    mirror = Mirror()
    mirror.wear(_worn(skus or ["R001", "E001"]))
    result = wear_on_video(mirror, clip, None, "en")
    mirror.close()
    placed = np.mean([len(frame["placements"]) for frame in result.frames])  # type: ignore[arg-type]
    print(json.dumps(result.summary()), f"placements a frame: {placed:.2f}")


def measure_display() -> None:
    """The display hand's fingers and wrist, the bust's lobes and neck, with landmarks found anew."""
    picture, notes = read_image(FOLDER / "hand.webp"), json.loads((FOLDER / "hand.json").read_text("utf-8"))
    scale = notes["px_per_mm"]
    joints = np.array([notes["points_px"][f"landmark_{number}"] for number in range(21)])
    scene = Scene(picture, find_people(picture), 0.0)
    for number, finger in enumerate(("index", "middle", "ring", "little")):
        wardrobe = Wardrobe()
        wardrobe.wear([Worn(_worn(["R001"])[0].piece, f"left_hand/{finger}")])
        (fit,), _ = wardrobe.dress(scene)
        start, end = joints[5 + 4 * number], joints[6 + 4 * number]
        along = (end - start) / np.linalg.norm(end - start)
        off = (np.array(fit.placement.center) - start - 0.62 * (end - start)) / scale
        turned = np.degrees(np.arctan2(-along[1], along[0]))
        print(
            f"{finger}: width {fit.placement.width_px / scale:.2f} mm, true {notes['widths_mm'][finger]:.2f}; "
            f"off {float(off @ along):+.2f} mm along, {float(off @ (-along[1], along[0])):+.2f} across; "
            f"axis {fit.placement.axis_deg - turned:+.1f} degrees"
        )
    wardrobe = Wardrobe()
    wardrobe.wear(_worn(["G001"]))
    (fit,), _ = wardrobe.dress(scene)
    print(f"wrist: width {fit.placement.width_px / scale:.1f} mm, true {notes['widths_mm']['wrist']:.1f}")
    picture, notes = read_image(FOLDER / "bust.webp"), json.loads((FOLDER / "bust.json").read_text("utf-8"))
    wardrobe.wear(_worn(["E001", "N001"]))
    fits, skipped = wardrobe.dress(Scene(picture, find_people(picture), 0.0))
    for fit in fits:
        true = notes["points_px"]["neck_pit" if fit.placement.anchor == "neck" else fit.placement.anchor[:-3] + "lobe"]
        off = (np.array(fit.placement.center) - true) / notes["px_per_mm"]
        ratio = (fit.placement.px_per_mm or 0) / notes["px_per_mm"]
        print(f"{fit.placement.anchor}: off {off[0]:+.1f}, {off[1]:+.1f} mm; scale x{ratio:.3f}")
    print("skipped:", [(one.sku, one.reason) for one in skipped])


def _worse(picture: Image, turns: tuple[int, ...]) -> Iterator[tuple[str, Image, Points]]:
    """(name, picture, (2, 3) matrix from the original's pixels)."""
    height, width = picture.shape[:2]
    for turn in turns:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.8)
        yield (
            f"turned {turn}",
            cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE),
            matrix,
        )
    for scale in (0.4, 0.6, 2.0):
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how)
        yield f"scaled {scale}", small, np.array([[scale, 0, 0], [0, scale, 0]])
    same = np.eye(3)[:2]
    real = picture.astype(np.float64)
    noise = np.random.default_rng(0).normal(0, 18, picture.shape)
    for name, values in {
        "dim": real * 0.3,
        "bright": real * 1.35,
        "warm light": real * (0.7, 0.95, 1.15),
        "cold light": real * (1.2, 1.0, 0.75),
        "darker skin": 255 * (real / 255) ** 2.6,
        "blurred": cv2.GaussianBlur(real, (0, 0), 3),
        "noisy": real + noise,
    }.items():
        yield name, np.clip(values, 0, 255).astype(np.uint8), same


def measure_worse(people: Path) -> None:
    """How far placements move under worse pictures."""
    mirror = Mirror(stream=False)
    for file, truths, turns in (
        ("hand_back.jpg", HAND_TRUTH, (0, 45, 90, 135, 180, 225, 270, 315)),
        ("fr_rose1.jpg", FACE_TRUTH, (0, -15, 15)),
    ):
        mirror.wear(_worn([sku for sku, *_ in truths]))
        for name, picture, matrix in _worse(read_image(people / file), turns):
            placements = {one.anchor: one for one in mirror.process(picture).placements}
            told = []
            for sku, anchor, at, unit in truths:
                if anchor not in placements:
                    told.append(f"{sku} not placed")
                    continue
                true, scale = matrix @ (*at, 1.0), np.linalg.norm(matrix[:, 0])
                off = np.linalg.norm(np.array(placements[anchor].center) - true) / scale / unit
                told.append(f"{sku} off {100 * off:.0f} %, width x{placements[anchor].width_px / scale / unit:.2f}")
            print(f"{file} {name}: {'; '.join(told)}")
    mirror.close()


def measure_still(people: Path) -> None:
    """RMS movement of placements on a photograph enlarged to 1280 px, noise of 6 grey levels, at 30 frames a second."""
    for file, truths in (("hand_back.jpg", HAND_TRUTH), ("fr_rose1.jpg", FACE_TRUTH)):
        picture = read_image(people / file)
        scale = 1280 / max(picture.shape[:2])
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)[:720]
        mirror = Mirror()
        mirror.wear(_worn([sku for sku, *_ in truths]))
        generator = np.random.default_rng(1)
        centres: dict[str, list[tuple[float, float]]] = {}
        for number in range(120):
            noisy = np.clip(picture + generator.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)
            for one in mirror.process(noisy, 1000 * number / 30).placements:
                if number >= 30:
                    centres.setdefault(one.anchor, []).append(one.center)
        mirror.close()
        for anchor, points in centres.items():
            spread = np.sqrt((np.std(points, axis=0) ** 2).sum())
            print(f"{file} {anchor}: {spread:.2f} px RMS over {len(points)} frames")


def write_photos(people: Path, out: Path, skus: list[str]) -> None:
    """Every photograph with the pieces, and what was skipped."""
    out.mkdir(parents=True, exist_ok=True)
    mirror = Mirror(stream=False)
    mirror.wear(_worn(skus or ["R001", "G001", "E001", "N001"]))
    for path in sorted(people.glob("*.jpg")):
        shown = mirror.process(read_image(path))
        write_image(out / f"{path.stem}.png", shown.image)
        if (still := mirror.still((900, 900))) is not None:
            write_image(out / f"{path.stem}_still.png", still)
        placed = [f"{one.sku}@{one.anchor} {one.confidence:.2f}" for one in shown.placements]
        print(path.name, placed, [f"{one.sku}: {one.reason}" for one in shown.skipped])
    mirror.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["time", clip, *skus]:
            measure_time(Path(clip), skus)
        case ["display"]:
            measure_display()
        case ["worse", people]:
            measure_worse(Path(people))
        case ["still", people]:
            measure_still(Path(people))
        case ["photos", people, out, *skus]:
            write_photos(Path(people), Path(out), skus)
        case _:
            sys.exit(__doc__)
