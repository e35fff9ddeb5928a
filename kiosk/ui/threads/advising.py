"""Catalog, advice and answers on one worker; every answer arrives on the screen's thread."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import offers
from kiosk.advice.recommend import recommend
from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.catalog.document import piece_document
from kiosk.catalog.store import Catalog
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.threads.executor import Executor

log = logging.getLogger(__name__)

Document = dict[str, Any]


def wish_document(catalog: Catalog, wish: Mapping[str, Any], language: Language) -> Document:
    """Pieces for constraints, in the shape of CONTRACT.md's answers (without an answer's sentence)."""
    found = recommend(offers(catalog), Constraints.of(**wish), language)
    pieces = [
        piece_document(pick.offer.piece, pick.offer.quote, language)
        | {"reasons": [reason.document() for reason in pick.reasons], "breaks": list(pick.breaks)}
        for pick in found.picks
    ]
    return {"intent": "recommend", "constraints": dict(wish), "pieces": pieces, "relaxed": list(found.relaxed)}


def open_sources(names: list[str], opening: Callable[[str], Document]) -> list[Document]:
    """The documents of those sources that can be opened."""
    found = []
    for name in names:
        try:
            found.append(opening(name))
        except KnownError:
            continue
    return found


class Adviser:
    """Wires catalog, guide and sources to the screens through one worker."""

    def __init__(self, kiosk: Kiosk, catalog: Catalog, executor: Executor) -> None:
        self._kiosk = kiosk
        self._catalog = catalog
        self._executor = executor
        self._guide: Any = None
        self._knowledge: Any = None
        self._talk: Any = None
        self._asked: list[str] = []
        kiosk.results.ask = self.wish
        kiosk.evidence.ask = self.sources
        kiosk.words.changed.connect(self._retell)

    @property
    def said(self) -> tuple[str, ...]:
        """What was asked in this visit."""
        return tuple(self._asked)

    def open(self, opening: Callable[[], tuple[Any, Any]]) -> None:
        """Load guide and knowledge on the worker; until then the ask screen says that it is getting ready."""
        self._executor.submit(opening, self._opened, self._unavailable)

    def forget(self) -> None:
        """A new visit: nothing of the last talk."""
        self._talk = None
        self._asked = []

    def wish(self, constraints: dict[str, Any]) -> None:
        """Pieces for constraints, to the results screen."""
        language = self._kiosk.words.current
        results = self._kiosk.results
        self._executor.submit(lambda: wish_document(self._catalog, constraints, language), results.show, results.failed)

    def answer(self, sentence: str) -> None:
        """One turn of the talk, to the ask screen."""
        self._asked.append(sentence)
        ask = self._kiosk.ask
        self._executor.submit(lambda: self._turn(sentence), ask.show, ask.failed)

    def sources(self, names: list[str], then: Callable[[list[Document]], None]) -> None:
        """Open sources for the sheet."""
        if self._guide is not None:
            self._executor.submit(lambda: open_sources(names, self._source), then)

    def _source(self, name: str) -> Document:
        from kiosk.knowledge.sources import source

        return source(name, self._catalog, self._knowledge)

    def _turn(self, sentence: str) -> Document:
        from kiosk.assistant.dialogue import Conversation

        if self._talk is None:
            self._talk = Conversation()
        reply = self._guide.ask(sentence, self._kiosk.words.current, self._talk)
        document: Document = reply.document()
        return document

    def _retell(self) -> None:
        """The last answer in the other language: the talk is told again, the screen stays where it is."""
        if self._guide is None or not self._asked:
            return
        ask = self._kiosk.ask
        self._executor.submit(self._told_again, lambda document: ask.show(document, quietly=True), ask.failed)

    def _told_again(self) -> Document:
        from kiosk.assistant.dialogue import Conversation

        self._talk = Conversation()
        for sentence in self._asked:
            last = self._turn(sentence)
        return last

    def _opened(self, both: tuple[Any, Any]) -> None:
        self._guide, self._knowledge = both
        self._kiosk.ask.set_guide(self.answer)

    def _unavailable(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            log.error("the guide did not open", exc_info=error)
        else:
            log.info("no guide: %s", error)
        self._kiosk.ask.set_guide(None)
