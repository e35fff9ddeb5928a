"""Knowledge questions answered rightly, wrongly, and refused, on tests/unit/assistant/cases_knowledge.toml.

    python -m tests.benchmarks.knowing [--show] [--without-encoder]

`--show` lists the misses of the tuned half only.
"""

import sys
import tomllib

from kiosk.assistant.guide import Guide
from kiosk.assistant.opening import open_knowledge
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge
from tests.benchmarks.understanding import CASES


def verdict(case: dict[str, list[str]], sources: list[str], refused: bool) -> str:
    """right, wrong, refused (wrongly), or refused_right."""
    if not case["facts"]:
        return "refused_right" if refused else "answered_unknown"
    if refused or not sources:
        return "refused_known"
    kinds = {source.partition(":")[0] for source in sources}
    said = {source.removeprefix("fact:") for source in sources} | ({"graph"} if "graph" in kinds else set())
    return "right" if said & set(case["facts"]) else "wrong"


def main() -> None:
    """Print the counts a language and half."""
    knowledge = Knowledge.open(CATALOG) if "--without-encoder" in sys.argv else open_knowledge(CATALOG)
    guide = Guide(Catalog.open(CATALOG), knowledge)
    cases = tomllib.loads((CASES / "cases_knowledge.toml").read_text("utf-8"))
    for language, halves in cases.items():
        for half, some in halves.items():
            counts: dict[str, int] = {}
            for case in some:
                reply = guide.ask(case["text"])
                found = verdict(case, [one for claim in reply.claims for one in claim.source], reply.refused)
                counts[found] = counts.get(found, 0) + 1
                if "--show" in sys.argv and half == "tune" and found not in ("right", "refused_right"):
                    sys.stdout.write(f"   {case['text']} | {found} {reply.intent} {reply.answer[:40]}\n")
            known = sum(bool(case["facts"]) for case in some)
            listed = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
            sys.stdout.write(f"{language} {half}: {known} known and {len(some) - known} unknown: {listed}\n")


if __name__ == "__main__":
    main()
