"""Finding the facts that answer a question: BM25 over cut tokens and, if there is one, our encoder, joined by RRF."""

import math
import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.base.settings import LANGUAGES, Language
from kiosk.knowledge.cutting import cut
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Graph

RRF_CONSTANT = 60
"""The usual constant of reciprocal rank fusion."""
DEPTH = 30
"""How many facts each ranking hands to the fusion."""
BATCH = 64
"""Texts that are embedded at once."""
COLUMN_WEIGHTS = (3.0, 1.0, 1.0)
"""BM25 weights of: questions, text, names of what the fact is about."""


By = Literal["words", "meaning", "both"]
"""Which rankings a search joins."""


class TextEncoder(Protocol):
    """What the index needs of `kiosk.knowledge.embeddings.Encoder`."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) float32, every row of length 1."""


@dataclass(frozen=True)
class Hit:
    """A fact that was found, best first."""

    fact: Fact
    score: float
    """Reciprocal rank fusion: good for ordering, says nothing absolute."""
    coverage: float
    """0..1: how much of the question, weighted by how telling its tokens are, occurs in the fact."""
    cosine: float | None
    """-1..1: the nearest of the fact's questions and text; None without an encoder."""


class Index:
    """An FTS5 index and the facts' vectors, in memory, both growing when a fact is added. Safe to share by threads."""

    def __init__(self, graph: Graph, facts: Sequence[Fact], encoder: TextEncoder | None = None) -> None:
        self._graph = graph
        self._encoder = encoder
        self._lock = threading.Lock()
        self._facts: list[Fact] = []
        self._tokens: dict[Language, list[frozenset[str]]] = {"zh": [], "en": []}
        self._frequency: dict[Language, Counter[str]] = {"zh": Counter(), "en": Counter()}
        self._vectors: NDArray[np.float32] | None = None
        self._owners: NDArray[np.intp] = np.empty(0, np.intp)
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        for language in LANGUAGES:
            self._database.execute(
                f"CREATE VIRTUAL TABLE facts_{language} USING fts5(questions, text, about, content='', "
                "tokenize='unicode61')"
            )
        self.add(facts)

    def close(self) -> None:
        """Free the index."""
        self._database.close()

    def add(self, facts: Sequence[Fact]) -> None:
        """Index and embed more facts; they are found by the next search."""
        vectors, owners = self._embed(facts, len(self._facts))
        with self._lock:
            for fact in facts:
                self._index(fact)
            if vectors is not None:
                self._vectors = vectors if self._vectors is None else np.vstack([self._vectors, vectors])
                self._owners = np.concatenate([self._owners, owners])

    def search(self, query: str, language: Language, limit: int = 5, by: By = "both") -> list[Hit]:
        """The best facts for a question, best first; an empty list when nothing of it is known."""
        tokens = list(dict.fromkeys(cut(query)))
        vector = self._encoder.encode([query])[0] if self._encoder and query.strip() else None
        with self._lock:
            by_words = self._rank_by_words(tokens, language)
            cosines = self._cosines(vector)
            by_meaning = [int(i) for i in np.argsort(-cosines)[:DEPTH]] if cosines is not None else []
            scores: defaultdict[int, float] = defaultdict(float)
            rankings = {"words": (by_words,), "meaning": (by_meaning,), "both": (by_words, by_meaning)}
            for ranking in rankings[by]:
                for place, row in enumerate(ranking):
                    scores[row] += 1.0 / (RRF_CONSTANT + place + 1)
            best = sorted(scores, key=lambda row: -scores[row])[:limit]
            return [
                Hit(
                    self._facts[row],
                    scores[row],
                    self._coverage(tokens, row, language),
                    None if cosines is None else float(cosines[row]),
                )
                for row in best
            ]

    def _index(self, fact: Fact) -> None:
        row = len(self._facts)
        self._facts.append(fact)
        for language in LANGUAGES:
            questions = cut(" ".join(fact.questions[language]))
            said = cut(fact.text[language])
            nodes = [self._graph.node(n) for n in fact.about if self._graph.has(n)]
            about = cut(" ".join(word for node in nodes for word in node.words(language)))
            self._database.execute(
                f"INSERT INTO facts_{language}(rowid, questions, text, about) VALUES (?, ?, ?, ?)",
                (row, " ".join(questions), " ".join(said), " ".join(about)),
            )
            unique = frozenset((*questions, *said, *about))
            self._tokens[language].append(unique)
            self._frequency[language].update(unique)

    def _rank_by_words(self, tokens: list[str], language: Language) -> list[int]:
        if not tokens:
            return []
        asked = " OR ".join(f'"{token}"' for token in tokens)
        rows = self._database.execute(
            f"SELECT rowid FROM facts_{language} WHERE facts_{language} MATCH ? "
            f"ORDER BY bm25(facts_{language}, ?, ?, ?) LIMIT ?",
            (asked, *COLUMN_WEIGHTS, DEPTH),
        )
        return [int(row) for (row,) in rows]

    def _coverage(self, tokens: list[str], row: int, language: Language) -> float:
        weights = {t: self._weight(t, language) for t in tokens}
        whole = sum(weights.values())
        return sum(w for t, w in weights.items() if t in self._tokens[language][row]) / whole if whole else 0.0

    def _weight(self, token: str, language: Language) -> float:
        return math.log(1 + len(self._facts) / (1 + self._frequency[language][token]))

    def _cosines(self, vector: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        if vector is None or self._vectors is None:
            return None
        best = np.full(len(self._facts), -1.0, np.float32)
        np.maximum.at(best, self._owners, self._vectors @ vector)
        return best

    def _embed(self, facts: Sequence[Fact], first: int) -> tuple[NDArray[np.float32] | None, NDArray[np.intp]]:
        """One vector a question and a text, both languages: (n, d), and the row of the fact that each belongs to."""
        if self._encoder is None or not facts:
            return None, np.empty(0, np.intp)
        texts, owners = [], []
        for row, fact in enumerate(facts, first):
            own = [said for language in LANGUAGES for said in (fact.text[language], *fact.questions[language])]
            texts += own
            owners += [row] * len(own)
        return _encode_by_length(self._encoder, texts), np.array(owners, np.intp)


def _encode_by_length(encoder: TextEncoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, d) float32 in the order of `texts`; batches of like length spare the encoder the padding of short ones."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    vectors = np.vstack([encoder.encode([texts[i] for i in batch]) for batch in batches])
    back = np.empty(len(order), np.intp)
    back[order] = np.arange(len(order))
    return vectors[back]
