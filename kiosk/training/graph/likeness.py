"""The twenty questions of likeness that were written down before any training. No torch here."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.knowledge.vectors import GraphArrays, NodeVectors
from kiosk.training.graph.ranking import adjacency

FILE: Final = ASSETS / "training" / "graph" / "likeness.toml"


@dataclass(frozen=True)
class Question:
    """Is `anchor` nearer to `nearer` than to `farther`?"""

    anchor: str
    nearer: str
    farther: str

    def __str__(self) -> str:
        return f"{self.anchor}: {self.nearer} before {self.farther}"


def read_questions(path: Path = FILE) -> tuple[Question, ...]:
    """The questions in the file's order.

    Raises:
        KnownError: the file cannot be read.
    """
    try:
        return tuple(Question(**entry) for entry in tomllib.loads(path.read_text("utf-8"))["questions"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnownError(f"{path.name} cannot be read: {error}") from error


def holding(vectors: NodeVectors, questions: Sequence[Question]) -> list[Question]:
    """Those whose answer by the vectors is yes; a node without a vector is a no."""
    known = [q for q in questions if {q.anchor, q.nearer, q.farther} <= set(vectors)]
    return [q for q in known if vectors.likeness(q.anchor, q.nearer) > vectors.likeness(q.anchor, q.farther)]


def by_neighbours(arrays: GraphArrays) -> NodeVectors:
    """What needs no learning: a node's row of the adjacency, so that likeness is shared neighbours."""
    return NodeVectors(arrays.nodes, adjacency(arrays.triples, len(arrays.nodes)))
