"""A small learner over the grammar's candidates: kernel logistic regression with evidence from other shops.

It lives in memory for one measurement. Its starting point is the grammar: a constant offset says yes to what the
grammar takes and no to the rest, and the learner moves away from that only where other shops' marks say so.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.gazetteer import Gazetteer, Key
from kiosk.evaluation.marked import Marked
from kiosk.evaluation.spanfeatures import Value, features, values_of
from kiosk.knowledge.offers.offer import ATTRIBUTES
from kiosk.knowledge.offers.reader import AttributeReader

Floats = NDArray[np.float64]
_STEPS: Final = 5
_SMALLEST: Final = 1e-3


@dataclass(frozen=True)
class Setting:
    """What is chosen inside the training shops."""

    ridge: float
    """How strongly weights are held near nought."""
    trust: float
    """The offset in logits towards what the grammar says."""
    marks: float
    """How much other shops' marks of the same string weigh beside all other features."""


SETTINGS: Final = (
    Setting(np.inf, 2.0, 1.0),  # the grammar alone
    *(Setting(3.0, trust, marks) for trust in (2.0, 0.7) for marks in (1.0, 3.0)),
    Setting(1.0, 0.7, 3.0),
)
"""From the most careful on; of equals the first is taken."""


@dataclass(frozen=True)
class _Table:
    """All candidate values of one attribute, over all offers; equal ones of a shop (templates!) are one row."""

    values: tuple[Value, ...]
    """One value a row; those of its offers differ in their places alone."""
    numbers: tuple[tuple[int, ...], ...]
    """The offers of each row."""
    shops: NDArray[np.str_]
    labels: Floats
    weights: Floats
    """How much a row counts in training: its offers, by the root of how many offers its shop has."""
    kernel: Floats
    """Inner products of the features that do not depend on what is left out."""
    sure: Floats
    conflicts: int
    """Values marked against the majority of those with the same features."""


