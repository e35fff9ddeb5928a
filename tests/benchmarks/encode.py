"""Times of the text encoder: opening it, and encoding one question. Run: python tests/benchmarks/encode.py"""

import time

import numpy as np

from kiosk.knowledge.embeddings import Encoder
from kiosk.knowledge.reading import read_content


def main() -> None:
    started = time.perf_counter()
    encoder = Encoder.open()
    opened_ms = (time.perf_counter() - started) * 1000
    questions = [q for fact in read_content().facts for asked in fact.questions.values() for q in asked]
    times = []
    for question in questions:
        started = time.perf_counter()
        encoder.encode([question])
        times.append((time.perf_counter() - started) * 1000)
    median, p95 = np.percentile(times, [50, 95])
    print(f"open {opened_ms:.0f} ms; {len(times)} questions: median {median:.3f} ms, p95 {p95:.3f} ms")


if __name__ == "__main__":
    main()
