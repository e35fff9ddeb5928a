"""The readable sources of the catalog, `assets/catalog/`: pieces with their units and costs, rates, models."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kiosk.base.errors import KnownError
from kiosk.catalog.faults import Fault, SourceFaults
from kiosk.catalog.fields import Fields
from kiosk.catalog.piece import (
    CATEGORIES,
    COLOURS,
    CUTS,
    DIMENSIONS,
    FINENESSES,
    GEM_ORIGINS,
    GEMS,
    METALS,
    OCCASIONS,
    RECIPIENTS,
    STYLES,
    Bilingual,
    Piece,
    PriceRule,
    Stone,
)
from kiosk.catalog.rates import PLAUSIBLE_YUAN_PER_G, Rate, read_price
from kiosk.catalog.reviews import Review, read_reviews
from kiosk.catalog.rules import piece_problems, unit_problems
from kiosk.catalog.services import Service, read_service
from kiosk.catalog.units import UNIT_STATES, Unit

_NONE = Bilingual("", "")


@dataclass(frozen=True)
class Sources:
    """Everything that becomes a catalog."""

    pieces: tuple[Piece, ...]
    units: tuple[Unit, ...]
    costs: dict[str, int]
    """Yuan by SKU; for staff alone."""
    rates: tuple[Rate, ...]
    services: tuple[Service, ...] = ()
    reviews: tuple[Review, ...] = ()


def read_sources(folder: Path) -> Sources:
    """Read and check `pieces/*.toml`, `specs/*.toml` and `rates.toml` below `folder`.

    Raises:
        SourceFaults: one sentence for every fault, with its file and key.
    """
    faults: list[Fault] = []
    pieces: dict[str, Piece] = {}
    units: dict[str, Unit] = {}
    costs: dict[str, int] = {}
    files = sorted((folder / "pieces").glob("*.toml"), key=lambda path: _shelf_order(path.stem))
    if not files:
        faults.append(Fault("pieces/", "*.toml", "there are no pieces."))
    for path in files:
        for values in _tables(path, "piece", faults):
            piece, own_units, cost = _read_piece(values, path.name, faults)
            if piece.sku in pieces:
                faults.append(Fault(path.name, piece.sku, "is there twice."))
            pieces[piece.sku] = replace(piece, spec=_read_spec(folder / "specs" / f"{piece.sku}.toml", faults))
            if cost is not None:
                costs[piece.sku] = cost
            for unit in own_units:
                if unit.tag in units:
                    faults.append(Fault(path.name, f"{piece.sku}.{unit.tag}", "this tag is there twice."))
                units[unit.tag] = unit
    rates = _read_rates(folder / "rates.toml", faults)
    services = _read_services(folder / "services.toml", faults)
    reviews = _read_reviews(folder / "reviews.jsonl", set(pieces), faults)
    if faults:
        raise SourceFaults(faults)
    return Sources(tuple(pieces.values()), tuple(units.values()), costs, rates, services, reviews)


def _shelf_order(category: str) -> int:
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)


def _read(path: Path, faults: list[Fault]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        faults.append(Fault(path.name, "file", f"cannot be read: {error}."))
        return {}


def _tables(path: Path, key: str, faults: list[Fault]) -> list[dict[str, Any]]:
    fields = Fields(_read(path, faults), path.name, path.stem, faults)
    tables = fields.tables(key)
    fields.finish()
    return tables


def _read_spec(path: Path, faults: list[Fault]) -> MappingProxyType[str, Any]:
    return MappingProxyType(_read(path, faults) if path.is_file() else {})


def _read_piece(values: dict[str, Any], where: str, faults: list[Fault]) -> tuple[Piece, list[Unit], int | None]:
    before = len(faults)
    fields = Fields(values, where, str(values.get("sku", "piece")), faults)
    stones = tuple(
        _read_stone(Fields(table, where, f"{fields.name}.stone[{index}]", faults))
        for index, table in enumerate(fields.tables("stone"))
    )
    piece = Piece(
        sku=fields.text("sku", required=True) or "",
        names=fields.bilingual("names", required=True) or _NONE,
        descriptions=fields.bilingual("descriptions", required=True) or _NONE,
        category=fields.word("category", "category", CATEGORIES, required=True) or "",
        price=_read_price(fields),
        metal=fields.word("metal", "metal", METALS),
        metals=fields.words("metals", "metal", METALS),
        fineness=_read_fineness(fields),
        gems=fields.words("gems", "gem", GEMS),
        gem_origin=fields.word("gem_origin", "gem origin", GEM_ORIGINS),
        colour=fields.words("colour", "colour", COLOURS, required=True),
        cut=fields.words("cut", "cut", CUTS),
        carat=fields.number("carat", 0.003, 100, "carats"),
        clarity=fields.text("clarity"),
        colour_grade=fields.text("colour_grade"),
        treatment=fields.bilingual("treatment"),
        care=fields.bilingual("care", required=True),
        certificate=fields.text("certificate"),
        weight_g=fields.number("weight_g", 0.1, 1000, "grams", required=True),
        length_mm=fields.number("length_mm", 100, 1200, "millimetres"),
        inner_diameter_mm=fields.number("inner_diameter_mm", 10, 80, "millimetres"),
        styles=fields.words("styles", "style", STYLES, required=True),
        occasions=fields.words("occasions", "occasion", OCCASIONS, required=True),
        recipients=fields.words("recipients", "recipient", RECIPIENTS, required=True),
        stones=stones,
        dimensions_mm=_read_dimensions(fields),
        images=_read_images(fields),
        atlas=fields.text("atlas"),
    )
    cost = fields.integer("cost", 1, 5_000_000, "yuan", required=True)
    tables = fields.tables("unit")
    fields.finish()
    if piece.gems and piece.treatment is None:
        fields.fault("treatment", "is missing; say what was done to the stones, or that nothing was.")
    if len(faults) > before:
        return piece, [], cost
    for key, sentence in piece_problems(piece):
        fields.fault(key, sentence)
    if cost and piece.price.fixed and cost >= piece.price.fixed:
        fields.fault("cost", "is not below the price.")
    return piece, _read_units(piece, tables, where, faults), cost


def _read_stone(fields: Fields) -> Stone:
    sizes = fields.take("size_mm", required=True)
    good = isinstance(sizes, list) and 1 <= len(sizes) <= 3
    if sizes is not None and not (good and all(isinstance(s, int | float) and 0 < s < 100 for s in sizes)):
        fields.fault("size_mm", f"is {sizes!r}; a list of one to three sizes in millimetres is needed.")
        good = False
    stone = Stone(
        gem=fields.word("gem", "gem", GEMS, required=True) or "",
        count=fields.integer("count", 1, 1000, "stones", required=True) or 1,
        size_mm=tuple(map(float, sizes)) if good else (1.0,),
        cut=fields.word("cut", "cut", CUTS),
        carat=fields.number("carat", 0.003, 100, "carats"),
    )
    fields.finish()
    return stone


def _read_price(fields: Fields) -> PriceRule:
    values = fields.take("price", required=True)
    if not isinstance(values, dict):
        if values is not None:
            fields.fault("price", "must be a table.")
        return PriceRule("fixed", 1)
    price = Fields(values, fields.where, f"{fields.name}.price", fields.faults)
    mode = price.word("mode", "price mode", ("fixed", "by_weight"), required=True)
    rule = PriceRule(
        mode="by_weight" if mode == "by_weight" else "fixed",
        fixed=price.integer("fixed", 1, 50_000_000, "yuan"),
        rate_metal=price.word("rate_metal", "rate", tuple(PLAUSIBLE_YUAN_PER_G)),
        labour_per_g=price.number("labour_per_g", 0, 2000, "yuan") or 0.0,
        labour_per_piece=price.number("labour_per_piece", 0, 100_000, "yuan") or 0.0,
    )
    price.finish()
    return rule


def _read_fineness(fields: Fields) -> int | None:
    value = fields.integer("fineness", 1, 1000, "per mille")
    if value is not None and value not in FINENESSES:
        fields.fault("fineness", f"is {value}; there are {', '.join(map(str, FINENESSES))}.")
        return None
    return value


def _read_dimensions(fields: Fields) -> MappingProxyType[str, float]:
    values = fields.take("dimensions_mm", required=True)
    if not isinstance(values, dict):
        if values is not None:
            fields.fault("dimensions_mm", "must be a table of millimetres.")
        return MappingProxyType({})
    inner = Fields(values, fields.where, f"{fields.name}.dimensions_mm", fields.faults)
    sizes = {name: inner.number(name, 0.3, 300, "millimetres") for name in DIMENSIONS}
    inner.finish()
    return MappingProxyType({name: size for name, size in sizes.items() if size is not None})


def _read_images(fields: Fields) -> tuple[str, ...]:
    values = fields.take("images", required=True)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) and _below(value) for value in values):
        fields.fault("images", "must be a list of paths below assets/.")
        return ()
    return tuple(values)


def _below(path: str) -> bool:
    return bool(path) and not Path(path).is_absolute() and ".." not in Path(path).parts


def _read_units(piece: Piece, tables: list[dict[str, Any]], where: str, faults: list[Fault]) -> list[Unit]:
    units = []
    for index, table in enumerate(tables):
        before = len(faults)
        fields = Fields(table, where, f"{piece.sku}.{table.get('tag', f'unit[{index}]')}", faults)
        state = fields.word("state", "state", UNIT_STATES)
        unit = Unit(
            tag=fields.text("tag", required=True) or "",
            sku=piece.sku,
            weight_g=fields.number("weight_g", 0.1, 1000, "grams", required=True) or 1.0,
            tray=fields.text("tray", required=True) or "",
            size_mm=fields.number("size_mm", 10, 1200, "millimetres"),
            certificate_number=fields.text("certificate_number"),
            state=next((known for known in UNIT_STATES if known == state), "in_stock"),
            held_until=fields.time("held_until"),
            counted_at=fields.time("counted_at", required=True),
        )
        fields.finish()
        if len(faults) == before:
            for key, sentence in unit_problems(piece, unit):
                fields.fault(key, sentence)
        units.append(unit)
    return units


def _read_rates(path: Path, faults: list[Fault]) -> tuple[Rate, ...]:
    rates = []
    for table in _tables(path, "rate", faults):
        before = len(faults)
        fields = Fields(table, path.name, str(table.get("metal", "rate")), faults)
        metal = fields.text("metal", required=True) or ""
        words = fields.text("yuan_per_g", required=True) or ""
        set_at = fields.time("set_at", required=True)
        fields.finish()
        if len(faults) > before or set_at is None:
            continue
        try:
            rates.append(Rate(metal, read_price(metal, words), set_at, demo=True))
        except KnownError as error:
            fields.fault("yuan_per_g", str(error))
    return tuple(rates)


def _read_services(path: Path, faults: list[Fault]) -> tuple[Service, ...]:
    """The demo's services; a folder without the file has none."""
    services = []
    for table in _tables(path, "service", faults) if path.is_file() else []:
        before = len(faults)
        fields = Fields(table, path.name, str(table.get("kind", "service")), faults)
        kind = fields.text("kind", required=True) or ""
        words = fields.bilingual("text")
        begins, ends = fields.take("valid_from", required=True), fields.take("valid_until")
        values = fields.take("values") or {}
        fields.finish()
        if len(faults) > before:
            continue
        try:
            services.append(
                read_service(
                    kind,
                    values,
                    today=begins,
                    text_zh=words.zh if words else None,
                    text_en=words.en if words else None,
                    valid_until=ends,
                    set_by="demo",
                )
            )
        except KnownError as error:
            fields.fault("values", str(error))
    return tuple(services)


def _read_reviews(path: Path, skus: set[str], faults: list[Fault]) -> tuple[Review, ...]:
    """The demo's made-up reviews; a folder without the file has none."""
    if not path.is_file():
        return ()
    try:
        return read_reviews(path, skus, today=date.max, demo=True).reviews
    except KnownError as error:
        faults += [Fault(path.name, "row", sentence) for sentence in str(error).splitlines()]
        return ()
