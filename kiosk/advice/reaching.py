"""Which pieces of a whole shelf lead to a node of the graph: `paths.walk` asked of all of them at once."""

import numpy as np

from kiosk.advice.columns import Bools, Ints, Records, Words
from kiosk.advice.paths import NAMED_KINDS, cut_name, other, starts_of, told_by
from kiosk.knowledge.graph import Graph


def reached(records: Records, node: str, graph: Graph) -> Bools:
    """(n,): whether `walk(piece, node, graph)` finds a way, for each piece."""
    found = np.zeros(len(records), dtype=np.bool_)
    if not graph.has(node):
        return found
    found[records.at(other(triple, node) for triple in told_by(graph, node, "has_piece", None))] = True
    starts = starts_of(node, graph)

    def leads(words: Words) -> bool:
        return not starts.isdisjoint(words)

    for column in (records.main_gem, *(records.lists[key] for key in ("metal", "style", "category"))):
        found |= column.where(leads)
    for start in starts:
        if graph.node(start).kind in NAMED_KINDS:
            found[_naming(records, start, graph)] = True
    return found


def _naming(records: Records, node: str, graph: Graph) -> Ints:
    """Places of the pieces whose names say a motif, a craft or a setting."""
    known = records.named.get((graph, node))
    if known is None:
        places = [
            records.names_en.having(f" {word.casefold()} ") for word in graph.node(node).words("en") if len(word) > 3
        ]
        for word in graph.node(node).words("zh"):
            if len(word) > 1:
                # Where the characters stand side by side, the name still has to be cut there.
                having = records.names_zh.having(word)
                places.append(having[[word in cut_name(records.pieces[place].names.zh, graph) for place in having]])
        known = np.unique(np.concatenate(places)) if places else np.zeros(0, dtype=np.intp)
        records.named[(graph, node)] = known
    return known
