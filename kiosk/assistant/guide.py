"""The guide: one question in, one grounded answer out."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kiosk.advice import wording
from kiosk.advice.filtering import SIZE_TOLERANCE_MM, breaks
from kiosk.advice.offers import Offer, offers
from kiosk.advice.reasons import Reason, reasons_for
from kiosk.advice.recommend import best_set, recommend, without_price
from kiosk.assistant import answers
from kiosk.assistant.cues import WEARING
from kiosk.assistant.dialogue import MOST_CLARIFYING, Conversation, pieces_meant, take_wish
from kiosk.assistant.knowing import Knower
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.normalising import is_chinese
from kiosk.assistant.references import read_anchor
from kiosk.assistant.reply import Reply, Shown, said_in
from kiosk.assistant.understanding import RATE_CUES, Reading, read
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge

_ENOUGH_SOFT: Final = 2
_SOME: Final = 6
"""Pieces shown beside a question that is still open."""
_RATES: Final = ("gold_999", "gold_750", "platinum_950", "silver_999", "silver_990", "silver_925")
_RATE_METALS: Final = {"gold": "yellow_gold", "platinum": "platinum", "palladium": "palladium", "silver": "silver"}


class Guide:
    """Answers questions about one catalog with one body of knowledge. Not thread-safe: one thread asks at a time."""

    def __init__(self, catalog: Catalog, knowledge: Knowledge) -> None:
        self._catalog = catalog
        self._knowledge = knowledge
        self._knower = Knower(knowledge)
        self._lexicon = Lexicon(knowledge.graph, catalog.pieces())

    def ask(self, said: str, language: Language | None = None, conversation: Conversation | None = None) -> Reply:
        """Answer one question.

        Args:
            said: what was typed or recognised.
            language: of the answer; None reads it off the question, else the talk, else Chinese.
            conversation: the talk this is a turn of; changed by this. None: the question stands alone.
        """
        begun = time.perf_counter()
        talk = conversation if conversation is not None else Conversation()
        tongue = language or _language_of(said, talk)
        talk.language = tongue
        shelf = {offer.sku: offer for offer in offers(self._catalog)}
        reading = read(said, self._lexicon, talk.talk())
        reply = self._answer(reading, talk, shelf, tongue)
        talk.clarified = talk.clarified + 1 if reply.clarify else 0
        return replace(reply, ms=(time.perf_counter() - begun) * 1000)

    def _answer(self, reading: Reading, talk: Conversation, shelf: Mapping[str, Offer], language: Language) -> Reply:
        if not reading.said.strip():
            return self._ask_back("say", "recommend", talk, language)
        if reading.doubtful:
            known = self._knowledge_answer(replace(reading, intent="ask_knowledge"), talk, language)
            if not known.refused:
                return known
        match reading.intent:
            case "recommend" | "refine":
                return self._wish(reading, talk, shelf, language)
            case "compare":
                return self._compare(reading, talk, shelf, language)
            case "ask_piece":
                return self._piece(reading, talk, shelf, language)
            case "ask_knowledge":
                return self._knowledge_answer(reading, talk, language)
            case "try_on":
                return self._try_on(reading, talk, shelf, language)
            case "out_of_scope":
                return self._out_of_scope(reading, talk, language)
            case _:
                return _machine(reading, talk, language)

    # --- wishes

    def _wish(self, reading: Reading, talk: Conversation, shelf: Mapping[str, Offer], language: Language) -> Reply:
        take_wish(talk, reading, shelf)
        wish = talk.wish
        if talk.pieces_in_set:
            return self._set(reading.intent, talk, shelf, language)
        more = reading.more and reading.intent == "refine"
        leave_out = talk.seen if more else ()
        result = recommend(shelf.values(), wish, language, words=talk.words, leaning=talk.leanings, leave_out=leave_out)
        if more and not result.picks:
            return Reply(language, reading.intent, text("assistant.none.no_more", language), wish)
        left_out = without_price(shelf.values(), wish)
        if result.relaxation is not None or not result.picks:
            answer, claims = answers.relaxed(result, wish, language)
            if left_out:
                answer, claims = _only_stale(left_out, language)
                result = replace(result, picks=(), relaxation=None)
            self._remember(talk, tuple(pick.offer.sku for pick in result.picks))
            pieces = answers.shown(result.picks)
            return Reply(
                language, reading.intent, answer, wish, pieces, claims, talk.focus, relaxed=result.relaxed
            )  # fmt: skip
        skus = tuple(pick.offer.sku for pick in result.picks)
        self._remember(talk, skus)
        question = _question(talk, reading)
        if question:
            answer = text(
                "assistant.clarify.open", language, question=text(f"assistant.clarify.{question}", language)
            ).strip()
            talk.asked = question
            some = answers.shown(result.picks[:_SOME])
            return Reply(language, reading.intent, answer, wish, some, (), skus[:_SOME], clarify=True)
        talk.asked = ""
        key = _opening(reading, talk, len(skus))
        answer, claims = answers.found(result, wish, language, key, left_out)
        return Reply(language, reading.intent, answer, wish, answers.shown(result.picks), claims, talk.focus)

    def _set(self, intent: str, talk: Conversation, shelf: Mapping[str, Offer], language: Language) -> Reply:
        wish = talk.wish
        chosen = best_set(shelf.values(), wish)
        if chosen:
            answer, claims = answers.set_of(chosen, wish.price_max, language)
            self._remember(talk, tuple(offer.sku for offer in chosen))
            pieces = tuple(Shown(offer, reasons_for(offer, wish, language)) for offer in chosen)
            return Reply(language, intent, answer, wish, pieces, claims, talk.focus)
        free = wish.relax("price_min", "price_max")
        if any(offer.price is None and not breaks(offer, free) for offer in shelf.values()):
            return Reply(language, intent, text("assistant.none.set_stale", language), wish)
        limit = wording.money(wish.price_max or 0, language)
        return Reply(language, intent, text("assistant.none.set", language, limit=limit), wish)

    # --- pieces

    def _compare(self, reading: Reading, talk: Conversation, shelf: Mapping[str, Offer], language: Language) -> Reply:
        meant = [shelf[sku] for sku in pieces_meant(talk, reading, shelf) if sku in shelf][: answers.MOST_COMPARED]
        if len(meant) == 1 and len(talk.focus) == 1 and talk.focus[0] in shelf:
            meant.insert(0, shelf[talk.focus[0]])  # "和第一个比": what is in focus with what was named
        if len({offer.sku for offer in meant}) < 2:
            return self._ask_back("compare_which", "compare", talk, language)
        stock = [len(self._catalog.available(offer.sku)) for offer in meant]
        answer, shown = answers.comparison(meant, stock, language)
        answer, difference = answers.price_difference(meant, answer, language)
        clauses = [reason for one in shown for reason in one.reasons] + ([difference] if difference else [])
        talk.focus = tuple(offer.sku for offer in meant)
        return Reply(language, "compare", answer, talk.wish, tuple(shown), said_in(answer, clauses), talk.focus)

    def _piece(self, reading: Reading, talk: Conversation, shelf: Mapping[str, Offer], language: Language) -> Reply:
        meant = [sku for sku in pieces_meant(talk, reading, shelf) if sku in shelf]
        if not meant:
            return self._ask_back("which", "ask_piece", talk, language)
        if reading.pointing.several and len(meant) > 1 and reading.field:
            return self._pieces([shelf[sku] for sku in meant[: answers.MOST_COMPARED]], reading, talk, language)
        offer = shelf[meant[0]]
        talk.focus = (offer.sku,)
        if reading.field == "care" and WEARING.search(reading.said):
            said = self._knowledge_answer(replace(reading, nodes=()), talk, language)
            if not said.refused:
                return replace(said, intent="ask_piece", focus=talk.focus)
        stock = len(self._catalog.available(offer.sku))
        size = reading.wish.inner_diameter_mm or reading.wish.length_mm_min
        if size is not None:
            units = self._catalog.available(offer.sku)
            count = sum(u.size_mm is not None and abs(u.size_mm - size) <= SIZE_TOLERANCE_MM for u in units)
            answer, claims, refused = answers.in_size(offer, size, count, language)
        else:
            field = reading.field or "about"
            answer, claims, refused = answers.about_piece(offer, field, reading.wish, stock, language)
        pieces = () if refused else (Shown(offer, claims),)
        return Reply(language, "ask_piece", answer, talk.wish, pieces, claims, talk.focus, refused=refused)

    def _pieces(self, meant: list[Offer], reading: Reading, talk: Conversation, language: Language) -> Reply:
        """ "都有证书吗": the same field of several pieces, one sentence each."""
        shown: list[Shown] = []
        claims: list[Reason] = []
        said: list[str] = []
        for offer in meant:
            stock = len(self._catalog.available(offer.sku))
            sentence, clauses, refused = answers.about_piece(
                offer, reading.field or "about", reading.wish, stock, language
            )
            said.append(sentence)
            claims += clauses
            if not refused:
                shown.append(Shown(offer, clauses))
        answer = ("" if language == "zh" else " ").join(said)
        focus = tuple(offer.sku for offer in meant)
        return Reply(
            language, "ask_piece", answer, talk.wish, tuple(shown), said_in(answer, claims), focus, refused=not shown
        )  # fmt: skip

    def _try_on(self, reading: Reading, talk: Conversation, shelf: Mapping[str, Offer], language: Language) -> Reply:
        pointed = bool(reading.pointing or reading.skus)
        meant = [sku for sku in pieces_meant(talk, reading, shelf) if sku in shelf]
        if not pointed and (reading.wish.hard() or reading.words):
            wish = reading.wish
            result = recommend(shelf.values(), wish, language, words=reading.words)
            meant = [pick.offer.sku for pick in result.picks[:1] if not pick.breaks] or meant
            if not talk.has_wish and meant:
                talk.wish, talk.has_wish, talk.words = wish, True, reading.words
        if not meant:
            return self._ask_back("try_which", "try_on", talk, language)
        meant = meant if reading.pointing.several or reading.pointing.ordinals or reading.skus else meant[:1]
        talk.focus = tuple(meant)
        category = shelf[meant[0]].piece.category
        anchor = read_anchor(reading.said, category)
        fits = anchor is None or _suits(anchor, category)
        names = answers.wording_list([answers.name(shelf[sku], language) for sku in meant], language)
        values: dict[str, object] = {"names": names, "category": wording.word(category, language)}
        if anchor:
            values["anchor"] = text(f"assistant.anchor.{anchor.replace('/', '_')}", language)
        key = "go" if anchor is None else "go_at" if fits else "wrong"
        action = {"do": "try_on", "pieces": list(meant), "anchor": anchor if fits else None}
        pieces = tuple(Shown(shelf[sku], reasons_for(shelf[sku], talk.wish, language)) for sku in meant)
        answer = text(f"assistant.try_on.{key}", language, **values)
        return Reply(language, "try_on", answer, talk.wish, pieces, (), talk.focus, action)

    # --- knowledge

    def _knowledge_answer(self, reading: Reading, talk: Conversation, language: Language) -> Reply:
        if any(cue in reading.said for cue in RATE_CUES):
            return self._rates(reading, talk, language)
        asked_in: Language = "zh" if is_chinese(reading.said) else "en"
        subjects = self._subjects(reading, talk)
        unsaid = [self._knowledge.graph.name(node, asked_in) for node in subjects if node not in reading.nodes]
        claims = self._knower.answer(" ".join([*unsaid, reading.said]), subjects, language, asked_in)
        if not claims:
            topic = "knowledge.service" if reading.service else "knowledge.unknown"
            return answers.refusal(topic, "ask_knowledge", language, talk.wish)
        answer = ("" if language == "zh" else " ").join(claim.text for claim in claims)
        return Reply(language, "ask_knowledge", answer, talk.wish, claims=claims)

    def _subjects(self, reading: Reading, talk: Conversation) -> tuple[str, ...]:
        """What a question is about: what it names, and where that is no stuff, what is in focus or wished for."""
        graph = self._knowledge.graph
        if any("material" in graph.kinds_of(node) or graph.node(node).kind == "compound" for node in reading.nodes):
            return reading.nodes
        if len(talk.focus) != 1:
            return (*reading.nodes, *(talk.wish.gem or talk.wish.metal)[:1])
        piece = self._catalog.piece(talk.focus[0])
        return (*reading.nodes, *piece.gems[:1], *((piece.metal,) if piece.metal else ()))

    def _rates(self, reading: Reading, talk: Conversation, language: Language) -> Reply:
        """Today's metal prices; an old one is never quoted."""
        rates = self._catalog.rates()
        wanted = [name for name in _RATES if name in rates and not self._catalog.stale(rates[name])]
        asked = {value for node in reading.nodes for value in (node,)} | set(reading.wish.metal)
        narrowed = [name for name in wanted if _RATE_METALS[name.split("_")[0]] in asked]
        claims = []
        for name in narrowed or wanted:
            metal, price = wording.metal_rate(name, language), f"¥{rates[name].yuan_per_g:,}"
            said = text("assistant.knowledge.rate_one", language, metal=metal, price=price)
            claims.append(Reason(said, (f"rate:{name}@{rates[name].date}",)))
        if not claims:
            return answers.refusal("knowledge.rate_stale", "ask_knowledge", language, talk.wish)
        listed = answers.join((claim.text for claim in claims), language)
        answer = text("assistant.knowledge.rate", language, claims=listed)
        return Reply(language, "ask_knowledge", answer, talk.wish, claims=tuple(claims))

    def _out_of_scope(self, reading: Reading, talk: Conversation, language: Language) -> Reply:
        """What no rule could place may still be a question the knowledge answers."""
        if reading.topic == "unknown" and reading.nodes:
            known = self._knowledge_answer(replace(reading, intent="ask_knowledge"), talk, language)
            if not known.refused:
                return known
        return answers.refusal(f"refuse.{reading.topic}", "out_of_scope", language, talk.wish)

    # --- the talk

    def _remember(self, talk: Conversation, skus: tuple[str, ...]) -> None:
        talk.shown = skus or talk.shown
        talk.focus = skus
        talk.seen = tuple(dict.fromkeys([*talk.seen, *skus]))

    def _ask_back(self, question: str, intent: str, talk: Conversation, language: Language) -> Reply:
        """One clarifying question; after two in a row the guide stops asking and offers staff instead."""
        if talk.clarified >= MOST_CLARIFYING:
            return answers.refusal("refuse.unknown", intent, language, talk.wish)
        talk.asked = question
        return Reply(language, intent, text(f"assistant.clarify.{question}", language), talk.wish, clarify=True)


