"""Brooches. Frame: the origin is the middle, the face is towards +z, up is +y."""

import numpy as np
from scipy.spatial import ConvexHull

from kiosk.studio import gems, settings
from kiosk.studio.forms.pendant import LYING
from kiosk.studio.mesh import Mesh, Points, ellipse, lathe, rotation, sphere, translation
from kiosk.studio.parts import Model, Part, Parts, Shot, StandIn, extent, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.surfaces import leaf, shell
from kiosk.studio.sweeps import smooth, tube


def build(spec: Spec) -> Model:
    """The brooch a spec asks for."""
    raw = {"pearl_spray": _pearl_spray, "ginkgo": _ginkgo, "flower": _flower, "bow": _bow}[spec.form](spec)
    low, high = extent(raw)
    scale = spec.number("width") / float(high[0] - low[0])
    middle = (low + high) / 2
    body = placed(raw, np.diag([scale, scale, scale, 1.0]) @ translation(-middle[0], -middle[1], -low[2]))
    return Model({"body": body}, placed(body, LYING), Shot(6, 62, 1.16), StandIn("chest"))


def _oriented(mesh: Mesh, angle_deg: float, at: Points, lean_deg: float = 0.0) -> Mesh:
    """A leaf (along +y) turned to an angle from +x in the plane, leaning out of it, moved to a place."""
    return mesh.transformed(translation(*at) @ rotation("z", angle_deg - 90) @ rotation("x", lean_deg))


def _pearl_spray(spec: Spec) -> Parts:
    metal, gem = spec.word("metal"), spec.word("pearl_gem", "akoya")
    stem = smooth(np.array([[-15, -15, 0], [-7, -8, 1.2], [0, 0, 1.8], [7, 8, 1.5], [13, 18, 0.5]]), 90)
    meshes = [tube(stem, 0.75, taper=np.linspace(1.1, 0.5, 90))]
    leaves = [
        (-8, -9, 150, 13, 6.0),
        (-4, -4, 5, 14, 6.2),
        (1, 1.5, 148, 14, 6.0),
        (6, 7, 22, 12, 5.4),
        (8, 10, 128, 12, 5.2),
        (13, 18, 62, 9, 4.2),
    ]
    for left, low, angle, length, width in leaves:
        meshes.append(_oriented(leaf(length, width, 1.6), angle, np.array([left, low, 1.2]), 14))
    pearls: list[Part] = []
    for x, y, size in ((-1.5, -12.5, 8.0), (9.0, -3.5, 7.5), (-7.5, 5.5, 7.0)):
        centre = np.array([x, y, size / 2 + 0.8])
        pearls += of(gem, sphere(size / 2, 40, 64).moved(*centre))
        near = stem[np.argmin(np.linalg.norm(stem[:, :2] - centre[:2], axis=1))]
        meshes.append(
            tube(smooth(np.array([near, (near + centre) / 2 + [0, 0, -1.5], centre - [0, 0, size * 0.3]]), 24), 0.5)
        )
        meshes.append(
            lathe(
                np.array(
                    [
                        [0.0, -0.2],
                        [size * 0.30, 0.25],
                        [size * 0.36, 0.75],
                        [size * 0.38, 0.6],
                        [size * 0.30, 0.0],
                        [0.0, -0.6],
                    ]
                ),
                40,
            ).moved(x, y, 0.75)
        )
    sparkle: list[Part] = []
    for x, y, size in ((3.2, -8.0, 2.2), (-9.6, -1.2, 2.0), (11.5, 3.4, 1.8), (3.0, 11.5, 1.8)):
        near = stem[np.argmin(np.linalg.norm(stem[:, :2] - [x, y], axis=1))]
        meshes.append(tube(np.linspace(near, [x, y, 1.4], 12), 0.36))
        sparkle += placed(
            (settings.brilliant(size), *settings.bezel(ellipse(size / 2, steps=48), metal, 0.3, 0.2, 0.9)),
            translation(x, y, 2.4),
        )
    return (*of(metal, *meshes), *pearls, *sparkle)


def _ginkgo(spec: Spec) -> Parts:
    metal = spec.word("metal")
    u = np.linspace(0.0, 1.0, 70)[:, None]
    v = np.linspace(-1, 1, 181)[None, :]
    angle = v * np.radians(66)
    notch = 1 - 0.30 * np.exp(-((v / 0.10) ** 2)) - 0.035 * np.cos(v * 19) - 0.10 * np.abs(v) ** 3
    reach = 20.0 * notch
    radius = 1.2 + u * (reach - 1.2)
    veins = 0.16 * np.cos(v * 46) * u**0.7 * (1 - 0.3 * u)
    z = 2.6 * u**1.6 * (0.6 + 0.4 * np.cos(v * 5.5)) + 0.9 * np.sin(v * 7 + 0.6) * u**2 + veins
    net = np.stack([radius * np.sin(angle), radius * np.cos(angle), z], -1)
    blade = shell(net, 0.7, 55)
    stem = smooth(np.array([[0.0, 1.5, 0.2], [-0.4, -4.0, 0.6], [0.8, -9.0, 0.9], [4.0, -14.0, 0.6]]), 60)
    meshes = [blade, tube(stem, 0.8, taper=np.linspace(1.0, 1.25, 60))]
    parts: list[Part] = []
    for index, (share, size) in enumerate(((0.30, 1.5), (0.42, 1.7), (0.55, 1.9), (0.68, 2.1), (0.81, 2.2))):
        for column in (46, 134) if index % 2 else (66, 114):
            spot = net[int(share * 69), column]
            parts += placed(
                (settings.brilliant(size), *settings.bezel(ellipse(size / 2, steps=40), metal, 0.24, 0.16, 0.8)),
                translation(*(spot + np.array([0, 0, size * 0.42 + 0.35]))),
            )
    return (*of(metal, *meshes), *parts)


