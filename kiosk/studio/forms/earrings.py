"""Earrings. Frame: the origin is the piercing at the lobe's face, the earring hangs along -y and faces +z."""

import numpy as np

from kiosk.studio import gems, settings
from kiosk.studio.mesh import Points, ellipse, lathe, rotation, scaling, sphere, translation
from kiosk.studio.parts import Model, Part, Parts, Shot, StandIn, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.sweeps import capsule, smooth, torus, tube

LOBE_DEG = {"pearl_stud": 42.0, "diamond_stud": 42.0, "hoop": -42.0, "cabochon_drop": 18.0, "gourd_drop": 18.0}
"""How far the worn left earring's face turns outwards when the wearer looks straight ahead."""


def build(spec: Spec) -> Model:
    """The pair of earrings a spec asks for; the right one mirrors the left."""
    one = {
        "pearl_stud": _pearl_stud, "diamond_stud": _diamond_stud, "hoop": _hoop,
        "cabochon_drop": _cabochon_drop, "gourd_drop": _gourd_drop,
    }[spec.form](spec)  # fmt: skip
    # Worn, the post is in the ear; only the picture shows it.
    left = placed(one, rotation("y", LOBE_DEG[spec.form]))
    right = placed(left, scaling(-1, 1, 1))
    shown = (*one, *_post(spec.word("metal"))) if spec.form.endswith("stud") else one
    display, shot = _displayed(spec, shown)
    return Model({"left": left, "right": right}, display, shot, StandIn("lobe", 7.5, 2.0))


def _displayed(spec: Spec, one: Parts) -> tuple[Parts, Shot]:
    points = np.concatenate([part.mesh.vertices for part in one])
    width = float(np.ptp(points[:, 0]))
    if spec.form == "hoop":
        low = translation(y=-float(points[:, 1].min()))
        pair = placed(one, translation(x=-width * 0.56, z=1.5) @ rotation("y", 38) @ low)
        pair += placed(one, translation(x=width * 0.56, z=-1.5) @ rotation("y", 62) @ low)
        return pair, Shot(8, 14, 1.14)
    if spec.form.endswith("stud"):
        # Two studs laid on their backs, heads leaning to different sides.
        pair = placed(one, translation(x=-width * 0.72, z=1.0) @ rotation("z", 12) @ rotation("x", -66))
        pair += placed(one, translation(x=width * 0.72, z=-1.6) @ rotation("z", -16) @ rotation("x", -58))
        return pair, Shot(0, 34, 1.22)
    lying = rotation("x", -90)
    pair = placed(one, translation(x=-width * 0.80, z=0.8) @ rotation("y", 7) @ lying)
    pair += placed(one, translation(x=width * 0.80, z=-0.8) @ rotation("y", -9) @ lying)
    return pair, Shot(0, 64, 1.14)


def _post(metal: str, length: float = 7.5) -> Parts:
    return of(
        metal,
        capsule([0, 0, -length], [0, 0, 0.4], 0.42),
        torus(1.15, 0.38, plane="xy", steps=40, sides=12).moved(z=-length + 1.6),
    )


def _pearl_stud(spec: Spec) -> Parts:
    metal, radius = spec.word("metal"), spec.number("pearl_diameter") / 2
    cup = lathe(
        np.array(
            [
                [0.0, 0.45],
                [radius * 0.36, 0.62],
                [radius * 0.44, 0.80],
                [radius * 0.46, 0.72],
                [radius * 0.40, 0.40],
                [radius * 0.2, 0.1],
                [0.0, 0.05],
            ]
        ),
        48,
    )
    return (*of(spec.word("pearl_gem", "akoya"), sphere(radius, 40, 64).moved(z=radius + 0.25)), *of(metal, cup))


def _diamond_stud(spec: Spec) -> Parts:
    metal, stone = spec.word("metal"), spec.number("stone_diameter")
    head = (
        settings.brilliant(stone),
        *settings.prong_head(stone, metal, 4, wire=stone * 0.065, depth=stone * 0.55, start_deg=45),
    )
    return placed(head, translation(z=stone * 0.62))


def _hoop(spec: Spec) -> Parts:
    metal, wire = spec.word("metal"), spec.number("wire") / 2
    radius = spec.number("diameter") / 2 - wire
    return of(metal, torus(radius, wire, plane="xy", steps=144, sides=28).moved(y=-radius))


