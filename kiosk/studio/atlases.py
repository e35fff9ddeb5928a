"""The pose atlas of a piece: views over a grid of poses on a stand-in of skin, with coverage and shade as layers.

Of each view three renders are made: the piece on the stand-in, the bare stand-in, and which pixels show the piece.
Then colour = the first where the piece is, shade = first / second beside it.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from kiosk.atlas.file import SHADE_AT_255, Atlas, Axis, View, encode_view
from kiosk.atlas.file import Part as AtlasPart
from kiosk.imaging.colour import linear_to_srgb
from kiosk.imaging.layers import blurred
from kiosk.studio.heroes import toned
from kiosk.studio.mesh import Points, ellipse, prism, rotation, sphere, translation
from kiosk.studio.parts import Model, Parts, StandIn, of
from kiosk.studio.rendering import Camera, Pixels, Quality, coverage, render
from kiosk.studio.sweeps import sweep

EXPOSURE = 0.80
DEPTH = 14
"""Most bounces in a view."""
CHEST_TILT_DEG = -12.0
"""The chest under a necklace looks up a little."""
LOBE_DEG = 42.0
"""How far an ear lobe faces outwards when its owner looks straight ahead."""
STRIP_MM = 9.0
"""A strip's view is as many whole periods as make at least this length."""


@dataclass(frozen=True)
class Grid:
    """Poses and scale of one part."""

    axes: tuple[Axis, ...]
    px_per_mm: float


def _axis(name: str, reach: float, step: float) -> Axis:
    count = round(reach / step)
    return Axis(name, tuple(step * i for i in range(-count, count + 1)))


GRIDS: dict[tuple[str, str], Grid] = {
    ("ring", "body"): Grid((_axis("roll_deg", 60, 20), _axis("tilt_deg", 40, 20)), 8.0),
    ("bracelet", "body"): Grid((_axis("roll_deg", 60, 30), _axis("tilt_deg", 40, 20)), 4.0),
    ("bangle", "body"): Grid((_axis("roll_deg", 60, 30), _axis("tilt_deg", 40, 20)), 4.0),
    ("earrings", "left"): Grid((_axis("yaw_deg", 60, 20),), 12.0),
    ("earrings", "right"): Grid((_axis("yaw_deg", 60, 20),), 12.0),
    ("necklace", "pendant"): Grid((_axis("yaw_deg", 40, 20),), 10.0),
    ("pendant", "pendant"): Grid((_axis("yaw_deg", 40, 20),), 10.0),
    ("brooch", "body"): Grid((_axis("yaw_deg", 30, 30),), 8.0),
    ("necklace", "strip"): Grid((_axis("slant_deg", 80, 20),), 8.0),
}
"""By category and part."""


def bake_atlas(
    sku: str,
    category: str,
    model: Model,
    quality: Quality,
    scale: float = 1.0,
    tell: Callable[[int, int], None] | None = None,
) -> Atlas:
    """Render every view of a piece.

    Args:
        sku: the piece.
        category: of the piece.
        model: the piece.
        quality: samples and the like.
        scale: factor on the pixels per millimetre (tests bake small).
        tell: called with (views done, views in all).
    """
    if model.stand_in is None:
        raise ValueError(f"{sku} has no stand-in")
    work = {name: _grid(category, name, model) for name in model.groups}
    total = sum(len(list(_poses(grid))) for grid in work.values())
    done = 0
    parts: dict[str, AtlasPart] = {}
    for name, grid in work.items():
        frame = _frame(name, category, model, grid, scale)
        bares: dict[bytes, Pixels] = {}
        others = _bare(model.stand_in, name, model.groups[name])
        encoded: dict[tuple[int, ...], tuple[bytes, bytes]] = {}
        skin = np.zeros(3)
        for index, angles in _poses(grid):
            view, bare = _view(model.groups[name], model.stand_in, name, angles, frame, quality, others, bares)
            encoded[index] = encode_view(view)
            skin = skin if bare is None else bare
            done += 1
            if tell:
                tell(done, total)
        parts[name] = AtlasPart(
            name, grid.axes, frame.px_per_mm, frame.pivot_px, (float(skin[0]), float(skin[1]), float(skin[2])),
            model.period_mm if name == "strip" else None,
            model.stand_in.half_width_mm or None, encoded,
        )  # fmt: skip
    return Atlas(sku, category, parts)


def _grid(category: str, name: str, model: Model) -> Grid:
    """The grid of a part; what looks the same all round needs no turns."""
    grid = GRIDS[(category, name)]
    if not model.even_round:
        return grid
    return Grid(tuple(Axis(a.name, (0.0,)) if a.name == "roll_deg" else a for a in grid.axes), grid.px_per_mm)


