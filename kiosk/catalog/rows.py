"""Pieces, units and rates as table rows, and back."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from kiosk.catalog.piece import Bilingual, Piece, PriceRule, Stone
from kiosk.catalog.rates import Rate
from kiosk.catalog.reviews import Review
from kiosk.catalog.services import Service
from kiosk.catalog.units import Unit

Row = dict[str, Any]

_PLAIN = (
    "sku", "category", "metal", "fineness", "gem_origin", "carat", "clarity", "colour_grade", "certificate",
    "weight_g", "length_mm", "inner_diameter_mm", "atlas",
)  # fmt: skip
_WORDS = ("metals", "gems", "colour", "cut", "styles", "occasions", "recipients", "images")


def piece_row(piece: Piece, position: int) -> Row:
    """The row of `pieces`; `position` keeps the order of the shelf."""
    row: Row = {name: getattr(piece, name) for name in _PLAIN}
    row |= {name: _json(list(getattr(piece, name))) for name in _WORDS}
    row |= {
        "position": position,
        "name_zh": piece.names.zh,
        "name_en": piece.names.en,
        "description_zh": piece.descriptions.zh,
        "description_en": piece.descriptions.en,
        "price_mode": piece.price.mode,
        "price_fixed": piece.price.fixed,
        "rate_metal": piece.price.rate_metal,
        "labour_per_g": piece.price.labour_per_g,
        "labour_per_piece": piece.price.labour_per_piece,
        "stones": _json([_stone_document(stone) for stone in piece.stones]),
        "dimensions_mm": _json(dict(piece.dimensions_mm)),
        "spec": _json(dict(piece.spec)),
    }
    for name in ("treatment", "care"):
        words: Bilingual | None = getattr(piece, name)
        row[f"{name}_zh"], row[f"{name}_en"] = (words.zh, words.en) if words else (None, None)
    return row


def row_piece(row: Row) -> Piece:
    """The piece of a row of `pieces`."""
    plain: Row = {name: row[name] for name in _PLAIN}
    words: Row = {name: _read_words(row[name]) for name in _WORDS}
    return Piece(
        **plain,
        **words,
        names=Bilingual(row["name_zh"], row["name_en"]),
        descriptions=Bilingual(row["description_zh"], row["description_en"]),
        treatment=_bilingual(row, "treatment"),
        care=_bilingual(row, "care"),
        price=PriceRule(
            mode=row["price_mode"],
            fixed=row["price_fixed"],
            rate_metal=row["rate_metal"],
            labour_per_g=row["labour_per_g"],
            labour_per_piece=row["labour_per_piece"],
        ),
        stones=_read_stones(row["stones"]),
        dimensions_mm=_read_mapping(row["dimensions_mm"]),
        spec=_read_mapping(row["spec"]),
    )


def unit_row(unit: Unit) -> Row:
    """The row of `units`."""
    row = {name: getattr(unit, name) for name in Unit.__dataclass_fields__}
    for name in ("held_until", "counted_at"):
        row[name] = row[name].isoformat() if row[name] else None
    return row


def row_unit(row: Row) -> Unit:
    """The unit of a row of `units`."""
    times = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("held_until", "counted_at")}
    return Unit(**(row | times))


def rate_row(rate: Rate) -> Row:
    """The row of `rates`."""
    return {
        "metal": rate.metal,
        "yuan_per_g": str(rate.yuan_per_g),
        "set_at": rate.set_at.isoformat(),
        "demo": int(rate.demo),
    }


def row_rate(row: Row) -> Rate:
    """The rate of a row of `rates`."""
    return Rate(row["metal"], Decimal(row["yuan_per_g"]), datetime.fromisoformat(row["set_at"]), demo=bool(row["demo"]))


def service_row(service: Service) -> Row:
    """The row of `services`, without its `id`."""
    return {
        "kind": service.kind,
        "details": _json(dict(service.values)),
        "text_zh": service.text_zh,
        "text_en": service.text_en,
        "valid_from": service.valid_from.isoformat(),
        "valid_until": service.valid_until.isoformat() if service.valid_until else None,
        "set_on": service.set_on.isoformat(),
        "set_by": service.set_by,
        "cleared": int(service.cleared),
    }


def row_service(row: Row) -> Service:
    """The record of a row of `services`."""
    return Service(
        kind=row["kind"],
        values=MappingProxyType(json.loads(row["details"])),
        text_zh=row["text_zh"],
        text_en=row["text_en"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        set_on=date.fromisoformat(row["set_on"]),
        set_by=row["set_by"],
        cleared=bool(row["cleared"]),
    )


def review_row(review: Review) -> Row:
    """The row of `reviews`, without its `id`."""
    row = {name: getattr(review, name) for name in Review.__dataclass_fields__}
    return row | {"written_on": review.written_on.isoformat(), "demo": int(review.demo)}


def row_review(row: Row) -> Review:
    """The review of a row of `reviews`."""
    return Review(
        row["sku"], date.fromisoformat(row["written_on"]), row["language"], row["text"], row["stars"], bool(row["demo"])
    )


@lru_cache(maxsize=8192)
def _read_words(written: str) -> tuple[str, ...]:
    """A list of words. Pieces repeat the same ones: read once, kept once."""
    return tuple(json.loads(written))


@lru_cache(maxsize=8192)
def _read_stones(written: str) -> tuple[Stone, ...]:
    return tuple(Stone(**(stone | {"size_mm": tuple(stone["size_mm"])})) for stone in json.loads(written))


@lru_cache(maxsize=8192)
def _read_mapping(written: str) -> Mapping[str, Any]:
    return MappingProxyType(json.loads(written))


def _stone_document(stone: Stone) -> Mapping[str, Any]:
    return {
        "gem": stone.gem,
        "count": stone.count,
        "size_mm": list(stone.size_mm),
        "cut": stone.cut,
        "carat": stone.carat,
    }


def _bilingual(row: Row, name: str) -> Bilingual | None:
    return None if row[f"{name}_zh"] is None else Bilingual(row[f"{name}_zh"], row[f"{name}_en"])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
