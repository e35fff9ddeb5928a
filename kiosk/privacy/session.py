"""One visit, in memory only: what was agreed to, what was liked, tried and put back. `wipe()` leaves nothing."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from kiosk.base.errors import BugError, KnownError

Purpose = Literal["camera", "microphone"]
ConsentState = Literal["unasked", "given", "refused", "withdrawn"]
PURPOSES: tuple[Purpose, ...] = ("camera", "microphone")

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Consent:
    """What the customer said about one purpose, and when."""

    state: ConsentState = "unasked"
    at: datetime | None = None
    """None while unasked."""


@dataclass(frozen=True)
class Entry:
    """What happened to one piece during the visit."""

    sku: str
    liked: bool = False
    size_mm: float | None = None
    """The size the customer chose: inner diameter or length; None when none was chosen."""
    tried: tuple[str, ...] = ()
    """The anchors it was tried on at, in order, each once: `left_hand/ring`."""
    put_back: bool = False
    """Tried or liked, and then not wanted."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Session:
    """The thread of a visit. Any thread may use it; nothing of it is ever written down.

    `revision` grows with every change and `visit` with every wipe, so that a screen or a worker can tell whether
    what it holds still belongs to this visit.
    """

    def __init__(self, clock: Clock = _utc_now) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._revision = 0
        self._visit = 0
        self._consents: dict[Purpose, Consent] = {}
        self._entries: dict[str, Entry] = {}
        self._viewed: list[str] = []
        self._started_at: datetime | None = None
        self._forget()

    @property
    def revision(self) -> int:
        """Grows with every change."""
        return self._revision

    @property
    def visit(self) -> int:
        """Grows with every wipe."""
        return self._visit

    @property
    def started_at(self) -> datetime | None:
        """When the first thing of this visit happened; None while nothing has."""
        return self._started_at

    # consent

    def consent(self, purpose: Purpose) -> Consent:
        """What was said about a purpose; `unasked` at the start of every visit."""
        with self._lock:
            return self._consents[_known(purpose)]

    def allows(self, purpose: Purpose) -> bool:
        """Whether the device may be used now. False until consent is given, and again once it is withdrawn."""
        return self.consent(purpose).state == "given"

    def require(self, purpose: Purpose) -> None:
        """Guard the edge of a device.

        Raises:
            KnownError: consent is not given.
        """
        if not self.allows(purpose):
            raise KnownError(f"The {purpose} stays off until the customer agrees to it.")

    def give(self, purpose: Purpose) -> None:
        """The customer agrees."""
        self._say(purpose, "given")

    def refuse(self, purpose: Purpose) -> None:
        """The customer declines. After an agreement this counts as its withdrawal."""
        self._say(purpose, "withdrawn" if self.allows(purpose) else "refused")

    def withdraw(self, purpose: Purpose) -> None:
        """The customer takes an agreement back. Without one it counts as a refusal."""
        self.refuse(purpose)

    # pieces

    def view(self, sku: str) -> None:
        """The customer opened a piece; the last one viewed comes first in `viewed`."""
        with self._lock:
            self._viewed = [sku, *(other for other in self._viewed if other != sku)]
            self._changed()

    def viewed(self) -> tuple[str, ...]:
        """SKUs opened during the visit, the latest first."""
        with self._lock:
            return tuple(self._viewed)

    def like(self, sku: str, size_mm: float | None = None) -> None:
        """Put a piece on the shortlist (again); a size already chosen stays unless another is given."""
        entry = self.entry(sku)
        self._keep(replace(entry, liked=True, put_back=False, size_mm=entry.size_mm if size_mm is None else size_mm))

    def unlike(self, sku: str) -> None:
        """Take a piece off the shortlist. It is no put-back: nothing was tried and refused."""
        self._keep(replace(self.entry(sku), liked=False))

    def liked(self, sku: str) -> bool:
        """Whether a piece is on the shortlist."""
        return self.entry(sku).liked

    def choose_size(self, sku: str, size_mm: float | None) -> None:
        """Note the size the customer wants, in millimetres; None for no choice."""
        if size_mm is not None and not 0 < size_mm < 2000:
            raise BugError(f"{size_mm} mm is no size of {sku}")
        self._keep(replace(self.entry(sku), size_mm=size_mm))

    def try_on(self, sku: str, anchor: str) -> None:
        """The mirror showed a piece at an anchor."""
        entry = self.entry(sku)
        tried = entry.tried if anchor in entry.tried else (*entry.tried, anchor)
        self._keep(replace(entry, tried=tried, put_back=False))

    def put_back(self, sku: str) -> None:
        """The customer does not want a piece after all: off the shortlist, and remembered as put back."""
        self._keep(replace(self.entry(sku), liked=False, put_back=True))

    def entry(self, sku: str) -> Entry:
        """What happened to one piece; an empty entry when nothing has."""
        with self._lock:
            return self._entries.get(sku, Entry(sku))

    def entries(self) -> tuple[Entry, ...]:
        """Everything that was liked, tried or put back, in the order in which each first was."""
        with self._lock:
            return tuple(entry for entry in self._entries.values() if entry != Entry(entry.sku))

    def shortlist(self) -> tuple[Entry, ...]:
        """The pieces liked, in the order in which they first came up."""
        return tuple(entry for entry in self.entries() if entry.liked)

    # the end

    @property
    def empty(self) -> bool:
        """Whether nothing of a visit is held."""
        with self._lock:
            unasked = all(consent == Consent() for consent in self._consents.values())
            return unasked and not self._entries and not self._viewed and self._started_at is None

    def wipe(self) -> None:
        """Forget the visit: consents, pieces, times. The next customer starts unasked."""
        with self._lock:
            self._forget()
            self._visit += 1
            self._revision += 1

    def _forget(self) -> None:
        self._consents = {purpose: Consent() for purpose in PURPOSES}
        self._entries = {}
        self._viewed = []
        self._started_at = None

    def _say(self, purpose: Purpose, state: ConsentState) -> None:
        with self._lock:
            self._consents[_known(purpose)] = Consent(state, self._clock())
            self._changed()

    def _keep(self, entry: Entry) -> None:
        with self._lock:
            self._entries[entry.sku] = entry
            self._changed()

    def _changed(self) -> None:
        if self._started_at is None:
            self._started_at = self._clock()
        self._revision += 1


def _known(purpose: Purpose) -> Purpose:
    if purpose not in PURPOSES:
        raise BugError(f"there is no purpose {purpose!r}")
    return purpose
