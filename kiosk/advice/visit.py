"""What happened to pieces during one visit, as ranking sees it: plain SKUs, no times, no person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol


class Happening(Protocol):
    """What a session keeps about one piece."""

    @property
    def sku(self) -> str:
        """Which piece."""
        ...

    @property
    def liked(self) -> bool:
        """Whether it is on the shortlist."""
        ...

    @property
    def tried(self) -> Sequence[str]:
        """Where it was tried on; empty when it was not."""
        ...

    @property
    def put_back(self) -> bool:
        """Whether it was tried or liked, and then not wanted."""
        ...


@dataclass(frozen=True)
class Visit:
    """Each list holds SKUs, the latest first. A piece that was put back stands in `put_back` alone."""

    looked: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()

    @classmethod
    def of(cls, viewed: Sequence[str], entries: Iterable[Happening]) -> "Visit":
        """From a session: what was opened (the latest first), and what was liked, tried and put back (oldest first)."""
        latest = tuple(entries)[::-1]
        back = tuple(entry.sku for entry in latest if entry.put_back)
        return cls(
            looked=tuple(sku for sku in viewed if sku not in back),
            tried=tuple(entry.sku for entry in latest if entry.tried and not entry.put_back),
            liked=tuple(entry.sku for entry in latest if entry.liked and not entry.put_back),
            put_back=back,
        )

    def __bool__(self) -> bool:
        return bool(self.looked or self.tried or self.liked or self.put_back)

    def skus(self) -> tuple[str, ...]:
        """Every piece that anything happened to, each once, the strongest sign first."""
        return tuple(dict.fromkeys((*self.liked, *self.tried, *self.put_back, *self.looked)))


NO_VISIT: Final = Visit()
"""Nothing has happened yet."""
