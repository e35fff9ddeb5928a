"""Assembles what is said from clauses that carry their sources. Nothing is said of a piece that its record lacks."""

from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.advice import wording
from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason, price_reason
from kiosk.advice.recommend import Pick, Recommendation
from kiosk.assistant.fields import field_claims
from kiosk.assistant.reply import Reply, Shown, said_in
from kiosk.base.settings import Language
from kiosk.base.text import text

MOST_COMPARED: Final = 4
_COMPARED: Final = ("material", "weight", "size", "certificate")
_TOLD: Final = ("treatment", "care")
_SPOKEN_REASONS: Final = 4


def name(offer: Offer, language: Language) -> str:
    """The piece's name as it stands in a sentence."""
    return text("assistant.name.piece", language, name=offer.piece.names[language])


def join(clauses: Iterable[str], language: Language) -> str:
    """Clauses in a row."""
    return text("assistant.name.join", language).join(clauses)


def capital(sentence: str) -> str:
    """English sentences begin with a capital; Chinese ones are left alone."""
    return sentence[:1].upper() + sentence[1:]


def told(reasons: Sequence[Reason], language: Language) -> str:
    """The reasons as said aloud: the telling ones and the price, which comes last."""
    spoken = (*reasons[: _SPOKEN_REASONS - 1], reasons[-1]) if len(reasons) > _SPOKEN_REASONS else reasons
    return join((reason.text for reason in spoken), language)


def found(
    recommendation: Recommendation, wish: Constraints, language: Language, key: str, left_out: Sequence[Offer] = ()
) -> tuple[str, tuple[Reason, ...]]:
    """The answer and claims for pieces that fit; `left_out` are those without a current price."""
    best = recommendation.picks[0]
    answer = text(
        f"assistant.found.{key}", language,
        count=len(recommendation.picks), name=name(best.offer, language), reasons=told(best.reasons, language),
    )  # fmt: skip
    claims = list(best.reasons)
    if left_out:
        said = text("assistant.found.stale", language, count=len(left_out))
        answer += said
        claims.append(_stale_claim(said, left_out))
    return answer, said_in(answer, claims)


def relaxed(recommendation: Recommendation, wish: Constraints, language: Language) -> tuple[str, tuple[Reason, ...]]:
    """The answer when nothing fits: the one limit to relax and what that opens."""
    relaxation = recommendation.relaxation
    if relaxation is None or not recommendation.picks:
        return text("assistant.none.nothing", language), ()
    best = recommendation.picks[0]
    keys = [text(f"advice.key.{key}", language) for key in relaxation.keys]
    values: dict[str, object] = {
        "what": keys[0],
        "count": len(relaxation.opened),
        "name": name(best.offer, language),
        "reasons": told(best.reasons, language),
    }
    if len(keys) > 1:
        answer = text("assistant.none.relax_two", language, other=keys[1], **values)
    elif relaxation.keys[0] == "price_max" and relaxation.nearest is not None:
        value = wording.money(relaxation.nearest, language)
        answer = text("assistant.none.relax_price", language, value=value, **values)
    elif relaxation.keys[0] in LIST_KEYS:
        key = relaxation.keys[0]
        lacking = wording.words(getattr(wish, key), language, key)
        which = "relax_category" if key == "category" else "relax_word"
        answer = text(f"assistant.none.{which}", language, lacking=lacking, **values)
    else:
        answer = text("assistant.none.relax", language, **values)
    return answer, said_in(answer, best.reasons)


def set_of(pieces: Sequence[Offer], budget: float | None, language: Language) -> tuple[str, tuple[Reason, ...]]:
    """三金, 五金: every piece with its price, and the sum."""
    total = wording.money(sum(offer.price or 0 for offer in pieces), language)
    claims, said = [], []
    for offer in pieces:
        price = price_reason(offer, Constraints(), language)
        said.append(text("assistant.found.set_piece", language, name=name(offer, language), price=price.text))
        claims.append(price)
    every = tuple(source for claim in claims for source in claim.source)
    claims.append(Reason(total, every))
    values: dict[str, object] = {"count": len(pieces), "total": total, "pieces": join(said, language)}
    if budget is None:
        answer = text("assistant.found.set_open", language, **values)
    else:
        answer = text("assistant.found.set", language, limit=wording.money(budget, language), **values)
    return answer, said_in(answer, claims)


