"""Sweeping a cross-section along a curve."""

import numpy as np
from numpy.typing import ArrayLike

from kiosk.studio.mesh import Mesh, Points, ellipse, grid


def tangents(path: Points, *, closed: bool) -> Points:
    """Unit tangents (n, 3) of a polyline."""
    difference = np.roll(path, -1, 0) - np.roll(path, 1, 0) if closed else np.gradient(path, axis=0)
    return np.asarray(difference / np.maximum(np.linalg.norm(difference, axis=1, keepdims=True), 1e-12))


def normals(path: Points, *, closed: bool, up: Points | None = None) -> tuple[Points, Points]:
    """Two unit vectors across the curve, (n, 3) each: `side` and `up`, with side x up = tangent.

    Without a given `up` (3,) the frame is carried along with the least twist; on a closed curve the
    remaining twist is spread evenly so that the ends meet.
    """
    tangent = tangents(path, closed=closed)
    if up is not None:
        over = up - tangent * (tangent @ up)[:, None]
        over /= np.maximum(np.linalg.norm(over, axis=1, keepdims=True), 1e-12)
        return np.cross(over, tangent), over
    start = np.eye(3)[np.argmin(np.abs(tangent[0]))]
    carried = [np.asarray(start - tangent[0] * (tangent[0] @ start))]
    for direction in tangent[1:]:
        vector = carried[-1] - direction * (direction @ carried[-1])
        carried.append(vector)
    over = np.array([vector / np.linalg.norm(vector) for vector in carried])
    if closed:
        last = over[-1] - tangent[0] * (tangent[0] @ over[-1])
        last /= np.linalg.norm(last)
        twist = np.arctan2(np.cross(last, over[0]) @ tangent[0], last @ over[0])
        angle = np.linspace(0, twist, len(path), endpoint=False)[:, None]
        over = over * np.cos(angle) + np.cross(tangent, over) * np.sin(angle)
    return np.cross(over, tangent), over


def sweep(
    path: Points,
    profile: Points,
    *,
    closed: bool = False,
    up: Points | None = None,
    scale: Points | None = None,
    twist_deg: Points | None = None,
    crease_deg: float = 40.0,
) -> Mesh:
    """Carry a counter-clockwise profile (k, 2) of (side, up) along a path (n, 3).

    `scale` (n,) or (n, 2) sizes the profile at each point, `twist_deg` (n,) turns it. Open ends are capped.
    """
    side, over = normals(path, closed=closed, up=up)
    section = np.broadcast_to(profile, (len(path), *profile.shape)).copy()
    if scale is not None:
        section *= scale[:, None, None] if scale.ndim == 1 else scale[:, None, :]
    if twist_deg is not None:
        cos, sin = np.cos(np.radians(twist_deg))[:, None], np.sin(np.radians(twist_deg))[:, None]
        section = np.stack(
            [section[..., 0] * cos - section[..., 1] * sin, section[..., 0] * sin + section[..., 1] * cos], -1
        )
    net = path[:, None] + section[..., :1] * side[:, None] + section[..., 1:] * over[:, None]
    mesh = grid(net, wrap_u=closed, wrap_v=True, crease_deg=crease_deg)
    # side x up = tangent, so that a counter-clockwise profile swept forward has its outside inside: turn it.
    faces = mesh.faces[:, ::-1]
    if closed:
        return Mesh(mesh.vertices, faces, crease_deg)
    count, k = len(mesh.vertices), len(profile)
    around = np.arange(k)
    after = (around + 1) % k
    last = (len(path) - 1) * k
    head = np.stack([np.full(k, count), after, around], 1)
    tail = np.stack([np.full(k, count + 1), last + around, last + after], 1)
    return Mesh(np.concatenate([mesh.vertices, path[[0, -1]]]), np.concatenate([faces, head, tail]), crease_deg)


def tube(path: Points, radius: float, *, closed: bool = False, sides: int = 16, taper: Points | None = None) -> Mesh:
    """A round wire along a path; `taper` (n,) scales the radius along it."""
    return sweep(path, ellipse(radius, steps=sides), closed=closed, scale=taper)


def capsule(
    first: ArrayLike, second: ArrayLike, radius: float, end_radius: float | None = None, sides: int = 14
) -> Mesh:
    """A straight wire with rounded ends, from `first` to `second` (centres of the end balls)."""
    start, end = np.asarray(first, float), np.asarray(second, float)
    last = radius if end_radius is None else end_radius
    length = np.linalg.norm(end - start)
    axis = (end - start) / max(float(length), 1e-9)
    turn = np.radians([85, 65, 45, 22, 0])
    along = np.concatenate([-radius * np.sin(turn), length + last * np.sin(turn[::-1])])
    size = np.concatenate([radius * np.cos(turn), last * np.cos(turn[::-1])])
    return sweep(start + along[:, None] * axis, ellipse(1.0, steps=sides), scale=size)


def circle(radius: float, steps: int = 160, plane: str = "xz") -> Points:
    """A closed circle (n, 3) round the origin; in xz it starts at +z and runs towards +x."""
    angle = np.arange(steps) * 2 * np.pi / steps
    first, second = radius * np.cos(angle), radius * np.sin(angle)
    zero = np.zeros(steps)
    return np.stack([second, zero, first] if plane == "xz" else [first, second, zero], 1)


def torus(radius: float, wire: float, plane: str = "xz", steps: int = 96, sides: int = 20) -> Mesh:
    """A ring of round wire; radii in mm, `radius` to the wire's middle."""
    return tube(circle(radius, steps, plane), wire, closed=True, sides=sides)


def resample(path: Points, count: int, *, closed: bool = False) -> Points:
    """`count` points at equal arc lengths along a polyline (n, d)."""
    whole = np.concatenate([path, path[:1]]) if closed else path
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(whole, axis=0), axis=1))])
    at = np.linspace(0, length[-1], count, endpoint=not closed)
    return np.stack([np.interp(at, length, whole[:, axis]) for axis in range(whole.shape[1])], 1)


def smooth(points: Points, count: int, *, closed: bool = False) -> Points:
    """A Catmull-Rom curve through control points (n, d), resampled evenly."""
    points = np.asarray(points, float)
    before = points[-1:] if closed else 2 * points[:1] - points[1:2]
    after = points[:2] if closed else 2 * points[-1:] - points[-2:-1]
    p = np.concatenate([before, points, after])
    t = np.linspace(0, 1, 24, endpoint=False)[:, None]
    pieces = []
    for i in range(len(p) - 3):
        a, b, c, d = p[i : i + 4]
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    dense = np.concatenate(pieces)
    if not closed:
        dense = np.concatenate([dense, points[-1:]])
    return resample(dense, count, closed=closed)
