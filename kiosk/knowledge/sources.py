"""Opens the source behind a claim: `catalog:SKU.FIELD`, `fact:ID`, `graph:S|R|O`, `rate:METAL@DATE`, `service:KIND`,
`reviews:SKU.ASPECT`."""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.base.errors import KnownError
from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import table, text
from kiosk.catalog.document import piece_document, tidy
from kiosk.catalog.piece import Bilingual, Piece
from kiosk.catalog.service_words import told
from kiosk.catalog.services import check_kind
from kiosk.catalog.store import Catalog
from kiosk.knowledge.graph import Graph, near_miss
from kiosk.knowledge.opinion_words import ASPECTS
from kiosk.knowledge.praise import AspectSummary, summarise
from kiosk.knowledge.store import Knowledge

KINDS = ("catalog", "fact", "graph", "rate", "service", "reviews")

UNITS: Mapping[str, str] = {
    "carat": "ct",
    "weight_g": "g",
    "length_mm": "mm",
    "inner_diameter_mm": "mm",
    "fineness": "‰",
}
"""What stands behind a number of a catalog field."""

HIDDEN = ("sku", "name", "cost")
"""Not to be asked for: they are the piece itself, or not the customer's."""


def source(source_id: str, catalog: Catalog, knowledge: Knowledge) -> dict[str, Any]:
    """What a claim's source says, as CONTRACT.md's `kiosk source`: id, kind, text {zh, en}, reference, status.

    Raises:
        KnownError: there is no such source; the message names the nearest one.
    """
    kind, colon, rest = source_id.partition(":")
    if not colon or kind not in KINDS:
        raise KnownError(
            f"{source_id!r} is no source. Sources look like catalog:R001.price, fact:gold-18k-is-750, "
            "graph:diamond|has_hardness_mohs|10, rate:gold_999@2026-11-23, service:hours or reviews:R001.comfort."
        )
    if kind == "fact":
        return _fact(rest, knowledge)
    if kind == "graph":
        return _triple(rest, knowledge.graph)
    if kind == "reviews":
        return _reviews(rest, catalog)
    if kind == "service":
        return _service(rest, catalog)
    return _field(rest, catalog, knowledge.graph) if kind == "catalog" else _rate(rest, catalog)


def _document(source_id: str, said: Bilingual, reference: str, status: str) -> dict[str, Any]:
    return {
        "id": source_id,
        "kind": source_id.partition(":")[0],
        "text": {"zh": said.zh, "en": said.en},
        "reference": reference,
        "status": status,
    }


def _fact(fact_id: str, knowledge: Knowledge) -> dict[str, Any]:
    fact = knowledge.fact(fact_id)
    return _document(fact.source_id, fact.text, fact.source, fact.status)


def _triple(rest: str, graph: Graph) -> dict[str, Any]:
    parts = rest.split("|")
    if len(parts) != 3:
        raise KnownError(f"{rest!r} is no triple; it looks like diamond|has_hardness_mohs|10.")
    subject, relation, object_ = parts
    graph.node(subject)
    graph.relation(relation)
    found = graph.triples(subject, relation, object_)
    if not found:
        known = [t.id.removeprefix("graph:") for t in graph.triples(subject=subject)]
        raise KnownError(f"The graph does not say {rest!r}.{near_miss(rest, known)}")
    said = Bilingual(graph.sentence(found[0], "zh"), graph.sentence(found[0], "en"))
    return _document(found[0].id, said, found[0].source, found[0].status)


def _field(rest: str, catalog: Catalog, graph: Graph) -> dict[str, Any]:
    sku, dot, name = rest.partition(".")
    piece = catalog.piece(sku)
    if not dot or not name:
        raise KnownError(f"Say which field of {piece.sku}, for example catalog:{piece.sku}.price.")
    said = {}
    for language in LANGUAGES:
        fields = _fields(piece, catalog, language)
        if name not in fields:
            raise KnownError(f"The catalog has no field {name!r}.{near_miss(name, fields)}")
        said[language] = text(
            "knowledge.source.field",
            language,
            piece=piece.names[language],
            field=text(f"knowledge.field.{name}", language)
            if f"knowledge.field.{name}" in table(language)
            else name.replace("_", " "),
            value=_spoken(name, fields[name], graph, language),
        )
    return _document(
        f"catalog:{piece.sku}.{name}", Bilingual(said["zh"], said["en"]), f"catalog.db, {piece.sku}, {name}", "read"
    )


def _fields(piece: Piece, catalog: Catalog, language: Language) -> dict[str, Any]:
    """Every field of a piece that a customer may see, in plain values."""
    fields = piece_document(piece, catalog.quote(piece), language)
    fields |= {
        "names": piece.names[language],
        "descriptions": piece.descriptions[language],
        "clarity": piece.clarity,
        "colour_grade": piece.colour_grade,
        "treatment": piece.treatment[language] if piece.treatment else None,
        "care": piece.care[language] if piece.care else None,
        "certificate": piece.certificate,
        "dimensions_mm": {key: tidy(size) for key, size in piece.dimensions_mm.items()},
        "stock": len(catalog.available(piece.sku)),
    }
    return {key: value for key, value in fields.items() if key not in HIDDEN}


