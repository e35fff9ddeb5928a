"""`kiosk evaluate assistant`: how well the guide understands, finds, answers and refuses, on wording it never saw."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from kiosk.base.settings import LANGUAGES, Language
from kiosk.evaluation.cases import Case, Known, facts_of, nearest, read_cases, read_known
from kiosk.evaluation.report import Report, Row, Say, Stopwatch, bootstrap, quietly
from kiosk.evaluation.talking import Told, shipped_guide, tell
from kiosk.knowledge.search import By
from kiosk.knowledge.store import Knowledge

_DEPTH: Final = 10
_SEARCHES: Final[tuple[tuple[str, By], ...]] = (("BM25", "words"), ("encoder", "meaning"), ("hybrid", "both"))
_OUTSIDE: Final = "out_of_scope"
_KNOWLEDGE: Final = "ask_knowledge"


def evaluate_assistant(data: Path | None = None, say: Say = quietly) -> Report:
    """One table over the written cases.

    Args:
        data: a folder of cases; by default the held-out halves of tests/suite.
        say: is told the progress.

    Raises:
        KnownError: there are no cases.
    """
    watch = Stopwatch()
    cases = read_cases(data)
    known = read_known()
    told: list[Told] = []
    with shipped_guide() as (guide, knowledge):
        for place, case in enumerate(cases):
            say("talking", 0.9 * place / len(cases))
            told.append(tell(guide, case))
        say("searching", 0.9)
        rows = [
            *_intent_rows(told), *_slot_rows(told), *_focus_rows(told), *_limit_rows(told),
            *_retrieval_rows(cases, known, knowledge), *_knowledge_rows(told, known), *_refusal_rows(told, known),
            *_latency_rows(told),
        ]  # fmt: skip
    return Report("assistant", watch.seconds, tuple(rows), tuple(_notes(told, known)))


def is_right(reply_sources: Iterable[str], label: Known) -> bool:
    """Whether an answer rests on one of the facts or relations that rightly answer."""
    for name in reply_sources:
        kind, _, rest = name.partition(":")
        if kind == "fact" and rest in label.facts:
            return True
        if kind == "graph" and tuple(rest.split("|")[:2]) in label.relations:
            return True
    return False


def ndcg(found: Sequence[str], right: frozenset[str], depth: int = _DEPTH) -> float:
    """Normalised discounted cumulative gain with every right fact worth one.

    Args:
        found: ids, best first.
        right: ids of the facts that answer.
        depth: how many of `found` count.
    """
    gains = np.array([name in right for name in found[:depth]], dtype=np.float64)
    discounts = 1.0 / np.log2(np.arange(2, depth + 2))
    ideal = discounts[: min(len(right), depth)].sum()
    return float((gains * discounts[: len(gains)]).sum() / ideal) if ideal else 0.0


def _sources(told: Told) -> list[str]:
    return [name for claim in told.reply.claims for name in claim.source]


def _of(told: Sequence[Told], language: Language) -> list[Told]:
    return [one for one in told if one.case.language == language]


def _share(name: str, right: Sequence[bool], aim: float | None = None, *, at_most: bool = False) -> Row:
    """A row for a share of cases; without cases it has no value."""
    if not right:
        return Row(name, None, aim=aim, n=0, at_most=at_most)
    values = np.asarray(right, dtype=np.float64)
    return Row(name, float(values.mean()), "share", aim, n=len(right), interval=bootstrap(values), at_most=at_most)


def _intent_rows(told: Sequence[Told]) -> list[Row]:
    rows = [
        _share(f"intent {language}", [t.reply.intent in t.case.intents for t in _of(told, language)], 0.97)
        for language in LANGUAGES
    ]
    by_intent: defaultdict[str, list[bool]] = defaultdict(list)
    for one in told:
        by_intent[one.case.intent].append(one.reply.intent in one.case.intents)
    return rows + [_share(f"  {intent}", right) for intent, right in by_intent.items()]


def _slot_rows(told: Sequence[Told]) -> list[Row]:
    rows = []
    for language in LANGUAGES:
        hit, missed, extra = _slot_counts([t for t in _of(told, language) if t.case.wants])
        rows.append(Row(f"slot F1 {language}", _f1(hit, missed, extra), "F1", 0.95, n=sum((hit + missed).values())))
        rows += [
            Row(f"  {key}", _f1(hit, missed, extra, key), "F1", n=hit[key] + missed[key])
            for key in sorted(hit | missed) if hit[key] + missed[key] >= _DEPTH
        ]  # fmt: skip
        exact = [
            any(facts_of(want) == facts_of(t.reply.constraints.document()) for want in t.case.wants)
            for t in _of(told, language) if t.case.wants
        ]  # fmt: skip
        rows.append(_share(f"whole wish {language}", exact))
    return rows


def _slot_counts(told: Iterable[Told]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    hit: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for one in told:
        got = one.reply.constraints.document()
        want, have = nearest(one.case.wants, got), facts_of(got)
        hit.update(key for key, _ in want & have)
        missed.update(key for key, _ in want - have)
        extra.update(key for key, _ in have - want)
    return hit, missed, extra


def _f1(hit: Counter[str], missed: Counter[str], extra: Counter[str], key: str | None = None) -> float | None:
    counts = [sum(c.values()) if key is None else c[key] for c in (hit, missed, extra)]
    whole = 2 * counts[0] + counts[1] + counts[2]
    return 2 * counts[0] / whole if whole else None


def _focus_rows(told: Sequence[Told]) -> list[Row]:
    judged = [t for t in told if t.case.focus and len(t.meant) == len(t.case.focus)]
    return [_share("pieces meant", [set(t.reply.focus) == set(t.meant) for t in judged])]


def _limit_rows(told: Sequence[Told]) -> list[Row]:
    shown = sum(len(t.reply.pieces) for t in told)
    count = sum(t.unspoken_breaks for t in told)
    labelled = [(t, broken) for t in told if (broken := t.labelled_breaks) is not None]
    outside, judged = sum(broken for _, broken in labelled), sum(len(t.reply.pieces) for t, _ in labelled)
    return [
        Row("hard-limit violations", float(count), "pieces", 0, n=shown, at_most=True),
        Row("  against the labelled wish", float(outside), "pieces", 0, n=judged, at_most=True),
    ]


def _retrieval_rows(cases: Sequence[Case], known: dict[str, Known], knowledge: Knowledge) -> list[Row]:
    rows = []
    for language in LANGUAGES:
        asked = [c for c in cases if c.language == language and c.id in known and known[c.id].facts]
        scores = {
            name: [ndcg(_found(knowledge, case, by), known[case.id].facts) for case in asked] for name, by in _SEARCHES
        }
        plain = float(np.mean(scores["BM25"])) if asked else None
        for name, values in scores.items():
            mean = float(np.mean(values)) if values else None
            baseline = None if name == "BM25" else plain
            interval = bootstrap(values) if values else None
            rows.append(Row(f"nDCG@{_DEPTH} {name} {language}", mean, "", None, baseline, len(values), interval))
    return rows


def _found(knowledge: Knowledge, case: Case, by: By) -> list[str]:
    return [hit.fact.id for hit in knowledge.search(case.text, case.language, _DEPTH, by)]


def _knowledge_rows(told: Sequence[Told], known: dict[str, Known]) -> list[Row]:
    rows = []
    for language in LANGUAGES:
        asked = [t for t in _of(told, language) if t.case.id in known]
        answerable = [t for t in asked if known[t.case.id].answerable]
        answered = [t for t in answerable if not t.reply.refused]
        right = [is_right(_sources(t), known[t.case.id]) for t in answerable]
        rows.append(_share(f"knowledge right {language}", right, 0.92))
        rows.append(
            _share(
                f"  of those answered {language}", [is_right(_sources(t), known[t.case.id]) for t in answered]
            )
        )  # fmt: skip
        rows.append(
            _share(f"knowledge refused wrongly {language}", [t.reply.refused for t in answerable], 0.03, at_most=True)
        )
    stated = [t for t in told if t.reply.intent == _KNOWLEDGE and not t.reply.refused]
    sourced = [
        bool(t.reply.claims) and all(c.source and c.text in t.reply.answer for c in t.reply.claims) for t in stated
    ]
    return [*rows, _share("knowledge sourced", sourced, 1.0)]


def _refusal_rows(told: Sequence[Told], known: dict[str, Known]) -> list[Row]:
    """Refusing: what is out of scope or not known has to be, a wish or a steering word must not be."""
    unknown = [t for t in told if (k := known.get(t.case.id)) is not None and not (k.answerable or k.service or k.rate)]
    outside = [t for t in told if t.case.intents == {_OUTSIDE}]
    inside = [t for t in told if t.case.intents.isdisjoint({_OUTSIDE, _KNOWLEDGE, "ask_piece"})]
    return [
        _share("refused rightly: out of scope", [t.reply.refused for t in outside], 0.95),
        _share("refused rightly: not known", [t.reply.refused for t in unknown], 0.95),
        _share("refused wrongly: wishes and the like", [t.reply.refused for t in inside], 0.03, at_most=True),
    ]


def _latency_rows(told: Sequence[Told]) -> list[Row]:
    ms = np.array([t.reply.ms for t in told])
    return [
        Row("latency median", float(np.median(ms)), "ms", n=len(ms)),
        Row("latency p95", float(np.percentile(ms, 95)), "ms", 50.0, n=len(ms), at_most=True),
    ]


def _notes(told: Sequence[Told], known: dict[str, Known]) -> list[str]:
    wrong = Counter((t.case.intent, t.reply.intent) for t in told if t.reply.intent not in t.case.intents)
    tags: defaultdict[str, list[bool]] = defaultdict(list)
    for one in told:
        for tag in one.case.tags:
            tags[tag].append(one.reply.intent in one.case.intents)
    worst = sorted((np.mean(right), tag, len(right)) for tag, right in tags.items() if len(right) >= _DEPTH)[:6]
    listed = ", ".join(f"{want} read as {got} ({count})" for (want, got), count in wrong.most_common(6))
    hard = ", ".join(f"{tag} {share:.2f} of {count}" for share, tag, count in worst)
    labelled = sum(t.case.id in known for t in told if t.case.intent == _KNOWLEDGE)
    return [
        "Written by readers who saw neither word lists nor templates; the held-out half is never read while tuning.",
        f"Most often mistaken: {listed}.",
        f"Intent is hardest in: {hard}.",
        f"{labelled} of {sum(t.case.intent == _KNOWLEDGE for t in told)} knowledge questions have labelled answers.",
    ]
