"""What a visit says about a customer's taste: which pieces are like those liked, and unlike those put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.vectors import PieceVectors
from kiosk.advice.visit import Visit


@dataclass(frozen=True)
class Signs:
    """How much each thing that happened counts. Measured on generated visits: `kiosk evaluate recommend`."""

    looked: float = 0.35
    tried: float = 0.6
    liked: float = 1.0
    put_back: float = -0.4
    fading: float = 0.85
    """Each look further back counts this much less."""
    centred: bool = True
    """Compare with what is usual among the candidates: what they all share says nothing."""


SIGNS: Final = Signs()
_DIGITS: Final = 5
"""Of the answer: beyond them single precision tells pieces apart that are the same."""
_NOTHING_LEFT: Final = 1e-5
"""A squared length below which a candidate is nothing but what is usual."""


def taste(visit: Visit, skus: Sequence[str], vectors: PieceVectors, signs: Signs = SIGNS) -> NDArray[np.floating[Any]]:
    """How well pieces suit a visit.

    Args:
        visit: what happened.
        skus: the candidates.
        vectors: of candidates and of the pieces of the visit.
        signs: how much each thing counts.

    Returns:
        (n,) about -1 to 1; all zero for an empty visit. What a piece itself went through does not raise it: a piece
        that was liked is known already.
    """
    weights = _weights(visit, signs)
    if not weights or not skus:
        return np.zeros(len(skus))
    candidates = vectors.rows(skus)
    past = vectors.rows(tuple(weights)).astype(np.float64)
    known = np.flatnonzero(past.any(axis=1))
    past, signs_of = past[known], [tuple(weights)[place] for place in known]
    if not signs_of:
        return np.zeros(len(skus))
    likeness = _likeness(candidates, past, centred=signs.centred and len(skus) > 2)
    own = set(signs_of)
    for row in [row for row, sku in enumerate(skus) if sku in own]:
        likeness[row, signs_of.index(skus[row])] = 0.0
    weight = np.array([weights[sku] for sku in signs_of])
    found: NDArray[np.floating[Any]] = likeness @ weight
    found /= max(1.0, float(np.abs(weight).sum()) ** 0.5)
    return np.round(found, _DIGITS)


def _likeness(candidates: NDArray[np.float32], past: NDArray[np.float64], *, centred: bool) -> NDArray[np.float64]:
    """(n, m): the cosine of each candidate with each piece of the visit, both less what is usual when `centred`.

    Written out, so that a long shelf is gone through once and never copied: the product with what is left of `past`,
    less its product with the usual, by the length of what is left of the candidate.
    """
    if not centred:
        return (candidates @ past.T.astype(np.float32)).astype(np.float64)
    usual = candidates.mean(axis=0, dtype=np.float64)
    past = _unit(past - usual)
    products = (candidates @ np.vstack([past, usual]).T.astype(np.float32)).astype(np.float64)
    lengths = candidates.any(axis=1) - 2 * products[:, -1] + usual @ usual  # squared; rows are of length one, or zero
    left = np.sqrt(np.where(lengths > _NOTHING_LEFT, lengths, np.inf))
    likeness: NDArray[np.float64] = (products[:, :-1] - past @ usual) / left[:, None]
    return likeness


def _weights(visit: Visit, signs: Signs) -> dict[str, float]:
    """What each piece of the visit counts: its strongest sign."""
    weights = {sku: signs.looked * signs.fading**place for place, sku in enumerate(visit.looked)}
    weights |= dict.fromkeys(visit.tried, signs.tried)
    weights |= dict.fromkeys(visit.liked, signs.liked)
    weights |= dict.fromkeys(visit.put_back, signs.put_back)
    return {sku: weight for sku, weight in weights.items() if weight}


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: NDArray[np.float64] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-9)
    return found
