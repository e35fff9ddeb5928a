"""Utterances into training material: phone labels, a lexicon, rooms and noise, MFCC features."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import kaldi_native_fbank as knf
import numpy as np
import soxr
from corpus import Corpus, spoken, words_of
from synthesis import Phone, Synthesiser, Utterance

RATE_HZ = 16_000
SILENCE = "SIL"
_CLOSURE_MAX_S = 0.05
_FRAME_SHIFT = 160
_FRAME_CENTRE = 200
SUBSAMPLING = 3
_LATE_ENDS = {"l", "n", "N"}
# Shades that espeak-ng writes apart in single words: alone they would be heard too seldom to be learnt.
_SHADES = {"t2": "t", "@2": "@", "@5": "@", "I2": "I", "I#": "I", "r-": "r", "O2": "O:", "aI3": "aI@"}


@dataclass(frozen=True)
class Spoken:
    """A sentence as 16 kHz float samples (int16 scale) with its phone segments (name, first sample)."""

    text: str
    samples: np.ndarray
    segments: tuple[tuple[str, int], ...]


def segments_of(utterance: Utterance) -> list[Phone]:
    """Phones with pauses named SIL; a pause under 50 ms is the closure of the phone after it."""
    end = len(utterance.samples)
    phones = list(utterance.phones)
    found: list[Phone] = []
    pending: int | None = None
    for index, phone in enumerate(phones):
        stop = phones[index + 1].start if index + 1 < len(phones) else end
        if phone.name == ";" or not phone.name:  # a palatal mark belongs to the phone before it
            continue
        if phone.name.startswith("_"):
            if pending is None:
                pending = phone.start
            last = index + 1 == len(phones)
            if stop - pending >= _CLOSURE_MAX_S * utterance.rate_hz and (stop > phone.start or last):
                if not found or found[-1].name != SILENCE:
                    found.append(Phone(SILENCE, pending))
                pending = None
            continue
        name = _SHADES.get(phone.name, phone.name)
        found.append(Phone(name, pending if pending is not None else phone.start))
        pending = None
    return found


class Lexicon:
    """Pronunciations counted from the synthesiser's own word marks."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._counts: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)

    def learn(self, sentence: str, utterance: Utterance) -> None:
        """Count how each word of the sentence was said; words the synthesiser merged are skipped."""
        text = spoken(sentence, self._language)
        starts = {mark.position: mark.start for mark in utterance.words if mark.position >= 0}
        bounds: list[tuple[str, int, int]] = []
        position = 0
        for word in words_of(sentence):
            position = text.index(word, position)
            bounds.append((word, position, position + len(word)))
            position += len(word)
        lengths = {mark.position: mark.length for mark in utterance.words}
        phones = segments_of(utterance)
        for index, (word, first, last) in enumerate(bounds):
            following = bounds[index + 1][1] if index + 1 < len(bounds) else None
            merged = self._language == "en" and lengths.get(first) != len(word)
            if first not in starts or merged or (following is not None and following not in starts):
                continue
            begin = starts[first]
            end = starts[following] if following is not None else len(utterance.samples)
            names = tuple(p.name for p in phones if begin <= p.start < end and p.name != SILENCE)
            if names and last:
                self._counts[word][names] += 1

    def pronunciations(self) -> dict[str, list[tuple[tuple[str, ...], float]]]:
        """Each word's usual pronunciations with their share; rare ones (under 15 %) are dropped."""
        usual = {}
        for word, counts in self._counts.items():
            good = {names: n for names, n in counts.items() if not _misplaced(names, set(counts))}
            total = sum(good.values())
            usual[word] = [(names, n / total) for names, n in sorted(good.items()) if n / total >= 0.15]
        return usual


def _misplaced(names: tuple[str, ...], others: set[tuple[str, ...]]) -> bool:
    """A word mark often comes one phone early after l, n or ng: that phone then leads the next word, or is missing."""
    leads = names[0] in _LATE_ENDS and names[1:] in others
    misses = any(other[:-1] == names and other[-1] in _LATE_ENDS for other in others)
    return leads or misses


