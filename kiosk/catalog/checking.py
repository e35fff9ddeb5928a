"""Looking over an open catalog: everything that a shop should mend before a customer sees it."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.base.paths import ASSETS
from kiosk.catalog.agreement import model_problems
from kiosk.catalog.faults import Fault, unknown_word
from kiosk.catalog.piece import (
    CATEGORIES,
    COLOURS,
    CUTS,
    GEM_ORIGINS,
    GEMS,
    METALS,
    OCCASIONS,
    RECIPIENTS,
    STYLES,
    Piece,
)
from kiosk.catalog.rules import piece_problems, unit_problems
from kiosk.catalog.store import Catalog

_LISTS = {
    "metals": ("metal", METALS),
    "gems": ("gem", GEMS),
    "colour": ("colour", COLOURS),
    "cut": ("cut", CUTS),
    "styles": ("style", STYLES),
    "occasions": ("occasion", OCCASIONS),
    "recipients": ("recipient", RECIPIENTS),
}
_WORDS = {
    "category": ("category", CATEGORIES),
    "metal": ("metal", METALS),
    "gem_origin": ("gem origin", GEM_ORIGINS),
}


def check_catalog(catalog: Catalog, assets: Path = ASSETS) -> list[Fault]:
    """Vocabulary, agreement of the fields, prices, units, pictures, try-on views and models of every piece."""
    faults: list[Fault] = []
    for piece in catalog.pieces():
        vocabulary = list(_vocabulary(piece))
        # The rules look words up in tables; a piece with unknown words would only confuse them.
        problems = vocabulary or [*piece_problems(piece), *model_problems(piece), *_units(catalog, piece)]
        problems += list(_files(piece, assets))
        faults += [Fault(piece.sku, key, sentence) for key, sentence in problems]
    faults += [Fault("rates", key, sentence) for key, sentence in _rates(catalog)]
    return faults


def _vocabulary(piece: Piece) -> Iterator[tuple[str, str]]:
    for field, (kind, vocabulary) in _WORDS.items():
        word = getattr(piece, field)
        if word is not None and word not in vocabulary:
            yield field, unknown_word(word, kind, vocabulary)
    for field, (kind, vocabulary) in _LISTS.items():
        for word in getattr(piece, field):
            if word not in vocabulary:
                yield field, unknown_word(word, kind, vocabulary)


def _units(catalog: Catalog, piece: Piece) -> Iterator[tuple[str, str]]:
    units = catalog.units(piece.sku)
    if not units:
        yield "units", "there are none; a piece needs at least one tag."
    for unit in units:
        for key, sentence in unit_problems(piece, unit):
            yield f"{unit.tag}.{key}", sentence


def _files(piece: Piece, assets: Path) -> Iterator[tuple[str, str]]:
    if not piece.images:
        yield "images", "there are none."
    for image in piece.images:
        if not (assets / image).is_file():
            yield "images", f"{image} is missing; run: kiosk bake {piece.sku}"
    if piece.atlas is None or not (assets / piece.atlas).is_file():
        yield "atlas", f"{piece.atlas or 'the try-on view'} is missing; run: kiosk bake {piece.sku}"
    if not piece.spec:
        yield "spec", f"there is no model; write specs/{piece.sku}.toml and run: kiosk catalog build"


def _rates(catalog: Catalog) -> Iterator[tuple[str, str]]:
    known = catalog.rates()
    for metal in sorted({piece.price.rate_metal for piece in catalog.pieces() if piece.price.rate_metal}):
        if metal not in known:
            yield metal, f"is not set; run: kiosk catalog rates {metal}=PRICE"
