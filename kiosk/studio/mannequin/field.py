"""Signed distance fields in millimetres, joined softly, and the mesh of their surface.

A body is a smooth union of round cones and ellipsoids; marching cubes (scikit-image, in the train extra) turns it
into triangles. Formulas: I. Quilez, "Distance functions", written anew for arrays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kiosk.base.errors import KnownError

Points = NDArray[np.float32]
"""(..., 3) millimetres; x right, y up, z towards the viewer."""
Field = Callable[[Points], NDArray[np.float32]]
"""Points (..., 3) -> signed distance (...), mm, negative inside."""


def vector(values: ArrayLike) -> NDArray[np.float32]:
    """Anything like an array as float32."""
    return np.asarray(values, np.float32)


def round_cone(start: ArrayLike, end: ArrayLike, start_radius: float, end_radius: float, flat: float = 1.0) -> Field:
    """A limb from `start` to `end` whose radius goes linearly; `flat` < 1 presses it together along z."""
    a = np.asarray(start, np.float32)
    axis = np.asarray(end, np.float32) - a
    length_squared = np.float32(axis @ axis)
    squeeze = vector([1, 1, 1 / flat])

    def distance(points: Points) -> NDArray[np.float32]:
        offset = points - a
        along = np.clip(offset @ axis / length_squared, 0, 1)
        radial = (offset - along[..., None] * axis) * squeeze
        radius = start_radius + (end_radius - start_radius) * along
        away: NDArray[np.float32] = (np.linalg.norm(radial, axis=-1) - radius) * np.float32(min(flat, 1.0))
        return away

    return distance


def ellipsoid(centre: ArrayLike, radii: ArrayLike, turn: ArrayLike | None = None) -> Field:
    """An ellipsoid; `turn` is a 3x3 rotation from its own axes to the world's."""
    c, r = np.asarray(centre, np.float32), np.asarray(radii, np.float32)
    rotation = np.eye(3, dtype=np.float32) if turn is None else np.asarray(turn, np.float32)

    def distance(points: Points) -> NDArray[np.float32]:
        local = (points - c) @ rotation
        near = np.linalg.norm(local / r, axis=-1)
        steep = np.linalg.norm(local / (r * r), axis=-1)
        away: NDArray[np.float32] = near * (near - 1) / np.maximum(steep, 1e-6)
        return away

    return distance


def smooth_union(fields: Sequence[Field], blend_mm: float) -> Field:
    """All fields joined with fillets of about `blend_mm`."""

    def distance(points: Points) -> NDArray[np.float32]:
        total = fields[0](points)
        for field in fields[1:]:
            total = soft_min(total, field(points), blend_mm)
        return total

    return distance


def soft_min(a: NDArray[np.float32], b: NDArray[np.float32], blend_mm: float) -> NDArray[np.float32]:
    """The smaller of two distances with a quadratic fillet."""
    share = np.clip(0.5 + 0.5 * (b - a) / blend_mm, 0, 1)
    mixed: NDArray[np.float32] = b + (a - b) * share - blend_mm * share * (1 - share)
    return mixed


def soft_carve(a: NDArray[np.float32], hole: NDArray[np.float32], blend_mm: float) -> NDArray[np.float32]:
    """`a` without `hole`, its rim rounded."""
    return -soft_min(-a, hole, blend_mm)


@dataclass(frozen=True)
class Surface:
    """Triangles of a surface, normals outwards."""

    vertices: NDArray[np.float32]
    """(n, 3) mm."""
    faces: NDArray[np.uint32]
    """(m, 3)."""
    normals: NDArray[np.float32]
    """(n, 3) unit."""


def surface_of(field: Field, low: ArrayLike, high: ArrayLike, step_mm: float) -> Surface:
    """The field's zero surface inside a box, sampled every `step_mm`.

    Raises:
        KnownError: scikit-image is not installed.
    """
    try:
        from skimage.measure import marching_cubes
    except ImportError as error:
        raise KnownError("Modelling needs scikit-image: python3 installer/bootstrap.py train.") from error
    lower, upper = np.asarray(low, np.float32), np.asarray(high, np.float32)
    axes = [np.arange(a, b, step_mm, dtype=np.float32) for a, b in zip(lower, upper, strict=True)]
    volume = np.empty([len(axis) for axis in axes], np.float32)
    # A slab at a time: the whole box with its three coordinates would take gigabytes.
    for at in range(0, len(axes[0]), 16):
        slab = np.stack(np.meshgrid(axes[0][at : at + 16], axes[1], axes[2], indexing="ij"), axis=-1)
        volume[at : at + 16] = field(slab)
    vertices, faces, _, _ = marching_cubes(volume, 0.0, spacing=(step_mm,) * 3)
    vertices = vertices.astype(np.float32) + lower
    normals = _normals(field, vertices, step_mm)
    return Surface(vertices, _outward(vertices, faces.astype(np.uint32), normals), normals)


def _normals(field: Field, vertices: NDArray[np.float32], step_mm: float) -> NDArray[np.float32]:
    """Normals from the field's own slope: smoother than any average over triangles."""
    gradient = np.empty_like(vertices)
    for axis in range(3):
        shift = np.zeros(3, np.float32)
        shift[axis] = step_mm / 2
        gradient[:, axis] = field(vertices + shift) - field(vertices - shift)
    unit: NDArray[np.float32] = gradient / np.maximum(np.linalg.norm(gradient, axis=1, keepdims=True), 1e-9)
    return unit


def _outward(
    vertices: NDArray[np.float32], faces: NDArray[np.uint32], normals: NDArray[np.float32]
) -> NDArray[np.uint32]:
    corners = vertices[faces]
    face_normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    inward = (face_normals * normals[faces[:, 0]]).sum(1) < 0
    turned = faces.copy()
    turned[inward] = faces[inward][:, ::-1]
    return turned
