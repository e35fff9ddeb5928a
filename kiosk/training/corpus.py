"""Training text: pairs of a question and the statement that answers it, generated from our own words alone.

Sources: the sentence patterns and word lists of assets/training, the graph's names and triples, the facts that may be
trained on, and the descriptions of the demo shelf.
"""

import random
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from kiosk.base.paths import ASSETS
from kiosk.base.settings import LANGUAGES, Language
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.reading import Content

FOLDER = ASSETS / "training"
_SLOT = re.compile(r"\{(\w+)\}")
_WORD_TOPICS = ("problem", "harm", "person", "event")
_NUMBERS = (
    "18K", "14K", "24K", "9K", "750", "585", "925", "990", "999", "950", "916", "S925", "PT950", "AU750", "Pd950",
    "D", "F", "H", "VVS1", "VS2", "SI1", "IF", "3EX", "GIA", "0.5", "1.0", "50", "52", "56", "58", "6.5", "8", "45",
)  # fmt: skip
"""What is stamped, graded or measured; the same in both languages."""

_TOPIC_OF_KIND = {
    "metal": "metal", "gem": "gem", "imitation": "gem", "category": "piece", "motif": "piece", "set": "piece",
    "chain": "piece", "fitting": "piece", "craft": "craft", "setting": "craft", "cut": "craft", "finish": "craft",
}  # fmt: skip
"""Which kinds of graph nodes can be asked about as which kind of topic."""

_QUESTIONS, _ASIDES = 0.25, 0.3
"""Shares of the pairs that join two questions, and of the statements that say something beside the point."""

Words = Mapping[Language, Sequence[str]]


@dataclass(frozen=True)
class Pair:
    """Two texts that belong together. Pairs with the same `group` are no negatives of one another."""

    question: str
    statement: str
    group: str
    topic: str = ""
    """What it is about; pairs about the same thing make a batch hard."""


@dataclass
class Corpus:
    """Everything sentences are made from."""

    topics: dict[str, list[tuple[str, Words]]] = field(default_factory=dict)
    """By kind: a topic's id and its names."""
    words: dict[str, Words] = field(default_factory=dict)
    aspects: dict[str, dict[str, Any]] = field(default_factory=dict)
    relations: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: Content, folder: Path = FOLDER) -> "Corpus":
        """Read assets/training and join the graph's nodes to the topics."""
        files = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in (
            "words", "topics", "aspects", "relations")}  # fmt: skip
        corpus = cls(aspects=files["aspects"], relations=files["relations"])
        corpus.words = {name: _words(entry) for name, entry in files["words"].items()}
        for kind, entries in files["topics"].items():
            corpus.topics[kind] = [(name, _words(entry)) for name, entry in entries.items()]
        for name, entry in files["words"].items():
            for kind in entry.get("topic", ()):
                corpus.topics.setdefault(kind, []).append((name, _words(entry)))
        corpus._join_graph(content)
        return corpus

    def _join_graph(self, content: Content) -> None:
        """Nodes become topics by their kind; all others are words, so that their names are met as synonyms."""
        known = {name for entries in self.topics.values() for name, _ in entries}
        for node in content.nodes:
            names = {language: node.words(language) for language in LANGUAGES}
            if node.id in known:
                continue
            if node.kind in _TOPIC_OF_KIND:
                self.topics[_TOPIC_OF_KIND[node.kind]].append((node.id, names))
            else:
                self.words.setdefault(f"node {node.id}", names)
        self.topics["word"] = list(self.words.items())

    # -------------------------------------------------------------------------------------------- sampling
    def sentence_pair(self, chance: random.Random) -> Pair:
        """A question about a topic and a statement (or another question) about the same, within or across languages."""
        name = chance.choice(list(self.aspects))
        aspect = self.aspects[name]
        kind = chance.choice(aspect["about"])
        bound = self._bind(chance, *chance.sample(self.topics[kind], 2))
        asked, said = _languages(chance)
        question, used = self._fill(chance.choice(aspect[f"ask_{asked}"]), asked, bound, chance)
        if chance.random() < _QUESTIONS:
            told = self._tell([chance.choice(aspect[f"ask_{said}"])], said, bound, used, chance)
        else:
            patterns = aspect[f"say_{said}"]
            chosen = chance.sample(patterns, min(len(patterns), chance.choice((1, 2, 2, 3))))
            if chance.random() < _ASIDES:
                # A fact often says something else about its topic as well.
                aside = self.aspects[chance.choice([n for n, other in self.aspects.items() if kind in other["about"]])]
                chosen.append(chance.choice(aside[f"say_{said}"]))
            told = self._tell(chosen, said, bound, used, chance)
        slots = sorted(slot for slot in used - {"x"} if slot in bound)
        return Pair(question, told, "/".join([name, *(bound[slot][0] for slot in ["x", *slots])]), bound["x"][0])

    def _tell(
        self, patterns: Sequence[str], language: Language, bound: Mapping[str, tuple[str, Words]], asked: set[str],
        chance: random.Random,
    ) -> str:  # fmt: skip
        """The patterns filled and joined; what was asked for is told even where no pattern has a place for it."""
        parts = [self._fill(pattern, language, bound, chance) for pattern in patterns]
        told = set().union(*(slots for _, slots in parts))
        extra = [_name(bound[slot][1], language, chance) for slot in sorted(asked - told) if slot in bound]
        return _join([*extra, *(text for text, _ in parts)], language)

    def word_pair(self, chance: random.Random) -> Pair:
        """Two names of one thing, bare or in the same carrier sentence."""
        if chance.random() < 0.5:
            name, words = chance.choice(list(self.words.items()))
        else:
            name, words = chance.choice(self.topics[chance.choice(list(self.topics))])
        first, second = _languages(chance, across=0.5)
        return Pair(_name(words, first, chance), _name(words, second, chance), f"word/{name}")

    def made_up_pair(self, chance: random.Random, characters: Sequence[str]) -> Pair:
        """A question about a word that does not exist: what was never met must still be matched by its letters."""
        name = chance.choice(list(self.aspects))
        aspect = self.aspects[name]
        if chance.random() < 0.6:
            word = "".join(chance.choices(characters, k=chance.choice((2, 2, 3, 3, 4))))
            asked: Language = "zh"
        else:
            word = "".join(
                chance.choice("bdfglmnprstvz") + chance.choice("aeiou") for _ in range(chance.choice((2, 3, 4)))
            )
            asked = "en"
        second = chance.choice(self.topics[chance.choice(aspect["about"])])
        bound = self._bind(chance, (word, {"zh": [word], "en": [word]}), second)
        with_x = [pattern for pattern in aspect[f"ask_{asked}"] if "{x}" in pattern]
        saying = [pattern for pattern in aspect[f"say_{asked}"] if "{x}" in pattern]
        if not with_x or not saying:
            return self.word_pair(chance)
        question, _ = self._fill(chance.choice(with_x), asked, bound, chance)
        statement, _ = self._fill(chance.choice(saying), asked, bound, chance)
        return Pair(question, statement, f"made-up/{word}")

    def _bind(self, chance: random.Random, x: tuple[str, Words], y: tuple[str, Words]) -> dict[str, tuple[str, Words]]:
        """What the slots of one pair stand for, in its question and its statement alike."""
        bound = {"x": x, "y": y, **{topic: chance.choice(self.topics[topic]) for topic in _WORD_TOPICS}}
        bound["w"], bound["v"] = chance.sample(self.topics["word"], 2)
        number = chance.choice(_NUMBERS)
        bound["n"] = (number, {"zh": [number], "en": [number]})
        return bound

    def _fill(
        self, pattern: str, language: Language, bound: Mapping[str, tuple[str, Words]], chance: random.Random
    ) -> tuple[str, set[str]]:
        used: set[str] = set()

        def put(match: re.Match[str]) -> str:
            slot = match[1]
            used.add(slot)
            words = bound[slot][1] if slot in bound else self.words[slot]
            return _name(words, language, chance)

        return _SLOT.sub(put, pattern), used


