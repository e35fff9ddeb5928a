"""A cost is seen by staff alone: no part that shows, ranks or explains can reach it."""

import ast
import dataclasses
from pathlib import Path

import kiosk
from kiosk.catalog.costs import read_costs
from kiosk.catalog.piece import Piece
from kiosk.storage.database import open_database

PACKAGE = Path(kiosk.__file__).parent
ALLOWED = {
    "catalog/costs.py",  # reads it
    "catalog/schema.py",  # makes its table
    "catalog/sources.py",  # reads the sources
    "catalog/building.py",  # writes it
}


def test_costs_are_there_for_staff(seed: Path) -> None:
    db = open_database(seed, readonly=True)
    costs = read_costs(db)
    db.close()
    assert len(costs) == 32
    assert costs["N001"] < 4980


def test_a_piece_knows_no_cost() -> None:
    assert not any("cost" in field.name for field in dataclasses.fields(Piece))


def mentions_costs(tree: ast.AST) -> bool:
    """Whether code names the table, the field or the module; comments and docstrings do not count."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (
            node.module == "kiosk.catalog.costs"
            or (node.module == "kiosk.catalog" and any(alias.name == "costs" for alias in node.names))
        ):
            return True
        if isinstance(node, ast.Attribute) and node.attr == "costs":
            return True
        if isinstance(node, ast.Constant) and id(node) not in docstrings and isinstance(node.value, str):
            words = node.value.split()
            if node.value in ("costs", "yuan") or ("FROM" in words and "costs" in words):
                return True
    return False


def test_nothing_else_reads_costs() -> None:
    readers = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name not in ALLOWED and not name.startswith("staff/") and mentions_costs(ast.parse(path.read_text("utf-8"))):
            readers.add(name)
    assert readers == set()


def test_the_search_for_readers_can_find_one() -> None:
    assert mentions_costs(ast.parse("rows = db.query('SELECT sku FROM costs WHERE sku = ?')"))
    assert mentions_costs(ast.parse("from kiosk.catalog.costs import read_costs"))
    assert not mentions_costs(ast.parse('"""It costs yuan."""'))
