"""From a wish to pieces: hard limits, then ranking, diversity and reasons. Ranking reads no cost and no margin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.advice.constraints import SOFT_KEYS, Constraints
from kiosk.advice.filtering import breaks, fitting, list_values
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason, reasons_for
from kiosk.advice.relaxing import Relaxation, smallest_relaxation
from kiosk.base.settings import Language

MOST_PIECES: Final = 12
_WEIGHTS: Final = {"occasion": 3.0, "recipient": 2.0, "style": 2.5}
_WORD_WEIGHT: Final = 2.0
_LIKENESS_PENALTY: Final = 0.8
_ENOUGH_MATCHES: Final = 3


@dataclass(frozen=True)
class Pick:
    """One recommended piece, why, and which hard limits it breaks (none unless nothing fits)."""

    offer: Offer
    reasons: tuple[Reason, ...]
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """Best first, at most twelve; `relaxation` only when nothing fits."""

    picks: tuple[Pick, ...]
    relaxation: Relaxation | None = None

    @property
    def relaxed(self) -> tuple[str, ...]:
        """Every key that a pick breaks."""
        return tuple(dict.fromkeys(key for pick in self.picks for key in pick.breaks))


def recommend(
    candidates: Iterable[Offer],
    wish: Constraints,
    language: Language,
    *,
    words: Sequence[str] = (),
    leaning: Sequence[str] = (),
    leave_out: Iterable[str] = (),
    limit: int = MOST_PIECES,
) -> Recommendation:
    """Pieces for a wish.

    Args:
        candidates: the shelf with today's prices.
        wish: what holds; hard limits are never broken unless nothing fits.
        language: of the reasons.
        words: what the customer said besides (motifs, names); pieces whose name or text has them come earlier.
        leaning: recipients suggested but not said (a mother likes what elders like): half a match.
        leave_out: SKUs already seen ("还有别的吗").
        limit: most pieces, at most twelve.
    """
    shelf = tuple(candidates)
    seen = set(leave_out)
    fit = [offer for offer in fitting(shelf, wish) if offer.sku not in seen]
    if fit:
        ranked = _ranked(fit, wish, words, leaning)[: min(limit, MOST_PIECES)]
        return Recommendation(tuple(Pick(offer, reasons_for(offer, wish, language)) for offer in ranked))
    if seen:
        return Recommendation(())
    relaxation = smallest_relaxation(shelf, wish)
    if relaxation is None:
        return Recommendation(())
    nearest = _nearest_first(relaxation, wish, words, leaning)[: min(limit, MOST_PIECES)]
    picks = tuple(Pick(offer, reasons_for(offer, wish, language), breaks(offer, wish)) for offer in nearest)
    return Recommendation(picks, relaxation)


def best_set(candidates: Iterable[Offer], wish: Constraints) -> tuple[Offer, ...]:
    """One piece of every category asked for (三金, 五金) whose prices together stay within `price_max`.

    The cheapest of each category is the start; what is left of the budget then goes to the best-ranked upgrades.
    Empty when even the cheapest together are too dear, or a category has no piece with a current price.
    """
    budget = wish.price_max
    each = wish.relax("price_max", "price_min")
    by_category: list[list[Offer]] = []
    for category in wish.category:
        shelf = [offer for offer in fitting(candidates, each) if offer.piece.category == category]
        by_category.append([offer for offer in shelf if offer.price is not None])
    if not by_category or not all(by_category):
        return ()
    chosen = [min(shelf, key=_price) for shelf in by_category]
    if budget is None:
        return tuple(_ranked(shelf, each)[0] for shelf in by_category)
    if sum(map(_price, chosen)) > budget:
        return ()
    for index, shelf in enumerate(by_category):
        others = sum(map(_price, chosen)) - _price(chosen[index])
        affordable = [offer for offer in shelf if others + _price(offer) <= budget]
        chosen[index] = _ranked(affordable, each)[0]
    return tuple(chosen)


def without_price(candidates: Iterable[Offer], wish: Constraints) -> tuple[Offer, ...]:
    """The pieces that would fit but for a day's rate that is not current, while money is a limit."""
    if not wish.limits_price():
        return ()
    free = wish.relax("price_min", "price_max")
    return tuple(offer for offer in candidates if offer.price is None and not breaks(offer, free))


