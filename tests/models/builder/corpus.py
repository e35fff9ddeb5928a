"""The sentences of a small model: fixed ones, and templates filled at random."""

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAUSE = "，"


@dataclass(frozen=True)
class Corpus:
    """One language's sentences. Words of a sentence are parted by spaces; "，" is a pause after a word."""

    language: str
    fixed: tuple[str, ...]
    templates: tuple[str, ...]
    slots: dict[str, list[str]]
    train_voices: tuple[str, ...]
    test_voices: tuple[str, ...]

    def draw(self, count: int, seed: int) -> list[str]:
        """`count` sentences from the templates, the same for the same seed."""
        chance = random.Random(seed)
        return [self._fill(chance.choice(self.templates), chance) for _ in range(count)]

    def _fill(self, template: str, chance: random.Random) -> str:
        return re.sub(r"\{(\w+)\}", lambda slot: chance.choice(self.slots[slot[1]]), template)

    def vocabulary(self) -> list[str]:
        """Every word that can occur, sorted."""
        texts = [*self.fixed, *(re.sub(r"\{\w+\}", " ", t) for t in self.templates)]
        texts += [filler for fillers in self.slots.values() for filler in fillers]
        return sorted({word for text in texts for word in words_of(text)})


def words_of(sentence: str) -> list[str]:
    """The words, without pauses."""
    return sentence.replace(PAUSE, " ").split()


def spoken(sentence: str, language: str) -> str:
    """What the synthesiser reads: Chinese without spaces, English as it is, with a comma for the pause."""
    if language == "zh":
        return sentence.replace(" ", "")
    return sentence.replace(PAUSE, ", ")


def read_corpus(language: str) -> Corpus:
    """Read `zh.toml` or `en.toml`."""
    table: dict[str, Any] = tomllib.loads((HERE / f"{language}.toml").read_text("utf-8"))
    bases: list[str] = table["voices"]

    def voices(variants: list[str]) -> tuple[str, ...]:
        return tuple(f"{base}+{variant}" if variant else base for variant in variants for base in bases)

    sentences = table["sentences"]
    return Corpus(
        language, tuple(sentences["fixed"]), tuple(sentences["templates"]), table["slots"],
        voices(table["train_voices"]), voices(table["test_voices"]),
    )  # fmt: skip
