"""`kiosk evaluate graph`: how well links are guessed that were held out, gone through again from what ships."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.base.paths import CATALOG
from kiosk.evaluation.report import Report, Row, Say, Stopwatch, bootstrap, lead_row, quietly
from kiosk.inference.manifest import model_path
from kiosk.knowledge.store import Knowledge
from kiosk.knowledge.vectors import GraphArrays, NodeVectors, Vocabulary
from kiosk.training.graph.likeness import by_neighbours, holding, read_questions
from kiosk.training.graph.measured import LEARNT, METHODS, NETWORK, Measured

_BASELINE: Final = "popularity by relation"
_CLOSE: Final = 0.002
"""How far a figure that is computed again may lie from the stored one (vectors are stored as float16)."""


def evaluate_graph(data: Path | None = None, say: Say = quietly) -> Report:
    """Measure the graph network of the manifest, or of a folder that `kiosk train graph --out` wrote.

    Args:
        data: that folder; None takes the shipped one.
        say: told of the progress.

    Raises:
        KnownError: the model is missing or damaged.
    """
    watch = Stopwatch()
    folder = data or model_path("graph")
    measured = Measured.read(folder / "measured.npz")
    found: dict[str, NDArray[np.float64]] = {}
    notes: list[str] = []
    for number, method in enumerate(METHODS):
        say(method, number / len(METHODS))
        stored = measured.pooled(method)
        if method in LEARNT:
            found[method] = stored
            continue
        found[method] = np.concatenate([measured.again(method, seed) for seed in measured.seeds])
        apart = abs(float((1 / found[method]).mean() - (1 / stored).mean()))
        if apart > _CLOSE:
            notes.append(f"{method}: the MRR computed now lies {apart:.4f} from the stored one.")
    rows = _link_rows(measured, found)
    likely, said = _likeness_rows(folder)
    notes += [
        f"Held-out links of {len(measured.seeds)} splits, both directions, filtered; whole pairs of nodes are held out "
        "in every relation and direction. Rivals and network are scored now, from the stored splits and vectors; "
        f"{' and '.join(LEARNT)} from stored ranks (training them needs torch: kiosk train graph).",
        "By split, MRR: " + "; ".join(f"{m} {_by_split(measured, m)}" for m in (LEARNT[0], NETWORK)) + ".",
        *said,
    ]
    return Report("graph", watch.seconds, (*rows, *likely), tuple(notes))


def _link_rows(measured: Measured, found: dict[str, NDArray[np.float64]]) -> list[Row]:
    tests = [np.tile(np.arange(len(measured.tested(seed))), 2) + 100_000 * seed for seed in measured.seeds]
    groups = np.concatenate(tests)
    rows = []
    for name in ("MRR", "Hits@10"):
        values = {method: 1 / ranks if name == "MRR" else (ranks <= 10) * 1.0 for method, ranks in found.items()}
        means = {method: float(value.mean()) for method, value in values.items()}
        best = max((method for method in METHODS if method != NETWORK), key=lambda method: means[method])
        for method, value in values.items():
            rows.append(
                Row(
                    f"held-out links, {name}: {method}", means[method],
                    aim=means[best] if method == NETWORK else None, baseline=means[_BASELINE], n=len(value),
                    interval=bootstrap(value, groups=groups),
                )
            )  # fmt: skip
        rows.append(lead_row(f"held-out links, {name}: lead over {best}", values[NETWORK] - values[best], groups))
    return rows


def _likeness_rows(folder: Path) -> tuple[list[Row], list[str]]:
    """How many of the questions written down before training hold, beside what shared neighbours alone answer."""
    questions = read_questions()
    graph = Knowledge.open(CATALOG).graph
    vectors = NodeVectors.open(folder, graph)
    held = holding(vectors, questions)
    alone = holding(by_neighbours(GraphArrays.of(graph, Vocabulary.of(graph))), questions)
    misses = [str(question) for question in questions if question not in held]
    row = Row(
        "likeness, questions asked before training", float(len(held)), f"of {len(questions)}",
        baseline=float(len(alone)), n=len(questions),
    )  # fmt: skip
    return [row], [f"Likeness, baseline: shared neighbours without learning. Misses: {'; '.join(misses) or 'none'}."]


def _by_split(measured: Measured, method: str) -> str:
    return ", ".join(f"{float((1 / measured.ranks[method, seed]).mean()):.3f}" for seed in measured.seeds)
