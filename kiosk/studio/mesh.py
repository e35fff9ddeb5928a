"""Triangle meshes in millimetres: primitives, sweeps, transforms, crease-aware normals."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Faces = NDArray[np.int64]


@dataclass(frozen=True)
class Mesh:
    """Triangles wound counter-clockwise seen from outside."""

    vertices: Points
    """(n, 3), mm."""
    faces: Faces
    """(m, 3) indices."""
    crease_deg: float = 40.0
    """Edges sharper than this stay sharp; 0 gives flat facets."""

    def transformed(self, matrix: Points) -> "Mesh":
        """The mesh under a 4 x 4 affine matrix; a mirroring turns the winding so that outside stays outside."""
        vertices = self.vertices @ matrix[:3, :3].T + matrix[:3, 3]
        faces = self.faces[:, ::-1] if np.linalg.det(matrix[:3, :3]) < 0 else self.faces
        return Mesh(vertices, faces, self.crease_deg)

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Mesh":
        """The mesh shifted by millimetres."""
        return Mesh(self.vertices + np.array([x, y, z]), self.faces, self.crease_deg)

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> "Mesh":
        """The mesh scaled about the origin; one number scales evenly."""
        factors = [x, x if y is None else y, x if z is None else z, 1.0]
        return self.transformed(np.diag(factors))

    def volume(self) -> float:
        """Signed volume, mm3: positive for a closed mesh with its outside outside."""
        a, b, c = (self.vertices[self.faces[:, k]] for k in range(3))
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)

    def is_closed(self) -> bool:
        """Whether every edge is shared by exactly two faces that run along it in opposite directions."""
        edges = np.concatenate([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]])
        size = len(self.vertices)
        forward = edges[:, 0] * size + edges[:, 1]
        back = edges[:, 1] * size + edges[:, 0]
        return len(np.unique(forward)) == len(forward) and np.array_equal(np.sort(forward), np.sort(back))

    def corners(self) -> tuple[Points, Points]:
        """Positions and normals of every face corner, (3m, 3) each.

        A corner's normal averages those faces at its vertex that lie within the crease angle of its own face.
        """
        corners = self.faces.reshape(-1)
        positions = self.vertices[corners]
        a, b, c = (self.vertices[self.faces[:, k]] for k in range(3))
        area = np.cross(b - a, c - a)
        flat = area / np.maximum(np.linalg.norm(area, axis=1, keepdims=True), 1e-12)
        face_of = np.arange(len(corners)) // 3
        if self.crease_deg <= 0:
            return positions, flat[face_of]
        order = np.argsort(corners, kind="stable")
        _, start, count = np.unique(corners[order], return_index=True, return_counts=True)
        group = np.repeat(np.arange(len(count)), count)
        repeats = count[group]
        first = np.repeat(np.arange(len(corners)), repeats)
        offset = np.arange(len(first)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        mine = order[first]
        other = order[start[group[first]] + offset]
        near = np.einsum("ij,ij->i", flat[face_of[mine]], flat[face_of[other]]) > np.cos(np.radians(self.crease_deg))
        normals = np.zeros_like(positions)
        for axis in range(3):
            weights = area[face_of[other], axis] * near
            normals[:, axis] = np.bincount(mine, weights, minlength=len(corners))
        return positions, normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def merged(meshes: Iterable[Mesh]) -> Mesh:
    """Several meshes as one list of triangles (they may overlap); the first one's crease angle holds."""
    parts = list(meshes)
    offsets = np.cumsum([0, *(len(part.vertices) for part in parts)])
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.faces + offset for part, offset in zip(parts, offsets, strict=False)]),
        parts[0].crease_deg,
    )


