"""Answers a wish for several pieces at once (三金, 五金): one of each kind under one budget, or what keeps it apart."""

from collections.abc import Sequence

from kiosk.advice import wording
from kiosk.advice.offers import Offer
from kiosk.advice.ranking import Leads
from kiosk.advice.reasons import reasons_for
from kiosk.advice.sets import best_set, cheapest_set
from kiosk.assistant import answers
from kiosk.assistant.reply import Reply, Shown, said_in
from kiosk.assistant.turn import Turn
from kiosk.base.text import text

_KEPT = ("category", "metal", "price_min", "price_max")
"""What makes the set what it is; the budget has an answer of its own."""


def answer_set(turn: Turn) -> Reply:
    """The best set within the limits; else the one limit that keeps it apart, and the set as it would be then."""
    wish, language = turn.talk.wish, turn.language
    leads = Leads(visit=turn.talk.visit, vectors=turn.vectors)
    if chosen := best_set(turn.shelf, wish, leads):
        answer, claims = answers.set_of(chosen, wish.price_max, language)
        turn.remember(tuple(offer.sku for offer in chosen))
        pieces = tuple(Shown(offer, reasons_for(offer, wish, language)) for offer in chosen)
        return Reply(language, turn.reading.intent, answer, wish, pieces, claims, turn.talk.focus)
    free = wish.relax("price_min", "price_max")
    if (turn.shelf.fits(free) & turn.shelf.unpriced()).any():
        return Reply(language, turn.reading.intent, text("assistant.none.set_stale", language), wish)
    for key in (key for key in wish.hard() if key not in _KEPT):
        if chosen := best_set(turn.shelf, wish.relax(key), leads):
            said = text("assistant.none.set_relax", language, what=text(f"advice.key.{key}", language))
            return _relaxed(turn, chosen, said, key)
    if wish.price_max is not None and (chosen := cheapest_set(turn.shelf, wish)):
        limit = wording.money(wish.price_max, language)
        return _relaxed(turn, chosen, text("assistant.none.set_price", language, limit=limit), "price_max")
    return Reply(language, turn.reading.intent, text("assistant.none.set_lacking", language), wish)


def _relaxed(turn: Turn, chosen: Sequence[Offer], said: str, key: str) -> Reply:
    """A set that breaks one limit: the budget is broken by all together, another limit by the pieces that do."""
    wish, language = turn.talk.wish, turn.language
    listed, claims = answers.set_of(chosen, None, language)
    answer = said + ("" if language == "zh" else " ") + listed
    turn.remember(tuple(offer.sku for offer in chosen))
    pieces = tuple(Shown(offer, reasons_for(offer, wish, language), (key,)) for offer in chosen)
    return Reply(
        language, turn.reading.intent, answer, wish, pieces, said_in(answer, claims), turn.talk.focus, relaxed=(key,)
    )  # fmt: skip
