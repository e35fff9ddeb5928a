"""What must agree within one piece: metal and fineness, stones and carats, sizes and category, price and weight."""

from collections.abc import Iterator, Mapping

from kiosk.catalog.piece import DIMENSIONS, Piece, Stone
from kiosk.catalog.rates import PLAUSIBLE_YUAN_PER_G, rate_name
from kiosk.catalog.units import Unit

Problem = tuple[str, str]
"""A field's name and a sentence about it."""

FINENESSES_OF: Mapping[str, tuple[int, ...]] = {
    "yellow_gold": (999, 990, 916, 900, 750, 585, 417, 375),
    "white_gold": (750, 585, 417, 375),
    "rose_gold": (750, 585, 417, 375),
    "platinum": (999, 990, 950, 900),
    "palladium": (999, 990, 950),
    "silver": (999, 990, 925),
}
FACETED_CUTS = (
    "round", "oval", "pear", "princess", "emerald_cut", "cushion", "marquise", "heart", "radiant", "asscher",
)  # fmt: skip
BY_CARAT = (
    "diamond", "ruby", "sapphire", "emerald", "aquamarine", "tourmaline", "garnet", "topaz", "amethyst", "citrine",
    "peridot", "tanzanite", "spinel", "moissanite", "cubic_zirconia",
)  # fmt: skip
"""Gems that the trade weighs in carats when they are faceted."""
DENSITY_G_CM3: Mapping[str, float] = {
    "diamond": 3.52, "ruby": 4.0, "sapphire": 4.0, "emerald": 2.72, "aquamarine": 2.72, "tourmaline": 3.06,
    "garnet": 3.9, "topaz": 3.53, "amethyst": 2.65, "citrine": 2.65, "peridot": 3.34, "tanzanite": 3.35,
    "spinel": 3.6, "moissanite": 3.22, "cubic_zirconia": 5.8,
}  # fmt: skip
SHAPE_FACTOR: Mapping[str, float] = {
    "round": 0.0018, "oval": 0.0020, "pear": 0.00175, "princess": 0.0023, "emerald_cut": 0.0025, "cushion": 0.0022,
    "marquise": 0.0016, "heart": 0.0017, "radiant": 0.0024, "asscher": 0.0026,
}  # fmt: skip
"""Carats of a faceted stone = factor x length x width x depth (mm) x density: the trade's estimates."""
DEPTH_OF_WIDTH = 0.61
"""Depth of a faceted stone where it is not given, relative to its width."""
CARAT_TOLERANCE = 0.25
WEIGHT_TOLERANCE = 0.35
"""Units of one piece may differ in size, and so in weight, by this much from its typical weight."""
SIZE_OF_CATEGORY: Mapping[str, str] = {
    "ring": "inner_diameter_mm",
    "bangle": "inner_diameter_mm",
    "necklace": "length_mm",
    "bracelet": "length_mm",
    "anklet": "length_mm",
}
SIZE_RANGE_MM: Mapping[str, tuple[float, float]] = {
    "ring": (12, 25), "bangle": (35, 70), "necklace": (350, 900), "bracelet": (130, 230), "anklet": (190, 300),
}  # fmt: skip
PRICE_RANGE_YUAN = (50, 5_000_000)


def piece_problems(piece: Piece) -> Iterator[Problem]:
    """Everything in one piece that cannot be right."""
    yield from _metal(piece)
    yield from _gems(piece)
    yield from _size(piece)
    yield from _price(piece)
    for name in piece.dimensions_mm:
        if name not in DIMENSIONS:
            yield f"dimensions_mm.{name}", f"is no dimension; there are {', '.join(DIMENSIONS)}."


def unit_problems(piece: Piece, unit: Unit) -> Iterator[Problem]:
    """Everything in one unit that does not agree with its piece."""
    if piece.weight_g is not None:
        off = unit.weight_g / piece.weight_g - 1
        size = piece.inner_diameter_mm or piece.length_mm
        if size and unit.size_mm:
            # A larger ring weighs more: compare the weight per size.
            off = unit.weight_g / unit.size_mm / (piece.weight_g / size) - 1
        if abs(off) > WEIGHT_TOLERANCE:
            yield "weight_g", f"is {unit.weight_g:g} g; the piece weighs {piece.weight_g:g} g."
    if piece.category in SIZE_OF_CATEGORY:
        low, high = SIZE_RANGE_MM[piece.category]
        if unit.size_mm is None:
            yield "size_mm", f"is missing; a {piece.category} has a size."
        elif not low <= unit.size_mm <= high:
            yield "size_mm", f"is {unit.size_mm:g} mm; a {piece.category} has {low:g} to {high:g}."
    if piece.certificate and not unit.certificate_number:
        yield "certificate_number", f"is missing; the piece comes with a certificate of {piece.certificate}."
    if unit.certificate_number and not piece.certificate:
        yield "certificate_number", "is given; the piece names no certificate."
    if (unit.state == "held") != (unit.held_until is not None):
        yield "held_until", "belongs to a held unit, and only to that."


