"""What a piece cost the shop moves nothing: costs are swapped around and taken away, and not a byte changes."""

import ast
import json
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

import kiosk
from kiosk.advice.constraints import Constraints
from kiosk.advice.matching import sets_for
from kiosk.advice.offers import offers
from kiosk.advice.recommend import best_set, recommend
from kiosk.advice.visit import Visit
from kiosk.base.paths import CATALOG
from kiosk.catalog.costs import read_costs
from kiosk.catalog.piece import CATEGORIES, OCCASIONS, RECIPIENTS, STYLES
from kiosk.catalog.store import Catalog
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.store import Knowledge
from kiosk.storage.database import Database, open_database, writing

CALLED_MARGIN = ("cost", "costs", "margin", "profit", "commission")
BLIND = ("advice", "assistant", "knowledge")


def _swap(db: Database) -> None:
    """The dearest piece gets the lowest cost, and so on: every margin is turned over."""
    costs = read_costs(db)
    skus = sorted(costs, key=lambda sku: costs[sku])
    for sku, yuan in zip(skus, sorted(costs.values(), reverse=True), strict=True):
        db.execute("UPDATE costs SET yuan = ? WHERE sku = ?", [yuan, sku])


def _shuffle(db: Database) -> None:
    costs = read_costs(db)
    yuan = list(costs.values())
    random.Random(8).shuffle(yuan)
    for sku, one in zip(costs, yuan, strict=True):
        db.execute("UPDATE costs SET yuan = ? WHERE sku = ?", [one * 7, sku])


def _remove(db: Database) -> None:
    db.execute("DELETE FROM costs")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Knowledge.open(CATALOG).graph


@pytest.fixture
def changed(tmp_path: Path, rate_day: datetime) -> Iterator[Callable[[Callable[[Database], None] | None], Catalog]]:
    """Opens a copy of the catalog after something was done to its costs."""
    opened: list[Catalog] = []

    def make(change: Callable[[Database], None] | None) -> Catalog:
        path = tmp_path / f"{len(opened)}.db"
        shutil.copy(CATALOG, path)
        path.chmod(0o644)
        if change is not None:
            db = open_database(path)
            before = read_costs(db)
            with writing(db):
                change(db)
            assert read_costs(db) != before, "the change changes something"
            db.close()
        opened.append(Catalog.open(path, clock=lambda: rate_day))
        return opened[-1]

    yield make
    for catalog in opened:
        catalog.close()


def _told(catalog: Catalog, graph: Graph) -> bytes:
    """Everything that many wishes, sets and companions give, word for word."""
    rng = random.Random(3)
    shelf = offers(catalog)
    skus = [offer.sku for offer in shelf]
    lines: list[object] = []
    for _ in range(120):
        words = {"category": CATEGORIES, "occasion": OCCASIONS, "recipient": RECIPIENTS, "style": STYLES}
        values: dict[str, object] = {key: rng.sample(words[key], 2) for key in rng.sample(sorted(words), 2)}
        values |= {"price_max": rng.choice((4000, 9000, 30_000))} if rng.random() < 0.5 else {}
        wish = Constraints.of(sort=rng.choice((None, None, "price_low", "carat_high")), **values)
        visit = Visit(looked=tuple(rng.sample(skus, 2)), tried=tuple(rng.sample(skus, 1)))
        found = recommend(shelf, wish, rng.choice(("zh", "en")), visit=visit, graph=graph)
        lines += [[p.offer.sku, [r.document() for r in p.reasons], p.breaks] for p in found.picks]
        lines.append([offer.sku for offer in best_set(shelf, wish)])
    lines += [[c.offer.sku for c in sets_for(offer, shelf, "zh", graph=graph)] for offer in shelf]
    return json.dumps(lines, ensure_ascii=False).encode()


def test_not_a_byte_moves_when_costs_are_swapped_shuffled_or_removed(
    changed: Callable[[Callable[[Database], None] | None], Catalog], graph: Graph
) -> None:
    before = _told(changed(None), graph)
    assert len(before) > 10_000
    for change in (_swap, _shuffle, _remove):
        assert _told(changed(change), graph) == before


def _names(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ImportFrom):
            found |= set((node.module or "").split("."))
        elif isinstance(node, ast.alias):
            found |= set(node.name.split("."))
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
    return found


def test_nothing_that_ranks_or_answers_knows_a_word_for_it() -> None:
    root = Path(kiosk.__file__).parent
    modules = [path for folder in BLIND for path in (root / folder).rglob("*.py")]
    assert len(modules) > 40
    for path in modules:
        known = _names(ast.parse(path.read_text("utf-8")))
        assert not known & set(CALLED_MARGIN), f"{path.relative_to(root)} reads {known & set(CALLED_MARGIN)}"


def test_the_check_sees_what_it_should() -> None:
    assert "costs" in _names(ast.parse("from kiosk.catalog.costs import read_costs"))
    assert "margin" in _names(ast.parse("score = piece.margin * 2"))
