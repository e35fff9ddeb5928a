"""Why a piece is shown: short clauses, each true of its record and each with the fields that say so."""

from dataclasses import dataclass
from typing import Final

from kiosk.advice import wording
from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.base.settings import Language
from kiosk.base.text import text

MOST_REASONS: Final = 5


@dataclass(frozen=True)
class Reason:
    """A clause and its sources (`catalog:SKU.FIELD`, `rate:METAL@DATE`)."""

    text: str
    source: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """CONTRACT.md's form."""
        return {"text": self.text, "source": list(self.source)}


def reasons_for(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    """What answers the wish first, then what the piece is; at most five, the price always among them."""
    asked = [maker(offer, wish, language) for maker in (_occasion, _recipient, _style, _sizes)]
    about = [_material(offer, language), _stones(offer, language)]
    found = [reason for reason in (*asked, *about) if reason is not None]
    if not any(asked) and (usual := _usual(offer, language)):
        found.append(usual)
    return (*found[: MOST_REASONS - 1], price_reason(offer, wish, language))


def price_reason(offer: Offer, wish: Constraints, language: Language) -> Reason:
    """What it costs, and whether that is within what was said; without a current price, that staff will say."""
    quote, sku = offer.quote, offer.sku
    price = offer.price
    if price is None:
        return Reason(text("advice.reason.stale", language), (f"catalog:{sku}.price_mode",))
    sources = [f"catalog:{sku}.price"]
    if quote.source:
        sources.append(quote.source)
    said = wording.money(price, language)
    if quote.mode == "by_weight" and quote.price_date:
        said = text("advice.reason.by_weight", language, price=said, date=wording.day(quote.price_date, language))
    if wish.price_min is not None:
        if wish.price_min <= price <= (wish.price_max or price):
            said = text("advice.reason.in_range", language, price=said)
    elif wish.price_max is not None and price <= wish.price_max:
        limit = wording.money(wish.price_max, language)
        said = text("advice.reason.within", language, price=said, limit=limit)
    return Reason(said, tuple(sources))


def _occasion(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    return _matching(offer, wish.occasion, offer.piece.occasions, "occasion", "occasions", language)


def _recipient(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    piece = offer.piece
    if wish.recipient and "unisex" in piece.recipients and not set(wish.recipient) & set(piece.recipients):
        if "children" in wish.recipient:
            return None
        return Reason(text("advice.reason.recipient_unisex", language), (f"catalog:{piece.sku}.recipients",))
    return _matching(offer, wish.recipient, piece.recipients, "recipient", "recipients", language)


def _style(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    return _matching(offer, wish.style, offer.piece.styles, "style", "styles", language)


def _matching(
    offer: Offer, wanted: tuple[str, ...], have: tuple[str, ...], key: str, field: str, language: Language
) -> Reason | None:
    both = [word for word in wanted if word in have]
    if not both:
        return None
    said = text(f"advice.reason.{key}", language, words=wording.words(both, language))
    return Reason(said, (f"catalog:{offer.sku}.{field}",))


def _usual(offer: Offer, language: Language) -> Reason | None:
    first = offer.piece.occasions[:1]
    if not first:
        return None
    said = text("advice.reason.occasion", language, words=wording.words(first, language))
    return Reason(said, (f"catalog:{offer.sku}.occasions",))


def _sizes(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    """The size that was asked for, as the record has it."""
    piece = offer.piece
    asked: tuple[tuple[bool, float | None, str, str], ...] = (
        (wish.inner_diameter_mm is not None, piece.inner_diameter_mm, "inner", "inner_diameter_mm"),
        (wish.length_mm_min is not None or wish.length_mm_max is not None, piece.length_mm, "length", "length_mm"),
        (wish.weight_g_min is not None or wish.weight_g_max is not None, piece.weight_g, "weight", "weight_g"),
    )
    for is_asked, value, key, field in asked:
        if is_asked and value is not None:
            said = text(f"advice.reason.{key}", language, value=wording.number(value))
            return Reason(said, (f"catalog:{piece.sku}.{field}",))
    return None


def _material(offer: Offer, language: Language) -> Reason | None:
    piece = offer.piece
    if piece.metal is None:
        return None
    fields = ["metal"] + (["fineness"] if piece.fineness is not None else [])
    said = wording.material(piece.metal, piece.fineness, language)
    return Reason(text("advice.reason.made_of", language, material=said), _sources(piece.sku, fields))


def _stones(offer: Offer, language: Language) -> Reason | None:
    found = wording.stones(offer.piece, language)
    if found is None:
        return None
    said, fields = found
    key = "set_with" if offer.piece.metal else "stone"
    return Reason(text(f"advice.reason.{key}", language, stones=said), _sources(offer.sku, fields))


def _sources(sku: str, fields: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"catalog:{sku}.{field}" for field in fields)
