"""Answers about pieces on the shelf: compared, asked about, tried on."""

from dataclasses import replace
from typing import Final

from kiosk.advice import wording
from kiosk.advice.filtering import SIZE_TOLERANCE_MM
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason, reasons_for
from kiosk.advice.recommend import recommend
from kiosk.assistant import answers
from kiosk.assistant.companions import answer_companions
from kiosk.assistant.cues import WEARING
from kiosk.assistant.knowledgeable import answer_knowledge
from kiosk.assistant.mattering import why_it_matters
from kiosk.assistant.references import read_anchor
from kiosk.assistant.reply import Reply, Shown, said_in
from kiosk.assistant.reviewing import about_reviews
from kiosk.assistant.turn import Turn
from kiosk.assistant.whynot import answer_why_not
from kiosk.base.text import text

_PLACES: Final = {
    "ring": "_hand/", "earrings": "_ear", "bracelet": "_wrist", "bangle": "_wrist", "necklace": "neck",
    "pendant": "neck", "brooch": "chest",
}  # fmt: skip


def compare(turn: Turn) -> Reply:
    """What differs between up to four pieces."""
    talk, language, shelf = turn.talk, turn.language, turn.shelf
    meant = [shelf[sku] for sku in turn.meant()][: answers.MOST_COMPARED]
    if len(meant) == 1 and len(talk.focus) == 1 and talk.focus[0] in shelf:
        meant.insert(0, shelf[talk.focus[0]])  # "和第一个比": what is in focus with what was named
    if len({offer.sku for offer in meant}) < 2:
        return turn.ask_back("compare_which", "compare")
    answer, shown = answers.comparison(meant, [turn.stock(offer.sku) for offer in meant], language)
    answer, difference = answers.price_difference(meant, answer, language)
    matter = why_it_matters(meant, turn.graph, turn.knower.fact, language)
    answer += "".join((" " if language == "en" else "") + answers.capital(reason.text) for reason in matter)
    clauses = [reason for one in shown for reason in one.reasons] + ([difference] if difference else [])
    clauses += [replace(reason, text=answers.capital(reason.text)) for reason in matter]
    talk.focus = tuple(offer.sku for offer in meant)
    return Reply(language, "compare", answer, talk.wish, tuple(shown), said_in(answer, clauses), talk.focus)


def about_piece(turn: Turn) -> Reply:
    """One field of one piece, or the same field of several, from their records alone."""
    reading, talk, language = turn.reading, turn.talk, turn.language
    if reading.field == "why_not":
        return answer_why_not(turn)
    if reading.field == "goes_with":
        return answer_companions(turn)
    meant = turn.meant()
    if not meant:
        return turn.ask_back("which", "ask_piece")
    if reading.pointing.several and len(meant) > 1 and reading.field and reading.field != "reviews":
        return _about_several(turn, [turn.shelf[sku] for sku in meant[: answers.MOST_COMPARED]])
    offer = turn.shelf[meant[0]]
    talk.focus = (offer.sku,)
    if reading.field == "care" and WEARING.search(reading.said):
        said = answer_knowledge(turn.reread(nodes=()))
        if not said.refused:
            return replace(said, intent="ask_piece", focus=talk.focus)
    if reading.field == "reviews":
        return about_reviews(turn, offer)
    size = reading.wish.inner_diameter_mm or reading.wish.length_mm_min
    if size is not None:
        units = turn.catalog.available(offer.sku)
        count = sum(u.size_mm is not None and abs(u.size_mm - size) <= SIZE_TOLERANCE_MM for u in units)
        answer, claims, refused = answers.in_size(offer, size, count, language)
    else:
        answer, claims, refused = answers.about_piece(
            offer, reading.field or "about", reading.wish, turn.stock(offer.sku), language
        )
    pieces = () if refused else (Shown(offer, claims),)
    return Reply(language, "ask_piece", answer, talk.wish, pieces, claims, talk.focus, refused=refused)


def try_on(turn: Turn) -> Reply:
    """Which piece goes onto the body, and where."""
    reading, talk, language, shelf = turn.reading, turn.talk, turn.language, turn.shelf
    pointed = bool(reading.pointing or reading.skus)
    meant = turn.meant()
    if not pointed and (reading.wish.hard() or reading.words):
        wish = reading.wish
        result = recommend(shelf, wish, language, words=reading.words)
        meant = [pick.offer.sku for pick in result.picks[:1] if not pick.breaks] or meant
        if not talk.has_wish and meant:
            talk.wish, talk.has_wish, talk.words = wish, True, reading.words
    if not meant:
        return turn.ask_back("try_which", "try_on")
    meant = meant if reading.pointing.several or reading.pointing.ordinals or reading.skus else meant[:1]
    talk.focus = tuple(meant)
    category = shelf[meant[0]].piece.category
    anchor = read_anchor(reading.said, category)
    fits = anchor is None or _PLACES.get(category, "") in anchor
    names = answers.wording_list([answers.name(shelf[sku], language) for sku in meant], language)
    values: dict[str, object] = {"names": names, "category": wording.word(category, language)}
    if anchor:
        values["anchor"] = text(f"assistant.anchor.{anchor.replace('/', '_')}", language)
    key = "go" if anchor is None else "go_at" if fits else "wrong"
    action = {"do": "try_on", "pieces": list(meant), "anchor": anchor if fits else None}
    pieces = tuple(Shown(shelf[sku], reasons_for(shelf[sku], talk.wish, language)) for sku in meant)
    answer = text(f"assistant.try_on.{key}", language, **values)
    return Reply(language, "try_on", answer, talk.wish, pieces, (), talk.focus, action)


def _about_several(turn: Turn, meant: list[Offer]) -> Reply:
    """ "都有证书吗": the same field of several pieces, one sentence each."""
    reading, language = turn.reading, turn.language
    shown: list[Shown] = []
    claims: list[Reason] = []
    said: list[str] = []
    for offer in meant:
        sentence, clauses, refused = answers.about_piece(
            offer, reading.field or "about", reading.wish, turn.stock(offer.sku), language
        )
        said.append(sentence)
        claims += clauses
        if not refused:
            shown.append(Shown(offer, clauses))
    answer = ("" if language == "zh" else " ").join(said)
    focus = tuple(offer.sku for offer in meant)
    return Reply(
        language, "ask_piece", answer, turn.talk.wish, tuple(shown), said_in(answer, claims), focus, refused=not shown
    )  # fmt: skip
