"""How long until the window stands, and how long the screen's thread is ever held up while the mirror works.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.benchmarks.window [--camera SRC] [--piece SKU] [--seconds S]

A 10 ms timer runs on Qt's thread; every gap beyond its 10 ms is time in which a touch would have waited.
"""

import argparse
import os
import sys
import tempfile
import time

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("VITRINE_DATA", tempfile.mkdtemp())
TICK_MS = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--camera", default="assets/display/bust.webp")
    parser.add_argument("--piece", default="N001")
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()

    began = time.perf_counter()
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QGuiApplication

    from kiosk.app import App, Options
    from kiosk.base.settings import Settings
    from kiosk.ui.tour import wait, wait_for

    application = QGuiApplication(sys.argv[:1])
    app = App(Options(camera=options.camera, microphone="none", size=(1080, 1920)), Settings())
    app.show()
    wait_for(app.window.isExposed)
    print(f"window up after {time.perf_counter() - began:.2f} s (this process, imports included)")

    wait(6000)
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    app.kiosk.mirror.tryOn(options.piece)
    app.kiosk.visit.answer(True)
    wait_for(lambda: bool(app.kiosk.mirror.property("live")), 30_000)
    wait(2000)
    timer.start()
    wait(int(options.seconds * 1000))
    timer.stop()
    gaps = np.diff(ticks) * 1000 - TICK_MS
    print(
        f"the mirror wears {options.piece}: Qt's thread held up beyond its {TICK_MS} ms timer, of {len(gaps)} ticks: "
        f"median {np.median(gaps):.1f} ms, p99 {np.percentile(gaps, 99):.1f} ms, longest {gaps.max():.1f} ms"
    )
    app.close()
    application.quit()


if __name__ == "__main__":
    main()
