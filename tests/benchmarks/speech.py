"""Times and errors of speech: `python tests/benchmarks/speech.py` (needs espeak-ng; no sound card).

Prints one line a figure. The recogniser is the tests' small model: its times tell about our code and libvosk, its
word errors only about synthesised sentences; neither tells about the customers' models.
"""

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kiosk.voice.activity import ActivityGate
from kiosk.voice.listening import Final, Listening
from kiosk.voice.microphone import WavSource
from kiosk.voice.normalising import speakable
from kiosk.voice.player import Player
from kiosk.voice.recogniser import Recogniser
from kiosk.voice.sound import LISTENING_RATE_HZ, Samples, Wav, read_wav
from kiosk.voice.speaker import Speaker
from tests.helpers.customer_voice import UNSEEN, says
from tests.helpers.vosk_models import unpack

SHARED = Path(__file__).resolve().parents[3] / "shared/data/speech"
SENTENCES = (
    "我想找一款适合日常佩戴的钻石项链，五千以内",
    "十八K金会过敏吗",
    "换到无名指",
    "第二个",
    "再便宜点",
    "我要翡翠手镯三万以内",
)


class RealTimeSink:
    """Plays into nothing at the speed of a sound card with 100 ms of queue, and notes when it last sounded."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._until = time.monotonic()
        self.silent_at: float | None = None

    def room(self) -> int:
        return int((0.1 - max(0.0, self._until - time.monotonic())) * self._rate_hz)

    def write(self, samples: Samples) -> None:
        self._until = max(self._until, time.monotonic()) + len(samples) / self._rate_hz

    def abort(self) -> None:
        self.silent_at = time.monotonic()

    def close(self) -> None:
        pass


def tell(name: str, value: str) -> None:
    sys.stdout.write(f"{name:58} {value}\n")


def silence_after_touch(touches: int = 60) -> None:
    chance = np.random.default_rng(0)
    sound = Wav(np.ones(22_050 * 2, np.int16), 22_050)
    times_ms = []
    for _ in range(touches):
        sink = RealTimeSink(sound.sample_rate_hz)
        player = Player(lambda rate_hz, sink=sink: sink)  # type: ignore[misc]
        thread = threading.Thread(target=player.play, args=(sound,))
        thread.start()
        time.sleep(chance.uniform(0.05, 0.4))
        touched = time.monotonic()
        player.stop()
        thread.join()
        times_ms.append(((sink.silent_at or touched) - touched) * 1000)
    times_ms.sort()
    tell("touch to silence, median / worst of 60", f"{statistics.median(times_ms):.1f} / {times_ms[-1]:.1f} ms")


def recognition(folder: Path) -> None:
    started = time.monotonic()
    recogniser = Recogniser(unpack("zh", folder), "zh")
    tell("small model, load", f"{(time.monotonic() - started) * 1000:.0f} ms")
    spent = heard_s = 0.0
    right = 0
    waits = []
    for sentence in SENTENCES:
        for variant in UNSEEN:
            sound = says(sentence, "zh", variant=variant, tail_s=2.0)
            listening = Listening(WavSource(sound), recogniser)
            started = time.monotonic()
            event = None
            while not listening.finished:
                event = listening.step() or event
            spent += time.monotonic() - started
            heard_s += listening.heard_s
            if isinstance(event, Final):
                right += event.heard.text == sentence.replace("，", "")
                waits.append(event.waited_s)
    recogniser.close()
    tell("sentences right, five unseen voices", f"{right} of {len(SENTENCES) * len(UNSEEN)}")
    tell("gate and recogniser, share of real time", f"{spent / heard_s:.4f}")
    waits.sort()
    p95 = waits[int(0.95 * len(waits))]
    tell("end of last word to final text, median / p95", f"{statistics.median(waits):.2f} / {p95:.2f} s")


def activity() -> None:
    if not SHARED.is_dir():
        tell("activity gate on recordings", "the folder ../shared/data is not here")
        return
    for name, folders in (("people", ("en", "zh", "commands")), ("noise", ("noise",)), ("synthesised", ("synth",))):
        files = [file for folder in folders for file in sorted((SHARED / folder).glob("*.wav"))]
        opened = 0
        seconds = spent = 0.0
        for file in files:
            sound = read_wav(file).resampled(LISTENING_RATE_HZ)
            gate = ActivityGate()
            started = time.monotonic()
            blocks = range(0, len(sound.samples), 480)
            opened += any([gate.feed(sound.samples[first : first + 480]).started for first in blocks])
            spent += time.monotonic() - started
            seconds += sound.duration_s
        tell(
            f"activity gate on {name}",
            f"opens in {opened} of {len(files)} files, {seconds:.0f} s; {spent / seconds:.4f} of real time",
        )


def speech_output() -> None:
    answer = speakable("这款钻石项链¥4,980，18K白金镶嵌，主石0.30克拉，适合日常佩戴。", "zh")
    started = time.monotonic()
    speaker = Speaker()
    speaker.render(answer, "zh")
    first_ms = (time.monotonic() - started) * 1000
    times_ms = []
    for turn in range(40):
        started = time.monotonic()
        speaker.render(answer if turn % 2 else "This ring suits every day.", "zh" if turn % 2 else "en")
        times_ms.append((time.monotonic() - started) * 1000)
    speaker.close()
    tell("speech output, first sentence with start of the engine", f"{first_ms:.0f} ms")
    worst = max(times_ms)
    tell("speech output, 40 sentences zh/en, median / worst", f"{statistics.median(times_ms):.0f} / {worst:.0f} ms")


if __name__ == "__main__":
    silence_after_touch()
    with tempfile.TemporaryDirectory() as scratch:
        recognition(Path(scratch))
    activity()
    speech_output()
