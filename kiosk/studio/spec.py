"""Reading a piece's parametric model, `assets/catalog/specs/<SKU>.toml`: words for materials, millimetres for sizes.

    form = "solitaire"        # one of the category's forms
    category = "ring"
    metal = "platinum"        # materials.MATERIALS
    inner_diameter = 16.5     # every number is a length in mm, or a plain count
    stone_diameter = 5.1

Which keys a form reads stands in docs/pieces.md; a missing one is named in the error.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.studio.materials import MATERIALS

SPECS = ASSETS / "catalog" / "specs"
CATEGORIES = ("ring", "earrings", "necklace", "pendant", "bracelet", "bangle", "brooch")


@dataclass(frozen=True)
class Spec:
    """One piece's parametric model."""

    sku: str
    category: str
    form: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def number(self, key: str, default: float | None = None) -> float:
        """A length in mm or a count.

        Raises:
            KnownError: absent without a default, not a number, or not positive.
        """
        value = self.values.get(key, default)
        if value is None:
            raise KnownError(f"The model of {self.sku} lacks {key} (mm).")
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise KnownError(f"{key} of {self.sku} is {value!r}; a number above 0 is needed (mm).")
        return float(value)

    def word(self, key: str, default: str | None = None) -> str:
        """A word such as a material's name.

        Raises:
            KnownError: absent without a default, or (metal and gem keys) no known material.
        """
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise KnownError(f"The model of {self.sku} lacks {key} (a word).")
        if key.endswith(("metal", "gem")) and value not in MATERIALS:
            raise KnownError(f"{key} of {self.sku} is {value!r}; known materials are {', '.join(sorted(MATERIALS))}.")
        return value


def read_spec(sku: str, folder: Path = SPECS) -> Spec:
    """Read one piece's model.

    Raises:
        KnownError: no such file, not TOML, or an unknown category.
    """
    path = folder / f"{sku}.toml"
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise KnownError(f"There is no model for {sku}; write {path.name} beside the other specs.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnownError(f"The model {path.name} cannot be read: {error}.") from error
    category, form = values.pop("category", None), values.pop("form", None)
    if category not in CATEGORIES:
        raise KnownError(f"The category of {sku} is {category!r}; it can be one of: {', '.join(CATEGORIES)}.")
    if not isinstance(form, str):
        raise KnownError(f"The model of {sku} lacks form.")
    return Spec(sku, category, form, MappingProxyType(values))


def all_skus(folder: Path = SPECS) -> list[str]:
    """The SKUs of all models, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml"))
