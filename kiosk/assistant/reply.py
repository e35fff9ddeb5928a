"""What the guide hands to screen, speech and command line: CONTRACT.md's answer object."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason
from kiosk.base.settings import Language
from kiosk.catalog.document import piece_document


@dataclass(frozen=True)
class Shown:
    """One piece of an answer, why it is there, and which limits it breaks."""

    offer: Offer
    reasons: tuple[Reason, ...] = ()
    breaks: tuple[str, ...] = ()

    def document(self, language: Language) -> dict[str, Any]:
        """CONTRACT.md's form. A price that is not current is null."""
        document = piece_document(self.offer.piece, self.offer.quote, language)
        document["price"] = self.offer.price
        document["reasons"] = [reason.document() for reason in self.reasons]
        document["breaks"] = list(self.breaks)
        return document


@dataclass(frozen=True)
class Reply:
    """One answer. Claims stand word for word in `answer`."""

    language: Language
    intent: str
    answer: str
    constraints: Constraints = field(default_factory=Constraints)
    pieces: tuple[Shown, ...] = ()
    claims: tuple[Reason, ...] = ()
    focus: tuple[str, ...] = ()
    action: dict[str, Any] | None = None
    relaxed: tuple[str, ...] = ()
    clarify: bool = False
    refused: bool = False
    ms: float = 0.0

    def document(self) -> dict[str, Any]:
        """CONTRACT.md's JSON, without the `id` of a batch."""
        return {
            "language": self.language,
            "intent": self.intent,
            "constraints": self.constraints.document(),
            "pieces": [shown.document(self.language) for shown in self.pieces],
            "answer": self.answer,
            "claims": [claim.document() for claim in self.claims],
            "focus": list(self.focus),
            "action": self.action,
            "relaxed": list(self.relaxed),
            "clarify": self.clarify,
            "refused": self.refused,
            "ms": round(self.ms, 1),
        }


def said_in(answer: str, claims: Iterable[Reason]) -> tuple[Reason, ...]:
    """The claims whose words really stand in the answer, each once."""
    kept: dict[str, Reason] = {}
    for claim in claims:
        if claim.text in answer:
            kept.setdefault(claim.text, claim)
    return tuple(kept.values())
