"""Offers with marked attribute values: reading them, grouping them by shop, counting what is right.

The material (`text/wdc_pave_jewelry.jsonl` of the shared folder) has no licence: it measures, nothing of it ships,
and no weights learnt from it are written anywhere.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.base.paths import ROOT
from kiosk.knowledge.offers.offer import ATTRIBUTES, Offer, shop_label

MARKED: Final = ROOT.parent / "shared" / "data" / "text" / "wdc_pave_jewelry.jsonl"
"""Where the offers lie beside a checkout."""
NONE: Final = "n/a"
Values = Mapping[str, frozenset[str]]
"""Values by attribute, case aside; an attribute without a value has an empty set."""
_RESAMPLES: Final = 2000


@dataclass(frozen=True)
class Marked:
    """One offer, whose it is, and what people marked in it."""

    offer: Offer
    shop: str
    values: Values


def read_marked(path: Path | None = None) -> tuple[Marked, ...]:
    """The offers of a file, one JSON object a line.

    Raises:
        KnownError: there is no such file, or it holds something else.
    """
    place = path or MARKED
    if not place.is_file():
        raise KnownError(
            f"There are no marked offers at {place}: they are not shipped. Name a file with --data "
            "(one JSON object a line: input_title, input_description, url, target_scores)."
        )
    try:
        found = tuple(_marked(json.loads(line)) for line in place.read_text("utf-8").splitlines() if line.strip())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownError(f"{place} does not hold marked offers: {error!r}.") from error
    if len({one.shop for one in found}) < 3:
        raise KnownError(f"{place} holds offers of fewer than three shops: none can be left out in turn.")
    return found


def _marked(line: Mapping[str, Any]) -> Marked:
    url = str(line["url"])
    offer = Offer(line["input_title"] or "", line["input_description"] or "", re.sub(r"^\w+://|/.*", "", url))
    values = {
        attribute: frozenset(value.casefold() for value in line["target_scores"].get(attribute, ()) if value != NONE)
        for attribute in ATTRIBUTES
    }
    return Marked(offer, shop_label(offer.host), values)


def counts(marked: Values, read: Values) -> NDArray[np.float64]:
    """What one offer adds, (8 attributes, 3): right, missing, and wrongly read values."""
    return np.array(
        [
            (len(marked[a] & read[a]), len(marked[a] - read[a]), len(read[a] - marked[a]))
            for a in ATTRIBUTES
        ],
        dtype=np.float64,
    )  # fmt: skip


def f1(table: NDArray[np.float64]) -> float:
    """Micro F1 of (..., 3) counts."""
    right, missing, wrong = table.reshape(-1, 3).sum(axis=0)
    whole = 2 * right + missing + wrong
    return float(2 * right / whole) if whole else 0.0


def f1_interval(table: NDArray[np.float64], shops: Sequence[str], seed: int = 0) -> tuple[float, float]:
    """95 % of the micro F1 when whole shops are drawn again.

    Args:
        table: (n offers, ..., 3) counts.
        shops: (n,) whose each offer is.
        seed: of the drawing.
    """
    names, group = np.unique(np.asarray(shops), return_inverse=True)
    by_shop = np.zeros((len(names), 3))
    np.add.at(by_shop, group, table.reshape(len(table), -1, 3).sum(axis=1))
    drawn = np.random.default_rng(seed).integers(0, len(names), size=(_RESAMPLES, len(names)))
    right, missing, wrong = np.moveaxis(by_shop[drawn].sum(axis=1), -1, 0)
    low, high = np.percentile(2 * right / np.maximum(2 * right + missing + wrong, 1), (2.5, 97.5))
    return float(low), float(high)
