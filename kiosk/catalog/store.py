"""The open catalog: pieces from memory, units and rates from the database."""

import difflib
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from kiosk.base.errors import KnownError
from kiosk.base.paths import CATALOG
from kiosk.catalog.piece import Piece
from kiosk.catalog.pricing import DayPrices, Quote, quote
from kiosk.catalog.rates import Rate, read_price
from kiosk.catalog.reviews import Review
from kiosk.catalog.rows import (
    Row,
    rate_row,
    review_row,
    row_piece,
    row_rate,
    row_review,
    row_service,
    row_unit,
    service_row,
)
from kiosk.catalog.schema import migrations
from kiosk.catalog.seed import user_catalog
from kiosk.catalog.services import Service, check_kind, in_force, read_service
from kiosk.catalog.units import Unit
from kiosk.storage.database import Database, guarded, open_database, writing
from kiosk.storage.migrations import migrate

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, with its zone."""
    return datetime.now(UTC)


class Catalog:
    """Pieces, units and prices. Any thread may use it. Costs are not here: see `kiosk.catalog.costs`."""

    def __init__(self, db: Database, path: Path, clock: Clock, rate_limit_h: float) -> None:
        self._db = db
        self._path = path
        self._clock = clock
        self._rate_limit_h = rate_limit_h
        self._lock = threading.Lock()
        with guarded(path):
            self._has_services = db.table("services").exists()
            self._has_reviews = db.table("reviews").exists()
            self._pieces = {row["sku"]: row_piece(row) for row in db.query("SELECT * FROM pieces ORDER BY position")}
        self._shelf = tuple(self._pieces.values())

    @classmethod
    def open(cls, path: Path | None = None, clock: Clock = utc_now, rate_limit_h: float = 24.0) -> "Catalog":
        """Open a catalog; by default the user's copy of the shipped one. The shipped file itself is only read.

        Args:
            path: the database; None for the user's own.
            clock: the present time, with its zone.
            rate_limit_h: hours after which a metal's rate is stale.

        Raises:
            KnownError: there is no catalog, or it is damaged, locked, or of a newer version.
        """
        path = path or user_catalog()
        if not path.is_file():
            raise KnownError(f"There is no catalog {path}.")
        readonly = path.resolve() == CATALOG.resolve()
        db = open_database(path, readonly=readonly)
        try:
            if not readonly:
                migrate(db, migrations, path)
            elif not db.table("pieces").exists():
                raise KnownError(f"{path.name} is no catalog; build it with: kiosk catalog build")
            return cls(db, path, clock, rate_limit_h)
        except BaseException:
            db.close()
            raise

    def pieces(self) -> tuple[Piece, ...]:
        """Every piece, in the order of the shelf; the same tuple as long as the pieces are the same."""
        return self._shelf

    def piece(self, sku: str) -> Piece:
        """One piece; upper or lower case does not matter.

        Raises:
            KnownError: no such piece; the sentence names the nearest.
        """
        found = self._pieces.get(sku) or self._pieces.get(sku.upper())
        if found is None:
            near = difflib.get_close_matches(sku.upper(), self._pieces, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]} ({self._pieces[near[0]].names.zh})?" if near else "see: kiosk catalog show"
            raise KnownError(f"There is no piece {sku!r}; {hint}")
        return found

    def quote(self, piece: Piece, unit: Unit | None = None) -> Quote:
        """The price today: of the piece at its typical weight, or of one unit at its own."""
        rate = self.rate(piece.price.rate_metal) if piece.price.rate_metal else None
        return quote(piece, rate, self._clock(), self._rate_limit_h, unit.weight_g if unit else None)

    def prices(self) -> DayPrices:
        """The prices of this moment, for many pieces at once."""
        return DayPrices(self.rates(), self._clock(), self._rate_limit_h)

    def units(self, sku: str) -> tuple[Unit, ...]:
        """Every unit of a piece, in whatever state, by tag."""
        sku = self.piece(sku).sku
        return tuple(map(row_unit, self._rows("SELECT * FROM units WHERE sku = ? ORDER BY tag", [sku])))

    def available(self, sku: str) -> tuple[Unit, ...]:
        """The units that can be shown and sold now."""
        now = self._clock()
        return tuple(unit for unit in self.units(sku) if unit.available(now))

    def rate(self, metal: str) -> Rate | None:
        """The last rate set for `gold_999` and the like, stale or not."""
        rows = self._rows("SELECT * FROM rates WHERE metal = ?", [metal])
        return row_rate(rows[0]) if rows else None

    def rates(self) -> Mapping[str, Rate]:
        """Every rate the shop has set, by name."""
        return {row["metal"]: row_rate(row) for row in self._rows("SELECT * FROM rates ORDER BY metal", [])}

    def stale(self, rate: Rate) -> bool:
        """Whether a rate is too old to make a price."""
        return rate.stale(self._clock(), self._rate_limit_h)

    def set_rates(self, prices: Mapping[str, Decimal | float | str], *, force: bool = False) -> None:
        """Set today's rates, all or none.

        Args:
            prices: yuan a gram by name.
            force: believe prices outside the plausible range.

        Raises:
            KnownError: an unknown metal, or a price that is no price; nothing is changed.
        """
        now = self._clock()
        rates = [Rate(metal, read_price(metal, str(price), force=force), now) for metal, price in prices.items()]
        with self._lock, guarded(self._path), writing(self._db):
            self._db.table("rates").insert_all(map(rate_row, rates), replace=True)

    def today(self) -> date:
        """The day on this machine's calendar."""
        return self._clock().astimezone().date()

    def services(self) -> tuple[Service, ...]:
        """What the shop says of its services today, one record a kind that is set."""
        kinds = dict.fromkeys(service.kind for service in self._service_rows())
        found = (self.service(kind) for kind in kinds)
        return tuple(service for service in found if service is not None)

    def service(self, kind: str, today: date | None = None) -> Service | None:
        """The record of one service that holds on a day (by default this one); None when it is not set or over."""
        history = [service for service in self._service_rows() if service.kind == kind]
        return in_force(history, today or self.today())

    def service_history(self, kind: str | None = None) -> tuple[Service, ...]:
        """Every record that was ever set, oldest first; of one kind or of all."""
        return tuple(service for service in self._service_rows() if kind in (None, service.kind))

    def set_service(
        self,
        kind: str,
        values: Mapping[str, str],
        *,
        text_zh: str | None = None,
        text_en: str | None = None,
        valid_from: date | None = None,
        valid_until: date | None = None,
        set_by: str = "manager",
    ) -> Service:
        """Set what the shop says of one service from a day on (today by default); older records stay as history.

        Raises:
            KnownError: an unknown service or field, a value without sense, dates that never hold; nothing is changed.
        """
        service = read_service(
            kind, values, today=self.today(), text_zh=text_zh, text_en=text_en, valid_from=valid_from,
            valid_until=valid_until, set_by=set_by,
        )  # fmt: skip
        self._add_service(service)
        return service

    def clear_service(self, kind: str, *, set_by: str = "manager") -> None:
        """From today on nothing is set for this service; what was set stays as history.

        Raises:
            KnownError: there is no such service.
        """
        today = self.today()
        self._add_service(Service(check_kind(kind), valid_from=today, set_on=today, set_by=set_by, cleared=True))

    def reviews(self, sku: str | None = None) -> tuple[Review, ...]:
        """What customers wrote of a piece, or of all, the latest first.

        The demo's made-up reviews are left out as soon as the shop has taken in any of its own.
        """
        if not self._has_reviews:  # a seed of an older version, opened only to be read
            return ()
        own = self._rows("SELECT 1 FROM reviews WHERE demo = 0 LIMIT 1", [])
        rows = self._rows(
            f"SELECT * FROM reviews WHERE demo = ? {'AND sku = ?' if sku else ''} ORDER BY written_on DESC, id",
            [0 if own else 1, *([self.piece(sku).sku] if sku else [])],
        )
        return tuple(map(row_review, rows))

    def all_reviews(self) -> tuple[Review, ...]:
        """Every review there is, made-up ones too: what a file of them is compared with."""
        if not self._has_reviews:
            return ()
        return tuple(map(row_review, self._rows("SELECT * FROM reviews ORDER BY id", [])))

    def reviews_version(self) -> tuple[int, int]:
        """How many reviews there are and the last one's number: another pair means that some were taken in."""
        if not self._has_reviews:
            return (0, 0)
        (row,) = self._rows("SELECT count(*) AS many, coalesce(max(id), 0) AS last FROM reviews", [])
        return row["many"], row["last"]

    def add_reviews(self, reviews: Iterable[Review]) -> None:
        """Take in checked reviews, all or none.

        Raises:
            KnownError: the catalog cannot be written.
        """
        with self._lock, guarded(self._path), writing(self._db):
            self._db.table("reviews").insert_all(map(review_row, reviews))

    def close(self) -> None:
        """Close the database; the catalog is of no use afterwards."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _add_service(self, service: Service) -> None:
        with self._lock, guarded(self._path), writing(self._db):
            self._db.table("services").insert(service_row(service))

    def _service_rows(self) -> list[Service]:
        if not self._has_services:  # a seed of an older version, opened only to be read
            return []
        return [row_service(row) for row in self._rows("SELECT * FROM services ORDER BY id", [])]

    def _rows(self, sql: str, values: list[Any]) -> list[Row]:
        with self._lock, guarded(self._path):
            return list(self._db.query(sql, values))
