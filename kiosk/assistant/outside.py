"""What is not the guide's to say, or not the shop's to sell, by English wordings (see `phrases`)."""

from typing import Final

from kiosk.advice.constraints import Constraints
from kiosk.assistant.phrases import first_of, says

_ALWAYS: Final = ("abuse", "joke", "foreign")
_CLAIMS: Final = ("authenticity", "investment", "health", "luck", "others")
_TEXTS: Final = {"foreign": "goods"}
"""Families that share another one's answer."""


def banned_topic(said: str) -> str | None:
    """A topic that is refused whatever else is said (abuse, jokes, things that only sound like jewelry)."""
    family = first_of(_ALWAYS, said)
    return _TEXTS.get(family, family) if family else None


def is_trick(said: str) -> bool:
    """Whether somebody tries to make the guide another machine, or to draw out what is not theirs."""
    return says("trick", said)


def claim_topic(said: str, *, service: bool) -> str | None:
    """The topic of `refuse` for promises that are not ours to make, or None.

    Args:
        said: the normalised sentence.
        service: it asks for one of the shop's own services.
    """
    return first_of(tuple(name for name in _CLAIMS if not (service and name in ("others", "authenticity"))), said)


def other_topic(said: str, wish: Constraints, *, service: bool) -> str | None:
    """The topic of `refuse` for other subjects and other goods, or None.

    Args:
        said: the normalised sentence.
        wish: what it names of pieces: where it names a kind of piece or a price, other subjects are only its trimmings
            ("earrings for a football match").
        service: it asks for one of the shop's own services.
    """
    if wish.category or wish.limits_price() or service:
        return None
    return first_of(("chat", "goods"), said)
