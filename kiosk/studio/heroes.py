"""The hero picture: the piece large, three-quarter view, on nothing, with its own soft shadow in the alpha."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.imaging.colour import linear_to_srgb
from kiosk.imaging.layers import blurred, enlarged
from kiosk.studio.mesh import Mesh, Points, rotation, translation
from kiosk.studio.parts import Model, Part, Parts, extent
from kiosk.studio.rendering import Camera, Pixels, Quality, render

Floats = NDArray[np.floating[Any]]
FOV_DEG = 17.0
SHADOW_STRENGTH = 0.62
EXPOSURE = 0.82


def hero(model: Model, pixels: int, quality: Quality) -> NDArray[np.uint8]:
    """A square BGRA picture, straight alpha, sRGB."""
    shot = model.shot
    matrix = rotation("x", shot.elevation_deg) @ rotation("y", -shot.azimuth_deg)
    camera = framed(model.display, matrix, pixels, shot.margin)
    piece = render([(model.display, matrix)], camera, quality)
    alpha = piece[..., 3]
    colour = toned(straightened(piece[..., :3], alpha) * EXPOSURE)
    # A shadow lies near its piece; what else the ground shows is noise.
    near = np.clip(blurred(alpha, pixels * 0.06) * 8, 0, 1)
    shadow = (ground_shadow(model.display, camera, matrix, quality) * near).astype(np.float32)
    whole = alpha + (1 - alpha) * shadow
    # The shadow is black: it darkens what lies beneath and adds nothing.
    straight = colour * (alpha / np.maximum(whole, 1e-4))[..., None]
    if shot.fade_top:
        row = (np.arange(pixels) + 0.5) / pixels
        whole = whole * np.clip((row - 0.01) / shot.fade_top, 0, 1)[:, None] ** 1.5
    return _bgra(straight, whole)


def framed(parts: Parts, matrix: Points, pixels: int, margin: float) -> Camera:
    """A camera that holds all of the parts with a margin."""
    points = np.concatenate([part.mesh.vertices for part in parts]) @ matrix[:3, :3].T + matrix[:3, 3]
    low, high = points.min(0), points.max(0)
    centre = (low + high) / 2
    span = float((high - low)[:2].max()) * margin
    # Nearer points look larger: take the perspective in and correct once.
    distance = span / 2 / np.tan(np.radians(FOV_DEG / 2))
    for _ in range(3):
        apparent = (points[:, :2] - centre[:2]) * (distance / (distance - points[:, 2]))[:, None]
        centre[:2] += (apparent.min(0) + apparent.max(0)) / 2
        span = float(np.ptp(apparent, axis=0).max()) * margin
        distance = span / 2 / np.tan(np.radians(FOV_DEG / 2))
    return Camera(pixels, pixels, span, (float(centre[0]), float(centre[1])), FOV_DEG)


def ground_shadow(parts: Parts, camera: Camera, matrix: Points, quality: Quality) -> Pixels:
    """Opacity of the shadow on the ground under the piece, (h, w) 0..1."""
    low, high = extent(parts)
    size = float((high - low).max()) * 60
    ground = Part(
        Mesh(
            np.array([[-0.7, 0, -1], [-0.7, 0, 1], [1.3, 0, 1], [1.3, 0, -1]]) * size, np.array([[0, 1, 2], [0, 2, 3]])
        ),
        "stand",
    )
    floor = matrix @ translation(y=float(low[1]) - 0.02)
    pixels = camera.width
    small = max(32, pixels // 3)
    cheap = Quality(max(16, min(128, quality.samples * 2)), quality.variant, quality.denoise, dispersion=False)
    view = Camera(small, small, camera.span_mm, camera.centre_mm, camera.fov_deg)
    opaque = tuple(Part(part.mesh, "stand") for part in parts)
    at_floor = (ground.transformed(np.linalg.inv(matrix) @ floor),)
    bare = render([(at_floor, matrix)], view, cheap, depth=2)[..., :3].sum(-1)
    both = render([(opaque + at_floor, matrix)], view, cheap, depth=2)[..., :3].sum(-1)
    light = np.clip(both / np.maximum(blurred(bare, small // 16), 1e-4), 0, 1)
    shadow = blurred(1 - light, max(1, small // 96)) * SHADOW_STRENGTH
    edge = np.minimum.reduce(np.broadcast_arrays(*_edge_distance(small)))
    shadow = np.clip((shadow - 0.035) / 0.965, 0, 1) * _eased(np.clip(edge / 0.16, 0, 1))
    return np.asarray(np.clip(enlarged(shadow, (pixels, pixels)), 0, 1), np.float32)


def _eased(share: Floats) -> Floats:
    """0..1 to 0..1, level at both ends."""
    return np.asarray(share * share * (3 - 2 * share))


def _edge_distance(size: int) -> tuple[Pixels, Pixels]:
    at = (np.arange(size, dtype=np.float32) + 0.5) / size
    near = np.minimum(at, 1 - at)
    return np.asarray(near[None, :]), np.asarray(near[:, None])


def straightened(premultiplied: Pixels, alpha: Pixels) -> Pixels:
    """Colour without its alpha, linear; at the rim it is taken from the pixels further in.

    A denoised rim spreads a little beyond its alpha; dividing by that alpha would leave a bright fringe.
    """
    weight = np.clip(alpha, 0, 1) ** 6 + 1e-6 * (alpha > 0)
    straight = premultiplied / np.maximum(alpha, 1e-3)[..., None]
    inner = straight * weight[..., None]
    total = blurred(weight, 1)
    spread = np.dstack([blurred(inner[..., c], 1) for c in range(3)]) / np.maximum(total, 1e-9)[..., None]
    share = np.clip((alpha - 0.90) / 0.09, 0, 1)[..., None]
    return np.asarray(np.where(alpha[..., None] > 0, straight * share + spread * (1 - share), spread), np.float32)


def toned(straight: Pixels) -> Pixels:
    """Linear colour 0..1 with a soft shoulder: true up to 0.65, then bending towards white."""
    knee = 0.65
    peak = np.maximum(straight.max(-1, keepdims=True), 1e-6)
    bent = np.minimum(peak, knee) + (1 - knee) * (1 - np.exp(-np.maximum(peak - knee, 0) / (1 - knee) * 0.8))
    # Mostly the hue is kept (gold stays gold); a strong highlight still turns towards white.
    hue = straight * (bent / peak)
    over = np.maximum(straight - knee, 0)
    each = np.minimum(straight, knee) + (1 - knee) * (1 - np.exp(-over / (1 - knee) * 0.8))
    share = np.clip((peak - 1.2) / 5, 0, 0.85)
    return np.asarray(hue * (1 - share) + each * share, np.float32)


def _bgra(colour: Floats, alpha: Floats) -> NDArray[np.uint8]:
    eight = np.rint(np.clip(alpha, 0, 1) * 255).astype(np.uint8)
    return np.dstack([linear_to_srgb(colour.astype(np.float32))[..., ::-1], eight])
