"""How long `ask` takes over varied questions and talks, zh and en, on the shipped catalog with the encoder.

python -m tests.benchmarks.ask [--without-encoder]
"""

import resource
import statistics
import sys
import time
import tomllib
from collections import defaultdict

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.opening import open_knowledge
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge
from tests.benchmarks.understanding import CASES


def main() -> None:
    """Print median and 95th percentile, all together and by intent, and what opening costs.

    Wall time counts other programs on the machine too; the processor time is ours alone.
    """
    begun = time.perf_counter()
    knowledge = Knowledge.open(CATALOG) if "--without-encoder" in sys.argv else open_knowledge(CATALOG)
    guide = Guide(Catalog.open(CATALOG), knowledge)
    opened_s = time.perf_counter() - begun
    times: dict[str, list[float]] = defaultdict(list)
    busy: list[float] = []
    for language in ("zh", "en"):
        for cases in tomllib.loads((CASES / f"cases_{language}.toml").read_text("utf-8")).values():
            for case in cases:
                talk = Conversation()
                for turn in (*case.get("after", ()), case["text"]):
                    before = time.process_time()
                    reply = guide.ask(turn, None, talk)
                    busy.append((time.process_time() - before) * 1000)
                    times[reply.intent].append(reply.ms)
    every = sorted(ms for some in times.values() for ms in some)
    out = sys.stdout.write
    out(f"opened in {opened_s:.2f} s; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most\n")
    out(f"{len(every)} questions: median {statistics.median(every):.1f} ms, ")
    out(f"p95 {every[int(0.95 * len(every))]:.1f} ms, worst {every[-1]:.1f} ms\n")
    busy.sort()
    out(f"processor time alone: median {statistics.median(busy):.1f} ms, p95 {busy[int(0.95 * len(busy))]:.1f} ms\n")
    for intent, some in sorted(times.items()):
        out(f"  {intent:14} n={len(some):3}  median {statistics.median(some):6.1f}  worst {max(some):6.1f} ms\n")


if __name__ == "__main__":
    main()