def _nearest_first(
    relaxation: Relaxation, wish: Constraints, words: Sequence[str], leaning: Sequence[str]
) -> list[Offer]:
    """Opened pieces in the order of how little they break; alike ones by how well they match the rest."""
    rest = wish.relax(*relaxation.keys)
    scores = {offer.sku: _score(offer, rest, words, leaning) for offer in relaxation.opened}
    places = {offer.sku: place for offer, place in zip(relaxation.opened, relaxation.places, strict=True)}
    return sorted(relaxation.opened, key=lambda offer: (places[offer.sku], -scores[offer.sku]))


def _ranked(
    fit: Sequence[Offer], wish: Constraints, words: Sequence[str] = (), leaning: Sequence[str] = ()
) -> list[Offer]:
    scores = {offer.sku: _score(offer, wish, words, leaning) for offer in fit}
    named = [offer for offer in fit if _is_named(offer, words)]
    if named and not wish.hard():
        fit = named  # "葫芦": the word is the wish
    matched = [offer for offer in fit if scores[offer.sku] > 0]
    if len(matched) >= _ENOUGH_MATCHES:
        fit = matched  # the rest match nothing of what was asked beyond the limits
    if wish.sort == "carat_high" and wish.gem:
        # The largest diamond is not the one beside a larger sapphire.
        fit = [offer for offer in fit if offer.piece.gems[:1] and offer.piece.gems[0] in wish.gem] or fit
    if sort := wish.sort:
        return sorted(fit, key=lambda offer: (_sort_key(offer, sort), -scores[offer.sku]))
    return _diverse(sorted(fit, key=lambda offer: -scores[offer.sku]), scores)


def _score(offer: Offer, wish: Constraints, words: Sequence[str], leaning: Sequence[str]) -> float:
    score = 0.0
    for key in SOFT_KEYS:
        wanted = getattr(wish, key)
        have = set(list_values(offer, key))
        if key == "recipient" and "unisex" in have and not {"children"} & set(wanted):
            score += _WEIGHTS[key] * 0.5 * bool(wanted and not set(wanted) & have)
        score += _WEIGHTS[key] * len(set(wanted) & have) / max(1, len(wanted))
    piece = offer.piece
    told = f"{piece.names.zh} {piece.descriptions.zh} {piece.names.en} {piece.descriptions.en}".lower()
    name = f"{piece.names.zh} {piece.names.en}".lower()
    for word in words:
        score += _WORD_WEIGHT * (1.0 if word in name else 0.4 if word in told else 0.0)
    score += 0.5 * _WEIGHTS["recipient"] * bool(set(leaning) & set(piece.recipients))
    # The stone asked for should be the main one, not an accent.
    if wish.gem and piece.gems and piece.gems[0] in wish.gem:
        score += 1.0
    return score


def _is_named(offer: Offer, words: Sequence[str]) -> bool:
    name = f"{offer.piece.names.zh} {offer.piece.names.en}".lower()
    return any(word in name for word in words)


def _diverse(ordered: list[Offer], scores: dict[str, float]) -> list[Offer]:
    """Greedy: the best next one, where each likeness to one already chosen costs a little."""
    left, chosen = list(ordered), [ordered[0]]
    left.remove(ordered[0])
    penalty = {offer.sku: 0.0 for offer in ordered}
    while left:
        last = chosen[-1]
        for offer in left:
            penalty[offer.sku] += _LIKENESS_PENALTY * _likeness(offer, last)
        best = max(left, key=lambda offer: scores[offer.sku] - penalty[offer.sku])
        chosen.append(best)
        left.remove(best)
    return chosen


def _likeness(one: Offer, other: Offer) -> float:
    a, b = one.piece, other.piece
    same = (a.category == b.category) + (a.metal == b.metal) + (a.gems[:1] == b.gems[:1])
    return same / 3


def _price(offer: Offer) -> int:
    return offer.price if offer.price is not None else 0


def _sort_key(offer: Offer, sort: str) -> float:
    if sort == "carat_high":
        return -(offer.piece.carat or 0.0)
    if offer.price is None:
        return float("inf")
    return float(offer.price if sort == "price_low" else -offer.price)
