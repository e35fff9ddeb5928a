"""Catalog, advice and answers on one worker; every answer arrives on the screen's thread."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.advice.constraints import Constraints
from kiosk.advice.matching import sets_for
from kiosk.advice.offers import offers
from kiosk.advice.opinions import quotations, review_claims, with_opinions
from kiosk.advice.recommend import recommend
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.document import piece_document
from kiosk.catalog.store import Catalog
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.praise import Praise
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.threads.executor import Executor

log = logging.getLogger(__name__)

Document = dict[str, Any]


def wish_document(
    catalog: Catalog, wish: Mapping[str, Any], language: Language, visit: Visit = NO_VISIT, praise: Praise | None = None
) -> Document:
    """Pieces for constraints, in the shape of CONTRACT.md's answers (without an answer's sentence)."""
    found = recommend(offers(catalog), Constraints.of(**wish), language, visit=visit)
    if praise is not None:
        found = with_opinions(found, praise, language)
    pieces = [
        piece_document(pick.offer.piece, pick.offer.quote, language)
        | {"reasons": [reason.document() for reason in pick.reasons], "breaks": list(pick.breaks)}
        for pick in found.picks
    ]
    return {"intent": "recommend", "constraints": dict(wish), "pieces": pieces, "relaxed": list(found.relaxed)}


def companions_of(catalog: Catalog, sku: str, language: Language, graph: Graph | None, visit: Visit) -> list[Document]:
    """What goes with a piece, best match first: `{"sku", "reason", "sources"}`."""
    shelf = {offer.sku: offer for offer in offers(catalog)}
    if sku not in shelf:
        return []
    found = sets_for(shelf[sku], shelf.values(), language, graph=graph, put_back=visit.put_back)
    return [
        {
            "sku": one.offer.sku,
            "reason": "".join(reason.text for reason in one.reasons[:1]),
            "sources": [name for reason in one.reasons[:1] for name in reason.source],
        }
        for one in found
    ]


def reviews_of(praise: Praise, sku: str, language: Language) -> Document:
    """What customers say of a piece: `{"claims": [{"text", "sources"}], "demo"}`, empty without reviews."""
    summary = praise.of(sku)
    if summary is None:
        return {}
    claims = (*review_claims(summary, language), *quotations(summary, language))
    return {
        "claims": [
            {"text": claim.text[:1].upper() + claim.text[1:], "sources": list(claim.source)} for claim in claims
        ],
        "demo": text("opinions.reviews.demo", language) if summary.demo else "",
    }


def open_sources(names: list[str], opening: Callable[[str], Document]) -> list[Document]:
    """The documents of those sources that can be opened."""
    found = []
    for name in names:
        try:
            found.append(opening(name))
        except KnownError:
            continue
    return found


@dataclass
class _Talk:
    """What was said and tapped in one visit, in order, so that it can be told again in the other language."""

    turns: list[tuple[str, Any]] = field(default_factory=list)
    """("ask", sentence), ("wish", constraints), ("look", sku) or ("visit", what had happened by then)."""
    conversation: Any = None
    """The guide's; touched on the worker only."""


