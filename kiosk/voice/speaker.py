"""Text into sound through the system's voices. The one module that knows pyttsx3.

pyttsx3 is created and used in one thread only (two threads sharing it hang), renders to a file, and is watched: a
job that does not come back in time is given up, and so is the thread, until it answers again.
"""

import logging
import queue
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.base.errors import KioskError, KnownError
from kiosk.base.settings import Language
from kiosk.voice.sound import Wav, decode_wav

_log = logging.getLogger(__name__)

_VOICES: dict[Language, tuple[str, ...]] = {
    # espeak-ng's plain `cmn` reads Hanzi as English letters; the pinyin voice reads them as Mandarin.
    "zh": ("sit/cmn-latn-pinyin", "zh/cmn-latn-pinyin"),
    "en": ("gmw/en-us", "gmw/en", "gmw/en-gb-x-rp", "default"),
}
_NAMES: dict[Language, tuple[str, ...]] = {
    "zh": ("huihui", "yaoyao", "kangkang", "ting-ting", "tingting", "zh-cn", "zh_cn", "chinese", "mandarin"),
    "en": ("zira", "david", "samantha", "en-us", "en_us", "en-gb", "english"),
}
"""How Windows and macOS call theirs, best first."""
_ESPEAK_REFUSED = ("sit/cmn", "zh/cmn", "sit/yue", "sit/hak")
_LONGEST_CHARACTERS = 2000
_one_at_a_time = threading.Lock()
"""pyttsx3.init() gives every caller the same engine; a kiosk has one speaker, and a second one waits."""
_TRIES = 2
_EMPTY_WAV_BYTES = 44


@dataclass(frozen=True)
class Voice:
    """A voice of the system: the id that pyttsx3 wants, its name, and the languages it claims."""

    id: str
    name: str
    languages: tuple[str, ...] = ()


def choose_voice(voices: Sequence[Voice], language: Language) -> Voice | None:
    """The best voice for a language; None when none reads it (espeak-ng's `cmn` does not read Hanzi)."""
    by_id = {voice.id.lower(): voice for voice in voices}
    for wanted in _VOICES[language]:
        if wanted in by_id:
            return by_id[wanted]
    readable = [voice for voice in voices if voice.id.lower() not in _ESPEAK_REFUSED]
    for wanted in _NAMES[language]:
        for voice in readable:
            if wanted in f"{voice.id} {voice.name} {' '.join(voice.languages)}".lower():
                return voice
    return None


@dataclass(frozen=True)
class _Job:
    text: str
    language: Language
    answer: "Future[Wav]"


class Speaker:
    """Renders sentences, one after the other, in a thread of its own. `close()` ends and joins it."""

    def __init__(
        self,
        rate_wpm: int = 170,
        deadline_s: float = 8.0,
        *,
        start_engine: Callable[[], Any] | None = None,
    ) -> None:
        """Start the thread; the system's voices are opened in it at the first sentence.

        Args:
            rate_wpm: speed, words a minute.
            deadline_s: how long one sentence may take to render.
            start_engine: makes the pyttsx3 engine; for tests of one that hangs.
        """
        self._rate_wpm = rate_wpm
        self._deadline_s = deadline_s
        self._start_engine = start_engine or _pyttsx3_engine
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._stuck = threading.Event()
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
        self._thread.start()

    def render(self, text: str, language: Language) -> Wav:
        """Speak `text`, already in speakable words, into memory. Safe from any thread.

        Returns:
            The sound; empty for a text without anything to say.

        Raises:
            KnownError: there is no voice for the language, or the voice did not answer in time.
        """
        if not any(letter.isalnum() for letter in text):
            return Wav(np.zeros(0, np.int16), 22_050)
        if not self._thread.is_alive():
            raise KnownError("The voice has been closed; start Vitrine again to hear it.")
        if self._stuck.is_set():
            raise KnownError("The voice does not answer; the answer stays on the screen.")
        job = _Job(text[:_LONGEST_CHARACTERS], language, Future())
        self._jobs.put(job)
        try:
            return job.answer.result(self._deadline_s)
        except NotInTime:
            self._stuck.set()
            job.answer.cancel()
            raise KnownError("The voice did not answer in time; the answer stays on the screen.") from None

    def close(self, wait_s: float = 5.0) -> bool:
        """End the thread; False when a hanging voice keeps it (it ends with the process)."""
        self._jobs.put(None)
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        engine: _Engine | None = None
        while (job := self._jobs.get()) is not None:
            if not job.answer.set_running_or_notify_cancel():
                continue
            try:
                with _one_at_a_time:
                    if engine is None:
                        engine = _Engine(self._start_engine(), self._rate_wpm)
                        # espeak-ng takes up the speed only with the second sentence after its start.
                        engine.render("1", job.language)
                    sound = engine.render(job.text, job.language)
            except KioskError as error:
                job.answer.set_exception(error)
            except Exception as error:  # noqa: BLE001 - the thread's edge: the speaker must outlive one bad sentence
                _log.info("the voice failed: %s", type(error).__name__, exc_info=error)
                failed = KnownError(f"The voice failed ({error}); the answer stays on the screen.")
                failed.__cause__ = error
                job.answer.set_exception(failed)
            else:
                job.answer.set_result(sound)
            self._stuck.clear()


