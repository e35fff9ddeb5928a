"""The two display pictures with what is known about them, and their files in `assets/display`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.imaging.colour import linear_to_srgb
from kiosk.imaging.files import encode_webp
from kiosk.studio.mannequin import bust, hand
from kiosk.studio.mannequin.field import Field, Points, Surface, ellipsoid, surface_of, vector
from kiosk.studio.mannequin.rendering import Coat, Frame, coverage, render, scatter
from kiosk.studio.mannequin.skin import around, skin_colour, slow_noise

BACKDROP = (0.05, 0.046, 0.05)
"""Linear RGB of the wall: the velvet theme's warm dark gray."""
EXPOSURE = 1.1
BISQUE = (0.56, 0.40, 0.31)
"""The bust's body: unglazed porcelain near skin, so that it reads as a display and not as a person."""
NAIL = (0.74, 0.47, 0.41)
VELVET = (0.030, 0.022, 0.028)


@dataclass(frozen=True)
class Display:
    """A rendered body with its ground truth."""

    name: str
    picture: NDArray[np.uint8]
    """(h, w, 3) BGR."""
    px_per_mm: float
    points_px: dict[str, list[float]]
    """Named places, pixels from the top left."""
    widths_mm: dict[str, float]
    """Widths of the modelled body, mm."""


def make_hand(px_per_mm: float, samples: int) -> Display:
    """The left hand, its back to the viewer, 240 x 320 mm."""
    field = hand.hand_field()
    step = 1.8 / px_per_mm**0.5
    surface = surface_of(field, *hand.BOX, step)
    blush = np.zeros(len(surface.vertices), np.float32)
    for name in hand.RADII:
        joints = vector(hand.JOINTS[name])
        for joint, reach_mm, share in ((0, 10, 0.3), (1, 8, 0.35), (2, 7, 0.25), (3, 8, 0.6)):
            blush += share * around(surface.vertices, joints[joint], reach_mm)
    coats = [Coat(surface, skin_colour(surface.vertices, blush), roughness=0.46, specular=0.4)]
    coats += [_nail(field, nail, step / 2) for nail in hand.nails()]
    frame = Frame((6.0, 54.0), round(240 * px_per_mm), round(320 * px_per_mm), px_per_mm)
    points = _places({f"landmark_{number}": tuple(at) for number, at in enumerate(hand.landmarks())}, frame)
    return Display("hand", _develop(coats, frame, samples), px_per_mm, points, hand_widths())


def hand_widths() -> dict[str, float]:
    """Widths across each finger where a ring sits, 62 % from MCP to PIP, and across the wrist 15 mm behind it, mm."""
    field = hand.hand_field()
    widths = {}
    for name in ("index", "middle", "ring", "little"):
        mcp, pip = vector(hand.JOINTS[name][0]), vector(hand.JOINTS[name][1])
        along = (pip - mcp) / np.linalg.norm(pip - mcp)
        widths[name] = width_across(field, vector(mcp + 0.62 * (pip - mcp)), vector([along[1], -along[0], 0.0]))
    widths["wrist"] = width_across(field, vector([0.0, -15.0, -3.0]), vector([1.0, 0.0, 0.0]))
    return widths


def width_across(field: Field, centre: NDArray[np.float32], direction: NDArray[np.float32]) -> float:
    """How wide the body is through a point inside it, along a direction, mm, as the silhouette shows it."""
    reach = np.arange(0, 80, 0.02, dtype=np.float32)
    unit = direction / np.linalg.norm(direction)
    depths = vector([[0.0, 0.0, depth] for depth in np.arange(-12, 13, 2.0)])
    edges = []
    for sign in (1, -1):
        rays = centre + depths[:, None] + sign * reach[None, :, None] * unit
        outside = field(rays) > 0
        edges.append(max(float(reach[ray.argmax()]) for ray in outside if ray.any() and not ray[0]))
    return round(sum(edges), 2)


def _places(named: Mapping[str, tuple[float, ...]], frame: Frame) -> dict[str, list[float]]:
    pixels = frame.project(vector(list(named.values())))
    return {name: [float(x), float(y)] for name, (x, y) in zip(named, pixels, strict=True)}


def _nail(field: Field, nail: hand.Nail, step_mm: float) -> Coat:
    """The finger's own surface, lifted 0.3 mm, inside an oval on its back."""
    side = np.cross(nail.along, [0, 0, 1])
    side /= np.linalg.norm(side)
    turn = np.stack([side, nail.along, np.cross(side, nail.along)], axis=1)
    oval = ellipsoid(nail.centre + vector([0, 0, 6]), (nail.width_mm / 2, nail.length_mm / 2, 14), turn)
    floor_mm = nail.centre[2] + 1.0

    def plate(points: Points) -> NDArray[np.float32]:
        return vector(np.maximum(np.maximum(field(points) - 0.3, oval(points)), floor_mm - points[..., 2]))

    surface = surface_of(plate, nail.centre - 12, nail.centre + 12, step_mm)
    return Coat(surface, np.tile(vector(NAIL), (len(surface.vertices), 1)), 0.22, 0.5, 0.6)


