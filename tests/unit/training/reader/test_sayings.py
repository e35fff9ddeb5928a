import json
import random

import pytest

from kiosk.assistant.tokens import State, Tokens
from kiosk.base.paths import MODELS
from kiosk.base.settings import LANGUAGES
from kiosk.knowledge.reading import read_content
from kiosk.training.noise import Noise
from kiosk.training.reader.corpus import Example, Maker
from kiosk.training.reader.grammar import Segment
from kiosk.training.reader.labels import INTENTS, TAGS
from kiosk.training.reader.sayings import UNKNOWN, Whole, exchangeable, is_kept, read_sayings, read_tuned
from kiosk.training.reader.spoiling import Spoiler

RING = (Segment("想要"), Segment("戒指", "category", "ring"), Segment("五千", UNKNOWN), Segment("以内"))


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.of(json.loads((MODELS / "reader" / "tokens.json").read_text("utf-8"))["tokens"])


def maker(tokens: Tokens, *wholes: Whole) -> Maker:
    spoiler = Spoiler(Noise(tokens.syllables, "的一是了我"))
    return Maker(read_content(), tokens, spoiler, {"zh": ["晨星六爪钻戒"], "en": ["morning star ring"]}, wholes,
                 held_out=True)  # fmt: skip


def test_there_are_many_sayings_no_two_alike_and_they_name_known_intents() -> None:
    sayings = read_sayings()
    for language in LANGUAGES:
        texts = [whole.text for whole in sayings if whole.language == language]
        assert len(set(texts)) == len(texts) >= 900
        intents = {name.partition("/")[0] for whole in sayings if whole.language == language for name in whole.intents}
        assert intents == {name.partition("/")[0] for name in INTENTS}
    assert {name for whole in sayings for name in whole.intents} <= set(INTENTS)


def test_a_text_cut_at_exchangeable_words_joins_to_itself() -> None:
    for whole in read_sayings():
        assert "".join(segment.text for segment in whole.segments) == whole.text
    assert [s.text for s in exchangeable("two earrings or a ring", "en") if s.key] == ["earrings", "ring"]


def test_words_that_nobody_labelled_teach_no_slot(tokens: Tokens) -> None:
    said = maker(tokens).said(Whole("", "zh", ("recommend",), RING, State(), labelled=True), random.Random(0))
    assert [t for t in said.tags if t] == ["O", "O", "B-category", "I-category", "O", "O"]
    assert said.tags.count("") == 2  # 五千
    unlabelled = maker(tokens).said(Whole("", "zh", ("recommend", "refine"), RING, "wish"), random.Random(0))
    assert set(unlabelled.tags) == {""}
    assert unlabelled.also == ("refine",)
    assert unlabelled.state.has_wish


def test_sayings_are_heard_beside_templates(tokens: Tokens) -> None:
    whole = Whole("给我来个戒指", "zh", ("recommend",), exchangeable("给我来个戒指", "zh"), "any")
    made: list[Example] = maker(tokens, whole).make(300, random.Random(4))
    heard = [example for example in made if example.frame == whole.text]
    assert 50 < len(heard) < 200
    assert any("戒指" not in example.said for example in heard)  # another piece has taken its place


def test_the_cases_that_choose_thresholds_are_not_trained_on() -> None:
    trained, kept = read_tuned(kept=False), read_tuned(kept=True)
    assert 0.15 < len(kept) / (len(kept) + len(trained)) < 0.25
    assert not {(w.text, w.state) for w in trained} & {(w.text, w.state) for w in kept}
    assert {tag for w in trained for s in w.segments for tag in [s.key] if w.labelled} <= {"", UNKNOWN} | {
        tag[2:] for tag in TAGS
    }
    assert is_kept("z1-0001") == is_kept("z1-0001")
