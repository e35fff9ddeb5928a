"""Pieces as vectors: what makes two pieces alike. Made from their records, so that a new piece has one at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.catalog.piece import Piece

Floats = NDArray[np.float32]

BLOCKS: Final[Mapping[str, float]] = {
    "category": 0.5, "metal": 1.0, "fineness": 0.3, "gem": 1.0, "origin": 0.3, "colour": 0.8, "cut": 0.4,
    "style": 1.0, "occasion": 0.6, "recipient": 0.4,
}  # fmt: skip
"""How much each part of a record counts in likeness."""
_ACCENT: Final = 0.4
"""A stone that is not the main one, against one that is."""


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
    features = [_features(piece) for piece in shelf]
    parts = []
    for block, weight in blocks.items():
        # Pieces share their words of a block: what those make is worked out once each.
        numbers: dict[tuple[tuple[str, float], ...], int] = {}
        codes = np.array([numbers.setdefault(found.get(block, ()), len(numbers)) for found in features], dtype=np.intp)
        tokens = {token: place for place, token in enumerate(dict.fromkeys(t for some in numbers for t, _ in some))}
        table = np.zeros((len(numbers), len(tokens)))
        for row, some in enumerate(numbers):
            for token, counts in some:
                table[row, tokens[token]] = counts
        common = np.bincount(codes, minlength=len(numbers)) @ (table > 0)
        table *= np.log1p(len(shelf) / np.maximum(common, 1))
        lengths = np.linalg.norm(table, axis=1, keepdims=True)
        table = weight * np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0)
        parts.append(table.astype(np.float32)[codes])
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
        for block, found in _features(piece).items():
            for word, weight in found:
                if word in nodes:
                    vectors[row] += BLOCKS[block] * weight * nodes[word]
        for word, weight in (more or {}).get(piece.sku, {}).items():
            if word in nodes:
                vectors[row] += weight * nodes[word]
    return Vectors((piece.sku for piece in shelf), vectors)


def _features(piece: Piece) -> dict[str, tuple[tuple[str, float], ...]]:
    """The words of a record by block, and how much each counts there."""
    gems = piece.gems or ("none",)
    found: dict[str, tuple[tuple[str, float], ...]] = {
        "category": ((piece.category, 1.0),),
        "metal": ((piece.metal or "none", 1.0),),
        "gem": tuple((gem, _ACCENT if place else 1.0) for place, gem in enumerate(gems)),
    }
    if piece.fineness is not None:
        found["fineness"] = ((str(piece.fineness), 1.0),)
    if piece.gem_origin is not None:
        found["origin"] = ((piece.gem_origin, 1.0),)
    words = {
        "colour": piece.colour, "cut": piece.cut, "style": piece.styles, "occasion": piece.occasions,
        "recipient": piece.recipients,
    }  # fmt: skip
    return found | {block: tuple((word, 1.0) for word in have) for block, have in words.items() if have}
