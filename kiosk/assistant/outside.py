"""What is not the guide's to say, or not the shop's to sell, by English wordings (see `phrases`)."""

from typing import Final

from kiosk.advice.constraints import Constraints
from kiosk.assistant.phrases import first_of

_ALWAYS: Final = ("trick", "abuse", "joke", "foreign")
_CLAIMS: Final = ("authenticity", "investment", "health", "luck", "others")
_TEXTS: Final = {"trick": "chat", "foreign": "goods"}
"""Families that share another one's answer."""


def banned_topic(said: str) -> str | None:
    """A topic that is refused whatever else is said (tricks, abuse, jokes, things that only sound like jewelry)."""
    family = first_of(_ALWAYS, said)
    return _TEXTS.get(family, family) if family else None


def outside_topic(said: str, wish: Constraints, *, service: bool) -> str | None:
    """The topic of `refuse` in the assistant's texts that forbids an answer, or None.

    Args:
        said: the normalised sentence.
        wish: what it names of pieces: where it names a kind of piece or a price, other subjects are only its trimmings
            ("earrings for a football match").
        service: it asks for one of the shop's own services.
    """
    claims = tuple(family for family in _CLAIMS if not (service and family in ("others", "authenticity")))
    if (family := first_of(claims, said)) is not None:
        return family
    if wish.category or wish.limits_price() or service:
        return None
    return first_of(("chat", "goods"), said)
