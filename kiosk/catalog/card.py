"""The card of a visit: what the associate should bring, from which trays; and its text for the customer's phone."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.piece import Piece
from kiosk.catalog.pricing import Quote
from kiosk.catalog.store import Catalog
from kiosk.catalog.units import Unit
from kiosk.privacy.session import Entry

PAYLOAD_BYTES = 900
"""More than this, and a phone needs a steady hand to read the code."""


@dataclass(frozen=True)
class CardLine:
    """One piece on the card."""

    sku: str
    name: str
    price: str
    """Ready to show; empty when prices are hidden."""
    size: str
    """Ready to show; empty when the piece has no sizes."""
    units: tuple[Unit, ...]
    """Units to bring, the best fitting first; empty when none can be sold now."""
    note: str
    """Tried on, put back; empty when neither."""


@dataclass(frozen=True)
class Card:
    """The shortlist for the associate (`text`) and for the customer's phone (`payload`)."""

    lines: tuple[CardLine, ...]
    put_back: tuple[CardLine, ...]
    text: str
    """Several lines, with tags and trays."""
    payload: str
    """Plain text for a QR code, at most `PAYLOAD_BYTES` of UTF-8: names and prices, no trays, nobody's name."""


def associate_card(
    catalog: Catalog, entries: Iterable[Entry], language: Language, *, hide_prices: bool = False
) -> Card:
    """The card of a visit.

    Args:
        catalog: for names, prices, units.
        entries: what the session holds; only liked and put-back pieces appear.
        language: of the card.
        hide_prices: leave every price out.

    Raises:
        KnownError: an entry names a piece that the catalog does not have.
    """
    entries = tuple(entries)
    lines = tuple(_line(catalog, entry, language, hide_prices) for entry in entries if entry.liked)
    put_back = tuple(_line(catalog, entry, language, hide_prices) for entry in entries if entry.put_back)
    return Card(lines, put_back, _card_text(lines, put_back, language), _payload(lines, language))


def price_text(quote: Quote, language: Language) -> str:
    """`¥4,980`, a dated price by weight, or the request to ask for today's."""
    if quote.total is None:
        return text("catalog.price.ask", language)
    amount = text("catalog.price.amount", language, amount=f"{quote.total:,}")
    if quote.mode == "by_weight":
        return text("catalog.price.dated", language, amount=amount, date=quote.price_date)
    return amount


def size_text(piece: Piece, size_mm: float | None, language: Language) -> str:
    """The size of a ring, bangle or chain in words; empty where there is none."""
    size = size_mm or piece.inner_diameter_mm or piece.length_mm
    if size is None:
        return ""
    kind = "inner" if piece.inner_diameter_mm else "length"
    return text(f"catalog.size.{kind}", language, size=f"{size:g}")


def best_units(units: Iterable[Unit], size_mm: float | None) -> tuple[Unit, ...]:
    """Units ordered by how near they are to a wanted size; without a wish, by tag."""
    if size_mm is None:
        return tuple(units)
    return tuple(sorted(units, key=lambda unit: abs((unit.size_mm or size_mm) - size_mm)))


def _line(catalog: Catalog, entry: Entry, language: Language, hide_prices: bool) -> CardLine:
    piece = catalog.piece(entry.sku)
    notes = []
    if entry.tried:
        notes.append(text("catalog.card.tried", language))
    if entry.put_back:
        notes.append(text("catalog.card.put_back", language))
    return CardLine(
        sku=piece.sku,
        name=piece.names[language],
        price="" if hide_prices else price_text(catalog.quote(piece), language),
        size=size_text(piece, entry.size_mm, language),
        units=best_units(catalog.available(piece.sku), entry.size_mm or piece.inner_diameter_mm or piece.length_mm),
        note=text("catalog.card.join", language).join(notes),
    )


def _card_text(lines: tuple[CardLine, ...], put_back: tuple[CardLine, ...], language: Language) -> str:
    if not lines and not put_back:
        return text("catalog.card.empty", language)
    out = [text("catalog.card.title", language, count=len(lines))]
    for number, line in enumerate(lines, 1):
        out.append("  ".join(filter(None, (f"{number}. {line.sku} {line.name}", line.price, line.size, line.note))))
        for unit in line.units[:2]:
            size = text("catalog.size.plain", language, size=f"{unit.size_mm:g}") if unit.size_mm else ""
            weight = text("catalog.size.weight", language, weight=f"{unit.weight_g:g}")
            tray = text("catalog.card.tray", language, tray=unit.tray)
            out.append("   " + "  ".join(filter(None, (tray, unit.tag, size, weight))))
        if not line.units:
            out.append("   " + text("catalog.card.none_left", language))
    if put_back:
        names = text("catalog.card.join", language).join(f"{line.sku} {line.name}" for line in put_back)
        out.append(text("catalog.card.put_back_list", language, names=names))
    return "\n".join(out)


def _payload(lines: tuple[CardLine, ...], language: Language) -> str:
    if not lines:
        return text("catalog.card.empty", language)
    title = text("catalog.card.payload_title", language)
    items = ["  ".join(filter(None, (f"{line.sku} {line.name}", line.price, line.size))) for line in lines]
    for kept in range(len(items), -1, -1):
        left_out = len(items) - kept
        more = [text("catalog.card.more", language, count=left_out)] if left_out else []
        payload = "\n".join([title, *items[:kept], *more])
        if len(payload.encode()) <= PAYLOAD_BYTES:
            break
    return payload
