"""The shipped knowledge itself: complete, sound, and true to the tables that it cites as read."""

import csv
import re
from pathlib import Path

import pytest

from kiosk.catalog.piece import CATEGORIES, COLOURS, CUTS, GEM_ORIGINS, GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES
from kiosk.knowledge.checking import check
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.reading import Content, read_content

VOCABULARY = {
    "category": CATEGORIES,
    "metal": METALS,
    "gem": GEMS,
    "origin": GEM_ORIGINS,
    "occasion": OCCASIONS,
    "recipient": RECIPIENTS,
    "style": STYLES,
    "colour": COLOURS,
    "cut": CUTS,
}
TABLE_NAMES = {"agate": "chalcedony", "dyed_howlite": "dyed-howlite", "dyed_magnesite": "dyed-magnesite",
               "cubic_zirconia": "cubic-zirconia", "rose_quartz": "rose-quartz", "lapis_lazuli": "lazurite",
               "glass": "glass-simulant"}  # fmt: skip
COLUMNS = {
    "has_hardness_mohs": "hardness",
    "has_specific_gravity": "sg",
    "has_refractive_index": "ri",
    "has_chemistry": "chemistry",
    "has_birefringence": "birefringence",
    "has_dispersion": "dispersion",
}


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="module")
def graph(content: Content) -> Graph:
    return content.graph()


def test_the_shipped_knowledge_has_no_faults(content: Content) -> None:
    assert check(content) == []


def test_there_is_enough_of_it(content: Content) -> None:
    assert len(content.triples) >= 450
    assert len(content.facts) >= 200


@pytest.mark.parametrize("kind", VOCABULARY)
def test_every_word_of_the_vocabulary_is_a_node_with_names_in_both_languages(graph: Graph, kind: str) -> None:
    for word in VOCABULARY[kind]:
        node = graph.node(word)
        assert node.kind == kind
        assert node.names.zh
        assert node.names.en


@pytest.mark.parametrize("kind", ["category", "metal", "gem", "occasion", "recipient", "style"])
def test_words_of_the_vocabulary_have_other_names_too(graph: Graph, kind: str) -> None:
    for word in VOCABULARY[kind]:
        node = graph.node(word)
        assert node.aliases["zh"] or node.aliases["en"], word


@pytest.mark.parametrize(
    ("word", "node"),
    [("白金", "platinum"), ("K白", "white_gold"), ("足金", "fine_gold"), ("红宝", "ruby"), ("和田玉", "nephrite"),
     ("钻戒", "diamond_ring"), ("珠链", "pearl_strand"), ("铂金", "platinum"), ("925银", "sterling_silver"),
     ("三金", "three_golds"), ("玫瑰金", "rose_gold"), ("镯子", "bangle")],
)  # fmt: skip
def test_counter_words_lead_to_their_node(graph: Graph, word: str, node: str) -> None:
    found = graph.find(word, "zh")
    assert found is not None
    assert found.id == node


def test_the_word_that_misleads_carries_a_note(graph: Graph) -> None:
    note = graph.node("platinum").note
    assert note is not None
    assert "白K金" in note.zh


def test_every_gem_and_metal_of_the_vocabulary_has_a_fact(content: Content) -> None:
    about = {node for fact in content.facts for node in fact.about}
    assert not [word for word in (*GEMS, *METALS) if word not in about]


def test_gems_have_hardness_and_care_or_a_weakness(graph: Graph) -> None:
    for gem in GEMS:
        assert graph.value(gem, "has_hardness_mohs"), gem
        assert graph.objects(gem, "care_by") or graph.objects(gem, "harmed_by"), gem


def test_every_month_has_its_stone(graph: Graph) -> None:
    months = graph.nodes("month")
    assert len(months) == 12
    assert all(graph.objects(month.id, "has_birthstone") for month in months)


def test_every_triple_and_every_node_can_be_said_in_both_languages(graph: Graph) -> None:
    for triple in graph.triples():
        for language in ("zh", "en"):
            said = graph.sentence(triple, language)
            assert "{" not in said
            assert said.endswith(("。", "."))


def test_texts_are_short_and_end_like_sentences(content: Content) -> None:
    for fact in content.facts:
        assert len(fact.text.zh) <= 130, fact.id
        assert len(fact.text.en) <= 330, fact.id
        assert fact.text.zh.endswith("。"), fact.id
        assert fact.text.en.endswith("."), fact.id
        assert re.search(r"[,.;?!]\s*$", fact.text.zh) is None, fact.id


def test_only_the_tables_that_were_read_are_cited_as_read(content: Content) -> None:
    read = {triple.source for triple in content.triples if triple.status == "read"}
    read |= {fact.source for fact in content.facts if fact.status == "read"}
    allowed = ("gem_properties.csv", "cn_standards.csv", "ring_sizes.csv", "Arithmetic", "docs/")
    assert all(source.startswith(allowed) for source in read), read


def test_figures_cited_as_read_stand_in_the_table(content: Content, shared_data: Path) -> None:
    with (shared_data / "knowledge" / "gem_properties.csv").open(encoding="utf-8") as file:
        table = {row["id"]: row for row in csv.DictReader(file)}
    checked = 0
    for triple in content.triples:
        column = COLUMNS.get(triple.relation)
        if column is None or not triple.source.startswith("gem_properties.csv"):
            continue
        row = table[TABLE_NAMES.get(triple.subject, triple.subject.replace("_", "-"))]
        assert row[column].removesuffix(" (variable)").startswith(triple.object), triple.id
        checked += 1
    assert checked >= 120


def test_treatments_cited_as_read_stand_in_the_table(content: Content, shared_data: Path) -> None:
    words = {
        "heat_treatment": "heat", "irradiation": "irradiation", "coating": "coating", "glass_filling": "glass filling",
        "fracture_filling": "fracture", "flux_healing": "flux", "beryllium_diffusion": "beryllium", "oiling": "oiling",
        "resin_filling": "resin", "bleach_and_polymer": "polymer", "dyeing": "dye", "waxing": "wax", "hpht_treatment":
        "hpht", "bleaching": "bleach", "polymer_impregnation": "polymer|stabili", "smoke_treatment": "smoke",
        "sugar_acid_treatment": "sugar", "zachery_process": "zachery", "reconstitution": "reconstitution",
    }  # fmt: skip
    with (shared_data / "knowledge" / "gem_properties.csv").open(encoding="utf-8") as file:
        table = {row["id"]: row["treatments"].casefold() for row in csv.DictReader(file)}
    table["blue-topaz"] = table["topaz"]
    for triple in content.triples:
        if triple.relation == "treated_by" and triple.source.startswith("gem_properties.csv"):
            said = table[TABLE_NAMES.get(triple.subject, triple.subject.replace("_", "-"))]
            assert re.search(words[triple.object], said), triple.id


def test_crystal_systems_and_lustres_cited_as_read_stand_in_the_table(content: Content, shared_data: Path) -> None:
    columns = {"has_crystal_system": "crystal_system", "has_lustre": "lustre"}
    with (shared_data / "knowledge" / "gem_properties.csv").open(encoding="utf-8") as file:
        table = {row["id"]: row for row in csv.DictReader(file)}
    checked = 0
    for triple in content.triples:
        if triple.relation in columns and triple.source.startswith("gem_properties.csv"):
            row = table[TABLE_NAMES.get(triple.subject, triple.subject.replace("_", "-"))]
            said = re.sub(r"_(system|state|lustre)$", "", triple.object)
            assert said in row[columns[triple.relation]].casefold(), triple.id
            checked += 1
    assert checked >= 200
