"""Why a piece is shown: short clauses, each true of its record, each with its sources and the path that leads to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.advice import wording
from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.paths import NOTHING_AROUND, Step, Surroundings, field_step, meaning, visit_step, walk, wish_step
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.knowledge.graph import Graph

MOST_REASONS: Final = 5


@dataclass(frozen=True)
class Reason:
    """A clause and its sources (`catalog:SKU.FIELD`, `graph:S|R|O`, `rate:METAL@DATE`)."""

    text: str
    source: tuple[str, ...]
    path: tuple[Step, ...] = ()
    """From the wish or the visit, or from the record alone, step by step: `kiosk.advice.replay` walks it again."""

    def document(self) -> dict[str, object]:
        """CONTRACT.md's form, and the path where there is one."""
        told: dict[str, object] = {"text": self.text, "source": list(self.source)}
        return told | ({"path": [step.document() for step in self.path]} if self.path else {})


def reasons_for(
    offer: Offer, wish: Constraints, language: Language, around: Surroundings = NOTHING_AROUND
) -> tuple[Reason, ...]:
    """What answers the wish first, then what the visit and the graph say, then what the piece is.

    At most five, the price always among them.
    """
    asked = [maker(offer, wish, language) for maker in (_occasion, _recipient, _style, _sizes)]
    beside = [*_named(offer, around, language), _through_graph(offer, wish, around, language)]
    beside.append(_like_before(offer, around, language))
    about = [_material(offer, language), _stones(offer, language)]
    found = [reason for reason in (*asked, *beside, *about) if reason is not None]
    if not any(asked) and not any(beside) and (usual := _usual(offer, language)):
        found.append(usual)
    elif len(found) < MOST_REASONS - 1 and (means := _meaning(offer, wish, around, language)):
        found.append(means)
    return (*found[: MOST_REASONS - 1], price_reason(offer, wish, language))


def price_reason(offer: Offer, wish: Constraints, language: Language) -> Reason:
    """What it costs, and whether that is within what was said; without a current price, that staff will say."""
    quote, sku = offer.quote, offer.sku
    price = offer.price
    if price is None:
        mode = field_step(offer, "price_mode", quote.mode)
        return Reason(text("advice.reason.stale", language), (mode.source,), (mode,))
    path = [field_step(offer, "price", price)]
    sources = [f"catalog:{sku}.price"]
    if quote.source:
        sources.append(quote.source)
        path.insert(0, Step(quote.source, ""))
    said = wording.money(price, language)
    if quote.mode == "by_weight" and quote.price_date:
        said = text("advice.reason.by_weight", language, price=said, date=wording.day(quote.price_date, language))
    if wish.price_min is not None:
        if wish.price_min <= price <= (wish.price_max or price):
            said = text("advice.reason.in_range", language, price=said)
            path.insert(0, wish_step(wish, "price_min"))
            if wish.price_max is not None:
                path.insert(1, wish_step(wish, "price_max"))
    elif wish.price_max is not None and price <= wish.price_max:
        limit = wording.money(wish.price_max, language)
        said = text("advice.reason.within", language, price=said, limit=limit)
        path.insert(0, wish_step(wish, "price_max"))
    return Reason(said, tuple(sources), tuple(path))


