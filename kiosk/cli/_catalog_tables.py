"""The catalog as tables for people."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from rich.table import Table

from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.card import price_text as quote_text
from kiosk.catalog.faults import Fault
from kiosk.catalog.pricing import Quote
from kiosk.catalog.reviews import Batch
from kiosk.catalog.service_words import clauses, joined
from kiosk.catalog.service_words import name as service_name
from kiosk.catalog.services import KINDS, check_kind
from kiosk.catalog.store import Catalog, utc_now
from kiosk.knowledge.praise import ReviewSummary

Document = dict[str, Any]
_PREVIEWED = 10
_SHOWN_ABOVE = frozenset(
    "sku name names descriptions price currency price_mode price_date stock units stones reviews".split()  # noqa: SIM905
)


def shelf_table(documents: Iterable[Document], language: Language) -> Table:
    """One line a piece."""
    table = Table(*(text(f"catalog.column.{name}", language) for name in ("sku", "name", "kind", "price", "stock")))
    for document in documents:
        table.add_row(
            document["sku"],
            document["name"],
            text(f"catalog.category.{document['category']}", language),
            price_text(document, language),
            str(document["stock"]),
        )
    return table


def piece_table(document: Document, language: Language) -> Table:
    """Everything about one piece, field by field."""
    table = Table(title=f"{document['sku']}  {document['name']}", show_header=False, box=None)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("", document["descriptions"][language])
    table.add_row(text("catalog.column.price", language), price_text(document, language))
    table.add_row(text("catalog.column.stock", language), str(document["stock"]))
    for stone in document["stones"]:
        table.add_row("stone", _stone(stone))
    for key, value in document.items():
        if key not in _SHOWN_ABOVE and value not in (None, [], {}):
            table.add_row(key, _plain(value, language))
    for unit in document["units"]:
        size = f"  {unit['size_mm']:g} mm" if unit["size_mm"] else ""
        table.add_row(unit["tag"], f"{unit['weight_g']:g} g{size}  {unit['tray']}  {unit['state']}")
    return table


def price_text(document: Document, language: Language) -> str:
    """`¥4,980`, a dated price by weight, or the request to ask for today's."""
    price, mode, date = document["price"], document["price_mode"], document["price_date"]
    return quote_text(Quote(price, document["currency"], date, mode, stale=price is None), language)


def faults_table(faults: Iterable[Fault]) -> Table:
    """One line a fault."""
    table = Table("piece", "key", "what is wrong")
    for fault in faults:
        table.add_row(fault.where, fault.key, fault.sentence)
    return table


def rates_document(catalog: Catalog) -> list[Document]:
    """The rates with their age."""
    now = utc_now()
    return [
        {
            "metal": rate.metal,
            "yuan_per_g": str(rate.yuan_per_g),
            "set_at": rate.set_at.isoformat(),
            "age_h": round((now - rate.set_at) / timedelta(hours=1), 1),
            "stale": catalog.stale(rate),
            "demo": rate.demo,
        }
        for rate in catalog.rates().values()
    ]


def rates_table(catalog: Catalog) -> Table:
    """The rates with their age; a stale one makes no price."""
    table = Table("metal", "yuan/g", "set at", "age", "")
    for rate in rates_document(catalog):
        note = ("too old for a price" if rate["stale"] else "holds") + (", demo value" if rate["demo"] else "")
        table.add_row(rate["metal"], rate["yuan_per_g"], rate["set_at"][:16], _age(rate["age_h"]), note)
    return table


def services_document(catalog: Catalog, kind: str | None = None) -> list[Document]:
    """The services with their dates: those that are set, with what was set before; of one kind or of all."""
    if kind is not None:
        check_kind(kind)
    return [
        {
            "kind": name,
            "set": service is not None,
            "values": dict(service.values) if service else {},
            "text": {"zh": service.text_zh, "en": service.text_en} if service else None,
            "valid_from": service.valid_from.isoformat() if service else None,
            "valid_until": service.valid_until.isoformat() if service and service.valid_until else None,
            "set_on": service.set_on.isoformat() if service else None,
            "set_by": service.set_by if service else None,
            "demo": service.demo if service else False,
            "earlier": len(catalog.service_history(name)) - (1 if service else 0),
        }
        for name in ([kind] if kind else KINDS)
        for service in [catalog.service(name)]
    ]


def services_table(catalog: Catalog, language: Language, kind: str | None = None) -> Table:
    """One line a kind; what is not set is answered by calling staff."""
    table = Table("service", "", "says", "set on", "until", "by")
    for document in services_document(catalog, kind):
        name = document["kind"]
        service = catalog.service(name)
        if service is None:
            over = "over" if document["earlier"] else "not set"
            table.add_row(name, service_name(name, language), f"({over}: staff are called)", "", "", "")
            continue
        said = joined(clauses(service, language), language)
        until = document["valid_until"] or ""
        table.add_row(name, service_name(name, language), said, document["set_on"], until, service.set_by)
    return table


def reviews_document(summary: ReviewSummary | None, language: Language) -> Document:
    """What the reviews of a piece say; without any, none are counted."""
    return summary.document(language) if summary else {"count": 0, "aspects": [], "demo": False}


def reviews_table(sku: str, document: Document, language: Language) -> Table:
    """One line an aspect, with a clause of praise and one of complaint."""
    note = f" ({text('opinions.source.demo', language).strip()})" if document["demo"] else ""
    table = Table("aspect", "praised", "complained", "for example", title=f"{sku}: {document['count']}{note}")
    for one in document["aspects"]:
        quotes = [quote["text"] for quote in (one["praise"], one["complaint"]) if quote]
        name = text(f"opinions.aspect.{one['aspect']}", language)
        table.add_row(name, str(one["praised"]), str(one["complained"]), " / ".join(quotes))
    return table


def batch_table(batch: Batch) -> Table:
    """The first reviews of a file, as they would be taken in."""
    table = Table("piece", "date", "", "stars", "text")
    for review in batch.reviews[:_PREVIEWED]:
        stars = str(review.stars or "")
        table.add_row(review.sku, review.written_on.isoformat(), review.language, stars, review.text)
    return table


def _stone(stone: Document) -> str:
    sizes = " x ".join(f"{size:g}" for size in stone["size_mm"])
    carat = f", {stone['carat']:g} ct" if stone["carat"] else ""
    return f"{stone['count']} {stone['gem']}, {stone['cut'] or 'round'}, {sizes} mm{carat}"


def _age(hours: float) -> str:
    return f"{hours / 24:.0f} d" if hours >= 48 else f"{hours:.1f} h"


def _plain(value: object, language: Language) -> str:
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return str(value[language])
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item, language)}" for key, item in value.items() if item is not None)
    if isinstance(value, list):
        return "; ".join(_plain(item, language) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
