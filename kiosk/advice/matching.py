"""What goes with a piece: other kinds that match it by metal, stone, style and collection, and why each does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kiosk.advice import wording
from kiosk.advice.baskets import SoldTogether
from kiosk.advice.constraints import Constraints
from kiosk.advice.filtering import is_excluded, meets
from kiosk.advice.offers import Offer
from kiosk.advice.paths import Step, field_step, told_by
from kiosk.advice.reasons import Reason, shared_traits
from kiosk.advice.sets import best_total, limits_of
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.knowledge.graph import Graph

MOST_COMPANIONS: Final = 3
_COLLECTION, _GEM, _METAL, _STYLE, _GOES, _OCCASION = 2.5, 2.0, 2.0, 1.0, 0.75, 0.5
_COLOURED: Final = ("yellow_gold", "rose_gold")
_CLASH: Final = -1.5
"""Two colours of metal beside each other; a set that mixes them on purpose is one collection."""
_SOLD: Final = 2.0
_SCALE: Final = 1_000_000
_MOST_REASONS: Final = 3


@dataclass(frozen=True)
class Companion:
    """A piece that goes with another, and why: every reason names the fields of both."""

    offer: Offer
    reasons: tuple[Reason, ...]
    score: float


def sets_for(
    piece: Offer,
    shelf: Iterable[Offer],
    language: Language,
    *,
    wish: Constraints | None = None,
    graph: Graph | None = None,
    put_back: Sequence[str] = (),
    sold: SoldTogether | None = None,
    most: int = MOST_COMPANIONS,
) -> tuple[Companion, ...]:
    """Companions of a piece, best match first.

    Never two of one category, never the piece's own. Each shares its metal, its main stone or its collection, and is
    for somebody whom the piece is for.

    Args:
        piece: what the set is built around.
        shelf: every piece with today's price.
        language: of the reasons.
        wish: its exclusions and sizes hold; `price_max` is the budget of the companions together, chosen exactly
            among the best-matching kinds.
        graph: for collections, and for stones that go with metals.
        put_back: what the customer did not want.
        sold: what the shop's receipts say; moves the order among pieces that match, and makes no match by itself.
        most: how many companions.
    """
    wish = wish or Constraints()
    kinds: dict[str, list[Companion]] = {}
    for offer in shelf:
        other = offer.piece
        if other.category in (piece.piece.category, "bar") or offer.sku in put_back or is_excluded(offer, wish):
            continue
        if wish.price_max is not None and (offer.price is None or offer.price > wish.price_max):
            continue
        sizes = limits_of(Constraints(**{key: getattr(wish, key) for key in _SIZES}), other.category)
        if not _sized(offer, sizes) or not _same_wearer(piece, offer):
            continue
        companion = match(piece, offer, language, graph)
        if sold is not None:
            companion = replace(companion, score=companion.score + _SOLD * sold.of(piece.sku, offer.sku))
        if companion.reasons and companion.score > 0:
            kinds.setdefault(other.category, []).append(companion)
    ordered = sorted((sorted(kind, key=_best) for kind in kinds.values()), key=lambda kind: _best(kind[0]))[:most]
    if wish.price_max is None:
        return tuple(kind[0] for kind in ordered)
    return tuple(sorted(_within(ordered, wish.price_max), key=_best))


_SIZES: Final = ("inner_diameter_mm", "length_mm_min", "length_mm_max")


def match(piece: Offer, other: Offer, language: Language, graph: Graph | None = None) -> Companion:
    """How well one piece goes with another, and why; no reasons where nothing that binds is shared."""
    a, b = piece.piece, other.piece
    reasons: list[Reason] = []
    score = 0.0
    for path, collection in _collections(piece, other, graph):
        assert graph is not None
        said = text("advice.trait.collection", language, collection=graph.name(collection, language))
        reasons.append(Reason(said, tuple(step.source for step in path), path))
        score += _COLLECTION
    binds = bool(reasons)
    for said, steps in shared_traits(piece, other, language):
        field = steps[0].source.rpartition(".")[2]
        score += {"gems": _GEM, "metal": _METAL, "styles": _STYLE}[field]
        binds = binds or field != "styles"
        reasons.append(Reason(said, tuple(step.source for step in steps), steps))
    if goes := _goes_with(piece, other, graph, language):
        score += _GOES
        reasons.append(goes)
    if a.metal != b.metal and ({a.metal, b.metal} & set(_COLOURED)) and a.metal and b.metal:
        score += _CLASH
    union = set(a.occasions) | set(b.occasions)
    score += _OCCASION * len(set(a.occasions) & set(b.occasions)) / max(1, len(union))
    return Companion(other, tuple(reasons[:_MOST_REASONS]) if binds else (), score)


def _goes_with(piece: Offer, other: Offer, graph: Graph | None, language: Language) -> Reason | None:
    """The stone of one and the metal of the other, where the graph says that they suit each other."""
    if graph is None or piece.piece.metal == other.piece.metal:
        return None
    for one, two in ((piece, other), (other, piece)):
        gem, metal = one.piece.gems[:1], two.piece.metal
        if not gem or metal is None:
            continue
        for triple in told_by(graph, gem[0], "goes_with", metal):
            said = text(
                "advice.trait.goes", language, one=wording.word(gem[0], language), other=wording.word(metal, language)
            )
            end = triple.object if triple.subject == gem[0] else triple.subject
            path = (field_step(one, "gems", gem[0]), Step(triple.id, end), field_step(two, "metal", metal))
            return Reason(said, tuple(step.source for step in path), path)
    return None


def _collections(piece: Offer, other: Offer, graph: Graph | None) -> list[tuple[tuple[Step, ...], str]]:
    if graph is None:
        return []
    mine = {t.subject: t for t in told_by(graph, None, "has_piece", piece.sku)}
    found: list[tuple[tuple[Step, ...], str]] = []
    for triple in told_by(graph, None, "has_piece", other.sku):
        if triple.subject in mine:
            first = mine[triple.subject]
            path = (Step(first.id, triple.subject), Step(triple.id, other.sku))
            found.append((path, triple.subject))
    return found


def _within(kinds: Sequence[Sequence[Companion]], budget: float) -> list[Companion]:
    """The companions of greatest total score within the budget; a kind may stay out."""
    groups = [
        (
            np.array([0, *(one.offer.price or 0 for one in kind)], dtype=np.int64),
            np.array([0, *(round(one.score * _SCALE) for one in kind)], dtype=np.int64),
        )
        for kind in kinds
    ]
    places = best_total(groups, budget)
    return [kind[place - 1] for kind, place in zip(kinds, places, strict=True) if place > 0]


def _sized(offer: Offer, sizes: Constraints) -> bool:
    return all(meets(offer, key, sizes) for key in _SIZES if getattr(sizes, key) is not None)


def _same_wearer(one: Offer, other: Offer) -> bool:
    a, b = set(one.piece.recipients), set(other.piece.recipients)
    return bool(a & b) or ("unisex" in a | b and "children" not in a ^ b)


def _best(companion: Companion) -> tuple[float, str]:
    """Best match first; ties by SKU."""
    return (-companion.score, companion.offer.sku)
