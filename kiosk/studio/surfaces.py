"""Sheets, reliefs and leaves: shapes that start from a surface or a height."""

from collections.abc import Callable

import numpy as np

from kiosk.studio.mesh import Mesh, Points, grid, lathe

Height = Callable[[Points, Points], Points]


def shell(net: Points, thickness: float, crease_deg: float = 45.0) -> Mesh:
    """A sheet of even thickness along a surface of points (nu, nv, 3), its rim closed."""
    du, dv = np.gradient(net, axis=0), np.gradient(net, axis=1)
    normal = np.cross(du, dv)
    normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-12)
    top, bottom = net + normal * thickness / 2, net - normal * thickness / 2
    # Once round the sheet: over the top, back along the bottom; then the two ends.
    around = np.concatenate([top, bottom[:, ::-1]], axis=1)
    body = grid(around, wrap_u=False, wrap_v=True, crease_deg=crease_deg)
    nu, nv = net.shape[:2]
    wide = 2 * nv
    caps = []
    for row, turn in ((0, False), (nu - 1, True)):
        upper = row * wide + np.arange(nv)
        lower = row * wide + wide - 1 - np.arange(nv)
        a, b, c, d = upper[:-1], upper[1:], lower[1:], lower[:-1]
        faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
        caps.append(faces[:, ::-1] if turn else faces)
    mesh = Mesh(body.vertices, np.concatenate([body.faces, *caps]), crease_deg)
    return mesh if mesh.volume() > 0 else Mesh(mesh.vertices, mesh.faces[:, ::-1], crease_deg)


def leaf(length: float, width: float, bend: float, thickness: float = 0.5, ripple: float = 0.12) -> Mesh:
    """A pointed leaf along +y from the origin, its midrib sunk, its tip bent towards +z by `bend` mm."""
    t = np.linspace(0.0, 1.0, 40)[:, None]
    s = np.linspace(-1, 1, 31)[None, :]
    half = width / 2 * np.sin(np.pi * np.clip(t, 0.02, 0.985) ** 0.8) ** 0.8
    x = s * half
    y = t * length + 0 * s
    veins = ripple * np.sin(t * 26 - np.abs(s) * 5) * np.abs(s) * (1 - np.abs(s))
    z = bend * t**2 + width * 0.22 * np.abs(s) * (half / (width / 2)) + veins
    return shell(np.stack([x, y, z], -1), thickness)


def relief_disc(radius: float, thickness: float, height: Height, rim: float = 0.8, sectors: int = 288) -> Mesh:
    """A medal on z = 0 with a raised rim and a relief `height(x, y)` mm on its face towards +z."""
    radial = np.linspace(0, radius - rim, 110)
    face = np.stack([radial, np.full(110, thickness / 2)], 1)
    edge = np.array(
        [
            [radius - rim * 0.86, thickness / 2 + 0.22],
            [radius - rim * 0.62, thickness / 2 + 0.36],
            [radius - rim * 0.3, thickness / 2 + 0.36],
            [radius - 0.1, thickness / 2 + 0.2],
            [radius, thickness / 2],
        ]
    )
    under = np.array([[radius, -thickness / 2 + 0.15], [radius - 0.15, -thickness / 2], [0.0, -thickness / 2]])
    face[0, 0] = 0.0
    mesh = lathe(np.concatenate([face, edge, under]), sectors, crease_deg=55)
    vertices = mesh.vertices.copy()
    flat = np.hypot(vertices[:, 0], vertices[:, 1])
    top = (vertices[:, 2] > 0) & (flat <= radius - rim + 1e-9)
    vertices[top, 2] += height(vertices[top, 0], vertices[top, 1]) * np.clip((radius - rim - flat[top]) / 0.4, 0, 1)
    return Mesh(vertices, mesh.faces, mesh.crease_deg)


def strokes(lines: list[tuple[float, float, float, float, float, float]], soft: float = 0.05) -> Height:
    """Signed distance (negative inside) to tapered strokes (x0, y0, r0, x1, y1, r1), blended by `soft`."""

    def distance(x: Points, y: Points) -> Points:
        total = np.zeros_like(x)
        for x0, y0, r0, x1, y1, r1 in lines:
            dx, dy = x1 - x0, y1 - y0
            share = np.clip(((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
            away = np.hypot(x - x0 - share * dx, y - y0 - share * dy) - (r0 + (r1 - r0) * share)
            total = total + np.exp(-np.clip(away / soft, -60, 60))
        return -soft * np.log(total)

    return distance


HORSE: list[tuple[float, float, float, float, float, float]] = [
    # A horse at the gallop, facing left, in units of the relief's half width.
    (-0.20, 0.04, 0.185, 0.28, 0.06, 0.190),  # barrel and croup
    (-0.26, 0.10, 0.150, -0.44, 0.34, 0.100),  # neck
    (-0.44, 0.35, 0.098, -0.50, 0.46, 0.070),  # poll
    (-0.49, 0.45, 0.080, -0.70, 0.30, 0.042),  # head
    (-0.45, 0.50, 0.030, -0.43, 0.58, 0.010),  # ear
    (-0.28, -0.02, 0.100, -0.52, -0.14, 0.052),  # near fore: forearm
    (-0.52, -0.14, 0.045, -0.66, -0.06, 0.030),  # cannon
    (-0.66, -0.06, 0.034, -0.74, -0.12, 0.028),
    (-0.22, -0.08, 0.090, -0.36, -0.32, 0.045),  # far fore
    (-0.36, -0.32, 0.040, -0.26, -0.46, 0.028),
    (-0.26, -0.46, 0.032, -0.33, -0.53, 0.026),
    (0.32, 0.02, 0.140, 0.44, -0.20, 0.065),  # near hind: thigh
    (0.44, -0.20, 0.052, 0.62, -0.32, 0.034),  # hock
    (0.62, -0.32, 0.032, 0.78, -0.30, 0.026),
    (0.24, -0.02, 0.130, 0.24, -0.28, 0.060),  # far hind
    (0.24, -0.28, 0.050, 0.40, -0.46, 0.032),
    (0.40, -0.46, 0.034, 0.34, -0.56, 0.028),
    (0.44, 0.14, 0.050, 0.62, 0.24, 0.060),  # tail
    (0.62, 0.24, 0.060, 0.84, 0.12, 0.018),
    (0.60, 0.26, 0.036, 0.80, 0.30, 0.014),
    (-0.38, 0.42, 0.060, -0.22, 0.36, 0.030),  # mane
    (-0.34, 0.32, 0.055, -0.12, 0.27, 0.024),
    (-0.42, 0.50, 0.045, -0.28, 0.50, 0.018),
]
"""Strokes of the zodiac horse."""


def horse_relief(half_width: float, depth: float) -> Height:
    """The zodiac horse as a rounded relief, `depth` mm high."""
    distance = strokes(HORSE, 0.022)

    def height(x: Points, y: Points) -> Points:
        inside = np.clip(-distance(x / half_width, y / half_width) / 0.14, 0, 1)
        return np.asarray(depth * np.sin(inside * np.pi / 2))

    return height
