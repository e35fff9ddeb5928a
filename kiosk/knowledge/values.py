"""Plain values of the graph and what they must agree with: the form of numbers, hardness, fineness."""

import re
from collections.abc import Iterator

from kiosk.knowledge.graph import Graph, Node, Triple

_NUMBER = r"\d+(?:\.\d+)?"
_NUMBER_OR_RANGE = re.compile(rf"{_NUMBER}(?:-{_NUMBER})?")

LIMITS: dict[str, tuple[float, float]] = {
    "has_hardness_mohs": (1, 10),
    "has_density": (0.5, 23),
    "has_specific_gravity": (0.8, 23),
    "has_refractive_index": (1.3, 3.5),
    "melts_at": (-40, 3700),
    "has_fineness": (100, 999.99),
    "celebrates_year": (1, 100),
    "weighs_g": (0.001, 1000),
    "has_inner_diameter_mm": (8, 120),
    "has_us_size": (0, 20),
    "has_length_mm": (50, 3000),
}
"""What each relation's number, or either end of its range, may be, in the relation's own unit and without it."""

_MARK = re.compile(r"(?:au|ag|pt|pd|s|足金|足银|足铂)\s*(\d{3}(?:\.\d+)?|9999)(?!\d)", re.IGNORECASE)
_KARAT = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d)?)\s?(?:k(?![a-z])|karat|carat gold)", re.IGNORECASE)
_FINE_KARAT = 24
_ROUNDING = 3.0
"""14 of 24 parts are 583.3 and the standard says 585; 22 of 24 are 916.7 and it says 916."""


def hardness_range(value: str) -> tuple[float, float]:
    """A Mohs hardness as written, `9` or `6.5-7`, as (low, high).

    Raises:
        ValueError: it is no hardness between 1 and 10.
    """
    low, _, high = value.partition("-")
    lowest, highest = float(low), float(high or low)
    if not 1 <= lowest <= highest <= 10:
        raise ValueError(f"{value} is no Mohs hardness")
    return lowest, highest


def value_faults(graph: Graph) -> Iterator[str]:
    """Numbers out of form or bounds, `harder_than` against the hardness, names against the fineness."""
    yield from _forms(graph)
    yield from _hardness(graph)
    for node in graph.nodes():
        yield from _fineness(graph, node)


def _forms(graph: Graph) -> Iterator[str]:
    for triple in graph.triples():
        if triple.relation in LIMITS and triple.relation != "has_hardness_mohs" and not _fits(triple):
            low, high = LIMITS[triple.relation]
            yield (
                f"The triple {triple.id} needs a bare number, or a range such as 1.5-2, between {low:g} and {high:g}, "
                "in the relation's own unit."
            )


def _fits(triple: Triple) -> bool:
    if not _NUMBER_OR_RANGE.fullmatch(triple.object):
        return False
    low, high = LIMITS[triple.relation]
    ends = [float(end) for end in triple.object.split("-")]
    return low <= ends[0] <= ends[-1] <= high


def _hardness(graph: Graph) -> Iterator[str]:
    ranges: dict[str, tuple[float, float]] = {}
    for triple in graph.triples():
        if triple.relation == "has_hardness_mohs":
            try:
                ranges[triple.subject] = hardness_range(triple.object)
            except ValueError:
                yield f"The triple {triple.id} gives no Mohs hardness between 1 and 10, such as 7 or 6.5-7."
    for triple in graph.triples():
        if triple.relation != "harder_than":
            continue
        if triple.subject not in ranges or triple.object not in ranges:
            yield f"The triple {triple.id} compares hardness, but one of the two has none."
        elif ranges[triple.subject][0] < ranges[triple.object][1]:
            yield f"The triple {triple.id} contradicts the hardness of the two."


def _fineness(graph: Graph, node: Node) -> Iterator[str]:
    """A name or stamp with a number (Au750, 18K, 足金999) says no other fineness than the triples."""
    own = graph.triples(subject=node.id)
    stated = [float(t.object) for t in own if t.relation == "has_fineness" and _fits(t)]
    if not stated:
        return
    stamps = [t.object for t in own if t.relation == "marked_as"]
    for word in (*node.words("zh"), *node.words("en"), *stamps):
        if "GF" in word or "GP" in word:
            continue  # the layer's fineness, not the piece's
        for said in _said(word):
            if not any(abs(said - fineness) <= _ROUNDING for fineness in stated):
                yield f"The node {node.id} is called {word!r}, but none of its finenesses is {said:g}."


def _said(word: str) -> Iterator[float]:
    for found in _MARK.finditer(word):
        yield 999.9 if found[1] == "9999" else float(found[1])
    for found in _KARAT.finditer(word):
        karat = float(found[1])
        yield 999.0 if karat == _FINE_KARAT else 1000 * karat / _FINE_KARAT
