"""Says why a piece is not among what was recommended: the one change that would bring it in, named and sourced."""

from kiosk.advice import wording
from kiosk.advice.constraints import LIST_KEYS
from kiosk.advice.filtering import list_values
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason
from kiosk.advice.recommend import recommend
from kiosk.advice.whynot import WhyNot, why_not
from kiosk.assistant import answers
from kiosk.assistant.reply import Reply, Shown, said_in
from kiosk.assistant.turn import Turn
from kiosk.base.settings import Language
from kiosk.base.text import text

_FIELDS = {"style": "styles", "occasion": "occasions", "recipient": "recipients", "price": "price"}


def answer_why_not(turn: Turn) -> Reply:
    """ "为什么没推荐这件": against the running wish; without one there is nothing to explain."""
    language, talk = turn.language, turn.talk
    meant = _meant(turn)
    if not meant:
        return turn.ask_back("which", "ask_piece")
    offer = turn.shelf[meant[0]]
    talk.focus = (offer.sku,)
    if not talk.has_wish or not talk.wish:
        said = text("assistant.why_not.no_wish", language, name=answers.name(offer, language))
        return Reply(language, "ask_piece", answers.capital(said), talk.wish, (Shown(offer),), (), talk.focus)
    found = why_not(offer, turn.shelf, talk.wish, turn.stock(offer.sku))
    claim = _clause(found, offer, language)
    key = {"limit": "one", "limits": "several"}.get(found.kind, found.kind)
    keys = [text(f"advice.key.{key}", language) for key in found.keys]
    values: dict[str, object] = {
        "name": answers.name(offer, language),
        "claim": claim.text if claim else "",
        "what": answers.wording_list(keys, language) if keys else "",
        "place": found.place or 0,
    }
    said = answers.capital(text(f"assistant.why_not.{key}", language, **values))
    claims = said_in(said, [claim] if claim else [])
    shown = Shown(offer, claims, found.keys if found.kind in ("limit", "limits") else ())
    return Reply(language, "ask_piece", said, talk.wish, (shown,), claims, talk.focus, relaxed=shown.breaks)


def _meant(turn: Turn) -> list[str]:
    """The piece pointed at; else the first one that is as described ("why isn't the pearl ring there")."""
    reading = turn.reading
    if reading.skus or reading.pointing or not reading.wish.hard():
        return turn.meant()
    result = recommend(turn.shelf, reading.wish, turn.language)
    if result.relaxation is not None:
        return []
    described = [pick.offer.sku for pick in result.picks]
    unseen = [sku for sku in described if sku not in turn.talk.shown]
    return unseen or described or turn.meant()


def _clause(found: WhyNot, offer: Offer, language: Language) -> Reason | None:
    """What the record says about the key that stands in the way."""
    if found.kind == "stale":
        return Reason(text("assistant.field.by_weight", language), (f"catalog:{offer.sku}.price_mode",))
    if found.kind == "sold_out":
        return Reason(text("assistant.field.stock_none", language), (f"catalog:{offer.sku}.stock",))
    clauses = [clause for key in found.keys if (clause := _of_record(offer, key, found.value, language))]
    if not clauses:
        return None
    said = answers.join((clause.text for clause in clauses), language)
    return Reason(said, tuple(source for clause in clauses for source in clause.source))


def _of_record(offer: Offer, key: str, value: float | None, language: Language) -> Reason | None:
    field = key.removesuffix("_min").removesuffix("_max")
    source = f"catalog:{offer.sku}.{_FIELDS.get(field, field)}"
    if key in LIST_KEYS:
        have = list_values(offer, key)
        if not have:
            return Reason(
                text("assistant.why_not.lacks", language, what=text(f"advice.key.{key}", language)), (source,)
            )
        name = "is_a" if key == "category" else "is"
        return Reason(text(f"assistant.why_not.{name}", language, value=wording.words(have, language, key)), (source,))
    if field == "price" and offer.price is not None:
        return Reason(wording.money(offer.price, language), (source,))
    number = value if value is not None else getattr(offer.piece, field, None)
    if number is None:
        return None
    return Reason(text(f"assistant.why_not.number_{field}", language, value=wording.number(float(number))), (source,))
