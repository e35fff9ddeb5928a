"""Bangles. Frame: the forearm's axis is y, the piece's face is towards +z, the origin its middle."""

import numpy as np

from kiosk.studio import settings
from kiosk.studio.forms.bracelet import FLATTENED
from kiosk.studio.forms.ring import band
from kiosk.studio.mesh import Mesh, Points, grid, lathe, rotation, sphere, translation
from kiosk.studio.parts import Model, Part, Parts, Shot, StandIn, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.sweeps import circle, torus, tube


def build(spec: Spec) -> Model:
    """The bangle a spec asks for."""
    radius = spec.number("inner_diameter") / 2
    body = {"round_bar": _round_bar, "engraved": _engraved, "bells": _bells, "pave": _pave}[spec.form](spec, radius)
    display = placed(body, rotation("x", -90))
    shot = {"engraved": Shot(54, 22, 1.08), "pave": Shot(34, 40, 1.08)}.get(spec.form, Shot(30, 20, 1.08))
    half = radius * 0.88
    stand_in = StandIn("wrist", half, half * FLATTENED, loose_radius_mm=radius)
    return Model({"body": body}, display, shot, stand_in, even_round=spec.form in ("round_bar", "engraved"))


def _round_bar(spec: Spec, radius: float) -> Parts:
    bar = spec.number("bar_diameter") / 2
    return of(spec.word("gem"), torus(radius + bar, bar, steps=200, sides=48))


def _engraved(spec: Spec, radius: float) -> Parts:
    metal, width, thick = spec.word("metal"), spec.number("width"), spec.number("thickness")
    across = np.linspace(-1, 1, 61)
    steps = 900
    path = circle(radius, steps)
    out = path / np.linalg.norm(path, axis=1, keepdims=True)
    angle = np.arange(steps) * 2 * np.pi / steps
    crown = thick * (0.86 + 0.14 * np.cos(across * np.pi / 2))
    crown[[0, -1]] *= 0.72
    engraved = engraving(angle[:, None] * radius, across[None, :] * width / 2, width, 2 * np.pi * radius)
    outer = path[:, None] + out[:, None] * (crown[None, :] - engraved)[..., None]
    outer = outer + across[None, :, None] * (width / 2) * np.array([0.0, 1.0, 0.0])
    inner_across = across[::-1][::6]
    inner = path[:, None] + inner_across[None, :, None] * (width / 2) * np.array([0.0, 1.0, 0.0])
    mesh = grid(np.concatenate([outer, inner], axis=1), wrap_u=True, wrap_v=True, crease_deg=50)
    mesh = mesh if mesh.volume() > 0 else Mesh(mesh.vertices, mesh.faces[:, ::-1], 50)
    beads = []
    ball = sphere(0.24, 6, 8)
    for a in np.arange(200) * 2 * np.pi / 200:
        for side in (-1, 1):
            beads.append(
                ball.moved(
                    (radius + thick * 0.80) * np.sin(a), side * (width / 2 - 0.22), (radius + thick * 0.80) * np.cos(a)
                )
            )
    return (*of(metal, mesh), *of("gold_999", *beads))


def engraving(along: Points, across: Points, width: float, round_mm: float) -> Points:
    """Depth (mm) of the engraving along and across: two lines, and a band of scrolling clouds at each edge."""
    edge = np.abs(across)
    line = np.exp(-(((edge - width * 0.30) / 0.10) ** 2)) * 0.16
    wave = round_mm / round(round_mm / 2.6)
    phase = along / wave * 2 * np.pi
    middle = width * 0.385
    scroll = np.abs((edge - middle) - 0.22 * np.sin(phase) - 0.08 * np.sin(2 * phase + 0.8))
    cut = np.exp(-((scroll / 0.11) ** 2)) * 0.13 * (edge > width * 0.31) * (edge < width * 0.46)
    return np.asarray(line + cut)


def _bells(spec: Spec, radius: float) -> Parts:
    metal = spec.word("metal")
    width, thick = spec.number("width"), spec.number("thickness")
    body = band(radius, width, thick, comfort=0.8, crown=0.9)
    parts: list[Part] = [*of(metal, body)]
    size = spec.number("bell_diameter")
    for turn in (-14.0, 14.0):
        hang = placed(_bell(size, metal), translation(y=-width / 2 - 0.9, z=radius + max(thick * 0.8, size / 2)))
        parts += placed(hang, rotation("y", turn))
    # Two collars, as where a child's bangle slides to be made larger.
    collar = lathe(
        np.array([[0.0, 1.6], [thick * 0.60, 1.5], [thick * 0.66, 0.0], [thick * 0.60, -1.5], [0.0, -1.6]]), 36
    )
    for turn in (-40.0, 40.0):
        along = collar.scaled(0.85, 1.15, 1.0).transformed(
            rotation("y", turn) @ translation(z=radius + thick * 0.62) @ rotation("y", 90)
        )
        parts += of(metal, along)
    return tuple(parts)


def _bell(size: float, metal: str) -> Parts:
    ball = sphere(size / 2, 40, 56).moved(y=-size / 2 - 1.1)
    belt = torus(size / 2, 0.16, steps=56, sides=10).moved(y=-size / 2 - 1.1)
    slot = of(
        "silver_dark", sphere(size * 0.10, 12, 16).scaled(2.6, 1.6, 1.0).moved(y=-size * 0.80 - 1.1, z=size * 0.36)
    )
    ring = torus(0.75, 0.2, plane="xy", steps=32, sides=10).moved(y=-0.5)
    return (*of(metal, ball, belt, ring), *slot)


def _pave(spec: Spec, radius: float) -> Parts:
    metal, width, thick = spec.word("metal"), spec.number("width"), spec.number("thickness")
    stone, count = spec.number("stone_diameter"), int(spec.number("stone_count"))
    body = band(radius, width, thick, comfort=0.6, crown=0.55)
    reach = radius + thick
    pitch = stone * 1.10 / reach
    angle = (np.arange(count) - (count - 1) / 2) * pitch
    out = np.stack([np.sin(angle), np.zeros(count), np.cos(angle)], 1)
    gems_row = settings.row(out * (reach + stone * 0.04), out, stone, metal)
    rails = [_rail(reach + 0.02, side * stone * 0.60, angle[0] - pitch, angle[-1] + pitch) for side in (-1, 1)]
    return (*of(metal, body, *rails), *gems_row)


def _rail(radius: float, y: float, start: float, end: float) -> Mesh:
    angle = np.linspace(start, end, 120)
    path = np.stack([radius * np.sin(angle), np.full(120, y), radius * np.cos(angle)], 1)
    return tube(path, 0.14, sides=10)
