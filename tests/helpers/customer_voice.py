"""A synthesised customer: speaks a sentence aloud with a voice that the small speech models never heard."""

import shutil
import subprocess

import numpy as np
import pytest

from kiosk.voice.sound import LISTENING_RATE_HZ, Wav, decode_wav

UNSEEN = ("m7", "f4", "Annie", "michael", "Alex")
"""Voice variants that were held out when the models were built."""
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}


def says(
    text: str, language: str, *, variant: str = "f4", lead_s: float = 0.5, tail_s: float = 1.5, gain: float = 0.5
) -> Wav:
    """The sentence as 16 kHz sound with silence around it; the test skips without espeak-ng."""
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("espeak-ng is not installed, and nobody can speak")
    voice = f"{VOICES[language]}+{variant}"
    spoken = subprocess.run([program, "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    # A WAV written to a pipe cannot know its length; what follows the 44 bytes of header is the sound.
    rate_hz = int.from_bytes(spoken[24:28], "little")
    sound = Wav(np.frombuffer(spoken[44:], "<i2"), rate_hz).resampled(LISTENING_RATE_HZ).samples
    silence = [np.zeros(int(seconds * LISTENING_RATE_HZ), np.int16) for seconds in (lead_s, tail_s)]
    return Wav(np.concatenate([silence[0], (sound * gain).astype(np.int16), silence[1]]), LISTENING_RATE_HZ)


def through_a_file(sound: Wav) -> Wav:
    """As a recording would bring it."""
    return decode_wav(sound.encoded(), "customer.wav")
