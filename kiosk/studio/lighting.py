"""A jeweler's light tent as a painted surrounding: softboxes, small sparkle lamps, and dark gaps between them.

Stones and polished metal show their surroundings, so contrast comes from the gaps. Directions are in the viewer's
frame: x right, y up, z towards the viewer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HEIGHT, WIDTH = 256, 512


@dataclass(frozen=True)
class Softbox:
    """A rectangle of light seen from the piece."""

    towards: tuple[float, float, float]
    half_width_deg: float
    half_height_deg: float
    radiance: float
    warmth: float = 0.0
    """Positive is warmer."""
    edge_deg: float = 4.0
    """Width of the soft edge."""
    falloff: float = 0.0
    """Share of light lost from the upper to the lower end."""
    roll_deg: float = 0.0


TENT = (
    Softbox((-0.25, 1.0, 0.45), 40, 17, 3.4, 0.02, 6, 0.35),
    Softbox((-1.0, 0.28, 0.30), 13, 38, 3.0, -0.02, 5, 0.45, 8),
    Softbox((1.0, 0.40, 0.28), 8, 34, 4.4, 0.03, 4, 0.35, -6),
    Softbox((0.62, 0.52, 0.85), 7, 12, 5.0, 0.0, 3),
    Softbox((-0.42, 0.30, 1.0), 6, 15, 3.2, 0.02, 4, 0.3),
    Softbox((0.10, -0.75, 0.85), 34, 11, 0.9, 0.05, 9, 0.3),
    Softbox((-0.55, 0.35, -1.0), 11, 26, 3.2, -0.03, 5),
    Softbox((0.75, 0.15, -0.85), 7, 30, 3.8, 0.0, 4),
    Softbox((0.15, 0.95, -0.75), 26, 9, 3.0, 0.0, 5),
    Softbox((0.95, -0.45, 0.5), 6, 15, 1.2, 0.05, 5),
    Softbox((-0.85, -0.5, 0.55), 7, 12, 0.8, 0.05, 5),
)

SPARKLE = (
    (-0.55, 0.75, 0.70), (0.30, 0.85, 0.75), (0.85, 0.70, 0.55), (-0.85, 0.60, 0.15), (0.05, 0.55, 1.0),
    (0.45, 0.15, 1.0), (-0.25, -0.15, 1.0), (-0.75, 0.05, 0.8), (0.70, -0.15, 0.8), (0.10, 0.9, 0.2),
)  # fmt: skip
"""Small lamps, a few degrees across: points of light that a cut stone throws back as flashes."""


def tent(*, sparkle: float = 1.0) -> NDArray[np.float32]:
    """Radiance of the surrounding, (256, 512, 3) linear RGB, in Mitsuba's latitude-longitude layout.

    The picture's column is the angle from -z towards +x, its row the angle down from +y.
    """
    column = (np.arange(WIDTH) + 0.5) / WIDTH * 2 * np.pi
    row = (np.arange(HEIGHT) + 0.5) / HEIGHT * np.pi
    phi, theta = np.meshgrid(column, row)
    direction = np.stack([np.sin(phi) * np.sin(theta), np.cos(theta), -np.cos(phi) * np.sin(theta)], -1)
    up, front = direction[..., 1], direction[..., 2]
    # The room: dim, a little lighter above and from the front, a warm dark table below.
    room = 0.075 + 0.10 * np.clip(up, 0, 1) ** 2 + 0.11 * np.clip(front, 0, 1) ** 3
    picture = room[..., None] * np.array([1.0, 0.99, 1.0])
    table = np.clip(-up * 1.6, 0, 1)[..., None]
    picture = picture * (1 - table) + table * np.array([0.115, 0.105, 0.10]) * (
        0.7 + 0.6 * np.clip(front, 0, 1)[..., None]
    )
    for box in TENT:
        picture += _glow(direction, box)[..., None] * _tint(box.warmth)
    for index, towards in enumerate(SPARKLE):
        lamp = Softbox(towards, 1.5, 1.5, 26.0 * sparkle, 0.04 if index % 2 else -0.02, 0.8)
        picture += _glow(direction, lamp)[..., None] * _tint(lamp.warmth)
    return np.ascontiguousarray(picture, np.float32)


def _glow(direction: NDArray[np.float64], box: Softbox) -> NDArray[np.float64]:
    centre = np.array(box.towards) / np.linalg.norm(box.towards)
    pole = np.array([0.0, 0.0, -1.0]) if abs(centre[1]) > 0.8 else np.array([0.0, 1.0, 0.0])
    right = np.cross(pole, centre)
    right /= np.linalg.norm(right)
    over = np.cross(centre, right)
    turn = np.radians(box.roll_deg)
    right, over = right * np.cos(turn) + over * np.sin(turn), over * np.cos(turn) - right * np.sin(turn)
    depth = direction @ centre
    x = np.degrees(np.arctan2(direction @ right, depth))
    y = np.degrees(np.arctan2(direction @ over, depth))
    inside = _ramp((box.half_width_deg - np.abs(x)) / box.edge_deg) * _ramp(
        (box.half_height_deg - np.abs(y)) / box.edge_deg
    )
    fade = 1 - box.falloff * np.clip(0.5 - y / (2 * box.half_height_deg), 0, 1)
    return np.asarray(np.where(depth > 0, inside * fade * box.radiance, 0.0))


def _ramp(value: NDArray[np.float64]) -> NDArray[np.float64]:
    t = np.clip(value + 0.5, 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def _tint(warmth: float) -> NDArray[np.float64]:
    return np.array([1 + warmth, 1.0, 1 - warmth])
