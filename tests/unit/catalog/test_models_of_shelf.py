"""What is rendered has the stones that the customer is told of, and about their weight."""

import importlib
from collections import Counter

import pytest

from kiosk.catalog.building import SOURCES
from kiosk.catalog.rules import DENSITY_G_CM3
from kiosk.catalog.sources import read_sources
from kiosk.studio.parts import Part
from kiosk.studio.spec import read_spec

COUNTED = ("diamond", "sapphire", "ruby", "aquamarine", "jadeite", "nephrite", "agate")
"""Pearls are left out: a strand's model is only a run of it."""
PIECES = {piece.sku: piece for piece in read_sources(SOURCES).pieces}


def stones(sku: str) -> list[Part]:
    """The stones of a model as it is worn, one part each; jadeite of any colour is jadeite."""
    spec = read_spec(sku)
    model = importlib.import_module(f"kiosk.studio.forms.{spec.category}").build(spec)
    parts = [part for parts in model.groups.values() for part in parts]
    return [part for part in parts if part.material.split("_")[0] in COUNTED]


@pytest.mark.parametrize("sku", PIECES)
def test_the_model_has_the_stones_that_are_told(sku: str) -> None:
    piece = PIECES[sku]
    told: Counter[str] = Counter()
    for stone in piece.stones:
        if stone.gem in COUNTED:
            told[stone.gem] += stone.count
    shown = stones(sku)
    assert Counter(part.material.split("_")[0] for part in shown) == told
    faceted = [part for part in shown if part.material in DENSITY_G_CM3]
    if piece.carat is not None:
        grams = sum(abs(part.mesh.volume()) * DENSITY_G_CM3[part.material] for part in faceted) / 1000
        # A modelled stone is a little fuller or flatter than the trade's formulas.
        assert grams / 0.2 == pytest.approx(piece.carat, rel=0.20, abs=0.02)
