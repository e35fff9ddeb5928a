"""Pendants. Frame: the origin is where the chain passes through the bail; the pendant hangs along -y, faces +z."""

import numpy as np

from kiosk.studio import gems, settings
from kiosk.studio.forms.ring import halo_head
from kiosk.studio.mesh import (
    Mesh,
    Points,
    ellipse,
    grid,
    lathe,
    prism,
    rotation,
    rounded_rectangle,
    sphere,
    translation,
)
from kiosk.studio.parts import Model, Part, Parts, Shot, StandIn, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.surfaces import horse_relief, relief_disc
from kiosk.studio.sweeps import sweep, torus

LYING = rotation("x", -90)


def build(spec: Spec) -> Model:
    """The pendant a spec asks for."""
    parts = {"safety_disc": _safety_disc, "zodiac": _zodiac, "halo": _halo, "plaque": _plaque, "pearl": _pearl}[
        spec.form
    ](spec)
    display = placed(parts, rotation("y", 14) @ LYING)
    # A flat medal seen too steeply mirrors one softbox all over.
    shot = Shot(0, 50, 1.20) if spec.form == "zodiac" else Shot(0, 60, 1.20)
    return Model({"pendant": parts}, display, shot, StandIn("chest"))


def _safety_disc(spec: Spec) -> Parts:
    gem, metal = spec.word("gem"), spec.word("metal")
    radius, hole, thick = spec.number("diameter") / 2, spec.number("hole_diameter") / 2, spec.number("thickness")
    t = np.linspace(0, 2 * np.pi, 56, endpoint=False)
    middle, half = (radius + hole) / 2, (radius - hole) / 2
    # Flattened, fully rounded section.
    r = middle + half * np.sign(np.cos(t)) * np.abs(np.cos(t)) ** 0.8
    z = -thick / 2 * np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 0.8
    disc = lathe(np.stack([r, z], 1), 160)
    drop = 5.0 + radius
    # A gold strap through the hole and over the rim carries the bail.
    strap = _strap(half + 0.45, thick / 2 + 0.45, metal)
    return (
        *of(gem, disc.moved(y=-drop)),
        *placed(strap, translation(y=-drop + middle)),
        *settings.bail(metal, opening=4.2, width=2.4, wire=0.7),
    )


def _strap(half_height: float, half_depth: float, metal: str) -> Parts:
    t = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    y = half_height * np.sign(np.cos(t)) * np.abs(np.cos(t)) ** 0.7
    z = half_depth * np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 0.7
    path = np.stack([np.zeros(72), y, z], 1)
    band = sweep(path, ellipse(0.32, 1.0, steps=16), closed=True, up=np.array([1.0, 0.0, 0.0]))
    return of(metal, band)


def _zodiac(spec: Spec) -> Parts:
    metal, radius, thick = spec.word("metal"), spec.number("diameter") / 2, spec.number("thickness")
    relief = horse_relief(radius * 0.98, spec.number("relief"))
    disc = relief_disc(radius, thick, lambda x, y: relief(x, y + radius * 0.02))
    drop = 4.4 + radius
    dots = [
        sphere(0.22, 8, 10).moved((radius - 1.25) * np.cos(a), (radius - 1.25) * np.sin(a) - drop, thick / 2)
        for a in np.arange(48) * np.pi / 24
    ]
    return (
        *of(metal, disc.moved(y=-drop)),
        *of("gold_999", *dots),
        *settings.bail("gold_999", opening=4.0, width=2.6, wire=0.7),
    )


def _halo(spec: Spec) -> Parts:
    gem, metal = spec.word("gem"), spec.word("metal")
    length, width, small = spec.number("stone_length"), spec.number("stone_width"), spec.number("halo_stone")
    head = halo_head(gem, metal, length, width, small)
    drop = 4.6 + length / 2 + small * 1.3
    accent = spec.number("bail_stone", 1.6)
    top = (settings.brilliant(accent), *settings.bezel(ellipse(accent / 2, steps=48), metal, 0.22, 0.18, 0.7))
    return (
        *placed(head, translation(y=-drop, z=width * 0.45)),
        *placed(top, translation(y=-3.5, z=1.7)),
        *settings.bail(metal, opening=3.4, width=2.0, wire=0.55),
    )


def _plaque(spec: Spec) -> Parts:
    gem, metal = spec.word("gem"), spec.word("metal")
    height, width, thick = spec.number("height"), spec.number("width"), spec.number("thickness")
    outline = rounded_rectangle(width, height, 1.6, steps=10)
    slab = cushioned(outline, thick)
    drop = 4.6 + height / 2
    cap = prism(rounded_rectangle(width * 0.30, 2.2, 0.6), thick + 0.7, 0.35).moved(y=-drop + height / 2 - 0.5)
    return (*of(gem, slab.moved(y=-drop)), *of(metal, cap), *settings.bail(metal, opening=4.4, width=2.6, wire=0.7))


