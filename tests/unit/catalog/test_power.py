"""A rate that was acknowledged is there after the program was killed in the middle of its work."""

import subprocess
import sys
from pathlib import Path

from kiosk.catalog.store import Catalog

WORK = """
import sys
from pathlib import Path
from kiosk.catalog.store import Catalog
with Catalog.open(Path(sys.argv[1])) as catalog:
    for price in range(1000, 3000):
        catalog.set_rates({"gold_999": str(price), "gold_990": str(price)})
        print(price, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(catalog: Catalog, tmp_path: Path) -> None:
    for acknowledgements in (1, 7, 20):
        process = subprocess.Popen(
            [sys.executable, "-c", WORK, str(tmp_path / "own.db")], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(acknowledgements):
            line = process.stdout.readline()
        process.kill()
        rest = process.communicate()[0].split()
        last = int(rest[-1] if rest else line)
        rates = catalog.rates()
        assert rates["gold_999"].yuan_per_g in (last, last + 1), "the kill may fall between writing and telling"
        assert rates["gold_999"].yuan_per_g == rates["gold_990"].yuan_per_g, "all or none"
