"""Faults of the hand-written knowledge, each as one sentence: the sources are only built when there are none."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import table
from kiosk.knowledge.facts import FACT_ID
from kiosk.knowledge.graph import STATUSES, Graph
from kiosk.knowledge.reading import Content
from kiosk.knowledge.values import value_faults

ROOT_NODE = "jewelry"
HAN = re.compile(r"[\u3400-\u9fff]")
NODE_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
PROMISES = re.compile(
    r"(?<!保证)不会过敏|绝不过敏|(?<![不无][能法])保证不会?过敏|稳赚|(?<![不无][能法])保证升值|一定升值|包治|hypoallergenic|"
    r"can(?:not|'t) cause (?:an )?allerg|never irritates"
)
"""Words about health and money that nobody in a shop can promise."""
ACYCLIC = ("is_a", "harder_than", "includes", "made_of")
ONE_WAY = ("is_a", "harder_than", "includes", "made_of", "alloyed_with", "plated_with", "set_with", "repaired_by")
"""Relations that hold in one direction only: stated both ways, one of the two statements is wrong."""
OPPOSED = (("care_by", "harmed_by"), ("suits_occasion", "unsuited_to"), ("suits_recipient", "unsuited_to"))
"""Pairs of relations that cannot hold between the same two nodes."""
_UNSAID = re.compile(r"[\s\W_]+")


def check(content: Content) -> list[str]:
    """All faults; an empty list means the knowledge can be built."""
    graph = content.graph()
    return [
        *_duplicates(content),
        *_ends(content, graph),
        *_relations(content, graph),
        *value_faults(graph),
        *_contradictions(graph),
        *_unreachable(graph),
        *_languages(content),
        *_facts(content, graph),
    ]


def _duplicates(content: Content) -> Iterator[str]:
    yield from _twice("node", (n.id for n in content.nodes))
    yield from _twice("relation", (r.id for r in content.relations))
    yield from _twice("fact", (f.id for f in content.facts))
    yield from _twice("triple", (t.id for t in content.triples))
    for language in LANGUAGES:
        owner: dict[str, str] = {}
        for node in content.nodes:
            for word in node.words(language):
                other = owner.setdefault(word.casefold(), node.id)
                if other != node.id:
                    yield f"The word {word!r} names both {other} and {node.id}."
            yield from _twice(f"word of {node.id}", (word.casefold() for word in node.words(language)))
        yield from _twice("question", (q.casefold() for fact in content.facts for q in fact.questions[language]))
        yield from _shared_questions(content, language)


def _shared_questions(content: Content, language: Language) -> Iterator[str]:
    """Questions of two facts that differ by signs and spaces alone; the same words twice are named elsewhere."""
    asked: dict[str, tuple[str, str]] = {}
    for fact in content.facts:
        for question in fact.questions[language]:
            before, words = asked.setdefault(_UNSAID.sub("", question.casefold()), (fact.id, question.casefold()))
            if before != fact.id and words != question.casefold():
                yield f"The facts {before} and {fact.id} are both asked for by {question!r}."


def _ends(content: Content, graph: Graph) -> Iterator[str]:
    values = {r.id for r in content.relations if r.value}
    for triple in content.triples:
        for end in (triple.subject, triple.object):
            if not graph.has(end) and not (end == triple.object and triple.relation in values):
                yield f"The triple {triple.id} ends in {end!r}, which is no node."
        if triple.relation in values and graph.has(triple.object):
            yield f"The triple {triple.id} has a node where a plain value belongs."
        if triple.subject == triple.object:
            yield f"The triple {triple.id} points at itself."
        if not triple.source or triple.status not in STATUSES:
            yield f"The triple {triple.id} has no source or no status."


def _relations(content: Content, graph: Graph) -> Iterator[str]:
    known = {relation.id for relation in content.relations}
    inverses = [relation.inverse for relation in content.relations if relation.inverse]
    yield from _twice("inverse", inverses)
    for inverse in inverses:
        if inverse in known:
            yield f"The inverse {inverse} is also a relation of its own; one of the two is enough."
    for relation in content.relations:
        if relation.symmetric and (relation.inverse or relation.value):
            yield f"The relation {relation.id} is symmetric, so it has no inverse and no plain values."
        for language in LANGUAGES:
            if f"knowledge.relation.{relation.id}" not in table(language):
                yield f"The relation {relation.id} has no sentence in {language}."
    stored = {(t.subject, t.relation, t.object) for t in content.triples}
    count = Counter((t.subject, t.relation) for t in content.triples)
    for triple in content.triples:
        if triple.relation in inverses:
            yield f"The triple {triple.id} is written with an inverse; write it the other way round."
        elif triple.relation not in known:
            yield f"The triple {triple.id} uses a relation that relations.toml does not define."
        elif graph.relation(triple.relation).symmetric and (triple.object, triple.relation, triple.subject) in stored:
            yield f"The triple {triple.id} stands there both ways; once is enough."
    for (subject, name), times in count.items():
        if times > 1 and name in known and graph.relation(name).functional:
            yield f"The node {subject} has {times} values for {name}, which allows one."
    for relation_id in ACYCLIC:
        yield from _circles(graph, relation_id)


def _circles(graph: Graph, relation: str) -> Iterator[str]:
    for node in graph.nodes():
        seen: set[str] = set()
        queue = deque(t.object for t in graph.triples(subject=node.id) if t.relation == relation)
        while queue:
            here = queue.popleft()
            if here == node.id:
                yield f"The node {node.id} is, round a circle, {relation} itself."
                break
            if here not in seen:
                seen.add(here)
                queue.extend(t.object for t in graph.triples(subject=here) if t.relation == relation)


def _contradictions(graph: Graph) -> Iterator[str]:
    """Statements that cannot both be true: one-way relations stated both ways, care that harms."""
    stored = {(t.subject, t.relation, t.object): t for t in graph.triples()}
    for (subject, relation, end), triple in stored.items():
        if relation in ONE_WAY and subject < end and (end, relation, subject) in stored:
            yield f"The triple {triple.id} is also stated the other way round; one of the two is wrong."
    for good, bad in OPPOSED:
        for (subject, relation, end), triple in stored.items():
            if relation == good and (subject, bad, end) in stored:
                yield f"The triple {triple.id} contradicts {stored[subject, bad, end].id}."


def _unreachable(graph: Graph) -> Iterator[str]:
    if not graph.has(ROOT_NODE):
        yield f"The node {ROOT_NODE}, from which everything is reached, is missing."
        return
    reached, queue = {ROOT_NODE}, deque([ROOT_NODE])
    while queue:
        for step in graph.neighbours(queue.popleft()):
            if graph.has(step.end) and step.end not in reached:
                reached.add(step.end)
                queue.append(step.end)
    yield from (f"The node {n.id} hangs on nothing." for n in graph.nodes() if n.id not in reached)


def _languages(content: Content) -> Iterator[str]:
    for node in content.nodes:
        if not NODE_ID.fullmatch(node.id):
            yield f"The node id {node.id!r} is not snake_case."
        if not node.names.zh.strip() or not node.names.en.strip():
            yield f"The node {node.id} lacks a name."
        if any(HAN.search(word) for word in node.words("en")):
            yield f"The node {node.id} has Chinese among its English words."
    for fact in content.facts:
        if not HAN.search(fact.text.zh) or not all(HAN.search(q) for q in fact.questions["zh"]):
            yield f"The fact {fact.id} lacks Chinese text or has a question without Chinese."
        if not fact.text.en.strip() or any(HAN.search(said) for said in fact.questions["en"]):
            yield f"The fact {fact.id} lacks English text or has Chinese among its English questions."


def _facts(content: Content, graph: Graph) -> Iterator[str]:
    for fact in content.facts:
        if not FACT_ID.fullmatch(fact.id):
            yield f"The fact id {fact.id!r} is not kebab-case."
        if not fact.about:
            yield f"The fact {fact.id} is about nothing."
        yield from (
            f"The fact {fact.id} is about {node!r}, which is no node." for node in fact.about if not graph.has(node)
        )
        for language in LANGUAGES:
            if not 3 <= len(fact.questions[language]) <= 8:
                yield f"The fact {fact.id} needs three to eight questions in {language}."
        if not fact.source or fact.status not in STATUSES:
            yield f"The fact {fact.id} has no source or no status."
        if PROMISES.search(fact.text.zh) or PROMISES.search(fact.text.en):
            yield f"The fact {fact.id} promises something about health or money."


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    yield from (f"The {what} {key} is there {times} times." for key, times in Counter(ids).items() if times > 1)