class _Engine:
    """pyttsx3 itself; lives in the speaker's thread."""

    def __init__(self, engine: Any, rate_wpm: int) -> None:
        self._engine = engine
        self._voices = [
            Voice(str(voice.id), str(voice.name), tuple(map(str, voice.languages or ())))
            for voice in engine.getProperty("voices")
        ]
        self._rate_wpm = rate_wpm

    def render(self, text: str, language: Language) -> Wav:
        voice = self._voice(language)
        self._engine.setProperty("voice", voice.id)
        _let_espeak_finish()
        self._engine.setProperty("rate", self._rate_wpm)
        _let_espeak_finish()
        with tempfile.TemporaryDirectory(dir=_memory_folder()) as folder:
            file = Path(folder) / "speech.wav"
            for _ in range(_TRIES):
                self._engine.save_to_file(text, str(file))
                self._engine.runAndWait()
                _let_espeak_finish()
                # Only now has pyttsx3 really set the voice; an unknown one gives no error.
                if str(self._engine.getProperty("voice")).lower() != voice.id.lower():
                    raise KnownError(f"The voice {voice.name} cannot be used; install espeak-ng again.")
                if file.exists() and file.stat().st_size > _EMPTY_WAV_BYTES:
                    return decode_wav(file.read_bytes(), "of the voice")
        raise KnownError("The voice wrote no sound; the answer stays on the screen.")

    def _voice(self, language: Language) -> Voice:
        voice = choose_voice(self._voices, language)
        if voice is None:
            wanted = "Mandarin (cmn-latn-pinyin)" if language == "zh" else "English"
            raise KnownError(f"No voice reads {wanted}; install espeak-ng, or a voice of your system.")
        return voice


def _memory_folder() -> str | None:
    """Where files never reach a disk, if the system has such a place."""
    shared_memory = Path("/dev/shm")
    return str(shared_memory) if shared_memory.is_dir() else None


def _let_espeak_finish() -> None:
    """Wait for the library's own thread: a late end mark of this sentence would cut the next one to nothing."""
    library = sys.modules.get("pyttsx3.drivers._espeak")
    if library is not None:
        library.Synchronize()


def _pyttsx3_engine() -> Any:
    try:
        import pyttsx3

        engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError, ValueError, KeyError, AttributeError) as error:
        raise KnownError("There is no voice on this system; install espeak-ng to hear the answers.") from error
    driver = sys.modules.get("pyttsx3.drivers.espeak")
    if driver is not None:
        # It announces every file on standard output, which belongs to the command line's own output.
        vars(driver)["print"] = _say_nothing
    return engine


def _say_nothing(*_values: object) -> None:
    return None
