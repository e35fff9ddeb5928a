"""Says what goes with a piece: one of each other kind that matches it, and why."""

from kiosk.advice.matching import sets_for
from kiosk.advice.reasons import Reason
from kiosk.assistant import answers
from kiosk.assistant.reply import Reply, Shown, said_in
from kiosk.assistant.turn import Turn
from kiosk.base.text import text


def answer_companions(turn: Turn) -> Reply:
    """ "配什么好": companions of the piece meant; what was put back or excluded is none of them."""
    language, talk = turn.language, turn.talk
    meant = turn.meant()
    if not meant:
        return turn.ask_back("which", "ask_piece")
    offer = turn.shelf[meant[0]]
    wish = turn.reading.wish
    found = sets_for(
        offer,
        turn.shelf.values(),
        language,
        wish=wish.relax("category"),
        graph=turn.graph,
        put_back=talk.visit.put_back,
    )
    if wish.category:
        found = tuple(one for one in found if one.offer.piece.category in wish.category)
    talk.focus = (offer.sku,)
    who = answers.name(offer, language)
    if not found:
        said = text("assistant.goes_with.none", language, name=who)
        return Reply(language, "ask_piece", answers.capital(said), talk.wish, (Shown(offer),), (), talk.focus)
    parts = [
        text(
            "assistant.goes_with.one", language,
            name=answers.name(one.offer, language), reasons=answers.join((r.text for r in one.reasons[:2]), language),
        )
        for one in found
    ]  # fmt: skip
    listed = text("assistant.compare.join", language).join(parts)
    said = answers.capital(text("assistant.goes_with.answer", language, name=who, pieces=listed))
    claims: list[Reason] = [reason for one in found for reason in one.reasons[:2]]
    pieces = tuple(Shown(one.offer, one.reasons) for one in found)
    talk.shown = tuple(one.offer.sku for one in found)
    return Reply(language, "ask_piece", said, talk.wish, pieces, said_in(said, claims), talk.focus)