def _machine(reading: Reading, talk: Conversation, language: Language) -> Reply:
    """Language, screens, staff, measuring and small talk."""
    action: dict[str, Any] | None = None
    if reading.intent == "small_talk":
        return Reply(language, "small_talk", text(f"assistant.talk.{reading.topic}", language), talk.wish)
    if reading.language_to is not None:
        to: Language = "en" if reading.language_to == "en" else "zh"
        talk.language = to
        return Reply(
            to, "navigate", text(f"assistant.action.to_{to}", to), talk.wish, action={"do": "language", "to": to}
        )  # fmt: skip
    if reading.intent == "navigate":
        screen = reading.screen or "home"
        if screen == "back":
            screen = "results" if talk.shown else "home"
        action = {"do": "go", "screen": screen}
        return Reply(language, "navigate", text(f"assistant.action.go_{screen}", language), talk.wish, action=action)
    action = {"do": reading.intent}
    answer = text(f"assistant.action.{reading.topic or reading.intent}", language)
    return Reply(language, reading.intent, answer, talk.wish, action=action)


def _language_of(said: str, talk: Conversation) -> Language:
    chinese = is_chinese(said)
    if chinese is None:
        return talk.language or "zh"
    return "zh" if chinese else "en"


def _opening(reading: Reading, talk: Conversation, count: int) -> str:
    """How a list is introduced."""
    if not talk.wish and not talk.words:
        return "first"
    if reading.more and reading.intent == "refine":
        return "more"
    if talk.wish.sort == "price_low":
        return "cheapest"
    return "one" if count == 1 else "many"