def _hook(metal: str) -> Parts:
    """The wire through the lobe; its end behind the ear is left out, for nobody sees it."""
    line: Points = smooth(np.array([[0, -3.4, 0.4], [0, -1.5, 1.0], [0, 0.8, 0.9], [0, 1.6, -0.6], [0, 1.0, -1.8]]), 60)
    return of(metal, tube(line, 0.38, sides=12), torus(0.75, 0.22, plane="xy", steps=36, sides=10).moved(y=-3.9, z=0.4))


def _cabochon_drop(spec: Spec) -> Parts:
    metal, gem = spec.word("metal"), spec.word("gem")
    length, width = spec.number("stone_length"), spec.number("stone_width")
    drop = spec.number("drop")
    stone = gems.cabochon(length, width, width * 0.42)
    collar = settings.bezel(ellipse(width / 2, length / 2, steps=96), metal, wall=0.45, above=0.55, below=1.0)
    beads = [
        sphere(0.36, 10, 14).moved((width / 2 + 0.62) * np.cos(a), (length / 2 + 0.62) * np.sin(a), -0.2)
        for a in np.arange(40) * np.pi / 20
    ]
    head = placed((Part(stone, gem), *collar, *of(metal, *beads)), translation(y=-drop + length / 2 + 0.6))
    top = -drop + length + 1.2
    small = spec.number("accent_stone", 2.2)
    middle = (top - 4.6) / 2
    accent = placed(
        (settings.brilliant(small), *settings.prong_head(small, metal, 4, wire=0.18, depth=0.8, start_deg=45)),
        translation(y=middle, z=0.9),
    )
    links = of(
        metal,
        torus(0.8, 0.22, plane="xy", steps=36, sides=10).moved(y=middle + small / 2 + 0.55, z=0.4),
        torus(0.8, 0.22, plane="xy", steps=36, sides=10).moved(y=middle - small / 2 - 0.55, z=0.4),
    )
    rod = of(
        metal,
        capsule([0, -4.4, 0.4], [0, middle + small / 2 + 1.0, 0.4], 0.22),
        capsule([0, middle - small / 2 - 1.0, 0.4], [0, top, 0.3], 0.22),
    )
    return (*head, *accent, *links, *rod, *_hook(metal))


def gourd(length: float) -> Points:
    """Profile (r, z) of a gourd of a height, top first."""
    z = np.array(
        [
            1.0,
            0.985,
            0.93,
            0.885,
            0.84,
            0.79,
            0.74,
            0.68,
            0.62,
            0.57,
            0.53,
            0.48,
            0.42,
            0.34,
            0.25,
            0.16,
            0.08,
            0.03,
            0.0,
        ]
    )
    r = np.array(
        [
            0.0,
            0.035,
            0.040,
            0.060,
            0.125,
            0.175,
            0.195,
            0.190,
            0.150,
            0.110,
            0.115,
            0.175,
            0.245,
            0.295,
            0.305,
            0.275,
            0.195,
            0.10,
            0.0,
        ]
    )
    line = smooth(np.stack([r, z], 1), 80)
    line[:, 0] = np.maximum(line[:, 0], 0)
    line[[0, -1], 0] = 0.0
    return line * length


def _gourd_drop(spec: Spec) -> Parts:
    metal, drop = spec.word("metal"), spec.number("drop")
    length = spec.number("gourd_length")
    body = lathe(gourd(length), 96).transformed(rotation("x", -90)).moved(y=-drop)
    belt = torus(length * 0.125, 0.28, plane="xz", steps=64, sides=12).moved(y=-drop + length * 0.555)
    beads = [
        sphere(0.26, 8, 12).moved(length * 0.128 * np.sin(a), -drop + length * 0.515, length * 0.128 * np.cos(a))
        for a in np.arange(24) * np.pi / 12
    ]
    top = -drop + length
    loop = torus(0.7, 0.24, plane="xy", steps=36, sides=10).moved(y=top + 0.5, z=0.0)
    wire = tube(
        smooth(
            np.array([[0, top + 1.0, 0], [0, -2.5, 0.7], [0, 0.6, 0.9], [0, 1.6, -0.6], [0, 1.0, -1.8]]),
            60,
        ),
        0.42,
        sides=12,
    )
    return (*of(metal, body), *of("gold_999", belt, *beads, loop, wire))
