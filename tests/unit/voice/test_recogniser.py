"""The recogniser on the real libvosk, with the tests' own small models and a synthesised customer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.voice.recogniser import UNKNOWN, Heard, Recogniser, Word, joined
from kiosk.voice.sound import Wav
from tests.helpers.customer_voice import UNSEEN, says
from tests.helpers.vosk_models import FOLDERS, unpack

STORY = "我想找一款适合日常佩戴的钻石项链，五千以内"


@pytest.fixture
def chinese(vosk_models: Path) -> Iterator[Recogniser]:
    recogniser = Recogniser(vosk_models / FOLDERS["zh"], "zh")
    yield recogniser
    recogniser.close()


def listen(recogniser: Recogniser, sound: Wav) -> Heard:
    parts = []
    for first in range(0, len(sound.samples), 480):
        if recogniser.accept(sound.samples[first : first + 480]):
            parts.append(recogniser.result())
    return joined([*parts, recogniser.final()], recogniser.language)


@pytest.mark.parametrize("variant", UNSEEN)
def test_the_story_sentence_carries_every_slot(chinese: Recogniser, variant: str) -> None:
    heard = listen(chinese, says(STORY, "zh", variant=variant))
    for slot in ("日常", "钻石", "项链", "五千", "以内"):
        assert slot in heard.text
    assert " " not in heard.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "十八K金会过敏吗"),
        ("zh", "换到无名指"),
        ("zh", "第二个"),
        ("zh", "再便宜点"),
        ("zh", "我要翡翠手镯三万以内"),
        ("en", "I am looking for a diamond necklace for every day under five thousand"),
        ("en", "can eighteen karat gold cause an allergy"),
        ("en", "try it on"),
        ("en", "switch to english"),
    ],
)
def test_sentences_of_the_shop(vosk_models: Path, language: Language, sentence: str) -> None:
    recogniser = Recogniser(vosk_models / FOLDERS[language], language)
    assert listen(recogniser, says(sentence, language, variant="m7")).text == sentence


def test_words_have_times_and_confidence(chinese: Recogniser) -> None:
    heard = listen(chinese, says("第二个", "zh", lead_s=1.0))
    (word,) = heard.words
    assert word.word == "第二个"
    assert 0.9 < word.start_s < 1.3
    assert word.start_s + 0.3 < word.end_s < 2.5
    assert 0.5 < word.confidence <= 1.0
    assert heard.confidence == word.confidence


def test_times_start_again_with_every_utterance(chinese: Recogniser) -> None:
    first = listen(chinese, says("第二个", "zh"))
    second = listen(chinese, says("第二个", "zh"))
    assert second.words[0].start_s == pytest.approx(first.words[0].start_s, abs=0.05)


def test_partials_grow_into_the_final(chinese: Recogniser) -> None:
    sound = says(STORY, "zh")
    partials = []
    for first in range(0, len(sound.samples), 480):
        chinese.accept(sound.samples[first : first + 480])
        partials.append(chinese.partial())
    assert any(0 < len(p) < 10 for p in partials)
    assert any("钻石" in p for p in partials)


def test_silence_is_no_word(chinese: Recogniser) -> None:
    heard = listen(chinese, Wav(np.zeros(32_000, np.int16), 16_000))
    assert heard == Heard("", (), "zh")
    assert heard.confidence == 0.0


def test_a_grammar_hears_its_phrases_and_nothing_else(chinese: Recogniser) -> None:
    chinese.set_grammar(["第一个", "第二个", "换到 无名指"])
    assert listen(chinese, says("第二个", "zh")).text == "第二个"
    other = listen(chinese, says("珍珠怎么保养", "zh"))
    assert other.text == ""
    assert other.unknown > 0
    assert {word.word for word in other.words} == {UNKNOWN}
    chinese.set_grammar(None)
    assert listen(chinese, says("珍珠怎么保养", "zh")).text == "珍珠怎么保养"


def test_knows_its_vocabulary(chinese: Recogniser) -> None:
    assert chinese.knows("钻石")
    assert not chinese.knows("坦桑石")


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="kiosk models fetch"):
        Recogniser(tmp_path / "nothing", "zh")


@pytest.mark.parametrize("how", ["missing", "empty", "half"])
@pytest.mark.parametrize("broken", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst"])
def test_a_damaged_model_is_one_sentence(tmp_path: Path, broken: str, how: str) -> None:
    """The net fails when the model is loaded, the graphs only when it is to listen."""
    folder = unpack("en", tmp_path)
    file = folder / broken
    data = file.read_bytes()
    file.unlink()
    if how != "missing":
        file.write_bytes(b"" if how == "empty" else data[: len(data) // 2])
    with pytest.raises(KnownError, match="damaged; run: kiosk models fetch"):
        Recogniser(folder, "en")


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_model_without_words_is_one_sentence(tmp_path: Path, how: str) -> None:
    folder = unpack("en", tmp_path)
    file = folder / "graph/words.txt"
    file.unlink()
    if how == "empty":
        file.write_bytes(b"")
    with pytest.raises(KnownError, match="damaged; run: kiosk models fetch"):
        Recogniser(folder, "en")


def test_a_folder_with_chinese_letters_in_its_name(tmp_path: Path, vosk_models: Path) -> None:
    folder = tmp_path / "语音模型"
    shutil.copytree(vosk_models / FOLDERS["en"], folder)
    assert listen(Recogniser(folder, "en"), says("try it on", "en", variant="m7")).text == "try it on"


def test_joining_keeps_unknown_words_out_of_the_text() -> None:
    words = (Word("试戴", 1.0, 0, 1), Word(UNKNOWN, 0.4, 1, 2), Word("第二个", 0.7, 2, 3))
    heard = joined([Heard("", words[:2], "zh"), Heard("", words[2:], "zh")], "zh")
    assert (heard.text, heard.unknown) == ("试戴第二个", 1)
    assert heard.confidence == pytest.approx(0.7)
