from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.knowledge.reading import read_content

GOOD = """
[source]
book = { reference = "A book", status = "from memory, verify" }
table = { reference = "A table", status = "read" }
[relation]
is_a = { inverse = "has_kind", source = "book" }
has_hardness_mohs = { value = true, functional = true, source = "table" }
[node.gem]
kind = "family"
zh = "宝石"
en = ["gem", "gems"]
[node.ruby]
kind = "gem"
zh = ["红宝石", "红宝"]
en = ["ruby"]
links.is_a = "gem"
links.has_hardness_mohs = 9
sources.has_hardness_mohs = "book"
[[fact]]
id = "ruby-is-red"
about = ["ruby"]
zh = "红宝石是红的。"
en = "Ruby is red."
ask_zh = ["红宝石什么颜色", "红宝石红吗", "红宝是什么色"]
ask_en = ["What colour is ruby?", "Is ruby red?", "Ruby colour"]
source = "table"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "all.toml").write_text(text, "utf-8")
    return folder


def test_names_come_first_and_aliases_after(tmp_path: Path) -> None:
    content = read_content(written(tmp_path, GOOD))
    ruby = content.nodes[1]
    assert ruby.names.zh == "红宝石"
    assert ruby.words("zh") == ("红宝石", "红宝")
    assert ruby.aliases["en"] == ()


def test_a_triple_takes_its_relations_source_unless_the_node_names_one(tmp_path: Path) -> None:
    content = read_content(written(tmp_path, GOOD))
    kind, hardness = content.triples
    assert (kind.source, kind.status) == ("A book", "from memory, verify")
    assert (hardness.object, hardness.source) == ("9", "A book")
    plain = GOOD.replace('sources.has_hardness_mohs = "book"\n', "")
    hardness = read_content(written(tmp_path, plain)).triples[1]
    assert (hardness.source, hardness.status) == ("A table", "read")


def test_a_fact_carries_its_source_and_status(tmp_path: Path) -> None:
    (fact,) = read_content(written(tmp_path, GOOD)).facts
    assert (fact.source, fact.status, fact.source_id) == ("A table", "read", "fact:ruby-is-red")
    assert fact.questions["en"][1] == "Is ruby red?"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "gem"', 'sort = "gem"', "unknown key 'sort'"),
        ('kind = "gem"\n', "", "ruby needs a kind"),
        ('en = ["ruby"]\n', "", "a name in en"),
        ('source = "table"\n', 'source = "tabel"\n', "'tabel' is not listed"),
        ('zh = "红宝石是红的。"\n', "", "ruby-is-red lacks zh"),
        ('id = "ruby-is-red"\n', "", "a fact without id lacks id"),
        ('status = "read"', 'status = "sure"', "needs a status"),
        ("[node.gem]", "[nodes.gem]", "unknown key 'nodes'"),
        ("[[fact]]", "[[fact", "cannot be read"),
    ],
)
def test_a_fault_of_the_file_is_one_sentence_that_names_file_and_place(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in GOOD
    with pytest.raises(KnownError, match=complaint) as caught:
        read_content(written(tmp_path, GOOD.replace(old, new)))
    assert "all.toml" in str(caught.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no knowledge"):
        read_content(tmp_path)
