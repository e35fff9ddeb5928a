"""`kiosk evaluate attributes`: what is read out of other shops' offers, every shop left out in turn."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from kiosk.base.paths import CATALOG
from kiosk.evaluation.gazetteer import Gazetteer
from kiosk.evaluation.marked import Marked, Values, counts, f1, f1_interval, read_marked
from kiosk.evaluation.report import Report, Row, Say, Stopwatch, quietly
from kiosk.evaluation.spanlearner import SETTINGS, Learner, Setting
from kiosk.knowledge.offers.offer import ATTRIBUTES
from kiosk.knowledge.offers.reader import AttributeReader
from kiosk.knowledge.store import Knowledge

_AIM: Final = 0.92
_READ: Final = frozenset(
    (
        "3e39861f", "4d64367a", "fee78bcb", "2fae5038", "ff70276d", "7be93a03",
        "fbc258c6", "e0ca9033", "7f7cb648", "63a52db9", "5673a64f", "9a3ebe06",
        "e0d09c5c",
    )
)  # fmt: skip
"""Shops (digests of their labels) whose offers were looked at while the grammar was written; of the others
only counts of right and wrong values were seen, never their words."""
_GAZETTEERS: Final = tuple((share, longest) for share in (0.3, 0.5, 0.7) for longest in (False, True))
_OPTIONS: Final = tuple(
    (setting, least) for setting in SETTINGS for least in ((0.5,) if np.isinf(setting.ridge) else (0.5, 0.4, 0.3))
)
"""How the learner is fitted, and from which probability on a value is taken (F1 is highest below one half)."""
_MARGIN: Final = 0.01
"""The plainest option (the grammar alone) is left only for one that is at least so much better."""
_EQUAL: Final = 0.002
_BESIDE: Final = 5
Counts = NDArray[np.float64]
Option = TypeVar("Option")
Chances = dict[int, dict[str, dict[str, float]]]
"""Probabilities of values, by offer and attribute."""


def evaluate_attributes(data: Path | None = None, say: Say = quietly) -> Report:
    """Grammar, gazetteer and grammar with a learner, on shops that gazetteer and learner have not seen.

    Args:
        data: the marked offers; by default those of the shared folder beside the checkout.
        say: is told the progress.

    Raises:
        KnownError: there are no marked offers.
    """
    watch = Stopwatch()
    offers = read_marked(data)
    with closing(Knowledge.open(CATALOG)) as knowledge:
        reader = AttributeReader(knowledge.graph)
    gazetteer = Gazetteer(offers)
    plain = _counted(offers, [_read_plainly(reader, one) for one in offers])
    listed = _by_gazetteer(offers, gazetteer)
    learner = Learner(offers, reader, gazetteer)
    learnt, single = _by_learner(offers, learner, say)
    return Report(
        "attributes", watch.seconds, tuple(_rows(offers, plain, listed, learnt, single)),
        tuple(_notes(offers, plain, learnt, learner)),
    )  # fmt: skip


def _read_plainly(reader: AttributeReader, one: Marked) -> Values:
    return {a: frozenset(v.casefold() for v in values) for a, values in reader.read(one.offer).items()}


def _counted(offers: Sequence[Marked], read: Sequence[Values]) -> Counts:
    """(n, 8, 3) right, missing and wrong values."""
    return np.stack([counts(one.values, values) for one, values in zip(offers, read, strict=True)])


def _shops(offers: Sequence[Marked]) -> list[str]:
    return sorted({one.shop for one in offers})


def _of(offers: Sequence[Marked], shop: str) -> list[int]:
    return [number for number, one in enumerate(offers) if one.shop == shop]


def _by_gazetteer(offers: Sequence[Marked], gazetteer: Gazetteer) -> Counts:
    """What other shops' marks alone give; share and overlap are chosen inside the training shops."""

    def count(shop: str, apart: frozenset[str], option: tuple[float, bool]) -> tuple[Counts, Counts]:
        numbers = _of(offers, shop)
        read = [gazetteer.read(number, apart | {shop}, *option) for number in numbers]
        return _counted([offers[number] for number in numbers], read), np.zeros((len(ATTRIBUTES), _BESIDE))

    return _nested(offers, _GAZETTEERS, count, quietly, each=False)[0]


def _by_learner(offers: Sequence[Marked], learner: Learner, say: Say) -> tuple[Counts, Counts]:
    """What grammar and learner give; and the counts of the published scoring, which asks for one value."""

    @cache
    def chances_of(shop: str, apart: frozenset[str], setting: Setting) -> Chances:
        return learner.read(shop, apart, setting)

    def count(shop: str, apart: frozenset[str], option: tuple[Setting, float]) -> tuple[Counts, Counts]:
        chances, least = chances_of(shop, apart, option[0]), option[1]
        read = [
            {a: frozenset(v for v, chance in chances[n][a].items() if chance >= least) for a in ATTRIBUTES}
            for n in chances
        ]
        beside = np.sum([_beside(offers[n], chances[n], least) for n in chances], axis=0)
        return _counted([offers[n] for n in chances], read), beside

    return _nested(offers, _OPTIONS, count, say, each=True)


