"""What holds a stone: prongs, bezels, halos, rows of small stones, bails. Stones lie with the girdle on z = 0."""

import numpy as np

from kiosk.studio.gems import round_brilliant
from kiosk.studio.mesh import Mesh, Points, ellipse, lathe, sphere
from kiosk.studio.parts import Part, Parts, of
from kiosk.studio.sweeps import resample, smooth, sweep, torus, tube


def brilliant(diameter: float, material: str = "diamond") -> Part:
    """A round brilliant, girdle on z = 0."""
    return Part(round_brilliant(diameter), material)


def prong(foot: Points, girdle: Points, radius: float, crown: float, inward: float) -> Mesh:
    """A claw from its foot up past the girdle and bent over the crown by `inward` mm."""
    out = np.array([girdle[0], girdle[1], 0.0])
    out /= np.linalg.norm(out)
    outside = girdle + out * radius * 0.62
    control = np.array(
        [
            foot,
            foot * 0.5 + outside * 0.5 - [0, 0, 0.02],
            outside,
            outside - out * inward * 0.35 + [0, 0, crown * 0.75],
            girdle - out * inward + [0, 0, crown],
        ]
    )
    path = smooth(control, 26)
    taper = np.interp(np.linspace(0, 1, 26), [0, 0.6, 0.85, 0.97, 1], [0.92, 1.0, 1.05, 0.85, 0.35])
    return tube(path, radius, sides=12, taper=taper)


def prong_head(
    diameter: float, metal: str, count: int = 6, wire: float = 0.38, depth: float | None = None, start_deg: float = 0.0
) -> Parts:
    """A basket of claws for a round stone: claws, and two rings that hold them together below the girdle."""
    radius = diameter / 2
    below = depth if depth is not None else diameter * 0.52
    height = diameter * 0.095
    meshes = []
    for angle in np.radians(start_deg) + np.arange(count) * 2 * np.pi / count:
        direction = np.array([np.cos(angle), np.sin(angle), 0.0])
        meshes.append(prong(direction * radius * 0.45 - [0, 0, below], direction * radius, wire, height, radius * 0.16))
    meshes.append(torus(radius * 0.80, wire * 0.72, plane="xy", steps=64, sides=10).moved(z=-below * 0.38))
    meshes.append(torus(radius * 0.52, wire * 0.75, plane="xy", steps=64, sides=10).moved(z=-below * 0.86))
    return of(metal, *meshes)


def bezel(outline: Points, metal: str, wall: float = 0.35, above: float = 0.28, below: float = 1.4) -> Parts:
    """A collar around a stone of the given outline (n, 2), its rim turned in over the girdle."""
    path = np.column_stack([resample(outline, 96, closed=True), np.zeros(96)])
    profile = np.array(
        [
            [-0.10, above],
            [0.12 + wall * 0.5, above * 0.75],
            [wall, above * 0.1],
            [wall * 0.9, -below],
            [0.02, -below],
            [0.02, -0.05],
        ]
    )
    # The sweep's side axis points inwards on a counter-clockwise outline: mirror the clockwise profile.
    mirrored = profile * [-1, 1]
    return of(metal, sweep(path, mirrored, closed=True, up=np.array([0.0, 0.0, 1.0]), crease_deg=35))


