"""Speech into words: Vosk, offline, one model a language. The one module that knows vosk.

The model's folder is always named: vosk given only a language would download one.
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.voice.sound import LISTENING_RATE_HZ, Samples
from kiosk.voice.spacing import join_words

UNKNOWN = "[unk]"
"""What a model with a grammar hears where nothing of the grammar was said."""

MODELS: dict[Language, str] = {"zh": "vosk-small-cn", "en": "vosk-small-en"}
"""The names in the manifest of the models that listen for customers."""


@dataclass(frozen=True)
class Word:
    """A recognised word: how sure (0 to 1), and when, in seconds of the sound heard since the start."""

    word: str
    confidence: float
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Heard:
    """A stretch of speech: its text as a person writes it, and its words."""

    text: str
    words: tuple[Word, ...]
    language: Language

    @property
    def confidence(self) -> float:
        """The mean over the words, 0 without any. High even for words that were never said: no guard on its own."""
        return float(np.mean([word.confidence for word in self.words])) if self.words else 0.0

    @property
    def unknown(self) -> int:
        """How many words were outside the grammar or the vocabulary."""
        return sum(word.word == UNKNOWN for word in self.words)


def joined(parts: Sequence[Heard], language: Language) -> Heard:
    """Several stretches as one; `[unk]` stays among the words and leaves the text."""
    words = tuple(word for part in parts for word in part.words)
    return Heard(join_words([w.word for w in words if w.word != UNKNOWN], language), words, language)


class Recogniser:
    """Listens in one language. Used by one thread at a time; the model itself is shared by nobody else."""

    def __init__(self, folder: Path, language: Language, grammar: Sequence[str] | None = None) -> None:
        """Load the model that lies unpacked in `folder`, 16 kHz.

        Args:
            folder: a Vosk model directory.
            language: what the model hears.
            grammar: phrases, words parted by spaces, that alone may be heard; anything else becomes `[unk]`.

        Raises:
            KnownError: the folder is missing, or its files are damaged; the sentence says what to do.
        """
        self.language: Language = language
        self._folder = folder
        self._vosk = _vosk()
        self._model = self._load_model()
        self._grammar: tuple[str, ...] | None = None
        self._recogniser = self._create(grammar)
        self._origin_s = 0.0
        self._heard_samples = 0

    def _load_model(self) -> Any:
        if not self._folder.is_dir():
            raise KnownError(f"There is no speech model in {self._folder}; run: kiosk models fetch")
        try:
            model = self._vosk.Model(str(self._folder))
        except Exception as error:  # vosk raises nothing narrower
            raise self._damaged() from error
        if model.vosk_model_find_word("<eps>") != 0:  # an empty list of words is not noticed by libvosk
            raise self._damaged()
        return model

    def _create(self, grammar: Sequence[str] | None) -> Any:
        """Some damage shows only here, not when the model is loaded."""
        self._grammar = None if grammar is None else tuple(grammar)
        try:
            if grammar is None:
                recogniser = self._vosk.KaldiRecognizer(self._model, LISTENING_RATE_HZ)
            else:
                recogniser = self._vosk.KaldiRecognizer(self._model, LISTENING_RATE_HZ, _grammar_json(grammar))
        except Exception as error:  # vosk raises nothing narrower
            raise self._damaged() from error
        recogniser.SetWords(True)
        return recogniser

    def _damaged(self) -> KnownError:
        return KnownError(f"The speech model in {self._folder} is damaged; run: kiosk models fetch")

    def knows(self, word: str) -> bool:
        """Whether the model can hear this word at all."""
        return int(self._model.vosk_model_find_word(word)) >= 0

    def accept(self, block: Samples) -> bool:
        """Listen to a block (n,) int16 at 16 kHz; True when a stretch ended and `result()` is ready."""
        self._heard_samples += len(block)
        return bool(self._recogniser.AcceptWaveform(block.tobytes()))

    def partial(self) -> str:
        """The text of the running stretch so far; it may still change."""
        found = json.loads(self._recogniser.PartialResult()).get("partial", "")
        return join_words([word for word in found.split() if word != UNKNOWN], self.language)

    def result(self) -> Heard:
        """The stretch that just ended."""
        return self._heard(self._recogniser.Result())

    def final(self) -> Heard:
        """Whatever is still running, ended now; then a new utterance begins, its times from zero."""
        heard = self._heard(self._recogniser.FinalResult())
        self.reset()
        return heard

    def reset(self) -> None:
        """Forget the running utterance."""
        # libvosk counts time on over a reset; ours starts again with every utterance.
        self._recogniser.Reset()
        self._origin_s += self._heard_samples / LISTENING_RATE_HZ
        self._heard_samples = 0

    def set_grammar(self, grammar: Sequence[str] | None) -> None:
        """Hear only these phrases (None: everything) from the next block on."""
        if (None if grammar is None else tuple(grammar)) == self._grammar:
            return
        self._recogniser = self._create(grammar)
        self._origin_s, self._heard_samples = 0.0, 0

    def close(self) -> None:
        """Give the model's memory back."""
        self._recogniser = self._model = None

    def _heard(self, answer: str) -> Heard:
        found = json.loads(answer)
        words = tuple(
            Word(
                entry["word"],
                round(float(entry["conf"]), 3),
                round(max(0.0, float(entry["start"]) - self._origin_s), 3),
                round(max(0.0, float(entry["end"]) - self._origin_s), 3),
            )
            for entry in found.get("result", [])
        )
        return joined([Heard("", words, self.language)], self.language)


def _grammar_json(grammar: Sequence[str]) -> str:
    """UTF-8 as it is: libvosk does not read escapes."""
    return json.dumps([*grammar, UNKNOWN], ensure_ascii=False)


_once = threading.Lock()
_quiet = False


def _vosk() -> Any:
    """The library with its own log off (it writes to stderr, past ours)."""
    global _quiet
    try:
        import vosk  # 25 MB of library, and a machine may lack it
    except (ImportError, OSError, TypeError) as error:
        raise KnownError("Speech recognition is not available on this system; type the question instead.") from error
    with _once:
        if not _quiet:
            vosk.SetLogLevel(-1)
            _quiet = True
    return vosk