def _nested(
    offers: Sequence[Marked],
    options: Sequence[Option],
    count: Callable[[str, frozenset[str], Option], tuple[Counts, Counts]],
    say: Say,
    *,
    each: bool,
) -> tuple[Counts, Counts]:
    """Leave every shop out in turn, with the option that is best when each of the other shops is left out besides.

    Args:
        offers: all offers.
        options: the plainest first.
        count: counts of one shop's offers (n, 8, 3), and what else is added up (8, 5), under an option.
        say: is told the progress.
        each: whether every attribute has an option of its own.
    """
    shops, width = _shops(offers), len(ATTRIBUTES)
    whole, first = np.zeros((len(offers), width, 3)), np.zeros((width, _BESIDE))
    for place, shop in enumerate(shops):
        say(f"without {place + 1} of {len(shops)} shops", place / len(shops))
        pooled, beside = np.zeros((len(options), width, 3)), np.zeros((len(options), width, _BESIDE))
        for other in shops:
            if other != shop:
                for number, option in enumerate(options):
                    table, more = count(other, frozenset((shop, other)), option)
                    pooled[number] += table.sum(axis=0)
                    beside[number] += more
        for columns in [[n] for n in range(width)] if each else [list(range(width))]:
            best = options[_best([f1(t[columns]) for t in pooled], beside[:, columns, -1].sum(axis=1).tolist())]
            table, more = count(shop, frozenset((shop,)), best)
            whole[np.ix_(_of(offers, shop), columns)] = table[:, columns]
            first[columns] += more[columns]
    return whole, first


def _best(scores: Sequence[float], losses: Sequence[float]) -> int:
    """The option with the highest score, of near ones that of the smallest loss; the first unless clearly beaten."""
    top = max(scores)
    if scores[0] >= top - _MARGIN:
        return 0
    return min((n for n, score in enumerate(scores) if score >= top - _EQUAL), key=lambda n: losses[n])


def _tally(table: Counts) -> Counts:
    total: Counts = table.reshape(-1, 3).sum(axis=0)
    return total


def _beside(one: Marked, chances: Mapping[str, Mapping[str, float]], least: float) -> Counts:
    """One offer by the published scoring, one value an attribute, and the log loss of all candidates.

    Returns:
        (8, 5): wrongly given, missed, right, wrong, loss.
    """
    found = np.zeros((len(ATTRIBUTES), _BESIDE))
    for row, attribute in enumerate(ATTRIBUTES):
        value, chance = max(chances[attribute].items(), key=lambda item: item[1], default=("", 0.0))
        given, marked = chance >= least, one.values[attribute]
        right = value in marked
        loss = sum(-np.log(p if text in marked else 1 - p) for text, p in chances[attribute].items())
        found[row] = (
            given and not marked, bool(marked) and not given, given and right,
            given and bool(marked) and not right, loss,
        )  # fmt: skip
    return found


def _was_read(shop: str) -> bool:
    return hashlib.sha256(shop.encode()).hexdigest()[:8] in _READ


def _rows(offers: Sequence[Marked], plain: Counts, listed: Counts, learnt: Counts, single: Counts) -> list[Row]:
    shops = [one.shop for one in offers]
    fresh = np.array([not _was_read(shop) for shop in shops])

    def row(
        name: str, table: Counts, beside: Counts | None, keep: NDArray[np.bool_] | None = None, aim: float | None = None
    ) -> Row:
        keep = np.ones(len(table), dtype=np.bool_) if keep is None else keep
        chosen = [shop for shop, kept in zip(shops, keep, strict=True) if kept]
        values = int(table[keep][..., :2].sum())
        return Row(
            name, f1(table[keep]), "F1", aim, None if beside is None else f1(beside[keep]), values,
            f1_interval(table[keep], chosen),
        )  # fmt: skip

    wrongly, missed, right, wrong, _ = single.sum(axis=0)
    rows = [
        row("grammar + learner", learnt, listed, aim=_AIM),
        *(row(f"  {a}", learnt[:, [n]], listed[:, [n]]) for n, a in enumerate(ATTRIBUTES)),
        row("shipped grammar alone", plain, listed),
        *(row(f"  {a}", plain[:, [n]], listed[:, [n]]) for n, a in enumerate(ATTRIBUTES)),
        row("gazetteer of the other shops", listed, None),
    ]
    if fresh.any() and not fresh.all():
        rows += [
            row("shops never read: grammar + learner", learnt, listed, fresh),
            row("shops never read: shipped grammar alone", plain, listed, fresh),
        ]
    share = 2 * right / max(2 * right + 2 * wrong + wrongly + missed, 1)
    rows.append(Row("one value an attribute: grammar + learner", float(share), "F1", n=int(right + wrong + missed)))
    return rows


def _notes(offers: Sequence[Marked], plain: Counts, learnt: Counts, learner: Learner) -> list[str]:
    shops = np.array([one.shop for one in offers])
    notes = [
        f"{len(offers)} offers of {len(set(shops))} shops; n counts marked values. A value is right when it equals a "
        "marked string, case aside; marks that differ in case alone count once; n/a counts only through what is "
        "wrongly read. The last row asks for one value an attribute, which may be any marked one.",
        "Every shop is left out in turn (a company's country sites together); settings are chosen by leaving out each "
        "of the other shops in turn as well, never by the figure above. The learner is made in memory, for this "
        "figure only. 95 %: whole shops drawn again.",
        f"Alike in every feature but marked differently, so wrong at least once each: {learner.conflicts()} values.",
    ]
    for name, table in (("grammar + learner", learnt), ("shipped grammar alone", plain)):
        right, missing, wrong = _tally(table)
        errors = {shop: float(_tally(table[shops == shop])[1:].sum()) for shop in sorted(set(shops))}
        worst = max(errors, key=lambda shop: errors[shop])
        notes.append(
            f"{name}: right {right:.0f}, missing {missing:.0f}, wrong {wrong:.0f}; one shop of "
            f"{(shops == worst).sum()} offers holds {errors[worst]:.0f} of these {missing + wrong:.0f} errors; "
            f"without it F1 is {f1(table[shops != worst]):.3f}."
        )
    return notes
