"""Intent and wished-for slots by rules alone, by the reader alone, and by both, on sentences of held-out frames.

    python -m tests.benchmarks.joining [--count N] [--model FOLDER] [--rules] [--fresh [--show]]

Needs the packages of installer/lock/train.txt (the sentences are made by kiosk.training). `--rules` also prints, for
each rule that decided, how often it was right and how often a reader of each certainty was: joining's thresholds come
from it.
"""

import argparse
import random
import sys
import time
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.assistant.joining import Joined
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.reader import Reader, coarse_intent
from kiosk.assistant.understanding import Reading, Talk
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.reading import read_content
from kiosk.knowledge.store import Knowledge
from kiosk.training.noise import Noise
from kiosk.training.reader.corpus import Example, Maker
from kiosk.training.reader.spoiling import Spoiler
from kiosk.training.reader.training import catalog_names, common_characters

FRESH = Path(__file__).resolve().parents[1] / "unit" / "assistant" / "sentences_reader.toml"
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


def talk_of(example: Example) -> Talk:
    """The talk before a made sentence."""
    state = example.state
    wish = Constraints.of(category=("ring",)) if state.has_wish else Constraints()
    return Talk(state.has_wish, 6 if state.list_shown else 0, state.has_focus, wish, state.asked)


def meant(example: Example) -> set[tuple[str, str, bool]]:
    """(key, value, wanted) of the list keys that a made sentence holds; corrected values are left out."""
    found = set()
    for value, polarity in zip(example.values, example.polarities, strict=True):
        key, _, word = value.partition("=")
        if key in LIST_KEYS and polarity != "corrected":
            found.add((key, word, polarity == "wanted"))
    return found


def understood(reading: Reading) -> set[tuple[str, str, bool]]:
    """The same of a reading."""
    found = {(key, word, True) for key in LIST_KEYS for word in getattr(reading.wish, key)}
    return found | {(key, word, False) for key, words in reading.wish.exclude.items() for word in words}


def fresh(alone: Joined, both: Joined, *, show: bool) -> None:
    """Score sentences_reader.toml: intents, and the list keys of wishes."""
    lists = tomllib.loads(FRESH.read_text("utf-8"))
    for language, said in ((language, lists[language]["s"]) for language in lists):
        for name, way in (("rules", alone), ("both", both)):
            right = hit = extra = missed = 0
            for sentence, intent, want in said:
                reading = way.read(sentence, Talk())
                wanted = {(k, v.removeprefix("-"), v[0] != "-") for k, _, v in (w.partition("=") for w in want.split())}
                found = understood(reading) if intent == "recommend" else set()
                right += reading.intent == intent
                hit, extra, missed = (
                    hit + len(wanted & found),
                    extra + len(found - wanted),
                    missed + len(wanted - found),
                )
                if show and name == "both" and (reading.intent != intent or wanted != found):
                    sys.stdout.write(
                        f"   {sentence} | {reading.intent} {reading.rule} {sorted(found)} | {intent} {want}\n"
                    )
            f1 = 2 * hit / max(1, 2 * hit + extra + missed)
            sys.stdout.write(f"fresh {language} {name:6} intent {right}/{len(said)}  slots F1 {f1:.3f}\n")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=3000)
    options.add_argument("--model", type=Path)
    options.add_argument("--rules", action="store_true")
    options.add_argument("--fresh", action="store_true", help="only the sentences of sentences_reader.toml")
    options.add_argument("--show", action="store_true", help="their misses")
    chosen = options.parse_args()
    reader = Reader.open(chosen.model)
    catalog, knowledge = Catalog.open(CATALOG), Knowledge.from_sources()
    lexicon = Lexicon(knowledge.graph, catalog.pieces())
    alone, both = Joined(lexicon), Joined(lexicon, reader)
    if chosen.fresh:
        fresh(alone, both, show=chosen.show)
        catalog.close()
        return
    noise = Noise(reader.tokens.syllables, common_characters()[:3755])
    maker = Maker(read_content(), reader.tokens, Spoiler(noise), catalog_names(), held_out=True)
    right: Counter[tuple[str, str]] = Counter()
    slots: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    count: Counter[str] = Counter()
    by_rule: dict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0, 0])
    seconds = {"rules": 0.0, "both": 0.0}
    for example in maker.make(chosen.count, random.Random(7)):
        talk, truth, language = talk_of(example), coarse_intent(example.intent), example.language
        begun = time.perf_counter()
        rules = alone.read(example.said, talk)
        seconds["rules"] += time.perf_counter() - begun
        begun = time.perf_counter()
        joined = both.read(example.said, talk)
        seconds["both"] += time.perf_counter() - begun
        own = reader.read(example.said, example.state)
        count[language] += 1
        for name, intent in (("rules", rules.intent), ("both", joined.intent), ("reader", own.intent[0])):
            right[language, name] += coarse_intent(intent) == truth
        if truth == "recommend":
            for name, reading in (("rules", rules), ("both", joined)):
                said, wanted = understood(reading), meant(example)
                for at, more in enumerate((len(said & wanted), len(said), len(wanted))):
                    slots[language, name][at] += more
        low = max(edge for edge in BINS if own.intent[1] >= edge)
        cell = by_rule[("doubtful" if rules.doubtful else rules.rule) or "none", low]
        for at, more in enumerate((1, coarse_intent(rules.intent) == truth, own.intent[0] == truth)):
            cell[at] += more
    for language, total in count.items():
        for name in ("rules", "reader", "both"):
            hit, said, wanted = slots[language, name]
            f1 = f"  slots of wishes F1 {2 * hit / max(1, said + wanted):.3f}" if name != "reader" else ""
            sys.stdout.write(f"{language} {name:7} intent {right[language, name] / total:.3f} of {total}{f1}\n")
    for name, spent in seconds.items():
        sys.stdout.write(f"{name}: {spent / chosen.count * 1000:.2f} ms a sentence\n")
    if chosen.rules:
        for (rule, low), (n, ruled, own_right) in sorted(by_rule.items()):
            sys.stdout.write(
                f"{rule:13} reader >= {low:.2f}: n {n:4}  rules {ruled / n:.2f}  reader {own_right / n:.2f}\n"
            )
    catalog.close()


if __name__ == "__main__":
    main()