class Adviser:
    """Wires catalog, guide and sources to the screens through one worker."""

    def __init__(
        self, kiosk: Kiosk, catalog: Catalog, executor: Executor, visit: Callable[[], Visit] = lambda: NO_VISIT
    ) -> None:
        self._kiosk = kiosk
        self._catalog = catalog
        self._executor = executor
        self._visit = visit
        self._guide: Any = None
        self._knowledge: Any = None
        self._praise = Praise(catalog)
        self._talk = _Talk()
        kiosk.results.ask = self.wish
        kiosk.evidence.ask = self.sources
        kiosk.words.changed.connect(self._retell)

    @property
    def said(self) -> tuple[str, ...]:
        """What was asked in this visit."""
        return tuple(sentence for kind, sentence in self._talk.turns if kind == "ask")

    def open(self, opening: Callable[[], tuple[Any, Any]]) -> None:
        """Load guide and knowledge on the worker; until then the ask screen says that it is getting ready."""
        self._executor.submit(opening, self._opened, self._unavailable)

    def forget(self) -> None:
        """A new visit: nothing of the last talk, and no answer to it arrives any more."""
        self._talk = _Talk()

    def wish(self, constraints: dict[str, Any]) -> None:
        """Pieces for constraints, to the results screen; the talk goes on from there."""
        talk, results = self._talk, self._kiosk.results
        visit = self._visit()
        talk.turns += [("visit", visit), ("wish", constraints)]
        language = self._kiosk.words.current

        def work() -> Document:
            document = wish_document(self._catalog, constraints, language, visit, self._praise)
            if self._guide is not None:
                _conversation(talk).visit = visit
                _take_wish(_conversation(talk), constraints, document)
            return document

        self._executor.submit(work, self._unless_left(talk, results.show), self._unless_left(talk, results.failed))

    def look(self, sku: str) -> None:
        """The customer opened a piece: "this one" means it from now on."""
        talk = self._talk
        if sku and (not talk.turns or talk.turns[-1] != ("look", sku)):
            talk.turns.append(("look", sku))
            self._executor.submit(lambda: _conversation(talk).look_at(sku), lambda _: None)
            self._accompany(sku)

    def _accompany(self, sku: str) -> None:
        """What goes with a piece and what customers say of it, to its page."""
        language, visit, detail = self._kiosk.words.current, self._visit(), self._kiosk.detail
        graph = self._knowledge.graph if self._knowledge is not None else None
        self._executor.submit(
            lambda: {
                "companions": companions_of(self._catalog, sku, language, graph, visit),
                "reviews": reviews_of(self._praise, sku, language),
            },
            self._unless_left(self._talk, lambda found: detail.accompany(sku, found)),
        )

    def answer(self, sentence: str) -> None:
        """One turn of the talk, to the ask screen."""
        talk, ask = self._talk, self._kiosk.ask
        visit = self._visit()
        talk.turns += [("visit", visit), ("ask", sentence)]
        language = self._kiosk.words.current
        self._executor.submit(
            lambda: self._turn(talk, sentence, language, visit),
            self._unless_left(talk, ask.show),
            self._unless_left(talk, ask.failed),
        )

    def sources(self, names: list[str], then: Callable[[list[Document]], None]) -> None:
        """Open sources for the sheet."""
        if self._knowledge is not None:
            self._executor.submit(lambda: open_sources(names, self._source), self._unless_left(self._talk, then))

    def _source(self, name: str) -> Document:
        from kiosk.knowledge.sources import source

        return source(name, self._catalog, self._knowledge)

    def _turn(self, talk: _Talk, sentence: str, language: Language, visit: Visit) -> Document:
        _conversation(talk).visit = visit
        document: Document = self._guide.ask(sentence, language, _conversation(talk)).document()
        return document

    def _retell(self) -> None:
        """The last answer in the other language: the talk is told again, the screen stays where it is."""
        if self._kiosk.detail.chosen:
            self._accompany(self._kiosk.detail.chosen)
        if self._guide is None or not self.said:
            return
        talk, ask = self._talk, self._kiosk.ask
        language = self._kiosk.words.current
        self._executor.submit(
            lambda: self._told_again(talk, language),
            self._unless_left(talk, lambda document: ask.show(document, quietly=True)),
            self._unless_left(talk, ask.failed),
        )

    def _told_again(self, talk: _Talk, language: Language) -> Document:
        talk.conversation = None
        last: Document = {}
        visit = NO_VISIT
        for kind, what in tuple(talk.turns):
            if kind == "visit":
                visit = what
            elif kind == "ask":
                last = self._turn(talk, what, language, visit)
            elif kind == "look":
                _conversation(talk).look_at(what)
            else:
                _take_wish(_conversation(talk), what, wish_document(self._catalog, what, language, visit, self._praise))
        return last

    def _unless_left(self, talk: _Talk, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """Nobody is told the answer to a question of the customer before."""
        return lambda outcome: then(outcome) if talk is self._talk else None

    def _opened(self, both: tuple[Any, Any]) -> None:
        self._guide, self._knowledge = both
        self._kiosk.ask.set_guide(self.answer)

    def _unavailable(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            log.error("the guide did not open", exc_info=error)
        else:
            log.info("no guide: %s", error)
        self._kiosk.ask.set_guide(None)


def _conversation(talk: _Talk) -> Any:
    """The guide's side of the talk, begun when it is first needed."""
    from kiosk.assistant.dialogue import Conversation

    if talk.conversation is None:
        talk.conversation = Conversation()
    return talk.conversation


def _take_wish(conversation: Any, constraints: Mapping[str, Any], document: Document) -> None:
    """A wish tapped together counts like one that was said."""
    shown = tuple(piece["sku"] for piece in document["pieces"])
    conversation.wish = Constraints.of(**constraints)
    conversation.has_wish = bool(constraints)
    conversation.look_at(*shown)
    conversation.seen = shown
