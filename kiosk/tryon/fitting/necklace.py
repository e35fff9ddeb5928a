"""A necklace, a pendant on a chain, or a brooch: hung from the neck's base that face and neck edges tell.

The visible front of a chain is a curve in space between the two sides of the neck, whose length in millimetres is the
chain's length less what goes round behind. The turn of the head moves the chin, not the chain.
"""

import math
from dataclasses import dataclass

import numpy as np

from kiosk.atlas.file import Atlas, Part
from kiosk.catalog.piece import Piece
from kiosk.tryon.anchors import Anchor
from kiosk.tryon.edges import SkinModel, band, skin_model, to_lab
from kiosk.tryon.fitting.base import STEADY, Scene, asked_face, median_skin
from kiosk.tryon.fitting.head import CHEEKS_AND_CHIN, Head, head_of, oval
from kiosk.tryon.scale import EYE_TO_NECK_MM, Scale, face_scale
from kiosk.tryon.scene import Declined, Face, Fit, Placement, Points, Sprite, Strand

EAR_TO_PIT_MM = 164.0
CHIN_TO_PIT_MM = 80.0
NECK_WIDTH_MM = 112.0
BEHIND_MM = 188.0
"""Of a chain, the part that goes round behind the neck."""
SIDE_ABOVE_PIT_MM = 54.0
BEYOND_MM = 26.0
"""How far the curve is carried on beyond its ends, to be hidden where the neck's outline is."""
BEYOND = 10
"""Samples of that stretch."""
SIDE_DEPTH_MM = 48.0
"""How far behind the pit of the neck the chain passes over the shoulders."""
DEFAULT_CHAIN_MM = 450.0
ROUND, POINTED = 2.0, 1.45
"""The exponent of the curve's shape: a strand hangs round, a chain with a pendant comes to a point."""
SAMPLES = 121
MOST_YAW_DEG = 50.0
LEAST_NECK_SKIN = 0.42
BROOCH_MM = (78.0, -95.0)
"""From the pit of the neck to the wearer's left breast: right and up in the picture."""
SMALLEST_FACE_PX = 32.0


@dataclass(frozen=True)
class _Neck:
    pit: Points
    """(2,) pixels."""
    width_px: float
    scale: Scale
    px_per_mm: float
    confidence: float
    skin: SkinModel
    hair: SkinModel | None
    jaw_y: float
    """The jaw's corners, pixels from the top."""


