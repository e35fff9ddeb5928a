"""Real invoices as baskets of items: reading, cleaning, splitting by time, leaving one item out.

The material is the public "Online Retail" table of a gift shop (December 2010 to December 2011). It measures and
is never shipped, and no weights that ship are learnt from it.
"""

import csv
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.baskets import Baskets
from kiosk.base.errors import KnownError

JEWELRY: Final = ("earring", "necklace", "bracelet", "ring", "brooch", "pendant")
"""Categories of the jewelry table that are jewelry; hair wear and storage are not."""
_PRODUCT: Final = re.compile(r"\d{5}[A-Z]{0,2}")
"""A product's stock code; POST, DOT, M, BANK CHARGES and vouchers are none."""
_COLUMNS: Final = ("InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice")


@dataclass(frozen=True)
class Invoices:
    """Cleaned invoices in the order of their time.

    `items[i]` are the distinct stock codes of invoice i in the order of its lines, `days[i]` days since 1970.
    """

    items: tuple[tuple[str, ...], ...]
    days: NDArray[np.float64]
    dropped: Mapping[str, int]
    """Lines that were left out, by reason: cancelled, priceless, no product, repeated, other category."""


@dataclass(frozen=True)
class Query:
    """One test basket with one item left out, as item numbers."""

    basket: NDArray[np.int64]
    target: int
    invoice: int
    """Which test invoice it comes from."""


@dataclass(frozen=True)
class Split:
    """What is learnt from, and the invoices after it that are completed."""

    fit: Baskets
    test: tuple[NDArray[np.int64], ...]
    """Invoices of at least two items that were seen in `fit`."""
    unseen: float
    """The share of test lines whose item was never sold in `fit`: no method here can complete these."""


def read_invoices(path: Path, categories: Iterable[str] | None = None) -> Invoices:
    """Read and clean an invoice table, plain or xz.

    Args:
        path: CSV with InvoiceNo, StockCode, Quantity, InvoiceDate, UnitPrice (and category).
        categories: keep only lines of these categories.

    Raises:
        KnownError: no such file, or not such a table.
    """
    wanted = None if categories is None else set(categories)
    lines: dict[str, dict[str, None]] = {}
    when: dict[str, str] = {}
    dropped: Counter[str] = Counter()
    with _opened(path) as file:
        reader = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing or (wanted is not None and "category" not in (reader.fieldnames or ())):
            raise KnownError(f"{path} is no invoice table: it lacks {', '.join(missing) or 'category'}.")
        for line in reader:
            code = line["StockCode"].strip().upper()
            if reason := _unwanted(line, code, wanted):
                dropped[reason] += 1
            elif code in lines.setdefault(line["InvoiceNo"], {}):
                dropped["repeated"] += 1
            else:
                lines[line["InvoiceNo"]][code] = None
                when.setdefault(line["InvoiceNo"], line["InvoiceDate"])
    order = sorted(lines, key=lambda number: (when[number], number))
    days = np.array([_day(when[number]) for number in order])
    return Invoices(tuple(tuple(lines[number]) for number in order), days, dict(dropped))


def split(invoices: Invoices, begin: str, end: str) -> Split:
    """Learn from what was before `begin`; test on what was from then until before `end` (ISO days)."""
    start, stop = _day(begin), _day(end)
    before = [items for items, day in zip(invoices.items, invoices.days, strict=True) if day < start]
    numbers = {code: place for place, code in enumerate(dict.fromkeys(code for items in before for code in items))}
    fit = Baskets.of(
        [[numbers[code] for code in items] for items in before], invoices.days[: len(before)], len(numbers)
    )
    test: list[NDArray[np.int64]] = []
    lines = unseen = 0
    for items, day in zip(invoices.items, invoices.days, strict=True):
        if start <= day < stop:
            known = [numbers[code] for code in items if code in numbers]
            lines, unseen = lines + len(items), unseen + len(items) - len(known)
            if len(known) > 1:
                test.append(np.array(known, dtype=np.int64))
    return Split(fit, tuple(test), unseen / max(1, lines))


def leave_one_out(test: Sequence[NDArray[np.int64]], seed: int, most: int | None = None) -> list[Query]:
    """One item of each invoice hidden; which, and which invoices where `most` is fewer than there are, by the seed."""
    rng = np.random.default_rng(seed)
    chosen = np.arange(len(test))
    if most is not None and most < len(test):
        chosen = np.sort(rng.choice(len(test), most, replace=False))
    queries = []
    for invoice in chosen.tolist():
        basket = test[invoice]
        hidden = int(rng.integers(len(basket)))
        queries.append(Query(np.delete(basket, hidden), int(basket[hidden]), invoice))
    return queries


def _unwanted(line: Mapping[str, str], code: str, wanted: set[str] | None) -> str | None:
    """Why a line is no sale of a product, or None."""
    if line["InvoiceNo"][:1] in "Cc":
        return "cancelled"
    if not _PRODUCT.fullmatch(code):
        return "no product"
    if float(line["UnitPrice"]) <= 0 or float(line["Quantity"]) <= 0:
        return "without price"
    if wanted is not None and line["category"] not in wanted:
        return "other category"
    return None


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        if path.suffix == ".xz":
            with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
                yield file
        else:
            with path.open(encoding="utf-8", newline="") as file:
                yield file
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise KnownError(f"{path} cannot be read: {error}") from error


def _day(iso: str) -> float:
    return datetime.fromisoformat(iso).replace(tzinfo=UTC).timestamp() / 86_400
