"""Bracelets. Frame: the forearm's axis is y, the back of the wrist faces +z; the piece follows an oval wrist."""

import numpy as np

from kiosk.studio import chains, settings
from kiosk.studio.mesh import Mesh, Points, box, ellipse, lathe, rotation, sphere, translation
from kiosk.studio.parts import Model, Part, Parts, Shot, StandIn, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.sweeps import resample, tangents, torus

FLATTENED = 0.78
"""Depth of a wrist over its width."""


def build(spec: Spec) -> Model:
    """The bracelet a spec asks for."""
    length, reach = spec.number("length"), spec.number("thickness") / 2
    worn_line, half = wrist_line(length, reach, FLATTENED)
    shown_line, _ = wrist_line(length, reach, 0.86)
    make = {"beads": _beads, "tennis": _tennis, "chain": _chain, "pearls": _pearls}[spec.form]
    body = make(spec, worn_line, 0.0)
    # In the picture the stones look up a little, as on a cone.
    display = placed(make(spec, shown_line, 48.0), translation(y=reach) @ rotation("y", 8))
    shot = Shot(0, 46 if spec.form in ("tennis", "chain") else 42, 1.06)
    even = spec.form in ("tennis", "pearls")
    return Model({"body": body}, display, shot, StandIn("wrist", half, half * FLATTENED), even_round=even)


def wrist_line(length: float, reach: float, flattened: float) -> tuple[Points, float]:
    """A closed oval (n, 3) of a length in the xz plane, starting at +z, and the half width of the wrist inside it.

    The line runs `reach` mm outside the skin; the bracelet hangs loose by 8 % of its length.
    """
    t = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    unit = np.stack([np.sin(t), np.zeros(720), flattened * np.cos(t)], 1)
    around = np.linalg.norm(np.diff(np.concatenate([unit, unit[:1]]), axis=0), axis=1).sum()
    size = length / around
    return resample(unit * size, 720, closed=True), size - reach - 0.3


def outward(places: Points) -> Points:
    """Unit vectors (n, 3) from the wrist outwards at places along a closed line round y."""
    out = np.cross(np.array([0.0, 1.0, 0.0]), tangents(places, closed=True))
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray(out * np.sign((out * places).sum(1, keepdims=True)))


def _beads(spec: Spec, line: Points, lean_deg: float) -> Parts:
    diameter, gem, metal = spec.number("bead_diameter"), spec.word("gem"), spec.word("metal")
    places = chains.bead_places(line, diameter + 0.05, closed=True)
    parts: list[Part] = []
    lucky = lucky_bead(diameter * 0.98)
    spacer = lathe(np.array([[0.8, 0.45], [2.2, 0.5], [2.6, 0.0], [2.2, -0.5], [0.8, -0.45]]), 40).transformed(
        rotation("y", 90)
    )
    for index, place in enumerate(places):
        if index == 0:
            parts += of(metal, lucky.moved(*place))
            continue
        parts += of(gem, sphere(diameter / 2, 28, 44).moved(*place))
    along = tangents(places, closed=True)
    for index in (0, len(places) - 1, 2, len(places) - 3):
        spot = (places[index] + places[(index + 1) % len(places)]) / 2
        heading = along[index] + along[(index + 1) % len(places)]
        turn = rotation("y", float(np.degrees(np.arctan2(-heading[2], heading[0]))))
        parts += of("gold_999", spacer.transformed(translation(*spot) @ turn))
    return tuple(parts)


def lucky_bead(diameter: float) -> Mesh:
    """A round gold bead with raised petals and dots all over, as on a 转运珠."""
    ball = sphere(diameter / 2, 90, 140)
    v = ball.vertices
    longitude = np.arctan2(v[:, 1], v[:, 0])
    height = v[:, 2] / (diameter / 2)
    wave = np.cos(longitude * 8 + 3 * np.arcsin(np.clip(height, -1, 1))) * np.cos(np.arcsin(np.clip(height, -1, 1)) * 9)
    lift = 0.16 * np.clip(wave, -0.2, 0.8) + 0.10 * (np.abs(height) > 0.86)
    return Mesh(v * (1 + lift[:, None] / (diameter / 2)), ball.faces, 60)


