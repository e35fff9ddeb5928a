"""Reads the hand-written sources, `assets/knowledge/*.toml`, into nodes, relations, triples and facts.

The layout of those files stands at the head of `assets/knowledge/relations.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import STATUSES, Graph, Node, Relation, Status, Triple

FOLDER = ASSETS / "knowledge"

NODE_KEYS = {"kind", "zh", "en", "note", "links", "sources"}
FACT_KEYS = {"id", "about", "zh", "en", "ask_zh", "ask_en", "source"}
RELATION_KEYS = {"value", "functional", "symmetric", "inverse", "source"}


@dataclass(frozen=True)
class Reference:
    """Where something can be looked up, and whether that was done."""

    text: str
    status: Status


@dataclass
class Content:
    """Everything the files say, in their order; duplicates are kept so that checking can name them."""

    nodes: list[Node] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    triples: list[Triple] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def graph(self) -> Graph:
        """The content's graph."""
        return Graph(self.nodes, self.relations, self.triples)


def read_content(folder: Path = FOLDER) -> Content:
    """Read every TOML file of a folder.

    Raises:
        KnownError: a file is no TOML, has an unknown key, or names a source that sources.toml does not list.
    """
    files = {path: _read(path) for path in sorted(folder.glob("*.toml"))}
    if not files:
        raise KnownError(f"There is no knowledge in the folder {folder.name}: it needs TOML files.")
    references: dict[str, Reference] = {}
    link_sources: dict[str, str] = {}
    content = Content()
    for path, table in files.items():
        for key, value in table.get("source", {}).items():
            references[key] = _reference(path, key, value)
        for key, value in table.get("relation", {}).items():
            _refuse_unknown(path, key, value, RELATION_KEYS)
            link_sources[key] = value.pop("source", "memory")
            content.relations.append(Relation(key, **value))
    for path, table in files.items():
        for key, value in table.get("node", {}).items():
            _refuse_unknown(path, key, value, NODE_KEYS)
            content.nodes.append(_node(path, key, value))
            content.triples += _triples(path, key, value, link_sources, references)
        for value in table.get("fact", ()):
            content.facts.append(_fact(path, value, references))
    return content


def _read(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnownError(f"The knowledge file {path.name} cannot be read: {error}.") from error
    _refuse_unknown(path, "the file", table, {"source", "relation", "node", "fact"})
    return table


def _reference(path: Path, key: str, value: Mapping[str, Any]) -> Reference:
    _refuse_unknown(path, key, value, {"reference", "status"})
    if value.get("status") not in STATUSES:
        raise KnownError(f"{path.name}: the source {key} needs a status, one of: {'; '.join(STATUSES)}.")
    return Reference(value["reference"], value["status"])


def _node(path: Path, key: str, value: Mapping[str, Any]) -> Node:
    words = {language: _list(value.get(language, ())) for language in LANGUAGES}
    missing = [language for language in LANGUAGES if not words[language]]
    if missing or "kind" not in value:
        raise KnownError(f"{path.name}: the node {key} needs a kind and a name in {' and '.join(missing) or 'zh, en'}.")
    aliases: dict[Language, tuple[str, ...]] = {language: words[language][1:] for language in LANGUAGES}
    note = Bilingual(**value["note"]) if "note" in value else None
    return Node(key, value["kind"], Bilingual(words["zh"][0], words["en"][0]), aliases, note)


def _triples(
    path: Path, key: str, value: Mapping[str, Any], defaults: Mapping[str, str], references: Mapping[str, Reference]
) -> list[Triple]:
    own = value.get("sources", {})
    triples = []
    for relation, objects in value.get("links", {}).items():
        reference = _look_up(path, own.get(relation, defaults.get(relation, "memory")), references)
        triples += [Triple(key, relation, str(o), reference.text, reference.status) for o in _list(objects)]
    return triples


def _fact(path: Path, value: Mapping[str, Any], references: Mapping[str, Reference]) -> Fact:
    name = str(value.get("id", "a fact without id"))
    _refuse_unknown(path, name, value, FACT_KEYS)
    missing = FACT_KEYS - value.keys()
    if missing:
        raise KnownError(f"{path.name}: {name} lacks {', '.join(sorted(missing))}.")
    reference = _look_up(path, value["source"], references)
    questions: dict[Language, tuple[str, ...]] = {"zh": _list(value["ask_zh"]), "en": _list(value["ask_en"])}
    return Fact(
        name, Bilingual(value["zh"], value["en"]), questions, _list(value["about"]), reference.text, reference.status
    )


def _look_up(path: Path, key: str, references: Mapping[str, Reference]) -> Reference:
    try:
        return references[key]
    except KeyError:
        raise KnownError(f"{path.name}: the source {key!r} is not listed in sources.toml.") from None


def _refuse_unknown(path: Path, where: str, value: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(value.keys() - known)
    if unknown:
        raise KnownError(f"{path.name}: {where} has an unknown key {unknown[0]!r}; known: {', '.join(sorted(known))}.")


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return (str(value),)