def cushioned(outline: Points, thickness: float) -> Mesh:
    """A plate whose faces swell softly and whose edges are rounded: a polished plaque."""
    half = thickness / 2
    net = []
    radius = 1.25
    inner = outline * (1 - radius / np.abs(outline).max(0))
    for angle in np.linspace(np.pi / 2, -np.pi / 2, 21):
        edge = inner + (outline - inner) * np.cos(angle)
        net.append(
            np.column_stack(
                [edge, np.full(len(outline), (half - 0.35) * np.sign(np.sin(angle)) * abs(np.sin(angle)) ** 0.75)]
            )
        )
    fill = []
    for share in np.linspace(0.04, 1, 14)[:-1]:
        fill.append(np.column_stack([inner * share, np.full(len(outline), half - 0.35 * share**2)]))
    net_all = np.stack([*fill, *net, *[row * [1, 1, -1] for row in fill[::-1]]])
    side = grid(net_all, wrap_u=False, wrap_v=True, crease_deg=50)
    n, count = len(outline), len(side.vertices)
    around = np.arange(n)
    after = (around + 1) % n
    last = (len(net_all) - 1) * n
    top = np.stack([np.full(n, count), around, after], 1)
    bottom = np.stack([np.full(n, count + 1), last + after, last + around], 1)
    caps = np.array([[0, 0, half], [0, 0, -half]])
    mesh = Mesh(np.concatenate([side.vertices, caps]), np.concatenate([side.faces, top, bottom]), 50)
    return mesh if mesh.volume() > 0 else Mesh(mesh.vertices, mesh.faces[:, ::-1], 50)


def _pearl(spec: Spec) -> Parts:
    metal, radius = spec.word("metal"), spec.number("pearl_diameter") / 2
    small = spec.number("accent_stone", 2.5)
    middle = -4.4 - small / 2
    centre = middle - small / 2 - radius - 0.5
    cap = lathe(
        np.array([[0.0, 0.35], [radius * 0.24, 0.2], [radius * 0.42, -0.25], [radius * 0.40, -0.42], [0.0, -0.3]]), 48
    )
    cap = cap.transformed(rotation("x", -90)).moved(y=centre + radius + 0.02)
    accent = (settings.brilliant(small), *settings.bezel(ellipse(small / 2, steps=48), metal, 0.3, 0.2, 0.9))
    return (
        *of(spec.word("pearl_gem", "akoya"), sphere(radius, 44, 72).moved(y=centre)),
        *of(metal, cap, torus(0.55, 0.2, plane="xy", steps=36, sides=10).moved(y=-4.0, z=0.2)),
        *placed(accent, translation(y=middle, z=0.4)),
        *settings.bail(metal, opening=3.4, width=2.0, wire=0.55),
    )


def solitaire_drop(stone: float, metal: str) -> Parts:
    """A round diamond in four claws under a small ring: hangs on its chain without a bail."""
    head = (
        settings.brilliant(stone),
        *settings.prong_head(stone, metal, 4, wire=stone * 0.065, depth=stone * 0.5, start_deg=45),
    )
    y = -stone * 0.5 - 1.7
    loop = torus(0.85, 0.26, plane="xz", steps=36, sides=10).moved(y=-0.35)
    joint = torus(0.62, 0.22, plane="xy", steps=36, sides=10).moved(y=-1.35)
    return (*placed(head, translation(y=y, z=stone * 0.28)), *of(metal, loop, joint))


def pear_drop(length: float, width: float, gem: str, metal: str) -> Parts:
    """A pear-shaped stone, point up, in claws under a tapered bail with a small diamond."""
    stone = gems.pear(length, width)
    top = float(stone.vertices[:, 1].max())
    claws: list[Mesh] = []
    wire = width * 0.05
    for angle in np.radians([-135, -45, 20, 160]):
        inside = stone.vertices[np.argmax(stone.vertices[:, :2] @ [np.cos(angle), np.sin(angle)])]
        girdle = np.array([inside[0], inside[1], 0.0])
        claws.append(settings.prong(girdle * 0.55 - [0, 0, width * 0.42], girdle, wire, width * 0.09, width * 0.09))
    # A V claw guards the point.
    tip = np.array([0.0, top, 0.0])
    claws.append(settings.prong(tip * 0.62 - [0, 0, width * 0.40], tip, wire * 1.2, width * 0.10, width * 0.14))
    drop = 6.6 + top
    accent = 1.8
    head = placed((Part(stone, gem), *of(metal, *claws)), translation(y=-drop, z=width * 0.36))
    small = placed(
        (settings.brilliant(accent), *settings.bezel(ellipse(accent / 2, steps=48), metal, 0.25, 0.18, 0.7)),
        translation(y=-3.9, z=1.5),
    )
    return (*head, *small, *settings.bail(metal, opening=3.4, width=2.0, wire=0.55))
