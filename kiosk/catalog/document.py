"""A piece as the JSON that other programs read; its keys are the contract of the command line."""

from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.base.paths import ASSETS
from kiosk.base.settings import Language
from kiosk.catalog.piece import Bilingual, Piece
from kiosk.catalog.pricing import Quote
from kiosk.catalog.units import Unit

Document = dict[str, Any]


def piece_document(piece: Piece, quote: Quote, language: Language) -> Document:
    """A piece as `ask` gives it, without `reasons` and `breaks`."""
    return {
        "sku": piece.sku,
        "name": piece.names[language],
        "category": piece.category,
        "metal": piece.metal,
        "metals": list(piece.metals),
        "fineness": piece.fineness,
        "gems": list(piece.gems),
        "gem_origin": piece.gem_origin,
        "colour": list(piece.colour),
        "cut": list(piece.cut),
        "carat": tidy(piece.carat),
        "weight_g": tidy(piece.weight_g),
        "length_mm": tidy(piece.length_mm),
        "inner_diameter_mm": tidy(piece.inner_diameter_mm),
        "styles": list(piece.styles),
        "occasions": list(piece.occasions),
        "recipients": list(piece.recipients),
        "price": quote.total,
        "currency": quote.currency,
        "price_mode": quote.mode,
        "price_date": quote.price_date,
    }


def catalog_document(
    piece: Piece, quote: Quote, units: tuple[Unit, ...], now: datetime, language: Language = "zh", assets: Path = ASSETS
) -> Document:
    """A piece as `catalog show --json` gives it: `piece_document` and everything else the shop may show.

    `stock` counts the units that can be sold now; images and atlas that have not been baked yet are left out.
    """
    document = piece_document(piece, quote, language)
    atlas = assets / piece.atlas if piece.atlas else None
    document |= {
        "names": _words(piece.names),
        "descriptions": _words(piece.descriptions),
        "clarity": piece.clarity,
        "colour_grade": piece.colour_grade,
        "treatment": _words(piece.treatment),
        "care": _words(piece.care),
        "certificate": piece.certificate,
        "stones": [
            {"gem": s.gem, "count": s.count, "cut": s.cut, "carat": s.carat, "size_mm": [tidy(v) for v in s.size_mm]}
            for s in piece.stones
        ],
        "dimensions_mm": {name: tidy(size) for name, size in piece.dimensions_mm.items()},
        "images": [str(path) for path in image_paths(piece, assets)],
        "stock": sum(unit.available(now) for unit in units),
        "units": [_unit(unit) for unit in units],
        "atlas": str(atlas) if atlas and atlas.is_file() else None,
    }
    return document


def image_paths(piece: Piece, assets: Path = ASSETS) -> list[Path]:
    """The pictures of a piece that exist, the hero first; absolute."""
    return [path for path in (assets / image for image in piece.images) if path.is_file()]


def atlas_path(piece: Piece, assets: Path = ASSETS) -> Path | None:
    """The baked try-on views of a piece; None when they do not exist (yet)."""
    path = assets / piece.atlas if piece.atlas else None
    return path if path and path.is_file() else None


def tidy(number: float | None) -> float | int | None:
    """450 rather than 450.0, as a person would write it."""
    return int(number) if number is not None and number == int(number) else number


def _words(words: Bilingual | None) -> dict[str, str] | None:
    return {"zh": words.zh, "en": words.en} if words else None


def _unit(unit: Unit) -> Document:
    return {
        "tag": unit.tag,
        "weight_g": unit.weight_g,
        "size_mm": tidy(unit.size_mm),
        "certificate_number": unit.certificate_number,
        "tray": unit.tray,
        "state": unit.state,
        "held_until": unit.held_until.isoformat() if unit.held_until else None,
        "counted_at": unit.counted_at.isoformat() if unit.counted_at else None,
    }
