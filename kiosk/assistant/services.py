"""Answers about the shop's own services from its dated records; sums for old gold are exact, each number sourced."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kiosk.advice import wording
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason
from kiosk.assistant import answers
from kiosk.assistant.knowing import SURE
from kiosk.assistant.normalising import is_chinese
from kiosk.assistant.numbers import KARATS
from kiosk.assistant.numerals import NUMBER, parse_number
from kiosk.assistant.reply import Reply
from kiosk.assistant.service_words import asked_services
from kiosk.assistant.turn import Turn
from kiosk.base.text import text
from kiosk.catalog.exchange import HEAVIEST_G, PURE, Credit, credit, top_up
from kiosk.catalog.rates import Rate
from kiosk.catalog.service_words import amount, clauses, joined, name
from kiosk.catalog.services import WEEKDAYS, Service

_SUMS: Final = ("trade_in", "buy_back")
_GRAMS: Final = re.compile(rf"({NUMBER})\s?(?:来|多)?(?:公克|克(?!拉)|g\b|grams?\b|gm\b)")
_TWO_DIGITS: Final = re.compile(r"[一二两三四五六七八九]{2}")
"""两三克: two or three, not twenty-three."""
_KARAT: Final = re.compile(r"(?<!\d)(9|10|14|18|22|24)\s?(?:k|开|kt\b|karats?\b|carats? gold)")
_PER_MILLE: Final = re.compile(r"(?<![\d.])(999|995|990|916|900|750|585|417|375)(?![\d.克g])")
_NEW: Final = re.compile(r"换(?:成|一?[个件条只枚对])?|新|\bfor\b|\bnew\b|\binto\b|towards")
_NO_GOLD: Final = re.compile(
    r"铂|银|钯|钻(?!石.{0,4}(?:旧|金))|玉|翡翠|珍珠|platinum|silver|palladium|diamond|jade|pearl"
)
_MONEY: Final = re.compile(r"多少|怎么算|补|值|折|抵|算一|\bhow much\b|\bworth\b|\bpay\b|\badd\b|work out|calculat")
_GENERAL: Final = (
    "trade_in", "buy_back", "resizing", "engraving", "cleaning", "repair", "custom", "returns", "invoice", "warranty",
)  # fmt: skip
"""Services of which there is something to know in general."""


@dataclass(frozen=True)
class OldGold:
    """What a customer says of the gold they would bring."""

    weight_g: Decimal
    fineness: int
    new_g: Decimal | None = None
    """Grams of the new piece, where they said so."""


def answer_service(turn: Turn) -> Reply | None:
    """What the shop's records say, sums included; None where none of them is about it (then knowledge may be)."""
    kinds = asked_services(turn.reading.said)
    today = turn.catalog.today()
    held = [service for kind in kinds if kind != "other" and (service := turn.catalog.service(kind, today))]
    if not held:
        return _outdated(turn, kinds)
    said: list[str] = []
    claims: list[Reason] = []
    for service in held:
        sentence = _sentence(turn, service)
        said.append(sentence)
        claims.append(Reason(sentence, (service.source,)))
        if service.kind in _SUMS:
            said += _sum(turn, service, claims)
    if (fact := _fact_beside(turn, kinds)) is not None:
        claims.append(fact)
        said.append(fact.text)
    return Reply(turn.language, "ask_knowledge", _run(turn, said), turn.talk.wish, claims=tuple(claims))


def with_staff(turn: Turn, reply: Reply) -> Reply:
    """A general fact where the shop has set nothing: what this shop does, staff say."""
    kinds = asked_services(turn.reading.said)
    if not kinds or reply.refused:
        return reply
    return replace(reply, answer=_run(turn, [reply.answer, text("services.answer.general", turn.language).strip()]))


def only_staff_know(said: str) -> bool:
    """Whether nothing general can answer: opening hours, parking, what is on offer."""
    kinds = asked_services(said)
    return bool(kinds) and not any(kind in _GENERAL for kind in kinds)


def read_old_gold(said: str) -> OldGold | None:
    """Grams and fineness of the gold a customer would bring; None where grams are not said, or make no sense.

    The first weight is the old gold's; a second one after 换 or "for" is the new piece's. Gold without a word about
    its fineness is taken as 999, which the answer says.
    """
    weights = [(match, _decimal(match.group(1))) for match in _GRAMS.finditer(said)]
    weights = [(match, weight) for match, weight in weights if weight is not None and 0 < weight <= HEAVIEST_G]
    if not weights or _NO_GOLD.search(said):
        return None
    first, weight = weights[0]
    assert weight is not None
    new = next((w for match, w in weights[1:] if _NEW.search(said[first.end() : match.start()])), None)
    part = said[: weights[1][0].start()] if new is not None else said
    karat, per_mille = _KARAT.search(part), _PER_MILLE.search(part)
    fineness = KARATS[int(karat.group(1))] if karat else int(per_mille.group(1)) if per_mille else PURE
    return OldGold(weight, min(fineness, PURE), new)


def _outdated(turn: Turn, kinds: tuple[str, ...]) -> Reply | None:
    """A record that is over is not repeated."""
    for kind in kinds:
        history = turn.catalog.service_history(kind) if kind != "other" else ()
        if history and not history[-1].cleared:
            said = text("services.answer.outdated", turn.language, name=name(kind, turn.language))
            return Reply(turn.language, "ask_knowledge", said, turn.talk.wish, refused=True)
    return None


