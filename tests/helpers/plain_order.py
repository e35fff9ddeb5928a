"""The order of a list as it is meant, piece by piece: what the columns of a shelf have to equal. Slow and plain."""

from collections.abc import Mapping, Sequence

from kiosk.advice.constraints import LIST_KEYS, SOFT_KEYS, Constraints
from kiosk.advice.filtering import breaks, is_excluded, list_values, number_value
from kiosk.advice.offers import Offer
from kiosk.advice.paths import walk
from kiosk.advice.ranking import TASTE_WEIGHT, Leads
from kiosk.advice.taste import taste
from kiosk.advice.vectors import attribute_vectors

_WEIGHTS = {"occasion": 3.0, "recipient": 2.0, "style": 2.5}
_LIST_COST = {"colour": 0.25, "cut": 0.3, "gem_origin": 0.5, "metal": 0.55, "gem": 0.7, "category": 1.5}


def plain_score(offer: Offer, wish: Constraints, leads: Leads) -> float:
    """How well one piece answers what was said."""
    score = 0.0
    for key in SOFT_KEYS:
        wanted, have = getattr(wish, key), set(list_values(offer, key))
        if wanted and key == "recipient" and "unisex" in have and "children" not in wanted:
            score += _WEIGHTS[key] * 0.5 * (not set(wanted) & have)
        score += _WEIGHTS[key] * len(set(wanted) & have) / len(wanted) if wanted else 0.0
    piece = offer.piece
    told = f"{piece.names.zh} {piece.descriptions.zh} {piece.names.en} {piece.descriptions.en}".lower()
    name = f"{piece.names.zh} {piece.names.en}".lower()
    for word in leads.words:
        score += 2.0 * (1.0 if word in name else 0.4 if word in told else 0.0)
    for node in leads.named if leads.graph is not None else ():
        assert leads.graph is not None
        score += 2.0 * bool(walk(offer, node, leads.graph))
    score += 0.5 * _WEIGHTS["recipient"] * bool(set(leads.leaning) & set(piece.recipients))
    return score + (1.0 if wish.gem and piece.gems and piece.gems[0] in wish.gem else 0.0)


def plain_rank(
    fit: Sequence[Offer], wish: Constraints, leads: Leads, most: int, shelf: Mapping[str, Offer]
) -> list[Offer]:
    """The best `most` of the pieces that fit."""
    asked = {offer.sku: plain_score(offer, wish, leads) for offer in fit}
    names = {o.sku: f"{o.piece.names.zh} {o.piece.names.en}".lower() for o in fit}
    named = [offer for offer in fit if any(word in names[offer.sku] for word in leads.words)]
    if named and not wish.hard():
        fit = named
    if len(matched := [offer for offer in fit if asked[offer.sku] > 0]) >= 3:
        fit = matched
    if wish.sort == "carat_high" and wish.gem:
        fit = [offer for offer in fit if offer.piece.gems[:1] and offer.piece.gems[0] in wish.gem] or fit
    past = [shelf[sku] for sku in leads.visit.skus() if sku in shelf]
    vectors = attribute_vectors({offer.sku: offer.piece for offer in (*fit, *past)}.values())
    liking = taste(leads.visit, [offer.sku for offer in fit], vectors)
    score = {o.sku: asked[o.sku] + TASTE_WEIGHT * float(like) for o, like in zip(fit, liking, strict=True)}
    if sort := wish.sort:
        return sorted(fit, key=lambda offer: (_sort_key(offer, sort), -score[offer.sku]))[:most]
    refused = set(leads.visit.put_back)
    left = [offer for offer in fit if offer.sku not in refused]
    rest = sorted((offer for offer in fit if offer.sku in refused), key=lambda offer: -asked[offer.sku])
    chosen: list[Offer] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda offer: score[offer.sku])  # the first of equals
        chosen.append(best)
        left.remove(best)
        for offer in left:
            alike = sum(a == b for a, b in zip(_traits(offer), _traits(best), strict=True))
            score[offer.sku] -= 0.8 * alike / 3
    return (chosen + rest)[:most]


def plain_relaxation(
    offers: Sequence[Offer], wish: Constraints
) -> tuple[tuple[str, ...], list[str], float | None] | None:
    """The keys to give up, the SKUs this opens nearest first, and the value that opens the first."""
    from itertools import combinations

    allowed = [o for o in offers if not is_excluded(o, wish) and not (wish.limits_price() and o.price is None)]
    broken = {offer.sku: breaks(offer, wish) for offer in allowed}
    hard = wish.hard()
    for size in (1, 2):
        options = []
        for order, keys in enumerate(combinations(hard, size)):
            if size == 2 and "category" in keys and len(hard) > 2:
                continue
            opened = [o for o in allowed if broken[o.sku] and set(broken[o.sku]) <= set(keys)]
            far = {o.sku: sum(_distance(o, key, wish) for key in broken[o.sku]) for o in opened}
            opened.sort(key=lambda offer: far[offer.sku])
            if opened:
                value = number_value(opened[0], keys[0]) if keys[0] not in LIST_KEYS else None
                options.append((far[opened[0].sku], order, keys, [offer.sku for offer in opened], value))
        if options:
            return min(options, key=lambda option: option[:2])[2:]
    return None


def _distance(offer: Offer, key: str, wish: Constraints) -> float:
    if key in _LIST_COST:
        return _LIST_COST[key]
    value, wanted = number_value(offer, key), getattr(wish, key)
    if value is None or not wanted:
        return 1.0
    return 0.5 if key.startswith("fineness") else abs(value - float(wanted)) / float(wanted)


def _traits(offer: Offer) -> tuple[str | None, ...]:
    piece = offer.piece
    return (piece.category, piece.metal, piece.gems[0] if piece.gems else "")


def _sort_key(offer: Offer, sort: str) -> float:
    if sort == "carat_high":
        return -(offer.piece.carat or 0.0)
    if offer.price is None:
        return float("inf")
    return float(offer.price if sort == "price_low" else -offer.price)
