"""`kiosk train reader`: make sentences, train, measure on held-out frames, export, write the card."""

import json
import logging
import os
import random
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import torch
from pypinyin import Style, pinyin

from kiosk.assistant.tokens import MOST_FEATURES, Tokens
from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS, CATALOG
from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.store import Catalog
from kiosk.knowledge.reading import Content, read_content
from kiosk.training.noise import Noise
from kiosk.training.reader.card import write_card
from kiosk.training.reader.corpus import Maker, read_frames
from kiosk.training.reader.filling import FOLDER
from kiosk.training.reader.fitting import (
    CaseScores,
    Recipe,
    Say,
    Scores,
    best_temperature,
    fit,
    measure,
    measure_cases,
)  # fmt: skip
from kiosk.training.reader.grammar import POLARITIES
from kiosk.training.reader.labels import INTENTS, TAGS, VALUE_NAMES
from kiosk.training.reader.network import Exported, Network
from kiosk.training.reader.sayings import Whole, read_sayings, read_tuned
from kiosk.training.reader.spoiling import Spoiler

ROWS: Final = {
    "special": 32, "char": 5120, "pair": 6144, "sound": 512, "sounds": 4096, "word": 2560, "trigram": 3072,
    "number": 64,
}  # fmt: skip
_MEASURED: Final = 4000
_LEAST_CASES: Final = 100
"""Fewer say nothing about a temperature."""
_SPELLED: Final = "sayings_zh.toml"
"""Its Latin words are pinyin."""
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")


@dataclass(frozen=True)
class Report:
    """What a training gave."""

    recipe: Recipe
    frames: dict[str, int]
    held_out: dict[str, int]
    seconds: float
    model_bytes: int
    temperature: float
    scores: dict[str, Scores]
    """Of sentences of held-out frames."""
    sayings: int
    tuned: int
    """Written cases trained on."""
    cases: dict[str, CaseScores]
    """Of the tuned cases that were kept out."""


def common_characters() -> str:
    """The 6,763 characters of GB 2312, its commoner 3,755 first."""
    codes = [(0xB0 + row) * 256 + 0xA1 + cell for row in range(72) for cell in range(94)]
    return "".join(code.to_bytes(2, "big").decode("gb2312", "ignore") for code in codes)


def make_tokens(content: Content) -> Tokens:
    """The tokens with the readings of all GB 2312 characters and every English word of our own texts."""
    syllables: dict[str, str] = {}
    for char in common_characters():
        name = pinyin(char, style=Style.NORMAL)[0][0].replace("ü", "v")
        syllables[name] = syllables.get(name, "") + char
    files = [path for path in FOLDER.glob("*.toml") if path.name != _SPELLED]
    texts = [path.read_text("utf-8") for path in (*files, ASSETS / "lexicon" / "en.toml")]
    texts += [question for fact in content.facts for question in fact.questions["en"]]
    words = {word for text in texts for word in _WORD.findall(text.lower()) if len(word) > 1}
    return Tokens(ROWS, dict(sorted(syllables.items())), sorted(words - {"wo", "ni", "ta", "de", "le"}))


def catalog_names() -> dict[Language, list[str]]:
    """Names and SKUs of the shipped pieces."""
    catalog = Catalog.open(CATALOG)
    try:
        pieces = catalog.pieces()
    finally:
        catalog.close()
    names: dict[Language, list[str]] = {}
    for language in LANGUAGES:
        full = [piece.names[language] for piece in pieces]
        short = [name[:2] if language == "zh" else " ".join(name.split()[:2]) for name in full]
        names[language] = [*full, *short, *(piece.sku for piece in pieces)]
    return names


def train_reader(out: Path, *, recipe: Recipe, say: Say) -> Report:
    """Train, and write `model.onnx`, `tokens.json` and `card.md` to a folder; goes on where it was broken off.

    Raises:
        KnownError: the folder cannot be written.
    """
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    content = read_content()
    tokens = make_tokens(content)
    spoiler = Spoiler(Noise(tokens.syllables, common_characters()[:3755]))
    names = catalog_names()
    sayings, tuned = read_sayings(), read_tuned(kept=False)
    first = Maker(content, tokens, spoiler, names, held_out=False)
    then = Maker(content, tokens, spoiler, names, (*sayings, *weighed(tuned, sayings)), held_out=False)
    unseen = Maker(content, tokens, spoiler, names, held_out=True)
    kept = [unseen.said(whole, random.Random(whole.text)) for whole in read_tuned(kept=True)]
    checkpoint = out / "training.partial"
    started = time.perf_counter()
    try:
        out.mkdir(parents=True, exist_ok=True)
        network = fit(first, then, tokens, recipe, checkpoint, say)
        say("measuring", 1.0)
        examples = unseen.make(_MEASURED, random.Random(1))
        temperature = best_temperature(network, tokens, kept if len(kept) >= _LEAST_CASES else examples[::2])
        scores = measure(network, tokens, examples[1::2], temperature)
        cases = measure_cases(network, tokens, kept, temperature)
        document = {"tokens": tokens.document(), "intents": INTENTS, "tags": TAGS, "polarities": POLARITIES,
                    "values": VALUE_NAMES, "temperature": temperature}  # fmt: skip
        (out / "tokens.json").write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), "utf-8")
        export(network, temperature, out / "model.onnx")
        frames: dict[str, int] = {x: sum(f.language == x for f in read_frames()) for x in LANGUAGES}
        held: dict[str, int] = {x: sum(f.language == x and f.held_out for f in read_frames()) for x in LANGUAGES}
        report = Report(recipe, frames, held, time.perf_counter() - started, (out / "model.onnx").stat().st_size,
                        temperature, scores, len(sayings), len(tuned), cases)  # fmt: skip
        (out / "card.md").write_text(write_card(asdict(report)), "utf-8")
    except OSError as error:
        raise KnownError(f"The folder {out} cannot be written: {error.strerror or error}.") from error
    return report


def weighed(tuned: Sequence[Whole], sayings: Sequence[Whole]) -> list[Whole]:
    """The cases, each so heavy that all together are heard as often as the sayings of their language: half and half."""
    mass = {x: sum(w.weight for w in sayings if w.language == x) for x in LANGUAGES}
    count = {x: sum(w.language == x for w in tuned) for x in LANGUAGES}
    return [replace(w, weight=mass[w.language] / count[w.language]) for w in tuned]


def export(network: Network, temperature: float, path: Path) -> None:
    """Write the network with one input, `ids` (sentences, tokens, features; 0 pads), and its heads and attention."""
    from kiosk.training.reader.packing import pack

    # The exporter warns of libraries that this network has no use for.
    logging.getLogger("torch.onnx._internal.exporter._registration").setLevel(logging.ERROR)
    module = Exported(network, temperature).eval()
    example = torch.ones((2, 9, MOST_FEATURES), dtype=torch.int64)
    sizes = {"ids": {0: torch.export.Dim("sentences", min=1), 1: torch.export.Dim("tokens", min=2, max=100)}}
    program = torch.onnx.export(
        module, (example,), dynamo=True, input_names=["ids"], dynamic_shapes=sizes, opset_version=18, verbose=False,
        output_names=["intents", "tags", "polarities", "values", "attention"], optimize=True,
    )  # fmt: skip
    pack(program.model_proto, path)
