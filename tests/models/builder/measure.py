"""Word error of a small speech model on voices it never heard: `python tests/models/builder/measure.py zh`."""

import argparse
import json
from pathlib import Path

import numpy as np
import vosk
from corpus import PAUSE, read_corpus, words_of
from report import tell
from sounds import RATE_HZ, in_a_room, say
from synthesis import Synthesiser


def errors(wanted: list[str], heard: list[str]) -> int:
    """The edit distance between two word lists."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(wanted, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def recognise(model: object, samples: np.ndarray) -> list[str]:
    """The words of all the utterances in int16-scale samples at 16 kHz."""
    recogniser = vosk.KaldiRecognizer(model, RATE_HZ)
    words: list[str] = []
    data = np.clip(samples, -32768, 32767).astype(np.int16).tobytes()
    for first in range(0, len(data), 6400):
        if recogniser.AcceptWaveform(data[first : first + 6400]):
            words += json.loads(recogniser.Result())["text"].split()
    return words + json.loads(recogniser.FinalResult())["text"].split()


def main() -> None:
    """Print one line a condition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=("zh", "en"))
    parser.add_argument("folder", type=Path, help="an unpacked model")
    parser.add_argument("--sentences", type=int, default=120)
    parser.add_argument("--show", action="store_true", help="print what was misheard")
    choice = parser.parse_args()
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(choice.folder))
    corpus = read_corpus(choice.language)
    synthesiser = Synthesiser()
    for name, texts, room in (
        ("fixed sentences, unseen voices, clean", list(corpus.fixed), False),
        ("drawn sentences, unseen voices, clean", corpus.draw(choice.sentences, 4711), False),
        ("drawn sentences, unseen voices, rooms and noise", corpus.draw(choice.sentences, 4711), True),
    ):
        chance = np.random.default_rng(5)
        wrong = total = whole = 0
        for index, sentence in enumerate(texts):
            _, said = say(synthesiser, corpus, sentence, corpus.test_voices[index % len(corpus.test_voices)], chance)
            samples = in_a_room(said, chance).samples if room else said.samples
            wanted, heard = words_of(sentence.replace(PAUSE, " ")), recognise(model, samples)
            mistakes = errors(wanted, heard)
            wrong, total, whole = wrong + mistakes, total + len(wanted), whole + (mistakes == 0)
            if mistakes and choice.show:
                tell(f"  {' '.join(wanted)}  ->  {' '.join(heard)}")
        tell(f"{name}: word error {100 * wrong / total:.1f} % of {total}, {whole}/{len(texts)} sentences right")


if __name__ == "__main__":
    main()
