import json
import random
from collections import Counter

import pytest

from kiosk.assistant.normalising import normalise
from kiosk.assistant.tokens import Tokens
from kiosk.base.paths import MODELS
from kiosk.knowledge.reading import read_content
from kiosk.training.noise import Noise
from kiosk.training.reader.corpus import Example, Maker, is_held_out, read_frames
from kiosk.training.reader.labels import INTENTS, TAGS, VALUE_NAMES
from kiosk.training.reader.spoiling import Spoiler

NAMES = {"zh": ["晨星六爪钻戒"], "en": ["morning star ring"]}


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.of(json.loads((MODELS / "reader" / "tokens.json").read_text("utf-8"))["tokens"])


def made(tokens: Tokens, count: int, *, held_out: bool) -> list[Example]:
    spoiler = Spoiler(Noise(tokens.syllables, "的一是了我"))
    maker = Maker(read_content(), tokens, spoiler, NAMES, held_out=held_out)  # type: ignore[arg-type]
    return maker.make(count, random.Random(2))


def test_every_label_is_known_and_every_sentence_is_as_the_reader_gets_it(tokens: Tokens) -> None:
    for example in made(tokens, 1500, held_out=False):
        assert example.intent in INTENTS
        assert set(example.tags) <= set(TAGS)
        assert {value for value in example.values if value} <= set(VALUE_NAMES)
        assert example.said == normalise(example.said)
        assert len(example.tokens) == len(example.tags) == len(example.values) == len(example.polarities)


def test_no_frame_is_on_both_sides(tokens: Tokens) -> None:
    trained = {example.frame for example in made(tokens, 1500, held_out=False)}
    unseen = {example.frame for example in made(tokens, 500, held_out=True)}
    assert not trained & unseen
    frames = {frame.text for frame in read_frames()}
    assert all(is_held_out(frame) for frame in unseen & frames)
    assert not any(is_held_out(frame) for frame in trained & frames)


def test_every_intent_has_frames_in_both_languages_on_the_training_side() -> None:
    intents = {intent.partition("/")[0] for intent in INTENTS}
    for language in ("zh", "en"):
        frames = [f for f in read_frames() if f.language == language and not f.held_out]
        assert {name.partition("/")[0] for f in frames for name in (f.intent, f.running)} == intents
        assert len(frames) >= 500


def test_the_labels_stand_on_the_words_they_mean(tokens: Tokens) -> None:
    found: Counter[str] = Counter()
    for example in made(tokens, 1500, held_out=False):
        for token, value in zip(example.tokens, example.values, strict=True):
            found[f"{token.text} {value}"] += 1
    assert found["钻 gem=diamond"] > 10 * found["钻 metal=silver"]
    assert found["bangle category=bangle"] > 0
