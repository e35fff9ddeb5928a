"""The guide: one question in, one grounded answer out. Each family of intents has its own module."""

import re
import time
from dataclasses import replace
from typing import Final

from kiosk.advice.columns import Records
from kiosk.advice.shelf import Shelf
from kiosk.advice.vectors import PieceVectors, attribute_vectors
from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.joining import Joined
from kiosk.assistant.knowing import Knower
from kiosk.assistant.knowledgeable import answer_knowledge, answer_outside
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.normalising import is_chinese
from kiosk.assistant.piecing import about_piece, compare, try_on
from kiosk.assistant.reader import Reader
from kiosk.assistant.reply import Reply
from kiosk.assistant.steering import steer
from kiosk.assistant.turn import Turn
from kiosk.assistant.wishing import answer_wish
from kiosk.base.settings import Language
from kiosk.catalog.rates import Rate
from kiosk.catalog.store import Catalog
from kiosk.knowledge.praise import Praise
from kiosk.knowledge.store import Knowledge

_LATIN_WORD: Final = re.compile(r"[a-z]{3,}")


class Guide:
    """Answers questions about one catalog with one body of knowledge. Not thread-safe: one thread asks at a time."""

    def __init__(self, catalog: Catalog, knowledge: Knowledge, reader: Reader | None = None) -> None:
        """Make one; `reader` is heard where the rules are unsure, without it they decide alone."""
        self._catalog = catalog
        self._knowledge = knowledge
        self._knower = Knower(knowledge)
        self._praise = Praise(catalog)
        self._vectors: PieceVectors = attribute_vectors(catalog.pieces())
        self._shelf: Shelf | None = None
        self._priced: tuple[tuple[Rate, bool], ...] = ()
        self._shelf_now()  # read while opening, so that nobody waits for it
        self._joined = Joined(Lexicon(knowledge.graph, catalog.pieces(), _questions(knowledge)), reader)

    def ask(self, said: str, language: Language | None = None, conversation: Conversation | None = None) -> Reply:
        """Answer one question.

        Args:
            said: what was typed or recognised.
            language: of the answer; None reads it off the question, else the talk, else Chinese.
            conversation: the talk this is a turn of; changed by this. None: the question stands alone.
        """
        begun = time.perf_counter()
        talk = conversation if conversation is not None else Conversation()
        reading = self._joined.read(said, talk.talk())
        tongue = language or _language_of(said, reading.said, talk)
        talk.language = tongue
        shelf = self._shelf_now()
        turn = Turn(
            reading,
            talk,
            shelf,
            tongue,
            self._catalog,
            self._knowledge.graph,
            self._knower,
            self._praise,
            self._vectors if talk.visit else None,
        )
        reply = _answer(turn)
        talk.clarified = talk.clarified + 1 if reply.clarify else 0
        return replace(reply, ms=(time.perf_counter() - begun) * 1000)

    def _shelf_now(self) -> Shelf:
        """Every piece with the price of this moment: read once, priced anew when a rate is set or grows too old."""
        prices = self._catalog.prices()
        pieces = self._catalog.pieces()
        if self._shelf is None or self._shelf.records.pieces is not pieces or self._priced != prices.state:
            same = self._shelf is not None and self._shelf.records.pieces is pieces
            records = self._shelf.records if self._shelf is not None and same else Records.of(pieces)
            self._shelf, self._priced = Shelf.today(records, prices), prices.state
        return self._shelf


def _answer(turn: Turn) -> Reply:
    if not turn.reading.said.strip():
        return turn.ask_back("say", "recommend")
    if turn.reading.doubtful:
        known = answer_knowledge(turn.reread(intent="ask_knowledge"))
        if not known.refused:
            return known
    match turn.reading.intent:
        case "recommend" | "refine":
            return answer_wish(turn)
        case "compare":
            return compare(turn)
        case "ask_piece":
            return about_piece(turn)
        case "ask_knowledge":
            return answer_knowledge(turn)
        case "try_on":
            return try_on(turn)
        case "out_of_scope":
            return answer_outside(turn)
        case _:
            return steer(turn)


def _language_of(said: str, understood: str, talk: Conversation) -> Language:
    """The language a turn was said in; pinyin that was understood as Chinese throughout is Chinese."""
    chinese = is_chinese(said)
    if chinese is None:
        return talk.language or "zh"
    return "zh" if chinese or (is_chinese(understood) and not _LATIN_WORD.search(understood)) else "en"


def _questions(knowledge: Knowledge) -> list[str]:
    """What the facts answer, in English."""
    return [question for fact in knowledge.facts() for question in fact.questions["en"]]
