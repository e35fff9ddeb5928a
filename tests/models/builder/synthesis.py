"""Speech with exact phone times, from libespeak-ng through ctypes: no aligner is needed."""

import ctypes
import ctypes.util
from dataclasses import dataclass

import numpy as np

_SYNCHRONOUS, _PHONEME_EVENTS, _UTF8 = 2, 1, 1
_EVENT_WORD, _EVENT_END, _EVENT_PHONEME = 1, 5, 7
_RATE_PARAMETER, _PITCH_PARAMETER, _RANGE_PARAMETER = 1, 3, 4


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True)
class Phone:
    """A phone as espeak-ng names it, tone and stress kept, and where it starts (samples)."""

    name: str
    start: int


@dataclass(frozen=True)
class WordMark:
    """Where a word of the text begins: character position (from 0), length, and first sample."""

    position: int
    length: int
    start: int


@dataclass(frozen=True)
class Utterance:
    """One synthesised sentence: int16 mono samples, their rate (Hz), phones and words in time order."""

    samples: np.ndarray
    rate_hz: int
    phones: tuple[Phone, ...]
    words: tuple[WordMark, ...]


class Synthesiser:
    """libespeak-ng in this process. One at a time: the library has one global state."""

    def __init__(self) -> None:
        name = ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1"
        self._library = ctypes.CDLL(name)
        self.rate_hz = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS))
        if self.rate_hz <= 0:
            raise RuntimeError("espeak-ng did not start; install it (apt install espeak-ng)")
        self._callback = _Callback(self._collect)
        self._library.espeak_SetSynthCallback(self._callback)
        self._blocks: list[np.ndarray] = []
        self._phones: list[Phone] = []
        self._words: list[WordMark] = []

    def speak(
        self, text: str, voice: str, *, words_per_minute: int = 170, pitch: int = 50, range_: int = 50
    ) -> Utterance:
        """Synthesise `text` with `voice` (such as "cmn-latn-pinyin+m3"); pitch and range are 0 to 99.

        Raises:
            ValueError: espeak-ng has no such voice.
        """
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        for parameter, value in (
            (_RATE_PARAMETER, words_per_minute), (_PITCH_PARAMETER, pitch), (_RANGE_PARAMETER, range_),
        ):  # fmt: skip
            self._library.espeak_SetParameter(parameter, value, 0)
        self._blocks, self._phones, self._words = [], [], []
        data = text.encode() + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        samples = np.concatenate(self._blocks) if self._blocks else np.zeros(0, np.int16)
        return Utterance(samples, self.rate_hz, tuple(self._phones), tuple(self._words))

    def _collect(self, wav: object, count: int, events: object) -> int:
        if wav and count > 0:
            self._blocks.append(np.ctypeslib.as_array(wav, (count,)).copy())
        for event in _until_end(events):
            if event.type == _EVENT_PHONEME:
                self._phones.append(Phone(event.id.string.decode("utf-8", "replace"), event.sample))
            elif event.type == _EVENT_WORD:
                self._words.append(WordMark(event.text_position - 1, event.length, event.sample))
        return 0


def _until_end(events: object) -> "list[_Event]":
    found = []
    index = 0
    while events[index].type != 0:  # type: ignore[index]
        found.append(events[index])  # type: ignore[index]
        index += 1
    return found