def make_bust(px_per_mm: float, samples: int) -> Display:
    """Head to chest from the front, 420 x 560 mm."""
    step = 2.6 / px_per_mm**0.5
    skin = surface_of(bust.skin_field(), *bust.BOX, step)
    hair = surface_of(bust.hair_field(), (-110, 80, -190), (110, 345, 90), step)
    hair_colour = vector([0.20, 0.13, 0.095]) * (1 + 0.15 * slow_noise(hair.vertices, 3, 5))[:, None]
    coats = [Coat(skin, _bust_colour(skin), 0.48, 0.38), Coat(hair, hair_colour.astype(np.float32), 0.38, 0.5)]
    coats += [_eye(side) for side in (1.0, -1.0)]
    frame = Frame((0.0, 92.0), round(420 * px_per_mm), round(560 * px_per_mm), px_per_mm)
    places = {
        "left_lobe": bust.LOBE,
        "right_lobe": (-bust.LOBE[0], *bust.LOBE[1:]),
        "neck_pit": (0.0, 0.0, 0.0),
        "left_iris": bust.EYE,
        "right_iris": (-bust.EYE[0], *bust.EYE[1:]),
    }
    widths = {"neck": width_across(bust.skin_field(), vector(bust.NECK), vector([1.0, 0.0, 0.0])), "iris": bust.IRIS_MM}
    return Display("bust", _develop(coats, frame, samples), px_per_mm, _places(places, frame), widths)


def _bust_colour(surface: Surface) -> NDArray[np.float32]:
    places = surface.vertices
    colour = vector(BISQUE) * (1 + 0.02 * slow_noise(places, 20, 1) + 0.015 * slow_noise(places, 5, 2))[:, None]
    x, y, z = places.T

    def paint(share: NDArray[np.float32], pigment: tuple[float, float, float]) -> None:
        nonlocal colour
        cover = np.clip(share, 0, 1)[:, None]
        colour = colour * (1 - cover) + vector(pigment) * cover

    reach = np.abs(x) / 25
    lips = np.clip(1.3 - np.abs(y - 131.6) / (8.4 * np.sqrt(np.clip(1 - reach**2, 0, 1)) + 0.01), 0, 0.45) / 0.45
    paint(0.35 * lips * (z > 44) * (reach < 1), (0.45, 0.20, 0.16))
    for side in (1, -1):
        along = np.clip((side * x - 15) / 31, 0, 1)
        arch = 205 + 4 * along + 4 * np.sin(along * 3.1)
        away = np.hypot(side * x - (15 + 31 * along), y - arch)
        paint(0.35 * np.clip(1.6 - away / 2.3, 0, 1) * (z > 20), (0.20, 0.13, 0.10))
        oval = np.hypot((x - side * bust.EYE[0]) / 13.4, (y - bust.EYE[1]) / 5.6)
        lash = np.clip(1 - np.abs(oval - 1) / 0.16, 0, 1) * (z > 40)
        paint(lash * np.where(y > bust.EYE[1], 0.6, 0.2), (0.15, 0.10, 0.08))
    paint((-112 + 0.0005 * x**2 - y) / 1.2, VELVET)
    return colour.astype(np.float32)


def _eye(side: float) -> Coat:
    centre = vector(bust.EYE) * vector([side, 1, 1])
    surface = surface_of(bust.eye_field(side), centre - 18, centre + 22, 0.45)
    away = surface.vertices - centre
    radius = np.where(away[:, 2] > 0, np.hypot(away[:, 0], away[:, 1]), 50.0)
    colour = np.tile(vector([0.56, 0.43, 0.35]), (len(radius), 1))
    for edge_mm, pigment in ((bust.IRIS_MM / 2, (0.30, 0.20, 0.14)), (2.2, (0.12, 0.08, 0.06))):
        cover = np.clip((edge_mm - radius) / 0.5 + 0.5, 0, 1)[:, None]
        colour = vector(colour * (1 - cover) + vector(pigment) * cover)
    return Coat(surface, colour, 0.12, 0.6, 1.0)


def _develop(coats: list[Coat], frame: Frame, samples: int) -> NDArray[np.uint8]:
    light = render(coats, frame, samples, BACKDROP)
    light = scatter(light, coverage(coats[:1], frame), frame.px_per_mm) * np.float32(EXPOSURE)
    return np.ascontiguousarray(linear_to_srgb(light)[:, :, ::-1])


def save(display: Display, folder: Path) -> None:
    """Write NAME.webp and NAME.json (size, scale, places, widths) into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{display.name}.webp").write_bytes(encode_webp(display.picture, 90))
    height, width = display.picture.shape[:2]
    document = {
        "size": [width, height],
        "px_per_mm": display.px_per_mm,
        "points_px": {name: [round(v, 1) for v in at] for name, at in display.points_px.items()},
        "widths_mm": display.widths_mm,
    }
    (folder / f"{display.name}.json").write_text(json.dumps(document, indent=1) + "\n", "utf-8")