def about_piece(
    offer: Offer, field: str, wish: Constraints, stock: int, language: Language
) -> tuple[str, tuple[Reason, ...], bool]:
    """The answer to a question about one piece, its claims, and whether it had to be refused."""
    who = name(offer, language)
    if field == "price" and offer.price is None:
        claims = [Reason(text("assistant.field.by_weight", language), (f"catalog:{offer.sku}.price_mode",))]
        claims += field_claims(offer, "weight", wish, stock, language)
        said = capital(text("assistant.piece.stale", language, name=who, claims=_listed(claims, language)))
        return said, said_in(said, claims), False
    found_claims = field_claims(offer, field, wish, stock, language)
    key = "answer"
    if field in _TOLD:
        key = "told"
    if field == "suits":
        key = "suits" if found_claims and _asks_fit(wish) else "answer" if found_claims else "suits_else"
        found_claims = found_claims or field_claims(offer, field, Constraints(), stock, language)
    if not found_claims:
        return capital(text("assistant.piece.unknown", language, name=who)), (), True
    said = capital(text(f"assistant.piece.{key}", language, name=who, claims=_listed(found_claims, language)))
    return said, said_in(said, found_claims), False


def in_size(offer: Offer, size_mm: float, count: int, language: Language) -> tuple[str, tuple[Reason, ...], bool]:
    """Whether a size is in stock: counted from the units, refused where there is none."""
    values: dict[str, object] = {"name": name(offer, language), "size": wording.number(size_mm)}
    if not count:
        return capital(text("assistant.piece.no_size", language, **values)), (), True
    said = text("assistant.field.stock_size", language, size=values["size"], count=count)
    claim = Reason(said, (f"catalog:{offer.sku}.stock",))
    answer = capital(text("assistant.piece.answer", language, name=values["name"], claims=said))
    return answer, (claim,), False


def comparison(offers: Sequence[Offer], stock: Sequence[int], language: Language) -> tuple[str, list[Shown]]:
    """What differs between up to four pieces, and each with its own clauses."""
    columns = {offer.sku: _facts(offer, count, language) for offer, count in zip(offers, stock, strict=True)}
    same = {
        clause.text for clause in columns[offers[0].sku]
        if all(any(clause.text == other.text for other in clauses) for clauses in columns.values())
    }  # fmt: skip
    shown, said = [], []
    for offer in offers:
        clauses = tuple(clause for clause in columns[offer.sku] if clause.text not in same)
        shown.append(Shown(offer, clauses))
        if clauses:
            listed = join((clause.text for clause in clauses), language)
            said.append(text("assistant.compare.one", language, name=name(offer, language), claims=listed))
    if not said:
        names = wording_list([name(offer, language) for offer in offers], language)
        return capital(text("assistant.compare.alike", language, names=names)), shown
    parts = text("assistant.compare.join", language).join(said)
    return capital(text("assistant.compare.answer", language, pieces=parts)), shown


def price_difference(offers: Sequence[Offer], answer: str, language: Language) -> tuple[str, Reason | None]:
    """For two pieces: which one costs more, and by how much."""
    if len(offers) != 2 or any(offer.price is None for offer in offers) or offers[0].price == offers[1].price:
        return answer, None
    low, high = sorted(offers, key=lambda offer: offer.price or 0)
    difference = wording.money((high.price or 0) - (low.price or 0), language)
    said = text("assistant.compare.dearer", language, answer=answer, name=name(high, language), difference=difference)
    sources = (f"catalog:{high.sku}.price", f"catalog:{low.sku}.price")
    return said, Reason(difference, sources)


def wording_list(names: Sequence[str], language: Language) -> str:
    """Names in a row: 甲和乙 / a, b and c."""
    if len(names) == 1:
        return names[0]
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    return comma.join(names[:-1]) + last + names[-1]


def shown(picks: Iterable[Pick]) -> tuple[Shown, ...]:
    """Recommended pieces in the form of an answer."""
    return tuple(Shown(pick.offer, pick.reasons, pick.breaks) for pick in picks)


def refusal(topic: str, intent: str, language: Language, constraints: Constraints) -> Reply:
    """A kind no, and what to do instead."""
    return Reply(language, intent, text(f"assistant.{topic}", language), constraints, refused=True)


def _facts(offer: Offer, stock: int, language: Language) -> tuple[Reason, ...]:
    clauses: list[Reason] = []
    if offer.price is not None:
        clauses.append(price_reason(offer, Constraints(), language))
    for field in _COMPARED:
        claims = field_claims(offer, field, Constraints(), stock, language)
        clauses += claims[:1] if field == "size" else claims
    return tuple(clauses)


def _listed(claims: Sequence[Reason], language: Language) -> str:
    return join((claim.text for claim in claims), language)


def _asks_fit(wish: Constraints) -> bool:
    return bool(wish.occasion or wish.recipient or wish.style)


def _stale_claim(said: str, left_out: Sequence[Offer]) -> Reason:
    sources = tuple(f"catalog:{offer.sku}.price_mode" for offer in left_out[:MOST_COMPARED])
    return Reason(said.strip(), sources)