def triple_pairs(corpus: Corpus, content: Content, chance: random.Random) -> list[Pair]:
    """Every triple of the graph asked and stated once in each direction of the languages."""
    nodes = {node.id: node for node in content.nodes}
    pairs = []
    for triple in content.triples:
        patterns = corpus.relations.get(triple.relation)
        if patterns is None or triple.subject not in nodes:
            continue
        subject = nodes[triple.subject]
        target = nodes.get(triple.object)
        for asked in LANGUAGES:
            for said in LANGUAGES:
                names = {}
                for language in (asked, said):
                    other = chance.choice(target.words(language)) if target else triple.object
                    names[language] = {"s": chance.choice(subject.words(language)), "o": other}
                question = chance.choice(patterns[f"ask_{asked}"]).format(**names[asked])
                statement = chance.choice(patterns[f"say_{said}"]).format(**names[said])
                pairs.append(Pair(question, statement, f"triple/{triple.subject}/{triple.relation}", subject.id))
    return pairs


def fact_pairs(facts: Iterable[Fact]) -> list[Pair]:
    """Questions with the facts that answer them, facts with their translation and parts of facts with the rest."""
    pairs = []
    for fact in facts:
        group, topic = f"fact/{fact.id}", fact.about[0] if fact.about else ""
        pairs.append(Pair(fact.text.zh, fact.text.en, group, topic))
        for asked in LANGUAGES:
            for question in fact.questions[asked]:
                pairs += [Pair(question, fact.text[said], group, topic) for said in LANGUAGES]
            parts = [part for part in re.split(r"(?<=[。；])|(?<=[.;]) ", fact.text[asked]) if part.strip()]
            other: Language = "en" if asked == "zh" else "zh"
            pairs += [Pair(part, fact.text[other], group, topic) for part in parts if len(parts) > 1]
            ring = [*fact.questions[asked], *fact.questions[other][:1]]
            pairs += [Pair(a, b, group, topic) for a, b in pairwise(ring)]
    return pairs


def description_pairs(folder: Path = ASSETS / "catalog" / "pieces") -> list[Pair]:
    """Names and descriptions of the demo shelf with their translations."""
    pairs = []
    for path in sorted(folder.glob("*.toml")):
        for piece in tomllib.loads(path.read_text("utf-8")).get("piece", ()):
            for key in ("names", "descriptions", "treatment", "care"):
                both = piece.get(key)
                if isinstance(both, dict) and {"zh", "en"} <= both.keys():
                    pairs.append(Pair(both["zh"], both["en"], f"piece/{piece['sku']}/{key}"))
    return pairs


def _words(entry: Mapping[str, Any]) -> Words:
    return {language: tuple(entry[language]) for language in LANGUAGES}


def _name(words: Words, language: Language, chance: random.Random) -> str:
    return chance.choice(words[language])


def _languages(chance: random.Random, across: float = 0.3) -> tuple[Language, Language]:
    asked: Language = "zh" if chance.random() < 0.55 else "en"
    other: Language = "en" if asked == "zh" else "zh"
    return asked, other if chance.random() < across else asked


def _join(parts: Sequence[str], language: Language) -> str:
    return "，".join(parts) + "。" if language == "zh" else ", ".join(parts) + "."