def translation(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Points:
    """A 4 x 4 shift, mm."""
    matrix = np.eye(4)
    matrix[:3, 3] = x, y, z
    return matrix


def rotation(axis: str, degrees: float) -> Points:
    """A 4 x 4 right-handed turn about x, y or z."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(4)
    matrix[i, i] = matrix[j, j] = cos
    matrix[i, j], matrix[j, i] = -sin, sin
    return matrix


def scaling(x: float, y: float, z: float) -> Points:
    """A 4 x 4 scaling about the origin."""
    return np.diag([x, y, z, 1.0])


def frame(origin: Iterable[float], x: Iterable[float], y: Iterable[float], z: Iterable[float]) -> Points:
    """The 4 x 4 matrix that carries the axes to x, y, z and the origin to `origin`."""
    matrix = np.eye(4)
    for column, values in enumerate((x, y, z, origin)):
        matrix[:3, column] = np.fromiter(values, float)
    return matrix


def grid(points: Points, *, wrap_u: bool, wrap_v: bool, crease_deg: float = 40.0) -> Mesh:
    """Quads over a (nu, nv, 3) net of points, wrapped round where asked; outside is where du x dv points."""
    nu, nv, _ = points.shape
    index = np.arange(nu * nv).reshape(nu, nv)
    if wrap_u:
        index = np.concatenate([index, index[:1]], axis=0)
    if wrap_v:
        index = np.concatenate([index, index[:, :1]], axis=1)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    faces = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)
    return Mesh(points.reshape(-1, 3), faces, crease_deg)


def sphere(radius: float = 1.0, rings: int = 32, sectors: int = 48) -> Mesh:
    """A ball round the origin, poles on z."""
    theta = np.linspace(0, np.pi, rings + 1)[1:-1]
    profile = np.stack([np.sin(theta), np.cos(theta)], 1) * radius
    return lathe(np.concatenate([[[0.0, radius]], profile, [[0.0, -radius]]]), sectors)


def lathe(profile: Points, sectors: int = 64, crease_deg: float = 40.0) -> Mesh:
    """Turn a profile of (r, z) points about z.

    A profile that begins and ends on the axis (r = 0) runs from top to bottom and gives a solid; any other
    is taken as a closed outline, running clockwise with r to the right and z up, and gives a ring.
    """
    angle = np.arange(sectors) * 2 * np.pi / sectors
    solid = profile[0, 0] == 0 and profile[-1, 0] == 0
    body = profile[1:-1] if solid else profile
    net = np.empty((len(body), sectors, 3))
    net[..., 0] = body[:, None, 0] * np.cos(angle)
    net[..., 1] = body[:, None, 0] * np.sin(angle)
    net[..., 2] = body[:, None, 1]
    mesh = grid(net, wrap_u=not solid, wrap_v=True, crease_deg=crease_deg)
    if not solid:
        return mesh
    count = len(mesh.vertices)
    around = np.arange(sectors)
    after = (around + 1) % sectors
    last = (len(body) - 1) * sectors
    top = np.stack([np.full(sectors, count), around, after], 1)
    bottom = np.stack([np.full(sectors, count + 1), last + after, last + around], 1)
    poles = np.array([[0.0, 0.0, profile[0, 1]], [0.0, 0.0, profile[-1, 1]]])
    return Mesh(np.concatenate([mesh.vertices, poles]), np.concatenate([mesh.faces, top, bottom]), crease_deg)


def prism(outline: Points, thickness: float, bevel: float = 0.0, crease_deg: float = 30.0) -> Mesh:
    """A plate over a counter-clockwise outline (n, 2) in the xy plane, centred on z = 0.

    The edges are rounded by `bevel` mm. The outline must be star-shaped about its mean (no holes).
    """
    centre = outline.mean(0)
    steps = np.radians(np.array([0, 22.5, 45, 67.5, 90])) if bevel > 0 else np.array([0.0])
    half = thickness / 2
    inward = _inward(outline)
    layers = []
    for angle in steps[::-1]:
        layers.append((bevel * (1 - np.cos(angle)), half - bevel * (1 - np.sin(angle))))
    layers += [(inset, -z) for inset, z in layers[::-1]]
    net = np.stack([np.column_stack([outline + inward * inset, np.full(len(outline), z)]) for inset, z in layers])
    side = grid(net, wrap_u=False, wrap_v=True, crease_deg=crease_deg)
    count, n = len(side.vertices), len(outline)
    around = np.arange(n)
    after = (around + 1) % n
    last = (len(layers) - 1) * n
    top = np.stack([np.full(n, count), around, after], 1)
    bottom = np.stack([np.full(n, count + 1), last + after, last + around], 1)
    caps = np.array([[*centre, layers[0][1]], [*centre, layers[-1][1]]])
    return Mesh(np.concatenate([side.vertices, caps]), np.concatenate([side.faces, top, bottom]), crease_deg)


def _inward(outline: Points) -> Points:
    """Unit inward normals of a counter-clockwise outline."""
    tangent = np.roll(outline, -1, 0) - np.roll(outline, 1, 0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12)
    return np.stack([-tangent[:, 1], tangent[:, 0]], 1)


def box(x: float, y: float, z: float, bevel: float = 0.0) -> Mesh:
    """A block centred on the origin, with rounded corners and edges when bevelled."""
    return prism(rounded_rectangle(x, y, max(bevel, min(x, y) * 0.02)), z, bevel)


def rounded_rectangle(width: float, height: float, radius: float, steps: int = 6) -> Points:
    """A counter-clockwise outline (n, 2) centred on the origin."""
    quarter = np.linspace(0, np.pi / 2, steps)
    corners = []
    for turn, (sx, sy) in enumerate([(1, 1), (-1, 1), (-1, -1), (1, -1)]):
        angle = quarter + turn * np.pi / 2
        centre = np.array([sx * (width / 2 - radius), sy * (height / 2 - radius)])
        corners.append(centre + radius * np.stack([np.cos(angle), np.sin(angle)], 1))
    return np.concatenate(corners)


def ellipse(a: float, b: float | None = None, steps: int = 32) -> Points:
    """A counter-clockwise outline (n, 2) of half axes a, b."""
    angle = np.arange(steps) * 2 * np.pi / steps
    return np.stack([a * np.cos(angle), (a if b is None else b) * np.sin(angle)], 1)