class Learner:
    """Candidates and features of all offers; fits on some shops, reads another."""

    def __init__(self, offers: Sequence[Marked], reader: AttributeReader, gazetteer: Gazetteer) -> None:
        self._offers = offers
        self._gazetteer = gazetteer
        rows: dict[str, list[tuple[Value, int]]] = {a: [] for a in ATTRIBUTES}
        for number, one in enumerate(offers):
            values = values_of(reader.candidates(one.offer), gazetteer.standing[number])
            known = gazetteer.standing[number]
            gazetteer.count(one, [v.key for v in values if v.key not in known])
            for value in values:
                rows[value.attribute].append((value, number))
        self._tables = {a: self._table(rows[a]) for a in ATTRIBUTES}
        self._seen: dict[tuple[str, frozenset[str]], tuple[Floats, NDArray[np.bool_]]] = {}
        self._fitted: dict[tuple[str, frozenset[str], Setting], Floats] = {}

    def _table(self, found: Sequence[tuple[Value, int]]) -> _Table:
        rows: dict[tuple[str, str, bool, frozenset[tuple[str, float]]], list[tuple[Value, int]]] = {}
        for value, number in found:
            one = self._offers[number]
            label = value.text in one.values[value.attribute]
            told = frozenset(features(value, one.offer).items())
            rows.setdefault((one.shop, value.text, label, told), []).append((value, number))
        names: dict[str, int] = {}
        for _, _, _, told in rows:
            for name, _ in sorted(told):
                names.setdefault(name, len(names))
        matrix = np.zeros((len(rows), max(len(names), 1)))
        for row, (_, _, _, told) in enumerate(rows):
            for name, weight in told:
                matrix[row, names[name]] = weight
        sizes = Counter(one.shop for one in self._offers)
        return _Table(
            tuple(held[0][0] for held in rows.values()),
            tuple(tuple(number for _, number in held) for held in rows.values()),
            np.array([shop for shop, _, _, _ in rows], dtype=np.str_),
            np.array([float(label) for _, _, label, _ in rows]),
            np.array([len(held) * sizes[shop] ** -0.5 for (shop, _, _, _), held in rows.items()]),
            matrix @ matrix.T,
            np.array([1.0 if held[0][0].sure else -1.0 for held in rows.values()]),
            sum(
                min(len(held), len(rows.get((shop, text, False, told), ())))
                for (shop, text, label, told), held in rows.items()
                if label
            ),
        )

    def conflicts(self) -> int:
        """How many values are marked (or not) against the majority of those of their shop with the same features."""
        return sum(table.conflicts for table in self._tables.values())

    def read(self, shop: str, apart: Set[str], setting: Setting) -> dict[int, dict[str, dict[str, float]]]:
        """The values of a shop's offers with their probabilities, from a model of all shops but those `apart`.

        Args:
            shop: whose offers are read; always apart.
            apart: shops that the model must not know.
            setting: how it is fitted.
        """
        hidden = frozenset(apart) | {shop}
        found: dict[int, dict[str, dict[str, float]]] = {
            number: {a: {} for a in ATTRIBUTES} for number, one in enumerate(self._offers) if one.shop == shop
        }
        for attribute, table in self._tables.items():
            rows, chances = self._chances(attribute, shop, hidden, setting)
            for row, chance in zip(rows, chances, strict=True):
                for number in table.numbers[row]:
                    found[number][attribute][table.values[row].text] = float(chance)
        return found

    def _chances(
        self, attribute: str, shop: str, hidden: frozenset[str], setting: Setting
    ) -> tuple[NDArray[np.int64], Floats]:
        table = self._tables[attribute]
        if (attribute, hidden) not in self._seen:
            self._seen[attribute, hidden] = self._evidence(table, hidden)
        evidence, known = self._seen[attribute, hidden]
        test = np.flatnonzero((table.shops == shop) & known)
        train = np.flatnonzero(~np.isin(table.shops, sorted(hidden)) & known)
        offset = setting.trust * table.sure
        if not len(train) or not len(test) or np.isinf(setting.ridge):
            return test, _sigmoid(offset[test])
        key = (attribute, hidden, setting)
        if key not in self._fitted:  # two shops left out together give one model for both
            kernel = table.kernel[np.ix_(train, train)] + setting.marks**2 * evidence[train] @ evidence[train].T
            weights = table.weights[train] * (len(train) / table.weights[train].sum())
            self._fitted[key] = _fit(kernel, table.labels[train], offset[train], weights, setting.ridge)
        kernel = table.kernel[np.ix_(test, train)] + setting.marks**2 * evidence[test] @ evidence[train].T
        return test, _sigmoid(kernel @ self._fitted[key] + offset[test])

    def _evidence(self, table: _Table, hidden: frozenset[str]) -> tuple[Floats, NDArray[np.bool_]]:
        """What shops neither hidden nor the offer's own say of each value; and whether it is a candidate at all."""
        rows = np.zeros((len(table.values), 3))
        known = np.zeros(len(table.values), dtype=np.bool_)
        seen: dict[tuple[Key, str], tuple[float, float, int]] = {}
        for row, (value, shop) in enumerate(zip(table.values, table.shops, strict=True)):
            if (value.key, shop) not in seen:
                marked, offers, shops = self._gazetteer.evidence(value.key, hidden | {str(shop)})
                leaning = 2 * (marked + 0.5) / (offers + 1) - 1 if offers else 0.0
                seen[value.key, shop] = (leaning, leaning * np.log1p(offers), shops)
            leaning, strength, shops = seen[value.key, shop]
            rows[row] = (leaning, 0.5 * strength, 0.5 * min(shops, 3))
            known[row] = value.by_grammar or shops > 0
        return rows, known


def _fit(kernel: Floats, labels: Floats, offset: Floats, weights: Floats, ridge: float) -> Floats:
    """Dual weights of ridge-penalised logistic regression with a fixed offset, by Newton's method.

    Args:
        kernel: (n, n) inner products.
        labels: (n,) 0 or 1.
        offset: (n,) logits before anything is learnt.
        weights: (n,) how much each row counts.
        ridge: the penalty's factor.
    """
    dual: Floats = np.zeros(len(labels))
    for _ in range(_STEPS):
        score = kernel @ dual
        chance = _sigmoid(score + offset)
        curve = np.maximum(weights * chance * (1 - chance), _SMALLEST)
        target = score + weights * (labels - chance) / curve
        step: Floats = np.asarray(np.linalg.solve(kernel + np.diag(ridge / curve), target), dtype=np.float64)
        if np.abs(step - dual).max() < 1e-4:
            return step
        dual = step
    return dual


def _sigmoid(logits: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