def fit_necklace(scene: Scene, piece: Piece, atlas: Atlas, anchor: Anchor, default_chain: Part) -> list[Fit]:
    """Place a necklace or a pendant; one without a chain of its own hangs on `default_chain`.

    Raises:
        Declined: no face, the neck is covered, outside the picture, or too small.
    """
    face, head = _face(scene)
    neck = _neck(scene, face, head)
    chain = atlas.parts.get("strip", default_chain)
    pendant = atlas.parts.get("pendant")
    curve_mm = hanging_curve(
        piece.length_mm or DEFAULT_CHAIN_MM,
        half_width_mm=0.53 * neck.width_px / neck.px_per_mm,
        exponent=POINTED if pendant else ROUND,
    )
    curve = neck.pit + _over_the_shoulders(curve_mm) * neck.px_per_mm * (1.0, -1.0)
    lowest = curve[len(curve) // 2]
    width, height = scene.size
    if lowest[1] >= height or curve[0, 0] < 0 or curve[-1, 0] >= width:
        raise Declined("neck_out_of_frame")
    layers: list[Sprite | Strand] = [Strand(chain, curve, neck.px_per_mm, _uncovered(scene, curve, neck))]
    if pendant:
        yaw = 0.3 * scene.bank.angle("head yaw", head.yaw_deg, scene.time_ms)
        at = (float(lowest[0]), float(lowest[1]))
        layers.append(Sprite(pendant, {"yaw_deg": yaw}, at, 90.0, neck.px_per_mm))
    placement = _placement(piece, anchor, neck, neck.pit if anchor.place == "neck" else lowest, neck.width_px)
    skin = median_skin(scene.frame, neck.pit, 0.08 * neck.width_px)
    return [Fit(placement, tuple(layers), skin=skin, in_front=(oval(face),))]


def fit_brooch(scene: Scene, piece: Piece, atlas: Atlas, anchor: Anchor) -> list[Fit]:
    """Place a brooch on the wearer's left breast.

    Raises:
        Declined: no face, or the place lies outside the picture.
    """
    face, head = _face(scene)
    scale = face_scale(face, scene.long_side, EYE_TO_NECK_MM, scene.known.px_per_mm)
    px_per_mm = scene.bank.number("neck scale", 100 * scale.px_per_mm, scene.time_ms, STEADY) / 100
    at = scene.known.places.get("neck_pit", _pit(face, head, px_per_mm)) + np.array(BROOCH_MM) * px_per_mm * (1.0, -1.0)
    width_mm = piece.dimensions_mm.get("width", 30.0)
    if not scene.inside(float(at[0]), float(at[1]), width_mm * px_per_mm / 2):
        raise Declined("chest_out_of_frame")
    placement = Placement(
        piece.sku, anchor.name, (float(at[0]), float(at[1])), 0.0, width_mm * px_per_mm, px_per_mm,
        scale.source, scale.error, 0.5,
    )  # fmt: skip
    yaw = 0.3 * scene.bank.angle("head yaw", head.yaw_deg, scene.time_ms)
    sprite = Sprite(atlas.parts["body"], {"yaw_deg": yaw}, placement.center, 90.0, px_per_mm)
    # Cloth tells nothing of the light's colour; the face beside it does.
    return [Fit(placement, (sprite,), skin=_face_skin(scene, face))]


def hanging_curve(length_mm: float, half_width_mm: float, exponent: float) -> Points:
    """(SAMPLES, 2) the front of a chain as the viewer sees it, mm from the pit of the neck (x right, y up).

    The curve's length in space is `length_mm - BEHIND_MM`, or the least that reaches round for a short choker.
    """
    across = np.linspace(-1, 1, SAMPLES)
    shape = np.abs(across) ** exponent
    depth = SIDE_DEPTH_MM * across**2

    def front_mm(drop: float) -> float:
        steps = np.diff(np.stack([half_width_mm * across, drop * shape, depth]), axis=1)
        return float(np.linalg.norm(steps, axis=0).sum())

    wanted, low, high = length_mm - BEHIND_MM, 8.0, 600.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if front_mm(middle) < wanted else (low, middle)
    drop = (low + high) / 2
    return np.stack([half_width_mm * across, SIDE_ABOVE_PIT_MM - drop * (1 - shape)], axis=1)


def _over_the_shoulders(curve_mm: Points) -> Points:
    """The curve with its ends carried on up the neck's sides; where the neck ends, what is not skin hides them."""
    rise = np.linspace(0, BEYOND_MM, BEYOND + 1)[1:]
    inward = 0.15 * rise**2 / BEYOND_MM
    left = np.column_stack([curve_mm[0, 0] + inward, curve_mm[0, 1] + rise])[::-1]
    right = np.column_stack([curve_mm[-1, 0] - inward, curve_mm[-1, 1] + rise])
    return np.vstack([left, curve_mm, right])


def _face(scene: Scene) -> tuple[Face, Head]:
    face = asked_face(scene, SMALLEST_FACE_PX)
    head = head_of(face)
    if abs(head.yaw_deg) > MOST_YAW_DEG:
        raise Declined("face_turned")
    return face, head


def _pit(face: Face, head: Head, px_per_mm: float) -> Points:
    """(2,) the pit of the neck, from ears and chin; looking up or down moves the chin more than the ears."""
    trust_in_chin = 0.4 * math.exp(-((head.pitch_deg / 15) ** 2))
    chin, ears = face.points[152, :2], face.centre
    from_ears, from_chin = ears[1] + EAR_TO_PIT_MM * px_per_mm, chin[1] + CHIN_TO_PIT_MM * px_per_mm
    # The neck leans along with a tilted head, most of the way.
    lean = -0.7 * float(head.up[0]) * EAR_TO_PIT_MM * px_per_mm
    # The cheeks' middle lies before the neck's axis, so a turned head carries it to the side.
    turn = -0.2 * face.width_px * float(head.forward[0])
    return np.array([ears[0] + lean + turn, from_ears + trust_in_chin * (from_chin - from_ears)])


def _neck(scene: Scene, face: Face, head: Head) -> _Neck:
    bank, now = scene.bank, scene.time_ms
    scale = face_scale(face, scene.long_side, EYE_TO_NECK_MM, scene.known.px_per_mm)
    px_per_mm = bank.number("neck scale", 100 * scale.px_per_mm, now, STEADY) / 100
    pit = scene.known.places.get("neck_pit", _pit(face, head, px_per_mm))
    expected = NECK_WIDTH_MM * px_per_mm
    if not scene.inside(float(pit[0]), float(pit[1]), 0.1 * expected):
        raise Declined("neck_out_of_frame")
    skin = skin_model(scene.frame, face.points[list(CHEEKS_AND_CHIN), :2], 0.03 * face.width_px)
    if skin is None:
        raise Declined("neck_out_of_frame")
    if _neck_skin(scene, face, pit, expected, skin) < LEAST_NECK_SKIN:
        raise Declined("neck_covered")
    down = np.array([0.0, 1.0])
    at = pit - down * 0.32 * expected
    found = band(scene.frame, at, down, expected, length_px=0.12 * expected, skin=skin, spread=0.09, off_centre=0.07)
    trust = min(1.0, found.confidence / 0.6)
    width = expected * bank.number("neck width", 100 * (found.width_px / expected) ** trust, now, STEADY) / 100
    # Across is to the left where "along" is down.
    offset = bank.number("neck offset", -100 * 0.6 * trust * found.offset_px / expected, now, STEADY) / 100
    if "neck_pit" in scene.known.places:
        offset = 0.0
    # The neck's own colour: faces are lit and made up otherwise.
    steps = np.array([(x, y) for x in (-0.2, 0.0, 0.2) for y in (-0.35, -0.2, -0.06)])
    skin = skin_model(scene.frame, pit + steps * expected, 0.03 * expected) or skin
    hair, jaw_y = _hair(scene, face, head, skin), float(face.points[[172, 397], 1].mean())
    return _Neck(pit + np.array([offset * expected, 0.0]), width, scale, px_per_mm, found.confidence, skin, hair, jaw_y)


def _neck_skin(scene: Scene, face: Face, pit: Points, expected: float, skin: SkinModel) -> float:
    """Likeness to the face's skin between chin and pit of the neck: low under a collar or a scarf."""
    top = float(face.points[152, 1]) + 0.12 * expected
    rows = np.linspace(min(top, float(pit[1]) - 0.15 * expected), float(pit[1]), 10)
    columns = float(pit[0]) + np.linspace(-0.2, 0.2, 9) * expected
    x, y = np.meshgrid(columns, rows)
    likeness = skin.likeness(to_lab(scene.pixels(x, y)))
    # The lower half counts twice: that is where the chain lies.
    return float(np.average(likeness.mean(axis=1), weights=np.linspace(1, 2, len(rows))))


def _uncovered(scene: Scene, curve: Points, neck: _Neck) -> Points:
    """(n,) how much of the chain shows at each of its points.

    Beside the neck what is not skin hides it; lower, it lies on cloth but under hair. The ends fade where the chain
    turns behind.
    """
    steps = np.linspace(-1, 1, 3) * max(1.0, neck.px_per_mm)
    x = curve[:, 0, None] + np.tile(steps, 3)
    y = curve[:, 1, None] + np.repeat(steps, 3)
    likeness = neck.skin.likeness(to_lab(scene.pixels(x, y))).mean(axis=1)
    seen = np.clip((likeness - 0.2) / 0.2, 0, 1)
    above_pit = np.clip((neck.pit[1] + 6 * neck.px_per_mm - curve[:, 1]) / (8 * neck.px_per_mm), 0, 1)
    seen = np.minimum(1 - above_pit * (1 - seen), 1 - _under_hair(scene, curve, neck))
    kernel = np.hanning(9)[1:-1]
    padded = np.pad(seen, 3, mode="edge")
    seen = np.convolve(padded, kernel / kernel.sum(), mode="valid")
    # Once hidden on its way up beyond the neck, a chain does not come out again.
    seen[-BEYOND - 1 :] = np.minimum.accumulate(seen[-BEYOND - 1 :])
    seen[: BEYOND + 1] = np.minimum.accumulate(seen[BEYOND::-1])[::-1]
    seen = scene.bank.filtered("chain seen", 100 * seen[:, None], scene.time_ms)[:, 0] / 100
    ends = np.clip((1 - np.abs(np.linspace(-1, 1, len(curve)))) / 0.04, 0, 1)
    return np.asarray(np.clip(seen, 0, 1) * ends)


def _under_hair(scene: Scene, curve: Points, neck: _Neck) -> Points:
    """(n,) how surely hair hangs over each point of a chain.

    Cloth can have the hair's colour, but hair hangs from the head: it is there all the way up to the jaw.
    """
    if neck.hair is None:
        return np.zeros(len(curve))
    share = np.linspace(0, 1, 10)
    y = curve[:, 1, None] + (neck.jaw_y - curve[:, 1, None]) * share
    lab = to_lab(scene.pixels(np.repeat(curve[:, 0, None], len(share), axis=1), y))
    hair = neck.hair.likeness(lab)
    covered = ((hair > 0.05) & (hair > 1.2 * neck.skin.likeness(lab))).mean(axis=1)
    return np.asarray(np.clip((covered - 0.6) / 0.25, 0, 1))


def _hair(scene: Scene, face: Face, head: Head, skin: SkinModel) -> SkinModel | None:
    """The colour of what is above the forehead; None for a bald head or a fringe cut by the picture."""
    top = face.points[[10, 109, 338], :2] + 0.2 * face.width_px * head.up[:2] * (1.0, -1.0)
    found = skin_model(scene.frame, top, 0.04 * face.width_px)
    if found is None or np.linalg.norm((found.mean - skin.mean) * (0.4, 1.0, 1.0)) < 14:
        return None
    return SkinModel(found.mean, np.maximum(found.spread, (40.0, 7.0, 8.0)))


def _face_skin(scene: Scene, face: Face) -> Points | None:
    return median_skin(scene.frame, face.points[[50, 280], :2].mean(axis=0), 0.04 * face.width_px)


def _placement(piece: Piece, anchor: Anchor, neck: _Neck, centre: Points, width_px: float) -> Placement:
    return Placement(
        sku=piece.sku,
        anchor=anchor.name,
        center=(float(centre[0]), float(centre[1])),
        axis_deg=0.0,
        width_px=width_px,
        px_per_mm=neck.px_per_mm,
        scale_source=neck.scale.source,
        scale_error=neck.scale.error,
        confidence=0.35 + 0.45 * neck.confidence,
    )
