"""Up to four pieces side by side: the facts in which they differ, row by row, each with its sources."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Facts = Callable[[str], list[dict[str, Any]]]


def table(skus: Sequence[str], facts_of: Facts) -> list[dict[str, Any]]:
    """The rows of a comparison, `{"label", "differs", "cells": [{"value", "sources"}]}`; what differs comes first.

    Args:
        skus: two to four pieces; their order is that of the cells.
        facts_of: a piece's facts, as `Detail.facts_of` gives them.
    """
    by_piece = [{str(fact["label"]): fact for fact in facts_of(sku)} for sku in skus]
    labels = list(dict.fromkeys(label for facts in by_piece for label in facts))
    rows = [_row(label, by_piece) for label in labels]
    return sorted(rows, key=lambda row: not row["differs"])


def _row(label: str, by_piece: Sequence[Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    cells = [
        {"value": facts[label]["value"], "sources": facts[label]["sources"]} if label in facts else
        {"value": "", "sources": []}
        for facts in by_piece
    ]  # fmt: skip
    return {"label": label, "differs": len({cell["value"] for cell in cells}) > 1, "cells": cells}
