"""Words and what they mean: the graph's names, our own lists, and the names of the pieces. The longest match wins."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from kiosk.advice.constraints import LIST_KEYS
from kiosk.assistant.colloquial import standard
from kiosk.assistant.loosely import LooseNames
from kiosk.assistant.naming import PartNames
from kiosk.assistant.normalising import normalise
from kiosk.assistant.sounding import Sounds
from kiosk.assistant.spelling import Spelling
from kiosk.base.paths import ASSETS
from kiosk.base.settings import LANGUAGES
from kiosk.catalog.piece import CATEGORIES, GEM_ORIGINS, GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES, Piece
from kiosk.knowledge.graph import Graph

_VOCABULARY: Final[Mapping[str, tuple[str, ...]]] = {
    "category": CATEGORIES, "metal": METALS, "gem": GEMS, "gem_origin": GEM_ORIGINS, "style": STYLES,
    "occasion": OCCASIONS, "recipient": RECIPIENTS,
}  # fmt: skip
_COMPOUND_LINKS: Final = {"is_a": "category", "set_with": "gem", "made_of": "metal"}
_VAGUE_KINDS: Final = frozenset({
    "place", "month", "agent", "region", "dynasty", "star_sign", "body", "recipient", "occasion", "scene",
    "museum_house", "colour", "unit", "deposit", "topic", "body_topic", "price", "number",
})  # fmt: skip
"""Kinds of nodes that sentences about anything name."""
_COMMON_NAME: Final = 6
"""A piece of a name that more pieces than this share tells nothing apart."""
_ALONE: Final = {"女": "女士", "男": "男士"}
"""Answers of one character to "送给谁"."""
_WORD: Final = re.compile(r"[a-z][a-z'’-]*")


_MOST_SOUNDED: Final = 2000
"""Pieces whose names are known by their sound and by half of it."""


@dataclass(frozen=True)
class Meaning:
    """What a term says: values of list keys, bounds, and for 三金 and 五金 how many pieces make the set."""

    values: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, float] = field(default_factory=dict)
    pieces_in_set: int = 0
    weak: bool = False
    """A place on the body: it names kinds of pieces only where nothing else does."""


@dataclass(frozen=True)
class Mention:
    """A term found in a sentence, from `start` to `end`."""

    term: str
    meaning: Meaning
    start: int
    end: int


class Terms:
    """A longest-match dictionary over normalised text; Latin terms only match whole words, plural or not."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(term for term in terms if term)
        lengths: dict[str, set[int]] = {}
        for term in self._terms:
            lengths.setdefault(term[:2], set()).add(len(term))
        # By the first two characters, those lengths that a term may have, the longest first: a shop of 100,000 pieces
        # has as many names, which are looked up and never gone through.
        self._lengths = {
            begun: sorted(some | {1} if begun[0] in self._terms else some, reverse=True)
            for begun, some in lengths.items()
        }

    def find(self, said: str, until: int | None = None) -> list[tuple[str, int, int]]:
        """Each (term, start, end), left to right, never overlapping; with `until`, those that start before it."""
        found, at = [], 0
        stopped = len(said) if until is None else until
        while at < stopped:
            end = at + 1
            for length in self._lengths.get(said[at : at + 2]) or self._lengths.get(said[at], []):
                term = said[at : at + length]
                if term in self._terms and (stop := _end_of_word(said, term, at)):
                    found.append((term, at, stop))
                    end = stop
                    break
            at = end
        return found


