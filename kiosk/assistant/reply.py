"""What the guide hands to screen, speech and command line: CONTRACT.md's answer object."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kiosk.advice.constraints import Constraints
from kiosk.advice.filtering import breaks
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason
from kiosk.base.settings import Language
from kiosk.catalog.document import piece_document

_SENTENCE: Final = re.compile(r".+?(?:[。！？!?]+[”」』）)]*|\.(?=\s+[A-Z\u4e00-\u9fff\"“]|$))", re.DOTALL)
"""Up to the first full stop; a point inside 0.5 or e.g. ends nothing."""


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
    """One answer. Claims stand word for word in `answer`; every limit that a piece breaks is owned up to.

    A piece that is tried on, asked about or compared need not fit the running wish, and one of a set is measured by the
    sum: `breaks` and `relaxed` are completed here, so that no answer can forget them.
    """

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

    def __post_init__(self) -> None:
        whole = tuple(
            replace(shown, breaks=tuple(dict.fromkeys([*shown.breaks, *breaks(shown.offer, self.constraints)])))
            for shown in self.pieces
        )
        broken = [key for shown in whole for key in shown.breaks]
        object.__setattr__(self, "pieces", whole)
        object.__setattr__(self, "relaxed", tuple(dict.fromkeys([*self.relaxed, *broken])))

    @property
    def spoken(self) -> str:
        """What is said aloud: of an explanation the first sentence, the rest is for the eyes; else the whole answer."""
        if self.intent != "ask_knowledge" or self.refused:
            return self.answer
        first = _SENTENCE.match(self.answer)
        return first.group().strip() if first else self.answer

    def document(self) -> dict[str, Any]:
        """CONTRACT.md's JSON, without the `id` of a batch; `spoken` is beside it."""
        return {
            "language": self.language,
            "intent": self.intent,
            "constraints": self.constraints.document(),
            "pieces": [shown.document(self.language) for shown in self.pieces],
            "answer": self.answer,
            "spoken": self.spoken,
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
