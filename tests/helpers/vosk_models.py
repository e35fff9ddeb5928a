"""The tests' small speech models, unpacked: real Vosk models that hear synthesised jewelry sentences, nothing more.

Use the fixtures by importing them into a conftest.py: `from tests.helpers.vosk_models import vosk_models`.
"""

import zipfile
from pathlib import Path

import pytest

PACKED = Path(__file__).resolve().parents[1] / "models"
FOLDERS = {"zh": "vosk-model-small-cn-0.22", "en": "vosk-model-small-en-us-0.15"}
"""What the manifest calls the customers' models; the small ones take their places in a test."""


def unpack(language: str, folder: Path) -> Path:
    """Unpack the small model of a language below `folder`, under the name the manifest looks for."""
    target = folder / FOLDERS[language]
    with zipfile.ZipFile(PACKED / f"vosk-micro-{language}.zip") as packed:
        packed.extractall(target)
    return target


@pytest.fixture(scope="session")
def vosk_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder (as for VITRINE_MODELS) that holds both small speech models."""
    folder = tmp_path_factory.mktemp("speech-models")
    for language in FOLDERS:
        unpack(language, folder)
    return folder


@pytest.fixture
def speech_models(vosk_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, found by `kiosk.inference.manifest` in this test."""
    monkeypatch.setenv("VITRINE_MODELS", str(vosk_models))
    return vosk_models
