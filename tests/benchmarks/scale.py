"""How long `ask` takes as the shelf grows: the shipped catalog, and GENERATED ones of 1,000 and 100,000 pieces.

python -m tests.benchmarks.scale [PIECES ...]

Every size runs in a process of its own (so that its memory is its own), one thread, with encoder and reader where they
are at hand. The questions are the tuned half of `tests/suite`, spread over all intents of both languages.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any, Final

from kiosk.base.paths import CATALOG, ROOT

SIZES: Final = (32, 1000, 100_000)
_CASES_OF_AN_INTENT: Final = 20
_SLOWEST: Final = 8
_LEAF: Final = "--measure"


def main() -> None:
    """Make the catalogs, and measure each in a process of its own."""
    if _LEAF in sys.argv:
        measure(Path(sys.argv[-1]))
        return
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = CATALOG
            if size > SIZES[0]:
                from tests.benchmarks.shelves import write_catalog

                path = Path(folder) / f"{size}.db"
                write_catalog(path, size)
            one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
            command = [sys.executable, "-m", "tests.benchmarks.scale", _LEAF, str(path)]
            subprocess.run(command, check=True, cwd=ROOT, env=os.environ | one_thread)


def talks() -> list[list[str]]:
    """The turns of each case, an equal number of cases from every intent of both languages."""
    found: list[list[str]] = []
    for language in ("zh", "en"):
        for path in sorted((ROOT / "tests" / "suite" / language / "tune").glob("*.toml")):
            cases: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["case"]
            step = max(1, len(cases) // _CASES_OF_AN_INTENT)
            found += [[*case.get("after", ()), case["text"]] for case in cases[::step][:_CASES_OF_AN_INTENT]]
    return found


def measure(path: Path) -> None:
    """Print what opening and asking cost on one catalog.

    Wall time counts other programs on the machine too; the processor time is ours alone.
    """
    from kiosk.assistant.dialogue import Conversation
    from kiosk.assistant.guide import Guide
    from kiosk.assistant.opening import open_knowledge, open_reader
    from kiosk.catalog.store import Catalog

    out = sys.stdout.write
    knowledge, reader = open_knowledge(path), open_reader()
    before_mb = _resident_mb()
    with Catalog.open(path) as dated:
        day = max(rate.set_at for rate in dated.rates().values())
    begun = time.perf_counter()
    catalog = Catalog.open(path, clock=lambda: day)
    opened_s = time.perf_counter() - begun
    guide = Guide(catalog, knowledge, reader)
    guided_s = time.perf_counter() - begun - opened_s
    guide.ask("钻石项链")
    first_s = time.perf_counter() - begun - opened_s - guided_s
    out(f"{len(catalog.pieces()):,} pieces{'' if reader else ', without the reader'}\n")
    out(f"  open: catalog {opened_s:.2f} s, guide {guided_s:.2f} s, first question {first_s:.2f} s; ")
    out(f"memory {_resident_mb():.0f} MB, {_resident_mb() - before_mb:.0f} MB of it for this catalog\n")
    timed: list[tuple[float, float, str, str]] = []
    for turns in talks():
        talk = Conversation()
        for said in turns:
            before = time.process_time()
            reply = guide.ask(said, None, talk)
            timed.append(((time.process_time() - before) * 1000, reply.ms, reply.intent, said))
    out(f"  {len(timed)} questions: {_spread([ms for _, ms, _, _ in timed])}; ")
    out(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")
    out(f"  processor time alone: {_spread([busy for busy, _, _, _ in timed])}\n")
    for busy, ms, intent, said in sorted(timed, reverse=True)[:_SLOWEST]:
        out(f"    {busy:7.1f} ({ms:7.1f}) ms  {intent:13} {said}\n")
    catalog.close()


def _spread(times: list[float]) -> str:
    ascending = sorted(times)
    p95 = ascending[int(0.95 * len(ascending))]
    return f"median {ascending[len(ascending) // 2]:.1f} ms, p95 {p95:.1f} ms, worst {ascending[-1]:.1f} ms"


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
