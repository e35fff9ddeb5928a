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
    sound = decode_wav(spoken, "customer.wav").resampled(LISTENING_RATE_HZ).samples
    silence = [np.zeros(int(seconds * LISTENING_RATE_HZ), np.int16) for seconds in (lead_s, tail_s)]
    return Wav(np.concatenate([silence[0], (sound * gain).astype(np.int16), silence[1]]), LISTENING_RATE_HZ)