def _tennis(spec: Spec, line: Points, lean_deg: float) -> Parts:
    metal, stone, pitch = spec.word("metal"), spec.number("stone_diameter"), spec.number("pitch")
    places = chains.bead_places(line, pitch, closed=True)
    out, along = outward(places), tangents(places, closed=True)
    cup = (
        settings.brilliant(stone),
        *of(
            metal,
            lathe(np.array([[0.3, -0.07], [0.47, -0.06], [0.46, -0.43], [0.3, -0.43]]) * stone, 32),
            *[
                Mesh(claw.vertices, claw.faces, 40)
                for claw in (
                    settings.prong(
                        np.array([np.cos(a), np.sin(a), 0.0]) * stone * 0.42 - [0, 0, 0.8],
                        np.array([np.cos(a), np.sin(a), 0.0]) * stone * 0.49, 0.17, stone * 0.1, stone * 0.07,
                    )
                    for a in np.radians([45, 135, 225, 315])
                )
            ],
            box(pitch * 0.7, 0.8, 0.5, 0.12).moved(x=pitch * 0.5, z=-0.65),
        ),
    )  # fmt: skip
    parts: list[Part] = []
    # A positive turn about the heading must lift the stone's face towards +y.
    turn = 1.0 if np.cross(out[0], along[0])[1] > 0 else -1.0
    for place, normal, heading in zip(places, out, along, strict=True):
        matrix = np.eye(4)
        matrix[:3, :3] = np.stack([heading, np.cross(normal, heading), normal], 1)
        matrix[:3, 3] = place
        parts += placed(cup, matrix @ rotation("x", -lean_deg * turn))
    return tuple(parts)


def _chain(spec: Spec, line: Points, lean_deg: float) -> Parts:
    metal = spec.word("metal")
    length, width, wire = spec.number("link_length"), spec.number("link_width"), spec.number("wire") / 2
    radius, thick = spec.number("disc_diameter") / 2, spec.number("disc_thickness")
    t = np.arctan2(line[:, 0], line[:, 2])
    away = np.abs(line[:, 0])
    open_line = line[(away > radius) | (np.abs(t) > 1.5)]
    start = int(np.argmax(open_line[:, 0] >= radius - 0.2))
    open_line = np.roll(open_line, -start, axis=0)
    links = chains.cable(open_line, length, width, wire, metal, up=np.array([0.0, 1.0, 0.0]))
    front = float(line[:, 2].max())
    profile = np.array(
        [
            [0.0, thick / 2 + 0.75],
            [radius * 0.3, thick / 2 + 0.69],
            [radius * 0.6, thick / 2 + 0.5],
            [radius * 0.85, thick / 2 + 0.18],
            [radius * 0.95, thick / 2],
            [radius, thick / 4],
            [radius, -thick / 4],
            [radius * 0.93, -thick / 2],
            [0.0, -thick / 2],
        ]
    )
    disc = lathe(profile, 96)
    stone = spec.number("accent_stone", 1.5)
    gem = (settings.brilliant(stone), *settings.bezel(_round(stone), metal, 0.18, 0.12, 0.4))
    rings = [torus(0.7, 0.2, plane="xy", steps=32, sides=10).moved(x=s * (radius + 0.2), z=front) for s in (-1, 1)]
    return (
        *links,
        *of(metal, *rings),
        *placed(
            (*of(metal, disc), *placed(gem, translation(z=thick / 2 + 1.0))),
            translation(z=front) @ rotation("x", -lean_deg),
        ),
    )


def _round(diameter: float) -> Points:
    return ellipse(diameter / 2, steps=48)


def _pearls(spec: Spec, line: Points, lean_deg: float) -> Parts:
    diameter = spec.number("pearl_diameter")
    places = chains.bead_places(line, diameter + 0.2, closed=True)
    half = len(places) // 2
    pearls = chains.bead_row(np.delete(places, half, axis=0), diameter, spec.word("pearl_gem", "freshwater"), 0.03)
    clasp = sphere(diameter * 0.4, 24, 36).moved(*places[half])
    return (*pearls, *of(spec.word("metal"), clasp))