def say(
    synthesiser: Synthesiser, corpus: Corpus, sentence: str, voice: str, chance: np.random.Generator
) -> tuple[Utterance, Spoken]:
    """One sentence by one voice at a random speed and pitch, at 16 kHz with silence around it."""
    utterance = synthesiser.speak(
        spoken(sentence, corpus.language), voice,
        words_per_minute=int(chance.integers(125, 205)),
        pitch=int(chance.integers(25, 75)),
        range_=int(chance.integers(30, 75)),
    )  # fmt: skip
    samples = soxr.resample(utterance.samples.astype(np.float32), utterance.rate_hz, RATE_HZ, quality="MQ")
    lead, tail = (int(chance.uniform(0.05, 0.4 if chance.random() < 0.7 else 1.6) * RATE_HZ) for _ in range(2))
    scale = RATE_HZ / utterance.rate_hz
    segments = [(SILENCE, 0)] + [(p.name, lead + int(p.start * scale)) for p in segments_of(utterance)]
    padded = np.concatenate([np.zeros(lead, np.float32), samples, np.zeros(tail, np.float32)])
    return utterance, Spoken(sentence, padded, tuple(segments))


def in_a_room(said: Spoken, chance: np.random.Generator) -> Spoken:
    """The same sentence by another throat (a warp of the time axis), in a room, with noise, at some loudness."""
    samples, segments = said.samples, said.segments
    warp = float(chance.uniform(0.86, 1.16))
    samples = soxr.resample(samples, RATE_HZ * warp, RATE_HZ, quality="LQ")
    segments = tuple((name, int(start / warp)) for name, start in segments)
    if chance.random() < 0.6:
        samples = _reverberate(samples, chance)
    if chance.random() < 0.75:  # the rest stays clean: a file's silence is exact zeros
        level = float(np.sqrt(np.mean(samples**2))) + 1e-6
        samples = samples + _noise(len(samples), chance) * level * 10 ** (-chance.uniform(12, 45) / 20)
    samples = samples * float(10 ** chance.uniform(-1.0, 0.15))
    return Spoken(said.text, np.rint(np.clip(samples, -32768, 32767)).astype(np.float32), segments)


def _reverberate(samples: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    decay_s = chance.uniform(0.08, 0.45)
    length = int(decay_s * RATE_HZ)
    tail = chance.normal(size=length) * np.exp(-6.9 * np.arange(length) / length)
    response = tail * chance.uniform(0.02, 0.12)
    response[0] = 1.0
    size = 1 << int(np.ceil(np.log2(len(samples) + length)))
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(response, size), size)
    return wet[: len(samples)].astype(np.float32)


def _noise(count: int, chance: np.random.Generator) -> np.ndarray:
    """Noise of unit level whose spectrum falls by a random power of frequency."""
    spectrum = np.fft.rfft(chance.normal(size=count))
    spectrum *= np.maximum(np.arange(len(spectrum)), 50) ** -chance.uniform(0.0, 1.0)
    noise = np.fft.irfft(spectrum, count)
    return noise / (noise.std() + 1e-9)


def features(samples: np.ndarray) -> np.ndarray:
    """MFCC (frames, 40) of int16-scale samples at 16 kHz, as conf/mfcc.conf says."""
    options = knf.MfccOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = RATE_HZ
    options.mel_opts.num_bins = 40
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = -400
    options.num_ceps = 40
    options.use_energy = False
    computer = knf.OnlineMfcc(options)
    computer.accept_waveform(RATE_HZ, samples.tolist())
    computer.input_finished()
    return np.stack([computer.get_frame(i) for i in range(computer.num_frames_ready)])


def labels(said: Spoken, frames: int, phones: dict[str, int]) -> np.ndarray:
    """The phone index at the middle of every third frame."""
    middles = np.arange(0, frames, SUBSAMPLING) * _FRAME_SHIFT + _FRAME_CENTRE
    starts = np.array([start for _, start in said.segments])
    names = np.array([phones[name] for name, _ in said.segments])
    return names[np.searchsorted(starts, middles, side="right") - 1]
