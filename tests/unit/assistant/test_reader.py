"""The joint reader, how it is joined to the rules, and how it explains itself; with the model that ships."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from kiosk.assistant.attention import explain, rollout
from kiosk.assistant.guide import Guide
from kiosk.assistant.joining import Joined
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.reader import Reader
from kiosk.assistant.tokens import HEAD, State, Tokens
from kiosk.assistant.understanding import Talk
from kiosk.base.errors import KnownError
from kiosk.base.paths import MODELS
from kiosk.catalog.store import Catalog
from kiosk.cli.explain import command
from kiosk.knowledge.store import Knowledge

SENTENCE = "我想找一款适合日常佩戴的钻石项链"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(MODELS / "reader")


@pytest.fixture(scope="module")
def joined(fresh_catalog: Catalog, knowledge: Knowledge, reader: Reader) -> Joined:
    return Joined(Lexicon(knowledge.graph, fresh_catalog.pieces()), reader)


def test_tokens_keep_their_places_and_pinyin_is_cut_into_syllables(reader: Reader) -> None:
    said = "想找 xianglian, rose gold 的 women 戒指 5000元"
    tokens = reader.tokens.cut(said)
    assert all(said[t.start : t.end] == t.text for t in tokens)
    assert [t.text for t in tokens if t.text.isascii()] == ["xiang", "lian", ",", "rose", "gold", "women", "5000"]


def test_a_homophone_and_pinyin_share_their_sound(reader: Reader) -> None:
    assert reader.tokens.sound("向链") == reader.tokens.sound("项链") == reader.tokens.sound("xianglian")


def test_a_long_sentence_is_cut_not_refused(reader: Reader) -> None:
    assert reader.read("项链" * 300).intents


def test_what_it_was_trained_for(reader: Reader) -> None:
    understood = reader.read(SENTENCE)
    assert understood.intent[0] == "recommend"
    assert {("gem", "diamond"), ("category", "necklace"), ("occasion", "daily")} <= {
        (span.key, span.value) for span in understood.spans
    }


def test_the_talk_before_changes_the_reading(reader: Reader) -> None:
    alone, focused = reader.read("多重", State()), reader.read("多重", State(True, True, True))
    assert focused.intents["ask_piece/weight"] > alone.intents["ask_piece/weight"]


def test_without_a_reader_the_rules_read_alone(fresh_catalog: Catalog, knowledge: Knowledge) -> None:
    alone = Joined(Lexicon(knowledge.graph, fresh_catalog.pieces()))
    assert alone.read(SENTENCE, Talk()).wish.gem == ("diamond",)


def test_words_outside_the_lexicon_are_added(joined: Joined) -> None:
    said = "想买个挂脖子上的，钻石的，送我那口子"
    assert "category" in joined.read(said, Talk()).wish.said()


def test_what_the_rules_refuse_stays_refused(joined: Joined) -> None:
    for said in ("戴翡翠能治高血压吗", "黄金明年会涨吗", "这个是真的假的", "周大福多少钱一克"):
        assert joined.read(said, Talk()).intent == "out_of_scope", said


def test_the_guide_answers_with_it(fresh_catalog: Catalog, knowledge: Knowledge, reader: Reader) -> None:
    reply = Guide(fresh_catalog, knowledge, reader).ask(SENTENCE).document()
    assert reply["intent"] == "recommend"
    assert reply["constraints"]["gem"] == ["diamond"]


def test_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text("{}", "utf-8")
    with pytest.raises(KnownError, match="kiosk models"):
        Reader.open(tmp_path)
    with pytest.raises(KnownError, match="kind"):
        Tokens.of({"kind": "another"})


def test_rollout_is_a_share_of_attention() -> None:
    attention = np.random.default_rng(0).random((3, 2, 6, 6)).astype(np.float32)
    np.testing.assert_allclose(rollout(attention).sum(-1), 1, rtol=1e-5)


def test_an_explanation_points_at_the_words(reader: Reader) -> None:
    explained = explain(reader, SENTENCE)
    words = [token.text for token in explained.understood.tokens]
    assert len(words) == len(explained.attention) == len(explained.effect)
    by_key = {span.key: lost for span, _, lost in explained.slots}
    assert words[int(by_key["gem"].argmax())] in "钻石"
    assert words[int(by_key["category"].argmax())] in "项链"
    assert explained.attention.sum() == pytest.approx(1, abs=1e-4)
    assert explained.understood.attention.shape[-1] == HEAD + len(words)


def test_the_command_prints_json_and_a_page_that_loads_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = CliRunner().invoke(command, [SENTENCE, "--json", "--html", str(page)])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["intent"] == "recommend"
    made = page.read_text("utf-8")
    assert "钻" in made
    assert not re.search(r"<script|src=|href=|url\(|@import", made)


def test_the_command_shows_a_table_in_both_languages() -> None:
    for said, word in (("送妈妈的金手镯", "品类"), ("a gold bangle for my mother", "kind")):
        result = CliRunner().invoke(command, [said])
        assert result.exit_code == 0
        assert word in result.stdout


def test_a_picture_is_written_where_the_name_says_svg(tmp_path: Path) -> None:
    assert CliRunner().invoke(command, [SENTENCE, "--html", str(tmp_path / "a.svg")]).exit_code == 0
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