def _question(talk: Conversation, reading: Reading) -> str | None:
    """The one question that would help most, where a wish is too open to act on; None where it is clear enough."""
    wish = talk.wish
    soft = sum(bool(getattr(wish, key)) for key in ("style", "occasion", "recipient"))
    if wish.hard() or wish.excluded or talk.words or wish.sort or reading.more or soft >= _ENOUGH_SOFT:
        return None
    if talk.clarified >= MOST_CLARIFYING:
        return None
    known_already = {
        "who": bool(wish.recipient or wish.occasion or talk.for_self),
        "budget": wish.limits_price(),
        "category": bool(wish.category),
    }
    for question, known in known_already.items():
        if not known and question != talk.asked:
            return question
    return None


def _only_stale(left_out: Sequence[Offer], language: Language) -> tuple[str, tuple[Reason, ...]]:
    answer = text("assistant.none.stale", language, count=len(left_out))
    return answer, (Reason(answer, tuple(f"catalog:{offer.sku}.price_mode" for offer in left_out[:4])),)


def _suits(anchor: str, category: str) -> bool:
    places = {
        "ring": "_hand/", "earrings": "_ear", "bracelet": "_wrist", "bangle": "_wrist", "necklace": "neck",
        "pendant": "neck", "brooch": "chest",
    }  # fmt: skip
    return places.get(category, "") in anchor