def _occasion(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    return _matching(offer, wish, offer.piece.occasions, "occasion", "occasions", language)


def _recipient(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    piece = offer.piece
    if wish.recipient and "unisex" in piece.recipients and not set(wish.recipient) & set(piece.recipients):
        if "children" in wish.recipient:
            return None
        step = field_step(offer, "recipients", "unisex")
        return Reason(text("advice.reason.recipient_unisex", language), (step.source,), (step,))
    return _matching(offer, wish, piece.recipients, "recipient", "recipients", language)


def _style(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    return _matching(offer, wish, offer.piece.styles, "style", "styles", language)


def _matching(
    offer: Offer, wish: Constraints, have: tuple[str, ...], key: str, field: str, language: Language
) -> Reason | None:
    both = [word for word in getattr(wish, key) if word in have]
    if not both:
        return None
    said = text(f"advice.reason.{key}", language, words=wording.words(both, language))
    path = [step for word in both for step in (wish_step(wish, key, word), field_step(offer, field, word))]
    return Reason(said, (f"catalog:{offer.sku}.{field}",), tuple(path))


def _usual(offer: Offer, language: Language) -> Reason | None:
    first = offer.piece.occasions[:1]
    if not first:
        return None
    said = text("advice.reason.occasion", language, words=wording.words(first, language))
    return _told(said, [field_step(offer, "occasions", first[0])])


def _sizes(offer: Offer, wish: Constraints, language: Language) -> Reason | None:
    """The size that was asked for, as the record has it."""
    piece = offer.piece
    asked: tuple[tuple[tuple[str, ...], float | None, str, str], ...] = (
        (("inner_diameter_mm",), piece.inner_diameter_mm, "inner", "inner_diameter_mm"),
        (("length_mm_min", "length_mm_max"), piece.length_mm, "length", "length_mm"),
        (("weight_g_min", "weight_g_max"), piece.weight_g, "weight", "weight_g"),
    )
    for keys, value, key, field in asked:
        limits = [name for name in keys if getattr(wish, name) is not None]
        if limits and value is not None:
            said = text(f"advice.reason.{key}", language, value=wording.number(value))
            step = field_step(offer, field, value)
            return Reason(said, (step.source,), (*(wish_step(wish, name) for name in limits), step))
    return None


def _material(offer: Offer, language: Language) -> Reason | None:
    piece = offer.piece
    if piece.metal is None:
        return None
    path = [field_step(offer, "metal", piece.metal)]
    if piece.fineness is not None:
        path.append(field_step(offer, "fineness", piece.fineness))
    said = wording.material(piece.metal, piece.fineness, language)
    return _told(text("advice.reason.made_of", language, material=said), path)


def _stones(offer: Offer, language: Language) -> Reason | None:
    found = wording.stones(offer.piece, language)
    if found is None:
        return None
    said, fields = found
    key = "set_with" if offer.piece.metal else "stone"
    path = [step for field in fields for step in _values(offer, field)]
    return _told(text(f"advice.reason.{key}", language, stones=said), path)


def _named(offer: Offer, around: Surroundings, language: Language) -> list[Reason | None]:
    """What the customer named and the graph finds in the piece: a birth month's stone, a motif, a meaning."""
    found: list[Reason | None] = []
    for node in around.named if around.graph is not None else ():
        assert around.graph is not None
        path = walk(offer, node, around.graph)
        found.append(_walked(path, around.graph, language) if path else None)
    return found


def _through_graph(offer: Offer, wish: Constraints, around: Surroundings, language: Language) -> Reason | None:
    """An occasion, a recipient or a style that the record does not list, but that its stone or motif is known for."""
    if around.graph is None:
        return None
    piece = offer.piece
    have = {"occasion": piece.occasions, "recipient": piece.recipients, "style": piece.styles}
    for key, listed in have.items():
        wanted = getattr(wish, key)
        if set(wanted) & set(listed) or "children" in wanted:
            continue
        for word in wanted:
            path = walk(offer, word, around.graph)
            if len(path) > 1 and path[0].source.endswith((".gems", ".names")):
                return _walked((wish_step(wish, key, word), *path), around.graph, language)
    return None


def _meaning(offer: Offer, wish: Constraints, around: Surroundings, language: Language) -> Reason | None:
    """What the motif or the stone stands for, where somebody is given something."""
    if around.graph is None or not (wish.occasion or wish.recipient):
        return None
    path = meaning(offer, around.graph)
    return _walked(path, around.graph, language) if path else None


def _walked(path: Sequence[Step], graph: Graph, language: Language) -> Reason:
    """A path through the graph as a clause: its first node, the telling relation, its last node."""
    steps = [step for step in path if not step.source.startswith("wish:")]
    first, last = steps[0], steps[-1]
    subject = graph.name(first.value, language)
    if first.source.startswith("graph:"):
        said = text("advice.reason.via_has_piece", language, subject=subject)
    elif len(steps) == 1:
        key = "craft" if graph.node(first.value).kind in ("craft", "setting", "chain") else "motif"
        said = text(f"advice.reason.via_{key}", language, subject=subject)
    else:
        relation = last.source.split("|")[1]
        said = text(f"advice.reason.via_{relation}", language, subject=subject, object=graph.name(last.value, language))
    return Reason(said, tuple(step.source for step in steps), tuple(path))


def _like_before(offer: Offer, around: Surroundings, language: Language) -> Reason | None:
    """What a piece has in common with one that was liked or tried in this visit."""
    visit, shelf = around.visit, around.shelf or {}
    for what, skus in (("liked", visit.liked), ("tried", visit.tried)):
        for sku in skus:
            before = shelf.get(sku)
            if before is None or sku == offer.sku or offer.sku in visit.put_back:
                continue
            if shared := shared_traits(before, offer, language):
                said, steps = shared[0]
                name = before.piece.names[language]
                clause = text(f"advice.reason.like_{what}", language, name=name, trait=said)
                return Reason(clause, tuple(step.source for step in steps), (visit_step(what, sku), *steps))
    return None


def shared_traits(one: Offer, other: Offer, language: Language) -> list[tuple[str, tuple[Step, Step]]]:
    """Main stone, metal and style that two pieces share: how it is said, and the field of each record."""
    a, b = one.piece, other.piece
    found: list[tuple[str, tuple[Step, Step]]] = []
    if a.gems and b.gems and a.gems[0] == b.gems[0]:
        said = text("advice.trait.gem", language, gem=wording.word(a.gems[0], language))
        found.append((said, (field_step(one, "gems", a.gems[0]), field_step(other, "gems", a.gems[0]))))
    if a.metal is not None and a.metal == b.metal:
        fineness = a.fineness if a.fineness == b.fineness else None
        said = text("advice.trait.metal", language, metal=wording.material(a.metal, fineness, language))
        found.append((said, (field_step(one, "metal", a.metal), field_step(other, "metal", a.metal))))
    for style in a.styles:
        if style in b.styles:
            said = text("advice.trait.style", language, style=wording.word(style, language))
            found.append((said, (field_step(one, "styles", style), field_step(other, "styles", style))))
    return found


def _values(offer: Offer, field: str) -> list[Step]:
    value = getattr(offer.piece, field)
    return [field_step(offer, field, one) for one in (value if isinstance(value, tuple) else (value,))]


def _told(said: str, path: Sequence[Step]) -> Reason:
    """A clause whose sources are the fields on its path."""
    return Reason(said, tuple(dict.fromkeys(step.source for step in path)), tuple(path))
