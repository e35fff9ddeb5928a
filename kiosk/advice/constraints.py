"""What a customer has said that holds now: CONTRACT.md's `constraints`, frozen, with merging and relaxing."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

LIST_KEYS: Final = ("category", "metal", "gem", "gem_origin", "colour", "cut", "style", "occasion", "recipient")
NUMBER_KEYS: Final = (
    "price_min", "price_max", "carat_min", "carat_max", "fineness", "fineness_min", "length_mm_min",
    "length_mm_max", "inner_diameter_mm", "weight_g_min", "weight_g_max",
)  # fmt: skip
SOFT_KEYS: Final = ("style", "occasion", "recipient")
"""Lists that rank; every other list and number is a hard limit."""
SORTS: Final = ("price_low", "price_high", "carat_high")
_BOUNDS: Final = (
    ("price_min", "price_max"), ("carat_min", "carat_max"), ("fineness", "fineness_min"),
    ("length_mm_min", "length_mm_max"), ("weight_g_min", "weight_g_max"),
)  # fmt: skip


@dataclass(frozen=True)
class Constraints:
    """Lists are OR within, AND across; bounds are inclusive; money in yuan, lengths in mm, weights in g."""

    category: tuple[str, ...] = ()
    metal: tuple[str, ...] = ()
    gem: tuple[str, ...] = ()
    gem_origin: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    price_min: float | None = None
    price_max: float | None = None
    carat_min: float | None = None
    carat_max: float | None = None
    fineness: int | None = None
    fineness_min: int | None = None
    length_mm_min: float | None = None
    length_mm_max: float | None = None
    inner_diameter_mm: float | None = None
    weight_g_min: float | None = None
    weight_g_max: float | None = None
    excluded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """`exclude` of CONTRACT.md as sorted pairs, so that the whole stays hashable."""
    sort: str | None = None

    @classmethod
    def of(cls, exclude: Mapping[str, Iterable[str]] | None = None, **values: Any) -> "Constraints":
        """Build from plain lists and numbers; `exclude` is a mapping of list keys."""
        ready: dict[str, Any] = {
            key: tuple(value) if key in LIST_KEYS else _plain(value) for key, value in values.items()
        }
        ready["excluded"] = _pairs({key: tuple(words) for key, words in (exclude or {}).items()})
        return cls(**ready)

    @property
    def exclude(self) -> dict[str, tuple[str, ...]]:
        """What was said not to be wanted, by list key."""
        return dict(self.excluded)

    def __bool__(self) -> bool:
        return self != Constraints()

    def said(self) -> tuple[str, ...]:
        """The list and number keys that hold, in CONTRACT.md's order."""
        return tuple(key for key in LIST_KEYS + NUMBER_KEYS if getattr(self, key) not in ((), None))

    def hard(self) -> tuple[str, ...]:
        """The keys among `said()` that must not be broken."""
        return tuple(key for key in self.said() if key not in SOFT_KEYS)

    def limits_price(self) -> bool:
        """Whether a piece without a current price has to be left out."""
        return self.price_min is not None or self.price_max is not None

    def merge(self, other: "Constraints") -> "Constraints":
        """What holds after `other` was said on top of this.

        A list said anew replaces the old one; a new bound replaces its own, and its partner too where both would
        contradict. What is now wanted is no longer excluded, and what is now excluded no longer wanted.
        """
        values: dict[str, Any] = {key: getattr(other, key) for key in other.said()}
        merged = dataclasses.replace(self, **values)
        for low, high in _BOUNDS:
            if low in values or high in values:
                merged = _keep_consistent(merged, values, low, high)
        wanted = {key: set(getattr(other, key)) for key in LIST_KEYS}
        excluded = {key: [word for word in words if word not in wanted[key]] for key, words in self.excluded}
        for key, words in other.excluded:
            excluded[key] = list(dict.fromkeys([*excluded.get(key, []), *words]))
            kept = tuple(word for word in getattr(merged, key) if word not in words or word in wanted[key])
            merged = merged.replace(key, kept)
        merged = dataclasses.replace(merged, excluded=_pairs({key: tuple(words) for key, words in excluded.items()}))
        return dataclasses.replace(merged, sort=other.sort) if other.sort else merged

    def relax(self, *keys: str) -> "Constraints":
        """The same without the named keys."""
        relaxed = self
        for key in keys:
            relaxed = relaxed.replace(key, () if key in LIST_KEYS else None)
        return relaxed

    def replace(self, key: str, value: Any) -> "Constraints":
        """The same with one key set."""
        values: dict[str, Any] = {key: value}
        return dataclasses.replace(self, **values)

    def document(self) -> dict[str, Any]:
        """CONTRACT.md's `constraints`: nothing that was not said."""
        value: dict[str, Any] = {}
        for key in self.said():
            said = getattr(self, key)
            value[key] = list(said) if key in LIST_KEYS else _plain(said)
        if self.excluded:
            value["exclude"] = {key: list(words) for key, words in self.excluded}
        if self.sort:
            value["sort"] = self.sort
        return value


def _keep_consistent(merged: Constraints, values: Mapping[str, Any], low: str, high: str) -> Constraints:
    """Drop the older half of a pair of bounds where the newer one contradicts or supersedes it."""
    if low in values and high in values:
        return merged
    older = high if low in values else low
    if getattr(merged, older) is None:
        return merged
    if low == "fineness" or getattr(merged, low) > getattr(merged, high):
        return merged.replace(older, None)
    return merged


def _pairs(exclude: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, tuple(exclude[key])) for key in LIST_KEYS if exclude.get(key))


def _plain(value: Any) -> Any:
    """4980.0 as 4980: money and sizes are shown as people write them."""
    if isinstance(value, float):
        rounded = round(value, 4)
        return int(rounded) if rounded.is_integer() else rounded
    return value
