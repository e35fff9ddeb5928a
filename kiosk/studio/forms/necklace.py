"""Necklaces. The strip is a straight run of chain along x facing +z; the pendant hangs from the origin along -y."""

import numpy as np

from kiosk.studio import chains
from kiosk.studio.forms.pendant import LYING, pear_drop, solitaire_drop
from kiosk.studio.mesh import Mesh, Points, sphere, translation
from kiosk.studio.parts import Model, Parts, Shot, StandIn, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.sweeps import torus

FACE = np.array([0.0, 0.0, 1.0])
RUN_MM = 60.0
"""Length of the strip that is modelled: longer than any view, so that every link has its neighbours."""


def build(spec: Spec) -> Model:
    """The necklace a spec asks for."""
    if spec.form == "pearl_strand":
        return _pearl_strand(spec)
    if spec.form == "rope":
        return _rope(spec)
    pendant = {"solitaire": _solitaire, "circle": _circle, "pear": _pear}[spec.form](spec)
    metal = spec.word("metal")
    length, width, wire = spec.number("link_length"), spec.number("link_width"), spec.number("wire") / 2
    period = 2 * chains.cable_pitch(length, wire)
    run = round(RUN_MM / period) * period
    strip = chains.cable(chains.straight(run), length, width, wire, metal, up=FACE)
    chain = chains.cable(_display_line(spec), length, width, wire, metal, up=FACE)
    display = placed((*chain, *pendant), LYING)
    return Model(
        {"strip": strip, "pendant": pendant}, display, Shot(0, 66, 1.10, fade_top=0.34), StandIn("chest"), period
    )  # fmt: skip


def _display_line(spec: Spec) -> Points:
    width = spec.number("display_width", 12.5)
    return chains.hanging(width, width * 1.25)


def _solitaire(spec: Spec) -> Parts:
    return solitaire_drop(spec.number("stone_diameter"), spec.word("metal"))


def _circle(spec: Spec) -> Parts:
    metal, wire = spec.word("metal"), spec.number("circle_wire") / 2
    radius = spec.number("circle_diameter") / 2 - wire
    loop = torus(0.95, 0.28, plane="xz", steps=40, sides=10).moved(y=-0.4)
    return of(metal, torus(radius, wire, plane="xy", steps=144, sides=24).moved(y=-radius - 1.2), loop)


def _pear(spec: Spec) -> Parts:
    return pear_drop(spec.number("stone_length"), spec.number("stone_width"), spec.word("gem"), spec.word("metal"))


def _pearl_strand(spec: Spec) -> Model:
    diameter, gem = spec.number("pearl_diameter"), spec.word("pearl_gem", "akoya")
    pitch = diameter + 0.25
    places = np.column_stack([np.arange(-5, 6) * pitch, np.zeros((11, 2))])
    strip = (*chains.bead_row(places, diameter, gem), *of(gem, *_knots(places)))
    # The picture shows the front of the strand, as it lies round a neck.
    t = np.linspace(-2.05, 2.05, 300)
    line = np.stack([50 * np.sin(t) * (1 - 0.05 * t**2), np.zeros(300), 56 * np.cos(t)], 1)
    pearls = chains.bead_row(chains.bead_places(line, pitch, closed=False), diameter, gem, 0.012)
    display = placed(pearls, translation(y=diameter / 2))
    return Model({"strip": strip}, display, Shot(0, 52, 1.08, fade_top=0.30), StandIn("chest"), pitch)


def _knots(places: Points) -> list[Mesh]:
    middle = (places[1:] + places[:-1]) / 2
    return [sphere(0.42, 8, 12).moved(*spot) for spot in middle]


def _rope(spec: Spec) -> Model:
    metal, radius = spec.word("metal"), spec.number("thickness") / 2
    pitch = spec.number("pitch")
    period = pitch / 3
    run = round(RUN_MM / pitch) * pitch
    strip = chains.rope(chains.straight(run), radius, metal, pitch=pitch)
    # The picture shows the chain as a loose coil of three turns.
    t = np.linspace(0, 6 * np.pi, 1500)
    size = 19.5 + 2.4 * np.sin(t * 0.37 + 0.5) + 0.12 * t
    height = radius * (1 + 1.1 * np.clip(np.sin(t * 1.06 - 1.0), 0, 1) * np.clip(t / 6, 0, 1))
    coil = np.stack(
        [size * np.cos(t) + 0.9 * np.cos(t * 0.5), height, size * np.sin(t) * 0.98 + 1.3 * np.sin(t * 0.41)], 1
    )
    display = chains.rope(coil, radius, metal, pitch=pitch)
    return Model({"strip": strip}, display, Shot(18, 46, 1.08), StandIn("chest"), period)
