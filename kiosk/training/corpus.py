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
        known = {name for entries in self.topics.values() for name, _ in entries}
        kinds = {"metal": "metal", "gem": "gem", "category": "piece", "craft": "craft", "setting": "craft",
                 "cut": "craft", "motif": "piece", "alloy": "metal", "pearl": "pearl", "jade": "jade"}  # fmt: skip
        for node in content.nodes:
            if node.id not in known and node.kind in kinds:
                names = {language: node.words(language) for language in LANGUAGES}
                self.topics[kinds[node.kind]].append((node.id, names))

    # -------------------------------------------------------------------------------------------- sampling
    def sentence_pair(self, chance: random.Random) -> Pair:
        """A question about a topic and a statement about the same, in the same or the other language."""
        name = chance.choice(list(self.aspects))
        aspect = self.aspects[name]
        kind = chance.choice(aspect["about"])
        topics = self.topics[kind]
        (x, _), (y, _) = chosen = chance.sample(topics, 2)
        bound: dict[str, tuple[str, Words]] = {"x": chosen[0], "y": chosen[1]}
        for word_topic in _WORD_TOPICS:
            bound[word_topic] = chance.choice(self.topics[word_topic])
        asked, said = _languages(chance)
        question, used = self._fill(chance.choice(aspect[f"ask_{asked}"]), asked, bound, chance)
        patterns = aspect[f"say_{said}"]
        count = min(len(patterns), chance.choice((1, 2, 2, 3)))
        parts = [self._fill(pattern, said, bound, chance) for pattern in chance.sample(patterns, count)]
        # What was asked for must be told, even where the statement's pattern has no place for it.
        told = set().union(*(slots for _, slots in parts))
        extra = [_name(bound[slot][1], said, chance) for slot in sorted(used - told) if slot in bound]
        statement = _join([*extra, *(text for text, _ in parts)], said)
        other = y if "y" in used else ""
        return Pair(question, statement, f"{name}/{x}/{other}", x)

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
        bound: dict[str, tuple[str, Words]] = {"x": (word, {"zh": [word], "en": [word]})}
        kind = chance.choice(aspect["about"])
        bound["y"] = chance.choice(self.topics[kind])
        for word_topic in _WORD_TOPICS:
            bound[word_topic] = chance.choice(self.topics[word_topic])
        with_x = [pattern for pattern in aspect[f"ask_{asked}"] if "{x}" in pattern]
        saying = [pattern for pattern in aspect[f"say_{asked}"] if "{x}" in pattern]
        if not with_x or not saying:
            return self.word_pair(chance)
        question, _ = self._fill(chance.choice(with_x), asked, bound, chance)
        statement, _ = self._fill(chance.choice(saying), asked, bound, chance)
        return Pair(question, statement, f"made-up/{word}")

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
