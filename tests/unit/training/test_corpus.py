import random
import re
from collections import Counter

import pytest

from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.reading import Content, read_content
from kiosk.training.corpus import Corpus, description_pairs, fact_pairs, triple_pairs
from kiosk.training.noise import Noise
from kiosk.training.synonyms import Synonyms

SYLLABLES = {"zuan": "钻攥", "shi": "石时是", "jin": "金今斤"}


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="module")
def corpus(content: Content) -> Corpus:
    return Corpus.read(content)


def test_every_slot_of_every_pattern_can_be_filled(corpus: Corpus) -> None:
    chance = random.Random(1)
    bound = corpus._bind(chance, ("x", {"zh": ["甲"], "en": ["a"]}), ("y", {"zh": ["乙"], "en": ["b"]}))
    for name, aspect in corpus.aspects.items():
        assert set(aspect) == {"about", "ask_zh", "ask_en", "say_zh", "say_en"}, name
        assert all(corpus.topics[kind] for kind in aspect["about"]), name
        for key in ("ask_zh", "ask_en", "say_zh", "say_en"):
            for pattern in aspect[key]:
                text, _ = corpus._fill(pattern, key[-2:], bound, chance)
                assert "{" not in text, (name, pattern)


def test_every_relation_of_the_graph_can_be_told(corpus: Corpus, content: Content) -> None:
    assert {triple.relation for triple in content.triples} <= set(corpus.relations)
    for pair in triple_pairs(corpus, content, random.Random(2)):
        assert "{" not in pair.question + pair.statement
        assert pair.question
        assert pair.statement


def test_sentences_are_many_and_of_both_languages(corpus: Corpus) -> None:
    chance = random.Random(3)
    pairs = [corpus.sentence_pair(chance) for _ in range(2000)]
    assert len({(pair.question, pair.statement) for pair in pairs}) > 1900
    chinese = Counter(bool(re.search("[一-鿿]", pair.question)) for pair in pairs)
    assert min(chinese.values()) > 600
    across = sum(
        bool(re.search("[一-鿿]", pair.question)) != bool(re.search("[一-鿿]", pair.statement)) for pair in pairs
    )
    assert across > 200


def test_what_a_question_names_its_statement_tells(corpus: Corpus) -> None:
    chance = random.Random(4)
    for _ in range(300):
        pair = corpus.made_up_pair(chance, "㭎㭏㭐㭑㭒")
        if pair.group.startswith("made-up/"):
            word = pair.group.removeprefix("made-up/")
            assert word in pair.question
            assert word in pair.statement


def test_the_same_seed_gives_the_same_sentences(corpus: Corpus) -> None:
    def some(seed: int) -> list[object]:
        chance = random.Random(seed)
        return [corpus.sentence_pair(chance) for _ in range(20)]

    assert some(7) == some(7) != some(8)


def test_pairs_of_a_fact_stay_within_the_fact() -> None:
    fact = Fact(
        "a-fact", Bilingual("金很软。银也软。", "Gold is soft. So is silver."),
        {"zh": ("金软吗", "银软吗"), "en": ("is gold soft",)}, ("gold",), "s", "read",
    )  # fmt: skip
    pairs = fact_pairs([fact])
    assert {pair.group for pair in pairs} == {"fact/a-fact"}
    asked = {(pair.question, pair.statement) for pair in pairs}
    assert {("金软吗", fact.text.zh), ("金软吗", fact.text.en), ("is gold soft", fact.text.zh)} <= asked
    assert ("金很软。", fact.text.en) in asked


def test_descriptions_of_the_shelf_join_both_languages() -> None:
    pairs = description_pairs()
    assert len(pairs) >= 56
    assert all(pair.question != pair.statement for pair in pairs)


def test_noise_keeps_the_reading_of_homophones() -> None:
    noise, chance = Noise(SYLLABLES, "钻攥石时是金今斤"), random.Random(5)
    reading = {char: name for name, chars in SYLLABLES.items() for char in chars}
    seen = {noise.spoil("钻石金", chance) for _ in range(300)}
    assert "钻石金" in seen
    assert {"zuanshijin", "zuan shi jin"} <= seen
    for text in seen:
        if not text.isascii():
            assert [reading[char] for char in text] == ["zuan", "shi", "jin"]


def test_noise_changes_at_most_one_letter_place_of_english() -> None:
    noise, chance = Noise(SYLLABLES, "钻"), random.Random(6)
    for _ in range(300):
        text = noise.spoil("how to clean pearls", chance)
        assert abs(len(text) - len("how to clean pearls")) <= 1


def test_names_are_exchanged_for_names_of_the_same_thing() -> None:
    diamond = {"zh": ("钻石", "金刚石"), "en": ("diamond", "brilliant")}
    synonyms = Synonyms([diamond, {"zh": ("红宝石",), "en": ("ruby",)}, {"zh": ("红宝石",), "en": ("spinel",)}])
    chance = random.Random(8)
    said = {synonyms.swap("钻石配红宝石", chance, share=1.0, across=0.2) for _ in range(200)}
    assert said == {f"{name}配红宝石" for name in ("钻石", "金刚石", "diamond", "brilliant")}
    assert synonyms.swap("diamonds", chance, share=1.0) == "diamonds"
    assert synonyms.swap("钻石", chance, share=0.0) == "钻石"
