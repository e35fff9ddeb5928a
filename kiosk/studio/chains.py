"""Chains and strands: links of wire, twisted ropes, beads on a thread; straight runs and along a curve."""

import numpy as np

from kiosk.studio.mesh import Mesh, Points, sphere
from kiosk.studio.parts import Part, Parts, of
from kiosk.studio.sweeps import normals, resample, tube


def link(length: float, width: float, wire: float) -> Mesh:
    """An oval wire link in the xy plane, long along x; `wire` is the wire's radius."""
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    straight = max(length - width, 0.0) / 2
    x = np.cos(angle) * (width / 2 - wire) + np.sign(np.cos(angle)) * straight
    path = np.stack([x, np.sin(angle) * (width / 2 - wire), np.zeros(40)], 1)
    return tube(resample(path, 36, closed=True), wire, closed=True, sides=10)


def cable_pitch(length: float, wire: float) -> float:
    """From one link's middle to the next, when each hangs in the other."""
    return length - 4 * wire * 0.94


def cable(
    path: Points, length: float, width: float, wire: float, metal: str, *, up: Points, turn_deg: float = 45.0
) -> Parts:
    """A cable chain along an open or nearly closed path (n, 3): links turned by plus and minus `turn_deg`."""
    count = max(2, round(_length(path) / cable_pitch(length, wire)))
    at = resample(path, count)
    side, over = normals(at, closed=False, up=up)
    along = np.cross(side, over)
    piece = link(length, width, wire)
    meshes = []
    for index in range(count):
        turn = np.radians(turn_deg if index % 2 else turn_deg - 90)
        y = side[index] * np.cos(turn) + over[index] * np.sin(turn)
        matrix = np.eye(4)
        matrix[:3, :3] = np.stack([along[index], y, np.cross(along[index], y)], 1)
        matrix[:3, 3] = at[index]
        meshes.append(piece.transformed(matrix))
    return of(metal, *meshes)


def rope(path: Points, radius: float, metal: str, *, strands: int = 3, pitch: float = 4.0) -> Parts:
    """Wires twisted round a path (n, 3); `pitch` is one turn of a wire in mm, `strands` repeats."""
    length = _length(path)
    count = max(24, int(length / pitch * 36))
    at = resample(path, count)
    side, over = normals(at, closed=False)
    turn = np.linspace(0, 2 * np.pi * length / pitch, count)
    wire = radius * 0.56
    meshes = []
    for strand in range(strands):
        angle = turn + strand * 2 * np.pi / strands
        offset = side * np.cos(angle)[:, None] + over * np.sin(angle)[:, None]
        meshes.append(tube(at + offset * (radius - wire), wire, sides=14))
    return of(metal, *meshes)


def beads(
    path: Points, diameter: float, material: str, *, gap: float = 0.12, closed: bool = False, variation: float = 0.0
) -> Parts:
    """Balls along a path (n, 3), as many as fit; `variation` makes each a little out of round (nature does)."""
    return bead_row(bead_places(path, diameter + gap, closed=closed), diameter, material, variation)


def bead_places(path: Points, pitch: float, *, closed: bool) -> Points:
    """Evenly spaced places (n, 3) along a path, about `pitch` apart."""
    whole = np.concatenate([path, path[:1]]) if closed else path
    return resample(path, max(2, round(_length(whole) / pitch) + (0 if closed else 1)), closed=closed)


def bead_row(places: Points, diameter: float, material: str, variation: float = 0.0) -> Parts:
    """A ball at each place (n, 3)."""
    ball = sphere(diameter / 2, 28, 44)
    generator = np.random.default_rng(7)
    parts = []
    for place in places:
        size = 1 + variation * generator.uniform(-1, 1, 3)
        parts.append(Part(ball.scaled(*size).moved(*place), material))
    return tuple(parts)


def straight(length: float, steps: int = 400) -> Points:
    """A path (n, 3) along x, centred on the origin."""
    return np.column_stack([np.linspace(-length / 2, length / 2, steps), np.zeros((steps, 2))])


def hanging(width: float, height: float, steps: int = 300) -> Points:
    """Both halves of a worn chain from (-width, height) down to the origin and up again, in the xy plane."""
    x = np.linspace(-1, 1, steps)
    soft = np.sqrt(x**2 + 0.02**2) - 0.02
    y = height * (0.72 * soft + 0.28 * x**2)
    return resample(np.stack([x * width * (1 - 0.10 * x**2), y, np.zeros(steps)], 1), steps)


def _length(path: Points) -> float:
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
