import pytest

from kiosk.base.errors import KnownError
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.graph import Graph, Node, Relation, Triple


def node(name: str, kind: str = "gem", zh: str | None = None, aliases: tuple[str, ...] = ()) -> Node:
    return Node(name, kind, Bilingual(zh or f"名{name}", name), {"zh": aliases, "en": ()})


def triple(subject: str, relation: str, object_: str) -> Triple:
    return Triple(subject, relation, object_, "a book", "from memory, verify")


@pytest.fixture
def graph() -> Graph:
    return Graph(
        [node("ruby", zh="红宝石", aliases=("红宝",)), node("corundum"), node("gem"), node("glass"), node("heat")],
        [
            Relation("is_a", inverse="has_kind"),
            Relation("imitated_by", inverse="imitates"),
            Relation("goes_with", symmetric=True),
            Relation("has_hardness_mohs", value=True, functional=True),
        ],
        [
            triple("ruby", "is_a", "corundum"),
            triple("corundum", "is_a", "gem"),
            triple("ruby", "imitated_by", "glass"),
            triple("glass", "goes_with", "heat"),
            triple("ruby", "has_hardness_mohs", "9"),
        ],
    )


def test_an_inverse_name_reads_the_stored_triple_backwards(graph: Graph) -> None:
    assert graph.objects("glass", "imitates") == ("ruby",)
    assert graph.triples("glass", "imitates", "ruby") == graph.triples("ruby", "imitated_by", "glass")
    assert graph.objects("gem", "has_kind") == ("corundum",)


def test_a_symmetric_relation_is_found_from_both_ends_and_stored_once(graph: Graph) -> None:
    assert graph.objects("heat", "goes_with") == ("glass",)
    assert graph.objects("glass", "goes_with") == ("heat",)
    assert len(graph.triples(relation="goes_with")) == 1


def test_a_functional_relation_gives_one_value_or_none(graph: Graph) -> None:
    assert graph.value("ruby", "has_hardness_mohs") == "9"
    assert graph.value("glass", "has_hardness_mohs") is None


def test_kinds_are_followed_upwards_nearest_first(graph: Graph) -> None:
    assert graph.kinds_of("ruby") == ("ruby", "corundum", "gem")


def test_a_path_walks_triples_in_either_direction_and_has_a_longest(graph: Graph) -> None:
    path = graph.path("gem", "glass")
    assert [step.end for step in path] == ["corundum", "ruby", "glass"]
    assert [step.backwards for step in path] == [True, True, False]
    assert graph.path("gem", "glass", longest=2) == ()
    assert graph.path("ruby", "ruby") == ()


def test_a_word_or_an_alias_finds_its_node_in_its_own_language(graph: Graph) -> None:
    found = graph.find("红宝", "zh")
    assert found is not None
    assert found.id == "ruby"
    assert graph.find("RUBY", "en") is found
    assert graph.find("红宝", "en") is None


def test_what_is_unknown_is_named_with_its_nearest(graph: Graph) -> None:
    with pytest.raises(KnownError, match="Did you mean ruby"):
        graph.node("rubby")
    with pytest.raises(KnownError, match="Did you mean imitated_by"):
        graph.relation("imitatedby")


def test_a_triple_is_said_as_a_sentence_in_both_languages(graph: Graph) -> None:
    (stored,) = graph.triples("ruby", "has_hardness_mohs")
    assert graph.sentence(stored, "zh") == "红宝石的摩氏硬度是 9。"
    assert graph.sentence(stored, "en") == "Ruby has a Mohs hardness of 9."
    assert stored.id == "graph:ruby|has_hardness_mohs|9"
