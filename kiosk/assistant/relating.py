"""What the graph says in so many words: one relation of what a question names, comparisons by it, lists both ways."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.advice.reasons import Reason
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.knowledge.graph import Graph, Triple

_MOST_OBJECTS: Final = 6
_MOST_SUBJECTS: Final = 4
_MEASURE: Final = "gram"
"""What is measured in, not what is asked about."""
_P = re.compile
_EXACT: Final = (
    ("has_hardness_mohs", _P(r"硬度|多硬|硬不硬|莫氏|摩氏|hardness|how hard\b|\bmohs\b")),
    ("melts_at", _P(r"熔点|多少度.{0,3}(?:熔|化)|melting point|melts? at|temperature .* melt")),
    ("has_refractive_index", _P(r"(?<!双)折射率|refractive")),
    ("has_birefringence", _P(r"双折射|birefring")),
    ("has_dispersion", _P(r"色散(?:值|率|是|多少)|\bdispersion\b")),
    ("has_density", _P(r"密度|\bdensity\b|\bdense\b")),
    ("has_specific_gravity", _P(r"密度|比重|specific gravity|\bdensity\b")),
    ("has_crystal_system", _P(r"晶系|crystal system")),
    ("has_chemistry", _P(r"化学(?:成分|式)|分子式|chemical|chemistry|\bformula\b")),
    ("has_fineness", _P(r"纯度|含[金银铂]?量|含多少[金银铂]|千分|fineness|how pure|purity|per mille|per thousand")),
    ("marked_as", _P(
        r"印记是|印记怎么|刻(?:的)?什么字|打什么[字印标]"
        r"|(?:what|which) (?:is|are|gets?|mark is) stamped|which stamp|hallmark (?:of|for)"
    )),
    ("weighs_carats", _P(r"(?:多少|几)克拉|多大|多重|how (?:big|large|heavy|many carats)")),
    ("weighs_g", _P(r"(?:多少|几)(?:公)?克(?!拉)|合克|how many grams|in grams|to grams")),
    ("dated", _P(r"几月几[号日]|哪一?天|几号|what date|when is")),
    ("birthstone_of", _P(r"生辰石|诞生石|幸运石|birth ?stone|\bmy stone\b")),
)  # fmt: skip
"""Relations with one right answer: a figure, a formula, a date."""
_LOOSE: Final = (
    ("symbolises", _P(r"寓意|象征|含义|代表(?:什么|啥)|meaning|symboli|stands? for|represent")),
    ("has_colour", _P(
        r"(?:什么|哪些|几种|哪几种|有别的)颜色|颜色有|(?:只有|都是|全是).色|what colou?rs?|which colou?rs?"
        r"|always (?:blue|red|green)|only (?:blue|red|green)"
    )),
    ("found_in", _P(
        r"产地|哪里产|哪儿产|产自|出产|产在|哪(?:个)?国(?:家)?.{0,2}产|where .* (?:come from|comes from"
        r"|mined|found)|origin of|sourced"
    )),
    ("treated_by", _P(
        r"(?:哪些|什么|怎么|做过|经过|要).{0,4}(?:优化|处理)|how (?:is|are) .* (?:treated|enhanced)"
        r"|treatments? (?:of|for|on)|what treatment"
    )),
    ("imitated_by", _P(
        r"(?:什么|哪些|啥).{0,4}(?:仿|冒充)|仿品有|imitat(?:e|ed|ions? of)|simulants? (?:of|for)"
        r"|look-?alikes?"
    )),
    ("synthesised_by", _P(r"(?:怎么|如何).{0,4}(?:人工)?合成|合成方法|how (?:is|are) synthetic|synthesi[sz]ed")),
    ("harmed_by", _P(r"怕(?:什么|啥|哪些)|不能碰(?:什么|啥)|what (?:harms|damages)|afraid of|harmful to")),
    ("alloyed_with", _P(r"(?:加|掺)了?(?:什么|啥|哪些)|和什么.{0,3}合金|alloyed with|mixed with")),
    ("has_inclusion", _P(r"包裹体|内含物(?:有|是)什么|inclusions? (?:of|in|does)|what .* inclusions")),
    ("formed_in", _P(r"怎么形成|如何形成|形成(?:的|于)|how (?:is|are|does|do) .* form")),
    ("kept_in", _P(r"(?:现在)?(?:在哪|收藏在|藏在)|which museum|where is .* (?:now|kept)")),
    ("goes_with", _P(r"(?:和|跟|与)什么.{0,3}(?:搭|相配)|goes? (?:well )?with what|what goes? with")),
    ("designed_by", _P(r"谁设计|设计师是谁|who designed|designer of")),
)  # fmt: skip
"""Relations of which there may be more to say than the graph knows."""
_HARDER: Final = _P(
    r"(?:哪个|哪种|谁|哪样).{0,3}(?:硬|软|耐磨)|(?:更|最)(?:硬|软)|比.{1,8}硬|硬度.{0,4}(?:排|顺序|比)"
    r"|harder|softer|hardest|hardness order|order of hardness"
)
_NUMBER: Final = _P(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Related:
    """What the graph answers; an exact one is preferred to a fact that is only likely."""

    claims: tuple[Reason, ...]
    exact: bool


def relate(graph: Graph, said: str, nodes: Sequence[str], language: Language) -> Related | None:
    """The answer the graph holds by itself; None where the question asks for no relation, or it has no such triple.

    Args:
        graph: what is known.
        said: the normalised question.
        nodes: ids of what it names, in order.
        language: of the claims.
    """
    if _HARDER.search(said) and (claims := _by_hardness(graph, nodes, language)):
        return Related(claims, exact=True)
    months = [node for node in nodes if graph.objects(node, "has_birthstone")]
    for relations, exact in ((_EXACT, True), (_LOOSE, False)):
        for name, pattern in relations:
            if not pattern.search(said):
                continue
            if name == "birthstone_of" and months:
                claims = tuple(_listed(graph, graph.triples(object=m, relation=name), language) for m in months[:2])
                return Related(claims, exact=True)
            if claims := _told(graph, name, nodes, language):
                return Related(claims, exact)
    return None


def _told(graph: Graph, relation: str, nodes: Sequence[str], language: Language) -> tuple[Reason, ...]:
    """One sentence a subject, its objects in a row; what is not said of ruby is taken from corundum."""
    claims: dict[str, Reason] = {}
    for node in nodes:
        found = _inherited(graph, node, relation) if node != _MEASURE else ()
        if found:
            claim = _listed(graph, found[:_MOST_OBJECTS], language)
            claims.setdefault(claim.text, claim)
    return tuple(claims.values())[:_MOST_SUBJECTS]


def _inherited(graph: Graph, node: str, relation: str) -> tuple[Triple, ...]:
    if not graph.has(node):
        return ()
    for kind in graph.kinds_of(node):
        if found := graph.triples(subject=kind, relation=relation):
            return found
        if graph.node(kind).kind == "family":
            break
    return ()


def _listed(graph: Graph, triples: Sequence[Triple], language: Language) -> Reason:
    """ "蓝宝石有蓝色、粉色、黄色的": one sentence for several triples that share subject or object."""
    comma = "、" if language == "zh" else ", "
    subjects = dict.fromkeys(graph.name(t.subject, language) for t in triples)
    objects = dict.fromkeys(graph.name(t.object, language) for t in triples)
    said = text(
        f"knowledge.relation.{triples[0].relation}", language, subject=comma.join(subjects), object=comma.join(objects)
    )
    return Reason(said[:1].upper() + said[1:], tuple(t.id for t in triples))


def _by_hardness(graph: Graph, nodes: Sequence[str], language: Language) -> tuple[Reason, ...]:
    """Two or more, the hardest first, each with its own figure."""
    found: dict[str, tuple[float, Triple]] = {}
    for node in nodes:
        triples = _inherited(graph, node, "has_hardness_mohs")
        values = [float(value) for value in _NUMBER.findall(triples[0].object)] if triples else []
        if values:
            found[node] = (sum(values) / len(values), triples[0])
    if len({triple for _, triple in found.values()}) < 2:
        return ()  # sterling silver only has what is known of silver
    order = sorted(found, key=lambda node: -found[node][0])[:_MOST_SUBJECTS]
    claims = [_listed(graph, (found[node][1],), language) for node in order]
    first, second = order[0], order[1]
    if found[first][0] > found[second][0]:
        said = text("assistant.knowledge.hardest", language, name=graph.name(first, language))
        sources = tuple(dict.fromkeys(found[node][1].id for node in order))
        claims.insert(0, Reason(said, sources))
    return tuple({claim.text: claim for claim in claims}.values())
