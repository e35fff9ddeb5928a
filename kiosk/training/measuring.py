"""How well questions find facts that the training never saw, against BM25 over characters and words."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.base.settings import LANGUAGES, Language
from kiosk.knowledge.cutting import cut
from kiosk.knowledge.facts import Fact

Vectors = NDArray[np.floating]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]
RRF_CONSTANT = 60
MEANING_WEIGHT = 2.0
"""Of a cosine beside a BM25 score that is given as a share of the best one's; chosen on seed 0's split."""


@dataclass(frozen=True)
class Score:
    """Share of the questions whose fact comes first, and among the first three."""

    top1: float
    top3: float
    n: int


Table = dict[tuple[str, str], Score]
"""By way of searching and what was asked: zh, en, or across (the question's language is not the text's)."""


class BM25:
    """BM25 over the uni- and bigrams of Chinese and the words of English, as the kiosk's own index cuts them."""

    def __init__(self, documents: Sequence[str], k1: float = 1.2, b: float = 0.75) -> None:
        self._k1, self._b = k1, b
        counts = [Counter(cut(document)) for document in documents]
        frequency = Counter(token for count in counts for token in count)
        self._mean = sum(map(Counter.total, counts)) / max(len(counts), 1)
        self._idf = {token: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for token, n in frequency.items()}
        self._weights = [self._weigh(count) for count in counts]

    def scores(self, query: str) -> NDArray[np.float64]:
        """One score a document."""
        tokens = set(cut(query))
        return np.array([sum(weight[t] for t in tokens if t in weight) for weight in self._weights])

    def score(self, query: str, document: str) -> float:
        """The score that a document would have in another's place."""
        weight = self._weigh(Counter(cut(document)))
        return sum(weight[t] for t in set(cut(query)) if t in weight)

    def _weigh(self, count: Counter[str]) -> dict[str, float]:
        norm = self._k1 * (1 - self._b + self._b * count.total() / self._mean)
        return {t: self._idf.get(t, 0.0) * n * (self._k1 + 1) / (n + norm) for t, n in count.items()}


def measure(facts: Sequence[Fact], unseen: Sequence[Fact], embed: Embed) -> Table:
    """Ask the questions of some facts; candidates are all facts, by their texts alone and with their other questions.

    Args:
        facts: all that can be found.
        unseen: those whose questions are asked.
        embed: texts to (n, d) vectors of length 1.
    """
    place = {fact.id: index for index, fact in enumerate(facts)}
    texts = {language: embed([fact.text[language] for fact in facts]) for language in LANGUAGES}
    table: Table = {}
    for language in LANGUAGES:
        asked = [(question, place[fact.id]) for fact in unseen for question in fact.questions[language]]
        queries, truth = embed([question for question, _ in asked]), np.array([row for _, row in asked])
        other: Language = "en" if language == "zh" else "zh"
        index = BM25([fact.text[language] for fact in facts])
        words = np.stack([index.scores(question) for question, _ in asked])
        meaning = queries @ texts[language].T
        words_all = _words_with_questions(facts, asked, language)
        nearest, centre = _meaning_with_questions(facts, asked, texts[language], embed, language)
        share = words_all / np.maximum(words_all.max(axis=1, keepdims=True), 1e-9)
        ways = {
            "BM25": words,
            "encoder": meaning,
            "both, ranks": _fuse(words) + _fuse(meaning),
            "BM25, with questions": words_all,
            "encoder, nearest": nearest,
            "encoder, centre": centre,
            "both, ranks (nearest)": _fuse(words_all) + _fuse(nearest),
            "both, scores (centre)": share + MEANING_WEIGHT * centre,
        }
        table |= {(way, language): _score(scores, truth) for way, scores in ways.items()}
        table["encoder", f"{language} to {other}"] = _score(queries @ texts[other].T, truth)
    return table


def average(tables: Sequence[Table]) -> dict[tuple[str, str], tuple[Score, float]]:
    """The mean of each score over several trainings, and the spread (half the range) of its top-1."""
    merged = {}
    for key in tables[0] if tables else ():
        scores = [table[key] for table in tables]
        firsts = [score.top1 for score in scores]
        mean = Score(
            float(np.mean(firsts)),
            float(np.mean([s.top3 for s in scores])),
            round(float(np.mean([s.n for s in scores]))),
        )
        merged[key] = (mean, (max(firsts) - min(firsts)) / 2)
    return merged


def _meaning_with_questions(
    facts: Sequence[Fact], asked: Sequence[tuple[str, int]], texts: Vectors, embed: Embed, language: Language
) -> tuple[Vectors, Vectors]:
    """Cosines, (asked, facts), of a fact's nearest text or question, and of the middle between its text and its centre.

    The centre is the direction of the sum of text and questions. The asked question itself is left out of both.
    """
    entries = [(question, row) for row, fact in enumerate(facts) for question in fact.questions[language]]
    vectors, owners = embed([text for text, _ in entries]), np.array([row for _, row in entries])
    whole = texts.copy()
    np.add.at(whole, owners, vectors)
    nearest, centre = [], []
    for question, row in asked:
        query = embed([question])[0]
        kept = np.array([text != question for text, _ in entries])
        best = texts @ query
        np.maximum.at(best, owners[kept], vectors[kept] @ query)
        nearest.append(best)
        sums = whole.copy()
        sums[row] -= vectors[~kept & (owners == row)].sum(axis=0)
        lengths = np.maximum(np.linalg.norm(sums, axis=1), 1e-9)
        centre.append((texts @ query + sums @ query / lengths) / 2)
    return np.stack(nearest), np.stack(centre)


def _words_with_questions(facts: Sequence[Fact], asked: Sequence[tuple[str, int]], language: Language) -> Vectors:
    """BM25, (asked, facts), where a fact's document holds its text and its questions, the asked one left out."""
    index = BM25([" ".join((fact.text[language], *fact.questions[language])) for fact in facts])
    rows = []
    for question, row in asked:
        scores = index.scores(question)
        rest = " ".join((facts[row].text[language], *(q for q in facts[row].questions[language] if q != question)))
        scores[row] = index.score(question, rest)
        rows.append(scores)
    return np.stack(rows)


def _fuse(scores: Vectors) -> Vectors:
    places = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    return 1.0 / (RRF_CONSTANT + places + 1)


def _score(scores: Vectors, truth: NDArray[np.integer]) -> Score:
    own = scores[np.arange(len(truth)), truth]
    # A tie counts against us: a document that scores the same might have come first.
    rivals = (scores >= own[:, None]).sum(axis=1) - 1
    return Score(float((rivals < 1).mean()), float((rivals < 3).mean()), len(truth))
