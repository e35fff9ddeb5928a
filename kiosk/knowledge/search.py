"""Finding the facts that answer a question: BM25 over cut tokens and, where it is there, our encoder, joined.

Candidates come from both rankings; they are ordered by a weighted sum of what is alike (`likeness`), its weights fitted
on facts' questions that were left out. Reciprocal ranks throw away how much better the first is than the second.
"""

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.base.settings import LANGUAGES, Language
from kiosk.knowledge.cutting import cut
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.likeness import Asked, Likeness, Weights, Worded

DEPTH = 30
"""How many facts each ranking hands to the joining."""
JOINED: Final[Mapping[str, float]] = MappingProxyType(
    {"words": 1.5, "coverage": 1.0, "telling": 1.0, "centre": 9.0, "nearest": 3.5}
)
"""Weights of a `Likeness`, with the encoder: fitted on questions left out, then the cosines on the tuned half."""
WORDS_ALONE: Final[Mapping[str, float]] = MappingProxyType(
    {"words": 3.9, "question": 1.0, "coverage": 1.7, "telling": 1.9}
)
"""Weights without one."""
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
    """Good for ordering, says nothing absolute."""
    likeness: Likeness
    unknown: float
    """0..1: how much of the question no fact holds."""

    @property
    def coverage(self) -> float:
        """0..1: how much of the question, weighted by how telling its tokens are, occurs in the fact."""
        return self.likeness.coverage

    @property
    def cosine(self) -> float | None:
        """-1..1: the nearest of the fact's questions and text; None without an encoder."""
        return self.likeness.nearest


class Index:
    """An FTS5 index and the facts' vectors, in memory, both growing when a fact is added. Safe to share by threads."""

    def __init__(self, graph: Graph, facts: Sequence[Fact], encoder: TextEncoder | None = None) -> None:
        self._graph = graph
        self._encoder = encoder
        self._lock = threading.Lock()
        self._facts: list[Fact] = []
        self._worded: dict[Language, list[Worded]] = {"zh": [], "en": []}
        self._weights: dict[Language, Weights] = {"zh": Weights(), "en": Weights()}
        self._vectors: NDArray[np.float32] | None = None
        self._owners: NDArray[np.intp] = np.empty(0, np.intp)
        self._centres: dict[Language, NDArray[np.float32]] = {}
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
                for language, centres in _centres(facts, vectors).items():
                    known = self._centres.get(language)
                    self._centres[language] = centres if known is None else np.vstack([known, centres])

    def search(self, query: str, language: Language, limit: int = 5, by: By = "both") -> list[Hit]:
        """The best facts for a question, best first; an empty list when nothing of it is known."""
        vector = self._encoder.encode([query])[0] if self._encoder and query.strip() else None
        if vector is not None and not vector.any():
            vector = None
        with self._lock:
            asked = Asked(query, self._weights[language])
            words = self._score_words(asked.tokens, language)
            nearest, centres = self._cosines(vector, language)
            rows = list(words) if by != "meaning" else []
            if centres is not None and nearest is not None and by != "words":
                near = [*np.argsort(-centres)[:DEPTH], *np.argsort(-nearest)[: DEPTH // 2]]
                rows = list(dict.fromkeys([*rows, *map(int, near)]))
            found = []
            for row in rows:
                centre = None if centres is None else float(centres[row])
                like = asked.like(
                    self._worded[language][row], words.get(row, 0.0), centre,
                    None if nearest is None else float(nearest[row]),
                )  # fmt: skip
                found.append(Hit(self._facts[row], _score(like, by), like, asked.unknown))
        return sorted(found, key=lambda hit: -hit.score)[:limit]

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
            whole = frozenset((*questions, *said, *about))
            each = tuple(frozenset(cut(question)) for question in fact.questions[language])
            self._worded[language].append(Worded(each, whole))
            self._weights[language].add(whole)

    def _score_words(self, tokens: Sequence[str], language: Language) -> dict[int, float]:
        """BM25 of the best facts as a share of the very best one's, best first."""
        if not tokens:
            return {}
        asked = " OR ".join(f'"{token}"' for token in tokens)
        rows = self._database.execute(
            f"SELECT rowid, -bm25(facts_{language}, ?, ?, ?) AS score FROM facts_{language} "
            f"WHERE facts_{language} MATCH ? ORDER BY score DESC LIMIT ?",
            (*COLUMN_WEIGHTS, asked, DEPTH),
        ).fetchall()
        best = max((score for _, score in rows), default=0.0)
        return {int(row): score / best if best > 0 else 0.0 for row, score in rows}

    def _cosines(
        self, vector: NDArray[np.float32] | None, language: Language
    ) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
        """Of every fact, (facts,): the nearest of its questions and text, and its centre."""
        if vector is None or self._vectors is None:
            return None, None
        starts = np.flatnonzero(np.diff(self._owners, prepend=-1))  # every fact has a text, in the facts' order
        best = np.maximum.reduceat(self._vectors @ vector, starts)
        return best, self._centres[language] @ vector

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


def _score(like: Likeness, by: By) -> float:
    if by == "words":
        return like.words
    if by == "meaning" and like.centre is not None:
        return like.centre
    weights = WORDS_ALONE if like.centre is None else JOINED
    return sum(weight * float(getattr(like, name)) for name, weight in weights.items())


def _centres(facts: Sequence[Fact], vectors: NDArray[np.float32]) -> dict[Language, NDArray[np.float32]]:
    """(facts, d) a language: the mean of a fact's text and of the direction in which it and its questions lie."""
    centres: dict[Language, list[NDArray[np.float32]]] = {language: [] for language in LANGUAGES}
    start = 0
    for fact in facts:
        for language in LANGUAGES:
            own = vectors[start : start + 1 + len(fact.questions[language])]
            start += len(own)
            whole = own.sum(axis=0)
            centres[language].append((own[0] + whole / max(float(np.linalg.norm(whole)), 1e-9)) / 2)
    return {language: np.stack(rows) for language, rows in centres.items()}


def _encode_by_length(encoder: TextEncoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, d) float32 in the order of `texts`; batches of like length spare the encoder the padding of short ones."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    vectors = np.vstack([encoder.encode([texts[i] for i in batch]) for batch in batches])
    back = np.empty(len(order), np.intp)
    back[order] = np.arange(len(order))
    return vectors[back]