def halo(outline: Points, stone: float, metal: str, gap: float = 0.15) -> Parts:
    """A ring of small brilliants just outside an outline (n, 2), each held by beads of the metal."""
    tangent = np.roll(outline, -1, 0) - np.roll(outline, 1, 0)
    out = np.stack([tangent[:, 1], -tangent[:, 0]], 1)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    line = outline + out * (stone / 2 + gap)
    closed = np.concatenate([line, line[:1]])
    length = np.linalg.norm(np.diff(closed, axis=0), axis=1).sum()
    count = int(length / (stone * 1.08))
    at = resample(line, count, closed=True)
    gem = round_brilliant(stone * 0.96)
    parts = [Part(gem.moved(x, y, 0.0), "diamond") for x, y in at]
    middle = resample(line, count * 2, closed=True)[1::2]
    side = resample(line + out * 0.0, count, closed=True)
    next_side = np.roll(side, -1, 0) - side
    across = np.stack([next_side[:, 1], -next_side[:, 0]], 1)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    bead = sphere(stone * 0.15, 8, 12).moved(z=stone * 0.10)
    metal_parts = [
        bead.moved(*(point + sign * normal * stone * 0.33))
        for point, normal in zip(middle, across, strict=True)
        for sign in (-1, 1)
    ]
    path = np.column_stack([resample(line, 128, closed=True), np.zeros(128)])
    # The setting is open below the stones, two walls and a floor: metal inside a stone would show through it.
    walls = [
        sweep(
            np.column_stack([resample(line + out * sign * stone * 0.54, 128, closed=True), np.zeros(128)]),
            np.array([[0.04, 0.0], [-0.04, 0.0], [-0.04, -0.8], [0.04, -0.8]]) * stone,
            closed=True,
            up=np.array([0.0, 0.0, 1.0]),
        )
        for sign in (-1, 1)
    ]
    floor = sweep(
        path,
        np.array([[0.56, -0.74], [-0.56, -0.74], [-0.56, -0.82], [0.56, -0.82]]) * stone,
        closed=True,
        up=np.array([0.0, 0.0, 1.0]),
    )
    rims = [
        tube(
            np.column_stack([resample(line + out * sign * stone * 0.55, 128, closed=True), np.full(128, 0.0)]),
            stone * 0.085,
            closed=True,
            sides=8,
        )
        for sign in (-1, 1)
    ]
    return (*parts, *of(metal, *metal_parts, *rims, *walls, floor))


def row(points: Points, normals: Points, stone: float, metal: str, across: Points | None = None) -> Parts:
    """Small brilliants along a path (n, 3), tables along `normals` (n, 3), with beads of metal between them."""
    gem = round_brilliant(stone)
    bead = sphere(stone * 0.13, 8, 10)
    # Each stone stands in a thin cup above the surface: metal inside a stone would show through it.
    cup = lathe(np.array([[0.47, 0.03], [0.54, 0.02], [0.58, -0.46], [0.40, -0.46]]) * stone, 28)
    lift = stone * 0.40
    parts: list[Part] = []
    tangent = np.gradient(points, axis=0) if len(points) > 1 else np.array([[1.0, 0.0, 0.0]])
    for index, (point, normal) in enumerate(zip(points, normals, strict=True)):
        up = normal / np.linalg.norm(normal)
        along = tangent[index] - up * (tangent[index] @ up)
        along /= np.linalg.norm(along)
        side = np.cross(up, along)
        matrix = np.eye(4)
        matrix[:3, :3] = np.stack([along, side, up], 1)
        seat_point = point + up * lift
        matrix[:3, 3] = seat_point
        parts.append(Part(gem.transformed(matrix), "diamond"))
        parts.append(Part(cup.transformed(matrix), metal))
        for x in (-1, 1):
            for y in (-1, 1):
                spot = seat_point + along * x * stone * 0.5 + side * y * stone * 0.36 + up * stone * 0.08
                parts.append(Part(bead.moved(*spot), metal))
    return tuple(parts)


def bail(metal: str, opening: float = 3.2, width: float = 2.2, wire: float = 0.5) -> Parts:
    """A tapered loop hanging below the origin, where the chain passes; its foot is at y = -opening."""
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    # A drop-shaped loop in the yz plane: the chain passes along x.
    y = np.cos(angle) * opening * 0.62 - opening * 0.38
    z = np.sin(angle) * opening * 0.34 * (1 + 0.35 * np.cos(angle))
    path = np.stack([np.zeros(64), y, z], 1)
    size = np.stack([np.full(64, wire * 0.5), np.interp(np.cos(angle), [-1, 1], [width * 0.16, width * 0.5])], 1)
    return of(metal, sweep(path, ellipse(1.0, steps=16), closed=True, up=np.array([1.0, 0.0, 0.0]), scale=size))