class Lexicon:
    """Everything that has a name, for one catalog and one graph. Read-only once made."""

    def __init__(self, graph: Graph, pieces: Iterable[Piece], questions: Iterable[str] = ()) -> None:
        """Make one; the words of `questions`, which the knowledge answers, are never taken for typing mistakes."""
        self._meanings: dict[str, Meaning] = {}
        self._also: dict[str, str] = {}
        self._confused: dict[str, str] = {}
        self._nodes: dict[str, str] = {}
        self._plain = frozenset(_lists("en")["plain"]["words"].split())
        stopped: set[str] = set()
        blocked: set[str] = set()
        for language in LANGUAGES:
            lists = _lists(language)
            self._read_lists(lists)
            stopped |= set(lists["stop"]["words"])
            blocked |= set(lists["block"]["words"])
        self._read_graph(graph, stopped)
        self._vague = frozenset(node.id for node in graph.nodes() if node.kind in _VAGUE_KINDS)
        self._blocked = frozenset(blocked)
        self._terms = Terms([*self._meanings, *blocked])
        self._node_terms = Terms([*self._nodes, *(blocked - self._nodes.keys())])
        pieces = tuple(pieces)
        real = (
            *self._plain,
            *self._nodes,
            *(normalise(piece.names.en) for piece in pieces),
            *map(normalise, questions),
        )
        misspelt = {wrong: right for right, all_wrong in _lists("en")["misspelt"].items() for wrong in all_wrong}
        self._spelling = Spelling(self._meanings, real, misspelt)
        self._names = _Names(pieces, self._terms, self._plain)
        kinds: dict[str, set[str]] = {}
        for term, meaning in self._meanings.items():
            if term.isascii() and " " not in term and not meaning.weak:
                for category in meaning.values.get("category", ()):
                    kinds.setdefault(category, set()).update((term, f"{term}s"))
        self._part_names = PartNames(
            {piece.sku: (normalise(piece.names.en),) for piece in pieces if piece.names.en},
            {piece.sku: kinds.get(piece.category, ()) for piece in pieces},
            frozenset(term for term in self._meanings if term.isascii()),
        )
        latin = {word for term in self._meanings if " " not in term for word in _WORD.findall(term)} | self._plain
        names = [(normalise(piece.names.zh), piece.sku) for piece in pieces[:_MOST_SOUNDED]]
        self._sounds = Sounds(self._meanings, [name for name, _ in names], latin)
        self._loose = LooseNames(names, lambda name: [(start, end) for _, start, end in self._terms.find(name)])

    def find(self, said: str) -> list[Mention]:
        """What a normalised sentence names, left to right."""
        return [
            Mention(term, self._meanings[term], start, end)
            for term, start, end in self._terms.find(said)
            if term not in self._blocked
        ]

    def spans(self, said: str) -> list[tuple[int, int]]:
        """Where words stand that are known, those that only look like ours ("stuff", "in-laws") among them."""
        return [(start, end) for _, start, end in self._terms.find(said)]

    def meanings(self) -> Mapping[str, Meaning]:
        """Every term and what it says."""
        return MappingProxyType(self._meanings)

    def repair(self, said: str) -> str:
        """Recogniser confusions (砖石 for 钻石), pinyin and typing mistakes put right; the rest stays as it is.

        Confusions are candidates: they only count where the sentence is about jewelry or asks for something.
        """
        said = standard(_ALONE.get(said, said))
        for heard, meant in self._confused.items():
            if heard in said and "房" not in said:
                said = said.replace(heard, meant)
        said = self._sounds.respell(said, lambda read: [(start, end) for _, start, end in self._terms.find(read)])
        return self._spelling.respell(said)

    def nodes(self, said: str) -> list[str]:
        """Ids of the graph's nodes that a normalised sentence names, in order, each once."""
        found = [self._nodes[term] for term, _, _ in self._node_terms.find(said) if term in self._nodes]
        return list(dict.fromkeys(found))

    def subjects(self, nodes: Iterable[str]) -> list[str]:
        """Those of the named nodes that make a sentence one about jewelry: no places, months, people or days."""
        return [node for node in nodes if node not in self._vague]

    def leanings(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """Recipients that a word suggests without saying so: 妈妈 is a woman, and likes what elders like."""
        return tuple(dict.fromkeys(self._also[m.term] for m in mentions if m.term in self._also))

    def skus(self, said: str) -> list[str]:
        """The pieces that are named by SKU or by a name of their own, in order."""
        found = [*self._names.skus(said), *self._part_names.find(said)]
        return list(dict.fromkeys(found or self._loose.skus(said)))

    def name_words(self, said: str) -> list[str]:
        """Parts of pieces' names that the sentence has (葫芦, 银杏, 平安扣, halo): they rank, they do not limit."""
        for term, start, end in self._terms.find(said):
            if term in self._blocked:
                said = said[:start] + " " * (end - start) + said[end:]
        return self._names.words(said)

    def _read_lists(self, lists: Mapping[str, Mapping[str, Any]]) -> None:
        for key in LIST_KEYS:
            for value, terms in lists.get(key, {}).items():
                for term in terms:
                    self._add(normalise(term), {key: (value,)})
        for term, said in lists["compound"].items():
            values = {key: tuple(words) for key, words in said.items() if key in LIST_KEYS}
            numbers = {key: number for key, number in said.items() if key not in (*LIST_KEYS, "set", "weak")}
            self._meanings[normalise(term)] = Meaning(values, numbers, said.get("set", 0), said.get("weak", False))
        for recipient, terms in lists["also"].items():
            self._also |= {normalise(term): recipient for term in terms}
        self._confused |= dict(lists["confused"])

    def _read_graph(self, graph: Graph, stopped: set[str]) -> None:
        """Names and aliases of vocabulary nodes and of compounds (钻戒); our own lists win."""
        own = set(self._meanings)
        own_terms = Terms(own)
        keys = {value: key for key, values in _VOCABULARY.items() for value in values}
        for node in graph.nodes():
            terms = {normalise(word) for language in LANGUAGES for word in node.words(language)}
            for term in terms - stopped:
                self._nodes.setdefault(term, node.id)
            values = _compound(graph, node.id) if node.kind == "compound" else {}
            if node.id in keys:
                values = {keys[node.id]: (node.id,)}
            elif node.kind in ("cut", "colour"):
                values = {node.kind: (node.id,)}
            if not values:
                continue
            if node.kind == "compound":  # read word by word, 求婚戒指 says more than the graph's one ring
                terms = {term for term in terms if not self._names_category(own_terms, term)}
            for term in terms - own - stopped:
                if len(term) > 1 and not term[0].isdigit() and term.removesuffix("s") not in own:
                    self._add(term, values)
        for language in LANGUAGES:
            for node_id, terms_of in _lists(language)["node"].items():
                self._nodes |= {normalise(term): node_id for term in terms_of if graph.has(node_id)}
        for term, meaning in self._meanings.items():  # our own words name nodes too
            said = [value for values in meaning.values.values() for value in values]
            if len(said) == 1 and graph.has(said[0]):
                self._nodes.setdefault(term, said[0])

    def _names_category(self, terms: Terms, said: str) -> bool:
        return any("category" in self._meanings[term].values for term, _, _ in terms.find(said))

    def _add(self, term: str, values: Mapping[str, tuple[str, ...]]) -> None:
        """A term listed under two keys means both (母亲节 is a festival, and for women)."""
        before = self._meanings.get(term)
        merged = dict(before.values) if before else {}
        for key, words in values.items():
            merged[key] = tuple(dict.fromkeys([*merged.get(key, ()), *words]))
        self._meanings[term] = Meaning(merged, before.numbers if before else {})


class _Names:
    """What the pieces are called, for "晨星多少钱" and for ranking by motif."""

    _SKU: Final = re.compile(r"(?<![a-z0-9])[a-z]{1,3}\d{3,8}(?![0-9])")

    def __init__(self, pieces: Iterable[Piece], terms: Terms, plain: frozenset[str]) -> None:
        self._known: set[str] = set()
        self._own: dict[str, str] = {}
        parts: Counter[str] = Counter()
        shared: set[str] = set()
        for piece in pieces:
            self._known.add(piece.sku.lower())
            zh, en = normalise(piece.names.zh), normalise(piece.names.en)
            for name in (zh, en):
                self._own[name] = piece.sku
                short = _short_name(name)
                # 翡翠 and "silver bell" say what it is, not which one
                if short and not terms.find(name, until=len(short)):
                    shared |= {short} if self._own.get(short, piece.sku) != piece.sku else set()
                    self._own[short] = piece.sku
            parts.update(_parts(zh) | (_parts(en) - plain))
        self._own = {name: sku for name, sku in self._own.items() if name not in shared}
        self._parts = {part for part, count in parts.items() if count <= _COMMON_NAME}
        self._own_terms = Terms(self._own)
        self._part_terms = Terms(self._parts)

    def skus(self, said: str) -> list[str]:
        found = [m.group().upper() for m in self._SKU.finditer(said) if m.group() in self._known]
        found += [self._own[term] for term, _, _ in self._own_terms.find(said)]
        return list(dict.fromkeys(found))

    def words(self, said: str) -> list[str]:
        return list(dict.fromkeys(term for term, _, _ in self._part_terms.find(said)))


def _short_name(name: str) -> str:
    """晨星 of 晨星六爪钻戒, "morning star" of "morning star solitaire ring"."""
    if not name.isascii():
        return name[:2] if re.match(r"[\u3400-\u9fff]{2}", name) else ""
    words = name.split()
    return " ".join(words[:2]) if len(words) > 2 and words[1] not in ("of", "and", "the") else ""


def _parts(name: str) -> set[str]:
    """Two to four characters of a Chinese name in a row; the words of an English one."""
    parts = {word for word in _WORD.findall(name) if len(word) > 3}
    for run in re.findall(r"[\u3400-\u9fff]+", name):
        parts |= {run[at : at + size] for size in (2, 3, 4) for at in range(len(run) - size + 1)}
    return parts


def _compound(graph: Graph, node: str) -> dict[str, tuple[str, ...]]:
    known = {key: set(values) for key, values in _VOCABULARY.items()}
    found: dict[str, tuple[str, ...]] = {}
    for relation, key in _COMPOUND_LINKS.items():
        if words := tuple(word for word in graph.objects(node, relation) if word in known[key]):
            found[key] = words
    return found


def _end_of_word(said: str, term: str, at: int) -> int:
    """Where a term that starts at `at` ends, a plural counted in; 0 when it is only part of a longer word."""
    end = at + len(term)
    if term[0].isascii() and term[0].isalnum() and at and _is_word(said[at - 1]):
        return 0
    if term[-1].isascii() and term[-1].isalnum():
        for plural in ("", "s", "es", "'s"):
            if said.startswith(plural, end) and not (
                end + len(plural) < len(said) and _is_word(said[end + len(plural)])
            ):
                return end + len(plural)
        return 0
    return end


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def _lists(language: str) -> dict[str, Any]:
    return tomllib.loads((ASSETS / "lexicon" / f"{language}.toml").read_text("utf-8"))
