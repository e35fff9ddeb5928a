"""Walks a reason's path again: each step is read anew from its source, and has to hang on the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.advice.constraints import NUMBER_KEYS, Constraints
from kiosk.advice.filtering import meets
from kiosk.advice.offers import Offer
from kiosk.advice.paths import Step, named_by, told_by
from kiosk.advice.reasons import Reason
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.knowledge.graph import Graph


@dataclass(frozen=True)
class Replayed:
    """One step, whether its source still says what was read, and whether it follows from the step before."""

    step: Step
    holds: bool
    follows: bool = True


def replay(
    reason: Reason,
    shelf: Mapping[str, Offer],
    graph: Graph | None = None,
    *,
    wish: Constraints | None = None,
    visit: Visit = NO_VISIT,
) -> tuple[Replayed, ...]:
    """Read every step of a reason again.

    Args:
        reason: with a path; one without has nothing to replay.
        shelf: today's pieces and prices, by SKU.
        graph: the knowledge; without it no triple holds.
        wish: what is asked for; without it no `wish:` step holds.
        visit: what happened; without it no `visit:` step holds.
    """
    wish = wish or Constraints()
    found: list[Replayed] = []
    for place, step in enumerate(reason.path):
        kind, _, rest = step.source.partition(":")
        match kind:
            case "wish":
                holds = _asked(rest, step.value, wish)
            case "visit":
                holds = step.value in getattr(visit, rest, ())
            case "catalog":
                holds = _recorded(rest, step.value, shelf, graph)
            case "graph":
                holds = _known(rest, step.value, graph)
            case "rate":
                holds = any(offer.quote.source == step.source and not offer.quote.stale for offer in shelf.values())
            case _:
                holds = False
        found.append(Replayed(step, holds, _follows(reason.path, place, shelf, wish)))
    return tuple(found)


def still_holds(
    reason: Reason,
    shelf: Mapping[str, Offer],
    graph: Graph | None = None,
    *,
    wish: Constraints | None = None,
    visit: Visit = NO_VISIT,
) -> bool:
    """Whether there is a path and every step of it holds and follows."""
    steps = replay(reason, shelf, graph, wish=wish, visit=visit)
    return bool(steps) and all(one.holds and one.follows for one in steps)


def _asked(key: str, value: str, wish: Constraints) -> bool:
    said = getattr(wish, key, None)
    return value in said if isinstance(said, tuple) else said is not None and str(said) == value


def _recorded(rest: str, value: str, shelf: Mapping[str, Offer], graph: Graph | None) -> bool:
    sku, _, field = rest.partition(".")
    offer = shelf.get(sku)
    if offer is None:
        return False
    if field == "price":
        return offer.price is not None and str(offer.price) == value
    if field == "price_mode":
        return offer.quote.mode == value
    if field == "names":  # a motif or a craft that the name says
        return graph is not None and value in named_by(offer, graph)
    said = getattr(offer.piece, field, None)
    return value in said if isinstance(said, tuple) else said is not None and str(said) == value


def _known(rest: str, value: str, graph: Graph | None) -> bool:
    subject, _, tail = rest.partition("|")
    relation, _, object_ = tail.partition("|")
    return graph is not None and value in (subject, object_) and bool(told_by(graph, subject, relation, object_))


def _follows(path: tuple[Step, ...], place: int, shelf: Mapping[str, Offer], wish: Constraints) -> bool:
    """A triple starts where the last step ended; a number asked for is met; a word asked for is arrived at."""
    step = path[place]
    kind, _, rest = step.source.partition(":")
    if kind == "graph":
        return place == 0 or path[place - 1].value in rest.split("|")
    if kind == "visit":
        return any(other.source.startswith(f"catalog:{step.value}.") for other in path[place + 1 :])
    if kind == "wish" and rest in NUMBER_KEYS:
        skus = [other.source.partition(":")[2].partition(".")[0] for other in path if other.source[:8] == "catalog:"]
        return bool(skus) and skus[0] in shelf and meets(shelf[skus[0]], rest, wish)
    if kind == "wish":
        return any(other.value == step.value for other in path[place + 1 :])
    return True