def _metal(piece: Piece) -> Iterator[Problem]:
    if piece.metal is None:
        if piece.fineness is not None and not piece.metals:
            yield "fineness", "is given without a metal."
        return
    if piece.metal not in piece.metals:
        yield "metals", f"must contain the main metal {piece.metal}."
    if piece.fineness is None:
        yield "fineness", f"is missing; {piece.metal} has one."
    elif piece.fineness not in FINENESSES_OF[piece.metal]:
        choices = ", ".join(map(str, FINENESSES_OF[piece.metal]))
        yield "fineness", f"is {piece.fineness}; {piece.metal} is sold as {choices}."
    if piece.weight_g is None:
        yield "weight_g", "is missing; metal is sold with its weight."


def _gems(piece: Piece) -> Iterator[Problem]:
    if bool(piece.gems) != (piece.gem_origin is not None):
        yield "gem_origin", "must be given with gems, and only with them."
    if {stone.gem for stone in piece.stones} != set(piece.gems):
        yield "stones", f"name {sorted({s.gem for s in piece.stones})}; gems name {sorted(piece.gems)}."
    if {stone.cut for stone in piece.stones if stone.cut} != set(piece.cut):
        yield "cut", "must be the cuts of the stones."
    carats = [stone.carat for stone in piece.stones if stone.carat is not None]
    if bool(carats) != (piece.carat is not None):
        yield "carat", "must be the sum of the stones' carats."
    elif piece.carat is not None and abs(sum(carats) - piece.carat) > 0.0051:
        yield "carat", f"is {piece.carat:g}; the stones sum to {sum(carats):g}."
    for index, stone in enumerate(piece.stones):
        for field, sentence in _stone(stone):
            yield f"stones[{index}].{field}", sentence


def _stone(stone: Stone) -> Iterator[Problem]:
    faceted = stone.gem in BY_CARAT and stone.cut in FACETED_CUTS
    if faceted and stone.carat is None:
        yield "carat", f"is missing; {stone.gem} is sold by the carat."
    if faceted and stone.carat is not None:
        expected = estimated_carat(stone) * stone.count
        if abs(stone.carat / expected - 1) > CARAT_TOLERANCE:
            sizes = " x ".join(f"{size:g}" for size in stone.size_mm)
            yield "carat", f"is {stone.carat:g}; {stone.count} of {sizes} mm weigh about {expected:.2f}."


def estimated_carat(stone: Stone) -> float:
    """Carats of one faceted stone from its millimetres, by the trade's formulas (to about 10 %)."""
    length = stone.size_mm[0]
    width = stone.size_mm[1] if len(stone.size_mm) > 1 else length
    depth = stone.size_mm[2] if len(stone.size_mm) > 2 else DEPTH_OF_WIDTH * width
    if stone.cut == "oval":
        length = width = (length + width) / 2
    return SHAPE_FACTOR[stone.cut or "round"] * length * width * depth * DENSITY_G_CM3[stone.gem]


def _size(piece: Piece) -> Iterator[Problem]:
    needed = SIZE_OF_CATEGORY.get(piece.category)
    for field in ("inner_diameter_mm", "length_mm"):
        value = getattr(piece, field)
        if field == needed:
            low, high = SIZE_RANGE_MM[piece.category]
            if value is None:
                yield field, f"is missing; a {piece.category} has one."
            elif not low <= value <= high:
                yield field, f"is {value:g} mm; a {piece.category} has {low:g} to {high:g}."
        elif value is not None:
            yield field, f"is given; a {piece.category} has none."


def _price(piece: Piece) -> Iterator[Problem]:
    rule = piece.price
    if rule.mode == "fixed":
        low, high = PRICE_RANGE_YUAN
        if rule.fixed is None:
            yield "price.fixed", "is missing."
        elif not low <= rule.fixed <= high:
            yield "price.fixed", f"is {rule.fixed} yuan; between {low} and {high} was expected."
        if rule.rate_metal or rule.labour_per_g or rule.labour_per_piece:
            yield "price", "is fixed; a rate and labour belong to pieces sold by weight."
        return
    if rule.fixed is not None:
        yield "price.fixed", "is given; the piece is sold by weight."
    if piece.metal is None or piece.fineness is None or piece.weight_g is None:
        yield "price", "is by weight; metal, fineness and weight_g are needed."
        return
    expected = rate_name(piece.metal, piece.fineness)
    if rule.rate_metal != expected:
        yield "price.rate_metal", f"is {rule.rate_metal!r}; {piece.metal} {piece.fineness} is priced by {expected}."
    elif expected not in PLAUSIBLE_YUAN_PER_G:
        yield "price.rate_metal", f"{expected} is no rate; there are {', '.join(PLAUSIBLE_YUAN_PER_G)}."
    if piece.gems:
        yield "price", "is by weight, but the weight includes stones; give it a fixed price."
