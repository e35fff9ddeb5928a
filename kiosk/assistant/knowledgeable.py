"""Answers questions about jewelry in general: facts, the graph, today's metal prices, and what is not ours to say."""

from typing import Final

from kiosk.advice import wording
from kiosk.advice.reasons import Reason
from kiosk.assistant import answers
from kiosk.assistant.normalising import is_chinese
from kiosk.assistant.reply import Reply
from kiosk.assistant.service_words import asks_promise
from kiosk.assistant.services import answer_service, only_staff_know, with_staff
from kiosk.assistant.sizing import convert
from kiosk.assistant.turn import Turn
from kiosk.assistant.understanding import RATE_CUES
from kiosk.base.settings import Language
from kiosk.base.text import text

_RATES: Final = ("gold_999", "gold_750", "platinum_950", "silver_999", "silver_990", "silver_925")
_RATE_METALS: Final = {"gold": "yellow_gold", "platinum": "platinum", "palladium": "palladium", "silver": "silver"}


def answer_knowledge(turn: Turn) -> Reply:
    """A sourced answer, or a refusal where it is not known."""
    reading, talk, language = turn.reading, turn.talk, turn.language
    if reading.service and (served := answer_service(turn)) is not None:
        return served
    if any(cue in reading.said for cue in RATE_CUES):
        return _rates(turn)
    if reading.service and only_staff_know(reading.said):
        return turn.refuse("knowledge.service", "ask_knowledge")
    asked_in: Language = "zh" if is_chinese(reading.said) else "en"
    subjects = _subjects(turn)
    unsaid = [turn.graph.name(node, asked_in) for node in subjects if node not in reading.nodes]
    claims = convert(reading.said, language) or turn.knower.answer(
        " ".join([*unsaid, reading.said]), subjects, language, asked_in
    )
    if not claims:
        return turn.refuse("knowledge.service" if reading.service else "knowledge.unknown", "ask_knowledge")
    answer = ("" if language == "zh" else " ").join(claim.text for claim in claims)
    return with_staff(turn, Reply(language, "ask_knowledge", answer, talk.wish, claims=claims))


def answer_outside(turn: Turn) -> Reply:
    """What no rule could place may still be a question the knowledge answers; else it is refused."""
    reading = turn.reading
    if reading.topic == "investment" and reading.service and not asks_promise(reading.said):
        served = answer_service(turn)  # 旧金回收多少钱: what the shop pays today is no promise
        if served is not None and not served.refused:
            return served
    if reading.topic == "unknown" and reading.nodes:
        known = answer_knowledge(turn.reread(intent="ask_knowledge"))
        if not known.refused:
            return known
    return turn.refuse(f"refuse.{reading.topic}", "out_of_scope")


def _subjects(turn: Turn) -> tuple[str, ...]:
    """What a question is about: what it names, and where that is no stuff, what is in focus or wished for."""
    reading, talk, graph = turn.reading, turn.talk, turn.graph
    if any("material" in graph.kinds_of(node) or graph.node(node).kind == "compound" for node in reading.nodes):
        return reading.nodes
    if len(talk.focus) != 1:
        return (*reading.nodes, *(talk.wish.gem or talk.wish.metal)[:1])
    piece = turn.catalog.piece(talk.focus[0])
    return (*reading.nodes, *piece.gems[:1], *((piece.metal,) if piece.metal else ()))


def _rates(turn: Turn) -> Reply:
    """Today's metal prices; an old one is never quoted."""
    language = turn.language
    rates = turn.catalog.rates()
    wanted = [name for name in _RATES if name in rates and not turn.catalog.stale(rates[name])]
    asked = {*turn.reading.nodes, *turn.reading.wish.metal}
    narrowed = [name for name in wanted if _RATE_METALS[name.split("_")[0]] in asked]
    claims = []
    for name in narrowed or wanted:
        metal, price = wording.metal_rate(name, language), f"¥{rates[name].yuan_per_g:,}"
        said = text("assistant.knowledge.rate_one", language, metal=metal, price=price)
        claims.append(Reason(said, (f"rate:{name}@{rates[name].date}",)))
    if not claims:
        return turn.refuse("knowledge.rate_stale", "ask_knowledge")
    listed = answers.join((claim.text for claim in claims), language)
    answer = text("assistant.knowledge.rate", language, claims=listed)
    return Reply(language, "ask_knowledge", answer, turn.talk.wish, claims=tuple(claims))
