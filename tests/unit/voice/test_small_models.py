"""The packed speech models fit the sentences they were built from, and stay small and anonymous."""

import tomllib
import zipfile
from typing import Any

import pytest

from tests.helpers.customer_voice import UNSEEN
from tests.helpers.vosk_models import PACKED


def sentences(language: str) -> dict[str, Any]:
    return tomllib.loads((PACKED / "builder" / f"{language}.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_of_the_sentences_is_in_the_model(language: str) -> None:
    table = sentences(language)
    texts = [*table["sentences"]["fixed"], *(filler for fillers in table["slots"].values() for filler in fillers)]
    with zipfile.ZipFile(PACKED / f"vosk-micro-{language}.zip") as packed:
        lines = packed.read("graph/words.txt").decode().splitlines()
    known = {line.split()[0] for line in lines}
    assert {word for text in texts for word in text.replace("，", " ").split()} <= known
    assert {"<eps>", "[unk]", "#0"} <= known


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_customers_voices_were_held_out(language: str) -> None:
    table = sentences(language)
    assert set(UNSEEN) == set(table["test_voices"])
    assert not set(table["train_voices"]) & set(UNSEEN)


def test_together_under_two_megabytes_and_without_paths() -> None:
    files = sorted(PACKED.glob("vosk-micro-*.zip"))
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) < 2_000_000
    for file in files:
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                content = packed.read(name)
                assert not name.startswith("/")
                assert b"/home/" not in content
                assert b"/work" not in content