@dataclass(frozen=True)
class Frame:
    """What all views of one part share."""

    width: int
    height: int
    px_per_mm: float
    centre_mm: tuple[float, float]

    @property
    def pivot_px(self) -> tuple[float, float]:
        """Where the part's own origin lies in the view, pixels from the top left."""
        return (
            self.width / 2 - self.centre_mm[0] * self.px_per_mm,
            self.height / 2 + self.centre_mm[1] * self.px_per_mm,
        )

    def camera(self, roll_deg: float = 0.0) -> Camera:
        """A parallel camera over the frame."""
        return Camera(self.width, self.height, self.width / self.px_per_mm, self.centre_mm, roll_deg=roll_deg)


def _poses(grid: Grid) -> Iterator[tuple[tuple[int, ...], dict[str, float]]]:
    for index in itertools.product(*(range(len(axis.values_deg)) for axis in grid.axes)):
        yield index, {axis.name: axis.values_deg[i] for axis, i in zip(grid.axes, index, strict=True)}


def _frame(name: str, category: str, model: Model, grid: Grid, scale: float) -> Frame:
    """A frame that holds the part in every pose, with room for its shadow."""
    if name == "strip":
        assert model.period_mm
        length = model.period_mm * np.ceil(STRIP_MM / model.period_mm)
        # A whole number of pixels to the run, so that copies meet without a seam.
        width = max(8, round(length * grid.px_per_mm * scale))
        thick = float(np.ptp(_points(model.groups[name])[:, 1]))
        px = width / length
        return Frame(width, 2 * int(np.ceil((thick / 2 + 2.5) * px)), float(px), (0.0, 0.0))
    stand_in = model.stand_in
    assert stand_in
    low, high = np.full(2, np.inf), np.full(2, -np.inf)
    for _, angles in _poses(grid):
        matrix = _pose(name, angles, stand_in)
        points = _points(model.groups[name]) @ matrix[:3, :3].T + matrix[:3, 3]
        low, high = np.minimum(low, points[:, :2].min(0)), np.maximum(high, points[:, :2].max(0))
    room = {"ring": 2.0, "bracelet": 5.0, "bangle": 5.0}.get(category, 2.5)
    low, high = low - room, high + room
    px = grid.px_per_mm * scale
    width, height = (int(np.ceil(side * px)) for side in high - low)
    centre = (low + high) / 2
    return Frame(width, height, px, (float(centre[0]), float(centre[1])))


def _points(parts: Parts) -> Points:
    return np.concatenate([part.mesh.vertices for part in parts])


def _pose(name: str, angles: dict[str, float], stand_in: StandIn, *, piece: bool = True) -> Points:
    """The 4 x 4 matrix from the part's frame (or the stand-in's) to the viewer's."""
    turn = rotation("y", angles.get("roll_deg", 0.0) + angles.get("yaw_deg", 0.0))
    tilt = rotation("x", angles.get("tilt_deg", 0.0))
    if stand_in.kind == "chest" and name != "strip":
        return turn @ rotation("x", CHEST_TILT_DEG)
    if piece and stand_in.loose_radius_mm:
        # A stiff bangle lies on the wrist on the viewer's side, whatever the wrist's turn.
        angle = np.radians(angles.get("roll_deg", 0.0))
        reach = np.hypot(stand_in.half_width_mm * np.sin(angle), stand_in.half_depth_mm * np.cos(angle))
        return tilt @ translation(z=-(stand_in.loose_radius_mm - float(reach) - 0.2)) @ turn
    return tilt @ turn


def _bare(stand_in: StandIn, name: str, parts: Parts) -> Parts:
    """The bare stand-in in its own frame."""
    match stand_in.kind:
        case "finger" | "wrist":
            long = 6 * stand_in.half_width_mm
            line = np.column_stack([np.zeros(9), np.linspace(-long, long, 9), np.zeros(9)])
            half = np.array([stand_in.half_width_mm - 0.02, stand_in.half_depth_mm - 0.02])
            limb = sweep(line, ellipse(1.0, steps=96), up=np.array([0.0, 0.0, 1.0]), scale=np.tile(half, (9, 1)))
            return of("skin", limb)
        case "lobe":
            lobe = sphere(1.0, 40, 60).scaled(stand_in.half_width_mm, 9.5, stand_in.half_depth_mm)
            behind = lobe.moved(y=4.2, z=-stand_in.half_depth_mm * 0.93)
            return of("skin", behind.transformed(rotation("y", LOBE_DEG if name == "left" else -LOBE_DEG)))
        case "chest":
            back = float(_points(parts)[:, 2].min()) - 0.05
            return of("skin", prism(ellipse(400.0, steps=64), 2.0).moved(z=back - 1.0))