def _spoken(name: str, value: object, graph: Graph, language: Language) -> str:
    if name == "price" and value is None:
        return text("knowledge.source.ask_price", language)
    if value is None or value in ([], {}):
        return text("knowledge.source.nothing", language)
    comma = "、" if language == "zh" else ", "
    if isinstance(value, Mapping):
        return comma.join(f"{_word(f'dimension.{key}', key, language)} {size} mm" for key, size in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return comma.join(graph.name(str(word), language) for word in value)
    if name == "price":
        return f"¥{value:,}"
    if name == "price_mode":
        return _word(f"price_mode.{value}", str(value), language)
    unit = UNITS.get(name)
    return f"{value} {unit}" if unit else graph.name(str(value), language)


def _word(key: str, fallback: str, language: Language) -> str:
    full = f"knowledge.{key}"
    return text(full, language) if full in table(language) else fallback


def _rate(rest: str, catalog: Catalog) -> dict[str, Any]:
    metal, at, date = rest.partition("@")
    rates = catalog.rates()
    rate = rates.get(metal)
    if rate is None:
        raise KnownError(f"The shop has set no rate for {metal!r}.{near_miss(metal, rates)}")
    if not at or date != rate.date:
        raise KnownError(
            f"The rate of {metal} kept here is of {rate.date}, older ones are not: ask for rate:{metal}@{rate.date}."
        )
    values = {"date": rate.date, "price": f"{rate.yuan_per_g:.2f}"}
    origin = "source.rate_demo" if rate.demo else "source.rate_shop"
    said: dict[Language, str] = {}
    for language in LANGUAGES:
        name = _word(f"rate.{metal}", metal, language)
        said[language] = text("knowledge.source.rate", language, metal=name, **values) + _word(origin, "", language)
    return _document(
        f"rate:{metal}@{rate.date}", Bilingual(said["zh"], said["en"]), f"catalog.db, rates, {metal}", "read"
    )


def _service(kind: str, catalog: Catalog) -> dict[str, Any]:
    service = catalog.service(check_kind(kind))
    if service is None:
        raise KnownError(f"The shop has set nothing for {kind} that holds today; see: kiosk catalog services")
    said = Bilingual(told(service, "zh"), told(service, "en"))
    return _document(service.source, said, f"catalog.db, services, {kind}, {service.set_on.isoformat()}", "read")


def _reviews(rest: str, catalog: Catalog) -> dict[str, Any]:
    """The counts behind what customers are said to praise: of one aspect, or of all."""
    sku, _, aspect = rest.partition(".")
    piece = catalog.piece(sku)
    reviews = catalog.reviews(piece.sku)
    if not reviews:
        raise KnownError(f"There are no reviews of {piece.sku}.")
    if aspect and aspect not in ASPECTS:
        raise KnownError(f"Reviews are not read for {aspect!r}.{near_miss(aspect, ASPECTS)}")
    summary = summarise(piece.sku, reviews)
    one = summary.aspect(aspect) if aspect else None
    if aspect and one is None:
        raise KnownError(f"No review of {piece.sku} speaks of {aspect}.")
    days = [review.written_on.isoformat() for review in reviews]
    said: dict[Language, str] = {}
    for language in LANGUAGES:
        values: dict[str, object] = {"piece": piece.names[language], "count": summary.count}
        if one is not None:
            values |= {"praised": one.praised, "complained": one.complained}
            values["aspect"] = text(f"opinions.aspect.{one.aspect}", language)
            told = text("opinions.source.aspect", language, **values) + _quoted(one, language)
        else:
            comma = "；" if language == "zh" else "; "
            listed = comma.join(_counted(aspect, language) for aspect in summary.aspects)
            values |= {"first": min(days), "last": max(days), "aspects": listed}
            told = text("opinions.source.all", language, **values)
        said[language] = told + text(f"opinions.source.{'demo' if summary.demo else 'shop'}", language)
    name = f"reviews:{piece.sku}.{aspect}" if aspect else f"reviews:{piece.sku}"
    return _document(name, Bilingual(said["zh"], said["en"]), f"catalog.db, reviews, {piece.sku}", "read")


def _counted(one: AspectSummary, language: Language) -> str:
    aspect = text(f"opinions.aspect.{one.aspect}", language)
    return text(
        "opinions.source.counted", language, aspect=aspect, praised=one.praised, complained=one.complained
    )  # fmt: skip


def _quoted(one: AspectSummary, language: Language) -> str:
    """A clause of praise and one of complaint, where there are any."""
    quotes = ""
    if (praise := one.quote("praise", language)) is not None:
        quotes += text("opinions.source.quote_praise", language, quote=praise[0])
    if (complaint := one.quote("complaint", language)) is not None:
        quotes += text("opinions.source.quote_complaint", language, quote=complaint[0])
    return quotes
