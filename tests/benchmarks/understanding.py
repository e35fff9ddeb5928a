"""Intent and slot scores on tests/unit/assistant/cases_{zh,en}.toml, tuned and held-out half apart.

    python -m tests.benchmarks.understanding [--show] [--reader]

`--show` lists the misses of the tuned half; those of the held-out half are never listed, so that nobody tunes on them.
`--reader` has the joint reader heard beside the rules.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.opening import open_reader
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge

CASES = Path(__file__).resolve().parents[1] / "unit" / "assistant"


def facts(constraints: dict[str, Any], prefix: str = "") -> set[tuple[str, Any]]:
    """Every (key, value) pair, so that lists count item by item."""
    found: set[tuple[str, Any]] = set()
    for key, value in constraints.items():
        if isinstance(value, dict):
            found |= facts(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            found |= {(prefix + key, item) for item in value}
        else:
            found.add((prefix + key, float(value) if isinstance(value, int | float) else value))
    return found


def run(guide: Guide, case: dict[str, Any]) -> dict[str, Any]:
    """The answer to the last turn of a case."""
    talk = Conversation()
    for turn in case.get("after", []):
        guide.ask(turn, None, talk)
    return guide.ask(case["text"], None, talk).document()


def score(guide: Guide, cases: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each case with its answer."""
    for case in cases:
        yield case, run(guide, case)


def main() -> None:
    """Print one line a language and half."""
    reader = open_reader() if "--reader" in sys.argv else None
    guide = Guide(Catalog.open(CATALOG), Knowledge.from_sources(), reader)
    for language in ("zh", "en"):
        lists = tomllib.loads((CASES / f"cases_{language}.toml").read_text("utf-8"))
        for half in lists:
            right = exact = with_slots = hit = missed = extra = 0
            for case, answer in score(guide, lists[half]):
                right += answer["intent"] == case["intent"]
                miss = answer["intent"] != case["intent"]
                if "want" in case:
                    want, got = facts(case["want"]), facts(answer["constraints"])
                    with_slots, exact = with_slots + 1, exact + (want == got)
                    hit, missed, extra = hit + len(want & got), missed + len(want - got), extra + len(got - want)
                    miss = miss or want != got
                if miss and half.startswith("tune") and "--show" in sys.argv:
                    got_all = f"{answer['intent']} {answer['constraints']}"
                    sys.stdout.write(f"   {case['text']} | {got_all} | want {case['intent']} {case.get('want')}\n")
            f1 = 2 * hit / max(1, 2 * hit + missed + extra)
            sys.stdout.write(
                f"{language} {half}: intent {right}/{len(lists[half])} = {right / len(lists[half]):.3f}  "
                f"slots F1 {f1:.3f} (hit {hit}, missed {missed}, extra {extra})  whole wish {exact}/{with_slots}\n"
            )


if __name__ == "__main__":
    main()