def _view(
    parts: Parts,
    stand_in: StandIn,
    name: str,
    angles: dict[str, float],
    frame: Frame,
    quality: Quality,
    others: Parts,
    bares: dict[bytes, Pixels],
) -> tuple[View, Points | None]:
    """One view, and the bare stand-in's median linear colour."""
    matrix, other_matrix = _pose(name, angles, stand_in), _pose(name, angles, stand_in, piece=False)
    roll = 0.0
    if "slant_deg" in angles:
        # The chain runs at a slant in the light; the camera turns along, so that the view is level.
        roll = angles["slant_deg"]
        matrix, other_matrix = rotation("z", roll) @ matrix, rotation("z", roll) @ other_matrix
    camera = frame.camera(roll)
    piece, around = (parts, matrix), (others, other_matrix)
    both = render([piece, around], camera, quality, depth=DEPTH)
    # A finger looks the same however it is rolled: the bare stand-in is rendered once for each look it has.
    key = _look(stand_in, angles)
    if key not in bares:
        cheap = Quality(max(16, quality.samples), quality.variant, quality.denoise, dispersion=False)
        bares[key] = render([around], camera, cheap, depth=3)
    alpha = coverage(piece, around, camera, quality)
    return _layers(both, bares[key], alpha, window(*alpha.shape, across=name != "strip"))


def _look(stand_in: StandIn, angles: dict[str, float]) -> bytes:
    """What the bare stand-in's look depends on."""
    seen = {name: value for name, value in angles.items() if not (stand_in.kind == "finger" and name == "roll_deg")}
    return repr(sorted(seen.items())).encode()


def window(height: int, width: int, *, across: bool) -> Pixels:
    """1 in the middle of a view, easing to 0 at its edges, (h, w): a shadow must not end in a straight line.

    Without `across` only the upper and lower edges fade, as a strip's ends meet their copies.
    """
    ramps = []
    for size, fades in ((height, True), (width, across)):
        at = np.arange(size) + 0.5
        share = np.clip(np.minimum(at, size - at) / (0.14 * size), 0, 1) if fades else np.ones(size)
        ramps.append(share * share * (3 - 2 * share))
    return np.asarray(ramps[0][:, None] * ramps[1][None, :], np.float32)


def _layers(both: Pixels, bare: Pixels, alpha: Pixels, fade: Pixels) -> tuple[View, Points | None]:
    """Colour, alpha and shade from the three renders."""
    beside = np.clip(1 - alpha / 0.02, 0, 1) * bare[..., 3]
    skin = np.maximum(bare[..., :3], 1e-3)
    factor = np.clip((both[..., :3] / skin).mean(-1), 0, SHADE_AT_255)
    # Under the piece the shade is carried on from beside it: seams stay invisible when views are blended.
    near = blurred(beside, 3)
    carried = blurred(factor * beside, 3) / np.maximum(near, 1e-4)
    shade = np.where(
        beside > 0.5, factor, np.where(near > 1e-3, carried, 0.75 * (bare[..., 3] > 0) + (bare[..., 3] <= 0))
    )
    # The limb's own rim and the last of the noise are no shadow.
    inside = np.clip((blurred(bare[..., 3], 1.5) - 0.85) / 0.15, 0, 1)
    change = (shade - 1) * inside
    shade = 1 + np.sign(change) * np.maximum(np.abs(change) - 0.02, 0) * fade
    cover = alpha[..., None]
    own = both[..., :3] - (1 - cover) * bare[..., :3] * shade[..., None]
    straight = np.maximum(own, 0) / np.maximum(cover, 0.05)
    weight = np.clip(alpha, 0, 1) ** 4
    total = blurred(weight, 1.2)
    spread = np.dstack([blurred(straight[..., c] * weight, 1.2) for c in range(3)]) / np.maximum(total, 1e-7)[..., None]
    share = np.clip((alpha - 0.6) / 0.35, 0, 1)[..., None]
    colour = toned((straight * share + spread * (1 - share)) * EXPOSURE)
    colour = np.where(cover > 0.004, colour, 0)
    eight = np.rint(np.clip(shade / SHADE_AT_255, 0, 1) * 255).astype(np.uint8)
    view = View(
        np.ascontiguousarray(linear_to_srgb(colour.astype(np.float32))[..., ::-1]),
        np.rint(np.clip(alpha, 0, 1) * 255).astype(np.uint8),
        eight,
    )
    solid = bare[..., 3] > 0.95
    median = np.asarray(np.median(bare[..., :3][solid], axis=0) * EXPOSURE, float) if solid.any() else None
    return view, median
