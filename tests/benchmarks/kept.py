"""Intents by rules, by the reader and by both, on the tuned cases of tests/suite that the reader's training left out.

    python -m tests.benchmarks.kept [--model FOLDER] [--rules] [--show]

`--rules` also prints, for each rule that decided and where the reader disagrees, how often either was right at each
certainty; joining's thresholds come from it. `--show` lists what both together get wrong.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.joining import Joined, state_of
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.reader import Reader, coarse_intent
from kiosk.assistant.understanding import Reading
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.evaluation.cases import SUITE, Case, read_cases
from kiosk.knowledge.store import Knowledge
from kiosk.training.reader.sayings import is_kept

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


def rule_of(reading: Reading) -> str:
    """The rule that decided, or why none may be trusted."""
    return "doubtful" if reading.doubtful else reading.rule or "none"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser()
    options.add_argument("--model", type=Path)
    options.add_argument("--rules", action="store_true")
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    reader = Reader.open(chosen.model)
    cases = [c for language in ("zh", "en") for c in read_cases(SUITE / language / "tune") if is_kept(c.id)]
    knowledge = Knowledge.from_sources()
    right: Counter[tuple[str, str]] = Counter()
    cells: dict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0, 0])
    with Catalog.open(CATALOG) as catalog:
        lexicon = Lexicon(knowledge.graph, catalog.pieces())
        ways = {"rules": Joined(lexicon), "both": Joined(lexicon, reader)}
        guide = Guide(catalog, knowledge)
        for case in cases:
            conversation = Conversation()
            for turn in case.after:
                guide.ask(turn, None, conversation)
            talk = conversation.talk()
            readings = {name: way.read(case.text, talk) for name, way in ways.items()}
            own, odds = reader.read(readings["rules"].said, state_of(talk)).intent
            meant = {coarse_intent(name) for name in case.intents}
            for name, reading in readings.items():
                right[case.language, name] += reading.intent in case.intents
            right[case.language, "reader, wishes as one"] += own in meant
            ruled = coarse_intent(readings["rules"].intent)
            if ruled != own:
                cell = cells[rule_of(readings["rules"]), max(edge for edge in BINS if odds >= edge)]
                for at, more in enumerate((1, ruled in meant, own in meant)):
                    cell[at] += more
            if chosen.show and readings["both"].intent not in case.intents:
                sys.stdout.write(line(case, readings, own, odds))
    for (language, name), count in sorted(right.items()):
        total = sum(c.language == language for c in cases)
        sys.stdout.write(f"{language} {name:22} intent {count}/{total} = {count / total:.3f}\n")
    if chosen.rules:
        for (rule, low), (n, ruled, read) in sorted(cells.items()):
            sys.stdout.write(
                f"{rule:13} reader >= {low:.2f}: disagree {n:3}  rules right {ruled:3}  reader right {read:3}\n"
            )


def line(case: Case, readings: dict[str, Reading], own: str, odds: float) -> str:
    """A miss: the case, what rules, reader and both made of it."""
    rules, both = readings["rules"], readings["both"]
    said = " > ".join((*case.after, case.text))
    ruled = f"rules {rules.intent} ({rule_of(rules)})"
    return f"{said} | {ruled} | reader {own} {odds:.2f} | {both.intent} | {case.intent}\n"


if __name__ == "__main__":
    main()
