"""A piece of jewelry as the catalog knows it. The words of every field are CONTRACT.md's vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from kiosk.base.settings import Language

PriceMode = Literal["fixed", "by_weight"]

CATEGORIES = ("ring", "earrings", "necklace", "pendant", "bracelet", "bangle", "anklet", "brooch", "bar")
METALS = ("yellow_gold", "white_gold", "rose_gold", "platinum", "palladium", "silver")
FINENESSES = (999, 990, 950, 925, 916, 900, 750, 585, 417, 375)
GEMS = (
    "diamond", "ruby", "sapphire", "emerald", "jadeite", "nephrite", "pearl", "aquamarine", "tourmaline",
    "garnet", "topaz", "amethyst", "citrine", "peridot", "opal", "turquoise", "tanzanite", "spinel",
    "moissanite", "cubic_zirconia", "agate", "amber", "coral",
)  # fmt: skip
GEM_ORIGINS = ("natural", "lab_grown")
OCCASIONS = (
    "daily", "work", "party", "wedding", "engagement", "anniversary", "birthday", "graduation", "newborn",
    "festival", "investment",
)  # fmt: skip
RECIPIENTS = ("women", "men", "unisex", "children", "elders", "couple")
STYLES = (
    "minimal", "classic", "traditional", "vintage", "modern", "romantic", "bold", "beads", "zodiac", "religious",
)  # fmt: skip
COLOURS = (
    "white", "yellow", "rose", "red", "pink", "orange", "blue", "green", "purple", "brown", "grey", "black",
)  # fmt: skip
"""What the eye sees first: the stones' colours; the metal's where there is no stone (rose gold is rose and pink)."""
CUTS = (
    "round", "oval", "pear", "princess", "emerald_cut", "cushion", "marquise", "heart", "radiant", "asscher",
    "cabochon", "bead", "carved",
)  # fmt: skip
"""Pearls have none."""
DIMENSIONS = ("width", "height", "depth", "thickness", "drop", "diameter")


@dataclass(frozen=True)
class Bilingual:
    """The same words in both languages."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class PriceRule:
    """How a piece is priced: a fixed total, or today's rate of its metal times weight plus labour."""

    mode: PriceMode
    fixed: int | None = None
    """Yuan; None when by weight."""
    rate_metal: str | None = None
    """The rate's name, such as `gold_999`; None when fixed."""
    labour_per_g: float = 0.0
    """Yuan a gram."""
    labour_per_piece: float = 0.0
    """Yuan."""


@dataclass(frozen=True)
class Stone:
    """A group of like stones in a piece."""

    gem: str
    count: int
    size_mm: tuple[float, ...]
    """Length and width, or one diameter, of each stone; a third value is the depth."""
    cut: str | None = None
    carat: float | None = None
    """Metric carats of the whole group; None where the trade does not weigh by carat (jade, pearls, agate)."""


@dataclass(frozen=True)
class Piece:
    """One model that the shop sells; its units carry tags, trays and individual weights."""

    sku: str
    names: Bilingual
    descriptions: Bilingual
    category: str
    price: PriceRule
    metal: str | None = None
    """The main metal; None for a jade bangle."""
    metals: tuple[str, ...] = ()
    fineness: int | None = None
    """Per mille."""
    gems: tuple[str, ...] = ()
    """The main gem first."""
    gem_origin: str | None = None
    colour: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    carat: float | None = None
    """Total weight of the stones, metric carats."""
    clarity: str | None = None
    colour_grade: str | None = None
    treatment: Bilingual | None = None
    care: Bilingual | None = None
    certificate: str | None = None
    weight_g: float | None = None
    """Grams of the whole piece with its stones, typical of its units."""
    length_mm: float | None = None
    inner_diameter_mm: float | None = None
    styles: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    stones: tuple[Stone, ...] = ()
    """The main stone's group first."""
    dimensions_mm: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """Of width, height, depth, thickness, drop, diameter: those that are known."""
    images: tuple[str, ...] = ()
    """Paths below assets/, the hero picture first."""
    atlas: str | None = None
    """Path below assets/ of the baked try-on views."""
    spec: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """The parametric model, millimetres; read by the studio."""
