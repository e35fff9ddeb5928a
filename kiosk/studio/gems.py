"""Cut gems as convex solids between facet planes; girdle on z = 0, table towards +z, millimetres."""

import numpy as np
from scipy.spatial import ConvexHull, HalfspaceIntersection

from kiosk.studio.mesh import Mesh, Points, ellipse, lathe

TABLE, CROWN_DEG, PAVILION_DEG, GIRDLE, STAR, LOWER = 0.57, 34.5, 40.8, 0.03, 0.5, 0.77
"""A well-cut round: table and girdle in diameters, star and lower halves as parts of their run."""


def solid(points: Points) -> Mesh:
    """The convex hull of points as a flat-faceted mesh, outside outside."""
    hull = ConvexHull(points)
    faces = hull.simplices.astype(np.int64)
    a, b, c = (points[faces[:, k]] for k in range(3))
    outward = np.einsum("ij,ij->i", np.cross(b - a, c - a), hull.equations[:, :3]) > 0
    faces[~outward] = faces[~outward][:, ::-1]
    used, inverse = np.unique(faces, return_inverse=True)
    return Mesh(points[used], inverse.reshape(-1, 3), crease_deg=0.0)


def between(planes: Points) -> Mesh:
    """The solid n . p <= d of planes (k, 4) = (n, d) that hold the origin inside."""
    corners = HalfspaceIntersection(np.column_stack([planes[:, :3], -planes[:, 3]]), np.zeros(3)).intersections
    # Facets meet in the same corner many times over, up to rounding.
    return solid(np.unique(np.round(corners, 7), axis=0))


def round_brilliant(diameter: float) -> Mesh:
    """The 57-facet round brilliant with a round, scalloped girdle."""
    radius, half = 0.5, GIRDLE / 2
    eighth = np.arange(8) * np.pi / 4
    table_radius = radius * TABLE
    height = half + (radius - table_radius) * np.tan(np.radians(CROWN_DEG))
    inner = table_radius * np.cos(np.pi / 8)
    star_radius = inner + STAR * (radius - inner)
    star_height = height - (star_radius * np.cos(np.pi / 8) - table_radius) * np.tan(np.radians(CROWN_DEG))
    tip_radius = radius * (1 - LOWER)
    tip_depth = -half - (radius - tip_radius * np.cos(np.pi / 8)) * np.tan(np.radians(PAVILION_DEG))
    culet = -half - radius * np.tan(np.radians(PAVILION_DEG))
    rim = np.arange(16) * np.pi / 8
    rows = [
        _circle(table_radius, eighth, height),
        _circle(star_radius, eighth + np.pi / 8, star_height),
        _circle(radius, rim, half),
        _circle(radius, rim, -half),
        _circle(tip_radius, eighth + np.pi / 8, tip_depth),
        np.array([[0.0, 0.0, culet]]),
    ]
    hull = ConvexHull(np.concatenate(rows))
    facets = np.unique(np.round(hull.equations, 6), axis=0)
    facets = facets[np.abs(facets[:, 2]) > 0.05]
    side = np.arange(96) * 2 * np.pi / 96
    girdle = np.column_stack([np.cos(side), np.sin(side), np.zeros(96), np.full(96, radius)])
    planes = np.concatenate([np.column_stack([facets[:, :3], -facets[:, 3]]), girdle])
    return between(planes).scaled(diameter)


def oval(length: float, width: float) -> Mesh:
    """A round brilliant stretched to an oval, long axis on y; depth follows the width."""
    return round_brilliant(1.0).scaled(width, length, width * 1.04)


def outlined(outline: Points, depth: float, crown: float, table: float = 0.58) -> Mesh:
    """A brilliant over any convex counter-clockwise outline (n, 2) about the origin.

    Every second point of the outline carries a main facet, every point a girdle facet; all pavilion mains meet in
    the culet `depth` below, the crown rises `crown` mm to a table of `table` of the outline.
    """
    tangent = np.roll(outline, -1, 0) - np.roll(outline, 1, 0)
    planes = [[0.0, 0.0, 1.0, crown], [0.0, 0.0, -1.0, depth * 0.985]]
    for index, (point, along) in enumerate(zip(outline, tangent, strict=True)):
        out = np.array([along[1], -along[0]]) / np.linalg.norm(along)
        reach = float(point @ out)
        main = index % 2 == 0
        rise = crown / (reach * (1 - table) * (1.0 if main else 0.86))
        drop = depth / reach * (1.0 if main else 1.09)
        girdle = 0.03 * reach
        planes.append([*out, 0.0, reach])
        planes.append([*_unit(np.array([*(out * rise), 1.0]), rise * reach + girdle)])
        planes.append([*_unit(np.array([*(out * drop), -1.0]), drop * reach + (0.0 if main else girdle))])
    return between(np.array(planes))


def pear(length: float, width: float) -> Mesh:
    """A pear (drop), point towards +y."""
    t = np.arange(32) * 2 * np.pi / 32
    y = np.sin(t)
    taper = np.where(y > 0, 1 - 0.48 * np.abs(y) ** 1.8, 1.0)
    outline = np.stack([np.cos(t) * taper * width / 2, np.where(y > 0, y * 1.24, y * 0.76) * length / 2], 1)
    return outlined(_convex(outline), depth=width * 0.42, crown=width * 0.15)


def marquise(length: float, width: float) -> Mesh:
    """A boat-shaped stone, points on y."""
    t = np.arange(24) * 2 * np.pi / 24
    outline = np.stack([np.cos(t) * np.abs(np.cos(t)) ** 0.35 * width / 2, np.sin(t) * length / 2], 1)
    return outlined(_convex(outline), depth=width * 0.45, crown=width * 0.16)


def cushion(length: float, width: float) -> Mesh:
    """A square stone with rounded corners and bulging sides."""
    base = ellipse(1.0, steps=32)
    outline = np.sign(base) * np.abs(base) ** 0.62 * [width / 2, length / 2]
    return outlined(_convex(outline), depth=width * 0.44, crown=width * 0.15)


def cabochon(length: float, width: float, height: float) -> Mesh:
    """A polished dome over a flat, slightly rounded base on z = 0; long axis on y."""
    angle = np.linspace(np.pi / 2, 0, 18)
    dome = np.stack([np.cos(angle), np.sin(angle)], 1)
    dome[0, 0] = 0.0
    foot = np.array([[0.97, -0.10], [0.90, -0.14], [0.0, -0.15]])
    return lathe(np.concatenate([dome, foot]), 64).scaled(width / 2, length / 2, height)


def carats_round_diamond(diameter: float) -> float:
    """Metric carats of a round diamond of a diameter in mm (3.52 g/cm3, by its own volume)."""
    return round_brilliant(diameter).volume() * 3.52e-3 / 0.2


def _circle(radius: float, angle: Points, z: float) -> Points:
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle), np.full(len(angle), z)])


def _unit(normal: Points, distance: float) -> tuple[float, float, float, float]:
    length = float(np.linalg.norm(normal))
    x, y, z = normal / length
    return float(x), float(y), float(z), distance / length


def _convex(outline: Points) -> Points:
    """Only those points of an outline that lie on its convex hull, counter-clockwise."""
    return np.asarray(outline[ConvexHull(outline).vertices])
