"""What the guide gets wrong in the tuned half of tests/suite; the held-out half is never listed.

    python -m tests.benchmarks.misses [zh|en] [--intent NAME] [--slots] [--knowledge] [--rules]

`--slots` lists wrong wishes instead of wrong intents, `--knowledge` wrong answers, `--rules` leaves the reader out.
"""

import argparse
import sys

from kiosk.evaluation.assistant import is_right
from kiosk.evaluation.cases import SUITE, facts_of, nearest, read_cases, read_known
from kiosk.evaluation.talking import Told, shipped_guide, tell


def main() -> None:
    """Print one line a miss, and the shares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("language", nargs="?", choices=("zh", "en"))
    parser.add_argument("--intent")
    parser.add_argument("--slots", action="store_true")
    parser.add_argument("--knowledge", action="store_true")
    parser.add_argument("--rules", action="store_true")
    asked = parser.parse_args()
    languages = (asked.language,) if asked.language else ("zh", "en")
    cases = [case for language in languages for case in read_cases(SUITE / language / "tune")]
    cases = [case for case in cases if asked.intent in (None, case.intent)]
    with shipped_guide(reader=not asked.rules) as (guide, _):
        told = [tell(guide, case) for case in cases]
    lines = _knowledge(told) if asked.knowledge else _slots(told) if asked.slots else _intents(told)
    sys.stdout.write("\n".join(lines) + "\n")


def _intents(told: list[Told]) -> list[str]:
    wrong = [one for one in told if one.reply.intent not in one.case.intents]
    lines = [f"{_said(one)} | {one.reply.intent} | want {one.case.intent}" for one in wrong]
    return [*lines, f"intent {len(told) - len(wrong)}/{len(told)} = {1 - len(wrong) / max(1, len(told)):.3f}"]


def _slots(told: list[Told]) -> list[str]:
    lines, hit, whole = [], 0, 0
    for one in told:
        if not one.case.wants:
            continue
        got = one.reply.constraints.document()
        want, have = nearest(one.case.wants, got), facts_of(got)
        hit, whole = hit + len(want & have), whole + len(want) + len(have)
        if want != have:
            lines.append(f"{_said(one)} | missed {_listed(want - have)} | extra {_listed(have - want)}")
    return [*lines, f"slot F1 {2 * hit / max(1, whole):.3f}"]


def _knowledge(told: list[Told]) -> list[str]:
    known, lines, right, answerable = read_known(), [], 0, 0
    for one in told:
        label = known.get(one.case.id)
        if label is None or label.service or label.rate:
            continue
        sources = [name for claim in one.reply.claims for name in claim.source]
        good = is_right(sources, label) if label.answerable else one.reply.refused
        right, answerable = right + good, answerable + 1
        if not good:
            want = ", ".join(label.facts) or ", ".join("|".join(pair) for pair in label.relations) or "refuse"
            lines.append(f"{_said(one)} | {one.reply.intent} {sources} | want {want}")
    return [*lines, f"right or rightly refused {right}/{answerable}"]


def _said(one: Told) -> str:
    return " > ".join((*one.case.after, one.case.text)) + f" [{one.case.id}]"


def _listed(facts: set[tuple[str, object]]) -> str:
    return ", ".join(f"{key}={value}" for key, value in sorted(facts, key=str)) or "-"


if __name__ == "__main__":
    main()
