"""Where the right answer lands in a ranking, and the figures made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Figures:
    """Per case: whether the answer was among the first `top`, one over its place if it was, and the case's group."""

    hits: NDArray[np.float64]
    reciprocal: NDArray[np.float64]
    groups: NDArray[np.int64]
    """Cases of one group (one invoice, one visit) are not independent."""
    top: int

    @classmethod
    def of(cls, places: NDArray[np.floating[Any]], groups: NDArray[np.int64], top: int) -> "Figures":
        """From places counted from 1; infinite where the answer was not ranked."""
        hits = (places <= top).astype(np.float64)
        return cls(hits, hits / np.maximum(places, 1.0), groups, top)

    @classmethod
    def join(cls, parts: "Sequence[Figures]") -> "Figures":
        """Several draws as one."""
        return cls(
            np.concatenate([part.hits for part in parts]),
            np.concatenate([part.reciprocal for part in parts]),
            np.concatenate([part.groups for part in parts]),
            parts[0].top,
        )


def place(
    scores: NDArray[np.floating[Any]], target: int, without: NDArray[np.int64], among: NDArray[np.bool_] | None = None
) -> float:
    """The place of `target`, from 1; of equal scores it takes the middle one, so that ties earn nothing.

    Args:
        scores: (n,) one a candidate.
        target: the right one.
        without: candidates that are no answer (they are in the basket already).
        among: (n,) whether each is a candidate at all; None for all.
    """
    open_ = np.ones(len(scores), dtype=bool) if among is None else among.copy()
    open_[without] = False
    own, others = scores[target], scores[open_]
    return 1.0 + float((others > own).sum()) + (float((others == own).sum()) - 1.0) / 2.0
