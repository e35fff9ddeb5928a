"""Answers a wish: pieces that fit with reasons, a set under one budget, the smallest relaxation, one question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.advice.offers import Offer
from kiosk.advice.opinions import with_opinions
from kiosk.advice.reasons import Reason
from kiosk.advice.recommend import recommend, without_price
from kiosk.assistant import answers
from kiosk.assistant.dialogue import MOST_CLARIFYING, Conversation, take_wish
from kiosk.assistant.reply import Reply
from kiosk.assistant.setting import answer_set
from kiosk.assistant.turn import Turn
from kiosk.assistant.understanding import Reading
from kiosk.base.settings import Language
from kiosk.base.text import text

_ENOUGH_SOFT: Final = 2
_SOME: Final = 6
"""Pieces shown beside a question that is still open."""


def answer_wish(turn: Turn) -> Reply:
    """A wish, new or changed. The running wish is brought up to date first."""
    reading, talk, language = turn.reading, turn.talk, turn.language
    take_wish(talk, reading, turn.shelf)
    before = talk.named if reading.intent == "refine" else ()
    talk.named = tuple(dict.fromkeys([*before, *reading.nodes]))
    wish = talk.wish
    if talk.pieces_in_set:
        return answer_set(turn)
    more = reading.more and reading.intent == "refine"
    result = recommend(
        turn.shelf, wish, language,
        words=talk.words, leaning=talk.leanings, leave_out=talk.seen if more else (),
        visit=talk.visit, named=talk.named, graph=turn.graph, vectors=turn.vectors,
    )  # fmt: skip
    result = with_opinions(result, turn.praise, language)
    if more and not result.picks:
        return Reply(language, reading.intent, text("assistant.none.no_more", language), wish)
    left_out = without_price(turn.shelf, wish)
    skus = tuple(pick.offer.sku for pick in result.picks)
    if result.relaxation is not None or not result.picks:
        answer, claims = answers.relaxed(result, wish, language)
        if left_out:
            answer, claims = _only_stale(left_out, language)
            result, skus = replace(result, picks=(), relaxation=None), ()
        turn.remember(skus)
        pieces = answers.shown(result.picks)
        return Reply(language, reading.intent, answer, wish, pieces, claims, talk.focus, relaxed=result.relaxed)
    turn.remember(skus)
    question = _question(talk, reading)
    if question:
        asked = text(f"assistant.clarify.{question}", language)
        answer = text("assistant.clarify.open", language, question=asked).strip()
        talk.asked = question
        some = answers.shown(result.picks[:_SOME])
        return Reply(language, reading.intent, answer, wish, some, (), skus[:_SOME], clarify=True)
    talk.asked = ""
    answer, claims = answers.found(result, wish, language, _opening(reading, talk, len(skus)), left_out)
    return Reply(language, reading.intent, answer, wish, answers.shown(result.picks), claims, talk.focus)


def _opening(reading: Reading, talk: Conversation, count: int) -> str:
    """How a list is introduced."""
    if not talk.wish and not talk.words:
        return "first"
    if reading.more and reading.intent == "refine":
        return "more"
    if talk.wish.sort == "price_low":
        return "cheapest"
    return "one" if count == 1 else "many"


def _question(talk: Conversation, reading: Reading) -> str | None:
    """The one question that would help most, where a wish is too open to act on; None where it is clear enough."""
    wish = talk.wish
    soft = sum(bool(getattr(wish, key)) for key in ("style", "occasion", "recipient"))
    if wish.hard() or wish.excluded or talk.words or wish.sort or reading.more or soft >= _ENOUGH_SOFT:
        return None
    if talk.clarified >= MOST_CLARIFYING:
        return None
    known_already = {
        "who": bool(wish.recipient or wish.occasion or talk.for_self),
        "budget": wish.limits_price(),
        "category": bool(wish.category),
    }
    for question, known in known_already.items():
        if not known and question != talk.asked:
            return question
    return None


def _only_stale(left_out: Sequence[Offer], language: Language) -> tuple[str, tuple[Reason, ...]]:
    answer = text("assistant.none.stale", language, count=len(left_out))
    return answer, (Reason(answer, tuple(f"catalog:{offer.sku}.price_mode" for offer in left_out[:4])),)