def _flower(spec: Spec) -> Parts:
    metal, gem = spec.word("metal"), spec.word("gem")
    parts: list[Part] = []
    petal = gems.pear(9.5, 6.6).transformed(rotation("z", 180))
    outline_reach = 8.6
    for index in range(5):
        angle = 90 + index * 72
        # The point looks to the middle; the petal's outer end lifts towards the viewer.
        matrix = rotation("z", angle - 90) @ translation(y=outline_reach - 1.6, z=2.4) @ rotation("x", 16)
        parts += placed((Part(petal, gem), *_petal_setting(petal, metal)), matrix)
    parts += placed(_cluster(metal), translation(z=3.4))
    stem = smooth(np.array([[0.5, -6.0, 0.2], [1.6, -13, 0.8], [4.5, -20, 0.8], [9.0, -25, 0.3]]), 70)
    meshes = [tube(stem, 0.8, taper=np.linspace(0.9, 1.15, 70))]
    meshes.append(_oriented(leaf(13, 5.6, 1.4), 25, np.array([3.0, -16.5, 0.6]), 10))
    meshes.append(_oriented(leaf(11, 5.0, 1.3), 160, np.array([2.2, -14.5, 0.6]), 10))
    row_points = smooth(np.array([[4.4, -15.7, 2.2], [8.5, -13.9, 2.4], [12.5, -12.1, 3.0]]), 5)
    parts += settings.row(row_points, np.tile([0.0, 0.0, 1.0], (5, 1)), 1.3, metal)
    return (*of(metal, *meshes), *parts)


def _petal_setting(stone: Mesh, metal: str) -> Parts:
    outline = stone.vertices[np.abs(stone.vertices[:, 2]) < 0.4][:, :2]
    rim = outline[ConvexHull(outline).vertices]
    return settings.bezel(rim, metal, wall=0.34, above=0.30, below=1.6)


def _cluster(metal: str) -> Parts:
    parts: list[Part] = [settings.brilliant(3.0), *settings.bezel(ellipse(1.5, steps=48), metal, 0.28, 0.2, 1.2)]
    small = placed(
        (settings.brilliant(1.5), *settings.prong_head(1.5, metal, 4, wire=0.14, depth=0.8)), translation(z=-0.6)
    )
    for index in range(7):
        a = index * 2 * np.pi / 7
        parts += placed(small, translation(np.cos(a) * 2.75, np.sin(a) * 2.75, -0.1))
    return tuple(parts)


def _bow(spec: Spec) -> Parts:
    metal = spec.word("metal")
    meshes: list[Mesh] = []
    parts: list[Part] = []
    loop = np.array(
        [
            [0.6, 0.2, 3.0],
            [6, 5.0, 4.4],
            [13, 8.0, 4.2],
            [18.5, 4.8, 3.0],
            [17.5, -0.6, 1.6],
            [11, -2.4, 0.8],
            [4, -1.2, 0.9],
            [0.4, -0.2, 1.4],
        ]
    )
    tail = np.array([[0.4, -0.6, 1.6], [4.0, -6.0, 2.2], [8.2, -11.5, 1.6], [10.5, -18.0, 1.2]])
    for mirror in (1, -1):
        for control, width in ((loop, 5.4), (tail, 5.0)):
            line = smooth(control, 90) * [mirror, 1, 1]
            ribbon, centre, up = _ribbon(line, width)
            meshes.append(ribbon)
            keep = slice(6, 46, 2) if control is loop else slice(8, 84, 3)
            parts += _pave_line(centre[keep], up[keep], 1.35, metal)
    knot = sphere(3.2, 32, 48).scaled(0.92, 1.05, 0.75).moved(z=2.8)
    meshes.append(knot)
    stone = spec.number("stone_diameter", 4.0)
    parts += placed(
        (settings.brilliant(stone), *settings.prong_head(stone, metal, 6, wire=0.24, depth=1.6)), translation(z=7.1)
    )
    return (*of(metal, *meshes), *parts)


def _ribbon(line: Points, width: float) -> tuple[Mesh, Points, Points]:
    """A ribbon that keeps its face to the viewer, its middle line's surface points and their normals."""
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    flat = np.stack([-tangent[:, 1], tangent[:, 0], 0 * tangent[:, 0]], 1)
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)
    size = np.interp(np.linspace(0, 1, len(line)), [0, 0.25, 0.8, 1], [0.45, 1.0, 1.0, 0.75])[:, None, None]
    s = np.linspace(-1, 1, 25)[None, :, None]
    bulge = (1 - s**2) * 0.55
    net = line[:, None] + flat[:, None] * s * width / 2 * size + np.array([0, 0, 1.0]) * bulge
    mesh = shell(net, 0.7, 50)
    centre = line + np.array([0.0, 0.0, 1.0])
    return mesh, centre, np.tile([0.0, 0.0, 1.0], (len(line), 1))


def _pave_line(points: Points, normals: Points, stone: float, metal: str) -> Parts:
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    count = max(2, int(length[-1] / (stone * 1.16)))
    at = np.linspace(0, length[-1], count)
    spots = np.stack([np.interp(at, length, points[:, c]) for c in range(3)], 1)
    return settings.row(spots, np.tile(normals[0], (count, 1)), stone, metal)
