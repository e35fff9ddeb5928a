"""Pieces as vectors: what makes two pieces alike. Made from their records, so that a new piece has one at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.columns import Coded
from kiosk.catalog.piece import Piece

Floats = NDArray[np.float32]

BLOCKS: Final[Mapping[str, float]] = {
    "category": 0.5, "metal": 1.0, "fineness": 0.3, "gem": 1.0, "origin": 0.3, "colour": 0.8, "cut": 0.4,
    "style": 1.0, "occasion": 0.6, "recipient": 0.4,
}  # fmt: skip
"""How much each part of a record counts in likeness."""
_ACCENT: Final = 0.4
"""A stone that is not the main one, against one that is."""
_WORDS: Final[Mapping[str, Callable[[Piece], tuple[str, ...]]]] = {
    "category": lambda piece: (piece.category,),
    "metal": lambda piece: (piece.metal or "none",),
    "fineness": lambda piece: () if piece.fineness is None else (str(piece.fineness),),
    "gem": lambda piece: piece.gems or ("none",),
    "origin": lambda piece: () if piece.gem_origin is None else (piece.gem_origin,),
    "colour": lambda piece: piece.colour,
    "cut": lambda piece: piece.cut,
    "style": lambda piece: piece.styles,
    "occasion": lambda piece: piece.occasions,
    "recipient": lambda piece: piece.recipients,
}
"""The words of a record by block, the main stone first."""


class PieceVectors(Protocol):
    """Vectors by SKU, whoever made them: records, or nodes of the knowledge graph."""

    def rows(self, skus: Sequence[str]) -> Floats:
        """(n, d) float32, each of length one; a row of zeros for a piece without a vector."""
        ...


class Vectors:
    """Vectors kept in one array."""

    def __init__(self, skus: Iterable[str], vectors: NDArray[np.floating[Any]]) -> None:
        self._place = {sku: place for place, sku in enumerate(skus)}
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        # The last row is the vector of what is not known.
        self._rows: Floats = np.vstack([unit, np.zeros((1, vectors.shape[1]))]).astype(np.float32)

    def rows(self, skus: Sequence[str]) -> Floats:
        """(n, d): see `PieceVectors`."""
        unknown = len(self._place)
        found: Floats = self._rows[[self._place.get(sku, unknown) for sku in skus]]
        return found


def attribute_vectors(pieces: Iterable[Piece], blocks: Mapping[str, float] = BLOCKS) -> Vectors:
    """Vectors of what the records say: shared words, rare ones counting more, each block by its weight.

    Args:
        pieces: those that will be compared; how rare a word is, is counted among them.
        blocks: weight by block.
    """
    shelf = tuple(pieces)
    parts = []
    for block, weight in blocks.items():
        # Pieces share their words of a block: what those make is worked out once each.
        words = Coded.of(_WORDS[block](piece) for piece in shelf)
        tokens = {word: place for place, word in enumerate(dict.fromkeys(w for some in words.values for w in some))}
        table = np.zeros((len(words.values), len(tokens)))
        for row, some in enumerate(words.values):
            for place, word in reversed(tuple(enumerate(some))):
                table[row, tokens[word]] = _ACCENT if block == "gem" and place else 1.0
        common = np.bincount(words.codes, minlength=len(words.values)) @ (table > 0)
        table *= np.log1p(len(shelf) / np.maximum(common, 1))
        lengths = np.linalg.norm(table, axis=1, keepdims=True)
        table = weight * np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0)
        parts.append(table.astype(np.float32)[words.codes])
    return Vectors((piece.sku for piece in shelf), np.hstack(parts))


def node_vectors(
    pieces: Iterable[Piece],
    nodes: Mapping[str, NDArray[np.floating[Any]]],
    more: Mapping[str, Mapping[str, float]] | None = None,
) -> Vectors:
    """Vectors of the graph's nodes that a record names, averaged block by block.

    Args:
        pieces: those that will be compared.
        nodes: (d,) by node id; words without a node are passed over.
        more: by SKU, nodes that no field names, and how much each counts.
    """
    shelf = tuple(pieces)
    size = len(next(iter(nodes.values()))) if nodes else 1
    vectors = np.zeros((len(shelf), size))
    for row, piece in enumerate(shelf):
        for block, read in _WORDS.items():
            for place, word in enumerate(read(piece)):
                if word in nodes:
                    vectors[row] += BLOCKS[block] * (_ACCENT if block == "gem" and place else 1.0) * nodes[word]
        for word, weight in (more or {}).get(piece.sku, {}).items():
            if word in nodes:
                vectors[row] += weight * nodes[word]
    return Vectors((piece.sku for piece in shelf), vectors)
