"""One turn of a talk, as the handlers of the intents receive it."""

from dataclasses import dataclass, replace

from kiosk.advice.shelf import Shelf
from kiosk.advice.vectors import PieceVectors
from kiosk.assistant import answers
from kiosk.assistant.dialogue import MOST_CLARIFYING, Conversation, pieces_meant
from kiosk.assistant.knowing import Knower
from kiosk.assistant.reply import Reply
from kiosk.assistant.understanding import Reading
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.store import Catalog
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.praise import Praise


@dataclass(frozen=True)
class Turn:
    """What was said, the talk it belongs to, and what the shop has and knows. The talk is changed by answering."""

    reading: Reading
    talk: Conversation
    shelf: Shelf
    """Every piece with today's price, by SKU."""
    language: Language
    """Of the answer."""
    catalog: Catalog
    graph: Graph
    knower: Knower
    praise: Praise
    """What customers' reviews say of the pieces."""
    vectors: PieceVectors | None = None
    """How alike the pieces are; None while nothing has happened in the visit."""

    def meant(self) -> list[str]:
        """The SKUs the sentence points at, those on the shelf."""
        return [sku for sku in pieces_meant(self.talk, self.reading, self.shelf) if sku in self.shelf]

    def stock(self, sku: str) -> int:
        """Units that can be sold now."""
        return len(self.catalog.available(sku))

    def reread(self, **values: object) -> "Turn":
        """The same turn with the reading changed."""
        return replace(self, reading=replace(self.reading, **values))  # type: ignore[arg-type]

    def remember(self, skus: tuple[str, ...]) -> None:
        """The list just shown is what the next turn points at."""
        self.talk.shown = skus or self.talk.shown
        self.talk.focus = skus
        self.talk.seen = tuple(dict.fromkeys([*self.talk.seen, *skus]))

    def refuse(self, topic: str, intent: str) -> Reply:
        """A kind no, and what to do instead; `topic` is a key of the assistant's texts."""
        return answers.refusal(topic, intent, self.language, self.talk.wish)

    def ask_back(self, question: str, intent: str) -> Reply:
        """One clarifying question; after two in a row the guide stops asking and offers staff instead."""
        if self.talk.clarified >= MOST_CLARIFYING:
            return self.refuse("refuse.unknown", intent)
        self.talk.asked = question
        said = text(f"assistant.clarify.{question}", self.language)
        return Reply(self.language, intent, said, self.talk.wish, clarify=True)