def _sentence(turn: Turn, service: Service) -> str:
    language = turn.language
    said = clauses(service, language)
    day = WEEKDAYS[turn.catalog.today().weekday()]
    if service.kind == "hours" and day not in service.values.get("days_of_week", day):
        said += (text("services.answer.closed_today", language, day=text(f"services.day.{day}", language)),)
    key = "demo" if service.demo else "shop"
    return text(f"services.answer.{key}", language, name=name(service.kind, language), clauses=joined(said, language))


def _sum(turn: Turn, service: Service, claims: list[Reason]) -> list[str]:
    """The arithmetic where there is gold to reckon with; adds its claims and gives the further sentences."""
    language, said = turn.language, turn.reading.said
    old = read_old_gold(said)
    if old is None:
        unclear = _MONEY.search(said) and not _NO_GOLD.search(said)
        return [text("services.answer.unclear", language).strip()] if unclear else []
    rate = turn.catalog.rate("gold_999")
    if rate is None or turn.catalog.stale(rate):
        return [text("services.answer.stale", language).strip()]
    least = service.number("min_fineness")
    if least is not None and old.fineness < least:
        return [text("services.answer.low", language, least=amount(least)).strip()]
    worth, first = _worth(turn, service, old, rate)
    claims.append(first)
    lines = [first.text]
    if service.kind == "trade_in" and (further := _to_pay(turn, service, old, worth, rate)) is not None:
        claims.append(further)
        lines.append(further.text)
    return [*lines, text("services.answer.weigh", language).strip()]


def _worth(turn: Turn, service: Service, old: OldGold, rate: Rate) -> tuple[Credit, Reason]:
    """What the old gold is worth, and the sentence that shows the sum."""
    language = turn.language
    less = service.number("discount_yuan_per_g") or Decimal(0)
    percent = service.number("loss_percent") or Decimal(0)
    net = max(rate.yuan_per_g - less, Decimal(0))
    worth = credit(old.weight_g, old.fineness, net, percent)
    said = text(
        f"services.sum.{'credit' if service.kind == 'trade_in' else 'back'}", language,
        weight=amount(old.weight_g), fineness=old.fineness, date=wording.day(rate.date, language),
        rate=amount(rate.yuan_per_g), net=amount(net), credit=amount(worth.yuan),
        less=text("services.sum.less", language, less=amount(less)) if less else "",
        loss=text("services.sum.loss", language, percent=amount(percent)) if percent else "",
    ).strip()  # fmt: skip
    return worth, Reason(said, (service.source, _source(rate)))


def _to_pay(turn: Turn, service: Service, old: OldGold, worth: Credit, rate: Rate) -> Reason | None:
    """What is added for the piece in focus, or for a new piece of so many grams; None where nothing says its labour."""
    language, per_g = turn.language, service.number("labour_yuan_per_g")
    offer = _new_piece(turn) if old.new_g is None else None
    values: dict[str, object]
    sources: tuple[str, ...]
    if offer is not None and offer.price is not None:
        pay = offer.price - worth.yuan
        key, sources = "piece", (service.source, _source(rate), f"catalog:{offer.sku}.price")
        values = {"name": answers.name(offer, language), "price": amount(offer.price)}
    elif per_g is not None:
        new_g = old.new_g or old.weight_g
        bill = top_up(new_g, rate.yuan_per_g, per_g, worth)
        pay = bill.yuan
        key, sources = "same", (service.source, _source(rate))
        values = {
            "weight": amount(new_g), "metal": amount(bill.metal), "labour": amount(bill.labour), "per_g": amount(per_g),
        }  # fmt: skip
    else:
        return None
    key = key if pay >= 0 else f"{key}_over"
    said = text(f"services.sum.{key}", language, credit=amount(worth.yuan), pay=amount(abs(pay)), **values)
    return Reason(said.strip(), sources)


def _new_piece(turn: Turn) -> Offer | None:
    """The one gold piece by weight that is named or in focus: what the old gold would go towards."""
    named = turn.reading.skus or turn.talk.focus
    offer = turn.shelf.get(named[0]) if len(named) == 1 else None
    return (
        offer if offer is not None and offer.quote.mode == "by_weight" and offer.piece.metal == "yellow_gold" else None
    )


def _fact_beside(turn: Turn, kinds: tuple[str, ...]) -> Reason | None:
    """A fact that is surely meant and that the record cannot say: 钨金戒指能改圈吗 names a metal."""
    reading = turn.reading
    if not any(kind in _GENERAL for kind in kinds) or not reading.nodes or read_old_gold(reading.said):
        return None
    known = turn.knower.best(reading.said, reading.nodes, "zh" if is_chinese(reading.said) else "en")
    if known is None or known.confidence < SURE:
        return None
    return Reason(known.hit.fact.text[turn.language], (known.hit.fact.source_id,))


def _run(turn: Turn, sentences: list[str]) -> str:
    return ("" if turn.language == "zh" else " ").join(sentence for sentence in sentences if sentence)


def _source(rate: Rate) -> str:
    return f"rate:{rate.metal}@{rate.date}"


def _decimal(words: str) -> Decimal | None:
    """A weight exactly as it was said; None for a vague one (两三克)."""
    plain = words.strip().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    if _TWO_DIGITS.fullmatch(plain):
        return None
    said = parse_number(words)
    return None if said is None or said.vague else Decimal(str(round(said.low, 3)))
