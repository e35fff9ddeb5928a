"""Reads one sentence: what is wanted, what is not, which pieces are meant, and which of the intents it is."""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.assistant import chinese, cues, english
from kiosk.assistant.body import sized_by_body
from kiosk.assistant.fields import asked_field
from kiosk.assistant.lexicon import Lexicon, Mention
from kiosk.assistant.negation import split_negated
from kiosk.assistant.newness import is_new_wish
from kiosk.assistant.normalising import normalise
from kiosk.assistant.numbers import as_numbers, read_numbers
from kiosk.assistant.references import Pointing, read_anchor, read_pointing
from kiosk.assistant.refusing import refused_topic
from kiosk.assistant.service_words import asked_services, is_about_old_gold

INTENTS: Final = (
    "recommend", "refine", "compare", "ask_piece", "ask_knowledge", "try_on", "measure", "call_staff", "navigate",
    "small_talk", "out_of_scope",
)  # fmt: skip
_KARAT_ENDS: Final = ("9k", "10k", "14k", "18k", "22k", "24k", "karat", "kt", "十八k")
_KARAT_FINENESSES: Final = (750, 585, 417, 375)
_ELDER_AGE: Final = 55
_CHILD_AGE: Final = 12
_GROWN: Final = 20
_GROWN_UP: Final = frozenset({"wedding", "engagement", "graduation", "work"})
_BANGLE_SIZE: Final = re.compile(r"(?<![\d.,])(?:5\d|6[0-4])(?=的|$|[ ，,。])")
"""手镯要56的: a bangle's number without a unit is its inner diameter."""


@dataclass(frozen=True)
class Talk:
    """What understanding needs to know of the conversation so far."""

    has_wish: bool = False
    shown: int = 0
    """How many pieces the last turn showed."""
    has_focus: bool = False
    """Whether one single piece is being talked about."""
    wish: Constraints = field(default_factory=Constraints)
    """The running wish."""
    asked: str = ""
    """What the guide's last question asked for; empty when it asked none."""


@dataclass(frozen=True)
class Reading:
    """One sentence, understood as far as words go; `dialogue` gives it its place in the talk."""

    said: str
    """Normalised, mistakes put right."""
    intent: str
    wish: Constraints = field(default_factory=Constraints)
    corrected: tuple[tuple[str, str], ...] = ()
    """(key, value) pairs that were only corrected."""
    dropped: tuple[str, ...] = ()
    """Keys that no longer matter (预算不限)."""
    pointing: Pointing = field(default_factory=Pointing)
    skus: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Those of the nodes that only sentences about jewelry name."""
    words: tuple[str, ...] = ()
    """Parts of piece names that rank."""
    leanings: tuple[str, ...] = ()
    field: str | None = None
    move: str | None = None
    more: bool = False
    reset: bool = False
    bare_money: float | None = None
    age: int | None = None
    screen: str | None = None
    language_to: str | None = None
    topic: str | None = None
    """The refusal's or the small talk's."""
    service: bool = False
    doubtful: bool = False
    """A wish that may be a question ("玫瑰金显白吗"): what is known is answered, else pieces are shown."""
    pieces_in_set: int = 0
    rule: str = ""
    """The rule that decided the intent; empty where none did."""


def read(said: str, lexicon: Lexicon, talk: Talk) -> Reading:
    """Understand a sentence, typed or recognised."""
    plain = normalise(said)
    repaired = lexicon.repair(plain)
    numbers = read_numbers(repaired)
    mentions = [
        _after_karat(m, repaired) for m in lexicon.find(repaired)
        if (m.meaning.numbers or not any(start < m.end and m.start < end for start, end in numbers.spans))
        and not _is_owned(m, repaired)
        and not english.is_bystander(m, repaired) and not chinese.is_bystander(m, repaired)
    ]  # fmt: skip
    wanted, unwanted, corrected = split_negated(repaired, mentions)
    limits: dict[str, float] = {}
    for mention in wanted:
        limits |= mention.meaning.numbers
    limits |= numbers.limits
    if "fineness" in limits:
        limits.pop("fineness_min", None)
    values = _values(wanted)
    if limits.get("fineness") in _KARAT_FINENESSES and set(values.get("metal", ())) == {"platinum", "white_gold"}:
        values["metal"] = ("white_gold",)  # 18K白金: no platinum is of 750
    if numbers.age is not None:
        values = _with_age(values, numbers.age, repaired)
    elif set(values.get("occasion", ())) & _GROWN_UP and "children" in values.get("recipient", ()):
        values = _with_age(values, _GROWN, repaired)  # 女儿出嫁
    bangle = _BANGLE_SIZE.search(repaired) if "bangle" in values.get("category", talk.wish.category) else None
    if bangle and "inner_diameter_mm" not in limits:
        limits["inner_diameter_mm"] = float(bangle.group())
    refused = _values(unwanted)
    if english.says_no_stones(repaired) and "gem" not in refused:
        refused["gem"] = ("diamond",)
    if numbers.age is not None and not values.get("recipient"):
        values |= english.grown_up(numbers.age, talk.wish.recipient)
    wish = Constraints.of(exclude=refused, **values, **as_numbers(limits))
    wish = sized_by_body(wish, repaired, wish.category or talk.wish.category)
    reading = Reading(
        said=repaired,
        intent="recommend",
        wish=_with_sort(wish, repaired, talk),
        corrected=tuple((key, value) for m in corrected for key, said in m.meaning.values.items() for value in said),
        dropped=tuple(key for keys, pattern in cues.DROPS if pattern.search(repaired) for key in keys),
        pointing=read_pointing(repaired),
        skus=tuple(lexicon.skus(repaired)),
        nodes=(nodes := tuple(lexicon.nodes(repaired))),
        subjects=tuple(lexicon.subjects(nodes)),
        words=tuple(lexicon.name_words(repaired)),
        leanings=lexicon.leanings(wanted),
        field=asked_field(repaired),
        move=next((name for name, pattern in cues.MOVES if pattern.search(repaired)), None),
        more=bool(cues.MORE.search(repaired)),
        reset=bool(cues.RESET.search(repaired)),
        bare_money=numbers.bare_money,
        age=numbers.age,
        service=bool(asked_services(repaired)),
        pieces_in_set=max((m.meaning.pieces_in_set for m in wanted), default=0),
    )
    return _with_intent(reading, talk)


def _values(mentions: list[Mention]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    if any("category" in mention.meaning.values and not mention.meaning.weak for mention in mentions):
        mentions = [mention for mention in mentions if not mention.meaning.weak]
    for mention in mentions:
        for key in LIST_KEYS:
            found.setdefault(key, []).extend(mention.meaning.values.get(key, ()))
    return {key: tuple(dict.fromkeys(words)) for key, words in found.items() if words}


def _with_age(values: dict[str, tuple[str, ...]], age: int, said: str) -> dict[str, tuple[str, ...]]:
    """六十岁 is an elder; a daughter of eighteen is a woman, no child."""
    if _CHILD_AGE < age < _ELDER_AGE and "children" in values.get("recipient", ()):
        daughters = ("女", "丫头", "囡", "妞", "姑娘", "daughter", "niece")
        grown = "women" if any(word in said for word in daughters) else "men"
        return values | {"recipient": (grown,)}
    added = "elders" if age >= _ELDER_AGE else "children" if age <= _CHILD_AGE else None
    if added is None:
        return values
    return values | {"recipient": tuple(dict.fromkeys([*values.get("recipient", ()), added]))}


def _is_owned(mention: Mention, said: str) -> bool:
    """ "和我的玫瑰金戒指搭配的手链": a ring is owned, a bracelet wanted. 结婚五周年 is no wedding."""
    if mention.term == "结婚" and cues.ANNIVERSARY.match(said, mention.end):
        return True
    if "category" not in mention.meaning.values:
        return False
    return any(match.start() <= mention.start < match.end() for match in cues.OWNED.finditer(said))


def _after_karat(mention: Mention, said: str) -> Mention:
    """ "18K金戒指", "18k gold ring": a fineness without a colour; only 黄金 and "yellow gold" name the colour."""
    before = said[: mention.start].rstrip(" -")
    if not before.endswith(_KARAT_ENDS):
        return mention
    if mention.meaning.values.get("metal") != ("yellow_gold",):
        return mention
    if "黄" in mention.term or "yellow" in mention.term:
        return mention
    values = {key: words for key, words in mention.meaning.values.items() if key != "metal"}
    return replace(mention, meaning=replace(mention.meaning, values=values))


def _with_sort(wish: Constraints, said: str, talk: Talk) -> Constraints:
    """A sort is only said when nothing shown yet can be the measure of "cheaper"."""
    if talk.has_wish and any(name in ("cheaper", "dearer") for name, pattern in cues.MOVES if pattern.search(said)):
        superlative = any(word in said for word in ("最便宜", "最贵", "cheapest", "most expensive"))
        if not superlative:
            return wish
    sort = next((name for name, pattern in cues.SORTS if pattern.search(said)), None)
    if sort == "price_low" and wish.limits_price() and not re.search(r"最|便宜|cheap", said):
        return wish  # 别太贵，三百以内: the limit is what was meant
    return wish.merge(Constraints(sort=sort)) if sort else wish


def _with_intent(reading: Reading, talk: Talk) -> Reading:
    """The first rule that applies; each is one family of intents."""
    if english.points_within(reading, talk):
        reading = _change(reading, pointing=Pointing())
    for rule in (_familiar, _in_english, _machine, _refused, _trying, _about_pieces, _knowing, _wishing, _talking):
        if (found := rule(reading, talk)) is not None:
            return replace(found, rule=found.rule or rule.__name__.strip("_"))
    return _change(reading, intent="out_of_scope", topic="unknown")


def _familiar(reading: Reading, talk: Talk) -> Reading | None:
    """Chinese families of wordings, in the order of their file."""
    decided = chinese.decide(reading, talk)
    return None if decided is None else _change(reading, **decided)


def _in_english(reading: Reading, talk: Talk) -> Reading | None:
    """English families of wordings."""
    decision = english.decide(reading, talk)
    if decision is None:
        return None
    found = _change(reading, rule=decision[0], **decision[1])
    changes = found.intent == "recommend" and talk.has_wish and not is_new_wish(found, talk)
    return _change(found, intent="refine") if changes else found


def _machine(reading: Reading, talk: Talk) -> Reading | None:
    """Language, staff, measuring, and going to a screen."""
    said = reading.said
    if cues.TO_ENGLISH.search(said):
        return _change(reading, intent="navigate", language_to="en")
    if cues.TO_CHINESE.search(said):
        return _change(reading, intent="navigate", language_to="zh")
    if cues.TAKE.search(said):
        return _change(reading, intent="call_staff", topic="taken")
    if cues.STAFF.search(said) and not cues.STAFF_SAYS.search(said):
        return _change(reading, intent="call_staff")
    if cues.MEASURE.search(said) and not cues.MEASURE_HOW.search(said) and not reading.pointing and not reading.skus:
        return _change(reading, intent="measure")
    screen = next((name for name, pattern in cues.SCREENS if pattern.search(said)), None)
    if screen and not reading.wish and not reading.skus:
        return _change(reading, intent="navigate", screen=screen)
    return None


def _refused(reading: Reading, talk: Talk) -> Reading | None:
    topic = refused_topic(reading.said)
    if topic is None or (topic != "abuse" and chinese.is_plain_wish(reading)):
        return None
    if topic == "health" and cues.PROPERTY.search(reading.said) and "过敏" in reading.said:
        return None
    return _change(reading, intent="out_of_scope", topic=topic)


def _trying(reading: Reading, talk: Talk) -> Reading | None:
    asks_wearing = cues.WEARING.search(reading.said) or cues.DEFINITION.search(reading.said)
    placed = (reading.skus or reading.pointing) and not reading.field and read_anchor(reading.said, None) is not None
    tries = cues.TRY_ON.search(reading.said) or placed
    if tries and not cues.MORE.search(reading.said) and not asks_wearing:
        return _change(reading, intent="try_on")
    return None


def _about_pieces(reading: Reading, talk: Talk) -> Reading | None:
    """Comparing pieces, or asking about one: something has to point at a piece."""
    said, pointing = reading.said, reading.pointing
    if reading.service and (not reading.field or is_about_old_gold(said)):
        return None
    named = len(reading.skus) + len(pointing.ordinals)
    if reading.field == "why_not" and (named or pointing or (talk.has_wish and reading.wish.category)):
        return _change(reading, intent="ask_piece")
    two = named >= 2 or (named == 1 and talk.has_focus and "比" in said) or (pointing.several and talk.shown >= 2)
    if two and (cues.COMPARE.search(said) or (named >= 2 and reading.field is None)):
        return _change(reading, intent="compare")
    if cues.MORE.search(said) and not named:
        return None
    moved = reading.move is not None and not pointing.ordinals and not reading.skus
    if named and not moved and (reading.field or cues.QUESTION.search(said) or not reading.wish):
        named_wish = reading.skus and cues.WISH.search(said) and not reading.field and not _has_sku(reading)
        return None if named_wish else _change(reading, intent="ask_piece", field=reading.field or "about")
    points = pointing.one or (pointing.several and talk.shown > 1)
    if points and not moved and (reading.field or cues.QUESTION.search(said)) and not _is_like(said):
        if cues.HOW_OR_WHY.search(said) and reading.field is None and not talk.has_focus and not talk.shown:
            return None
        return _change(reading, intent="ask_piece", field=reading.field or "about")
    defines = cues.DEFINITION.search(said) and reading.field != "care"
    bare = reading.field is not None and not moved and not _hard(reading.wish) and not defines
    if bare and talk.has_focus and reading.field not in ("suits", "about"):
        return _change(reading, intent="ask_piece")
    return None


def _knowing(reading: Reading, talk: Talk) -> Reading | None:
    """A question about jewelry that asks for no piece."""
    said = reading.said
    if chinese.is_plain_wish(reading):
        return None
    if reading.service:
        return _change(reading, intent="ask_knowledge")
    named = reading.subjects if said.isascii() else reading.nodes
    if not (named or cues.PROPERTY.search(said)) or reading.more:
        return None
    asks_rate = any(word in said for word in RATE_CUES)
    asks_property = cues.PROPERTY.search(said) and cues.QUESTION.search(said)
    asks = asks_rate or asks_property or cues.HOW_OR_WHY.search(said) or cues.ASKS_FACT.search(said)
    if not asks:
        return None
    shopping = cues.WISH.search(said) or reading.wish.limits_price() or reading.wish.sort
    lists = any(word in said for word in _LISTS)
    about = bool(cues.PROPERTY.search(said)) or any(word in said for word in _EXPLAINS)
    if asks_rate or (not lists and (about or not shopping)):
        return _change(reading, intent="ask_knowledge")
    return None


def _wishing(reading: Reading, talk: Talk) -> Reading | None:
    """A wish, new or changed."""
    said = reading.said
    something = bool(reading.wish) or bool(reading.dropped) or reading.bare_money is not None or reading.words
    changes = reading.move or reading.more or reading.age is not None
    if reading.move and not talk.has_wish and talk.has_focus and not reading.wish.said():
        return _change(reading, intent="refine")
    if talk.has_wish and (changes or something):
        return _change(reading, intent="recommend" if is_new_wish(reading, talk) else "refine")
    if something and not _only_talk(said, reading):
        asks = bool(cues.QUESTION.search(said)) and not reading.wish.limits_price()
        doubtful = asks and not cues.SHOPPING.search(said) and not chinese.is_plain_wish(reading)
        if doubtful and chinese.only_asks(reading):
            return _change(reading, intent="ask_knowledge")
        return _change(reading, intent="recommend", doubtful=doubtful)
    if cues.ANY.search(said):
        return _change(reading, intent="refine" if talk.has_wish else "recommend")
    if cues.WISH.search(said) and (reading.nodes or any(word in said for word in _GENERAL_WISHES)):
        return _change(reading, intent="refine" if talk.has_wish and not is_new_wish(reading, talk) else "recommend")
    if reading.reset:
        return _change(reading, intent="recommend")
    return None


def _talking(reading: Reading, talk: Talk) -> Reading | None:
    kind = next((name for name, pattern in cues.SMALL_TALK if pattern.search(reading.said)), None)
    if kind is None:
        named = reading.subjects if reading.said.isascii() else reading.nodes
        about_jewelry = bool(named or cues.JEWELRY.search(reading.said) or talk.has_focus)
        asks = cues.QUESTION.search(reading.said)
        return _change(reading, intent="ask_knowledge") if about_jewelry and asks else None
    return _change(reading, intent="small_talk", topic=kind)


RATE_CUES: Final = (
    "how much is gold", "gold today", "金价", "银价", "牌价", "多少钱一克", "一克多少", "今日金",
    "gold price", "price of gold", "gold rate", "metal rate",
)  # fmt: skip
"""Questions about today's metal prices."""
_LISTS: Final = (
    "有哪些", "哪些款", "哪款", "推荐", "送什么", "买什么", "有什么好",
    "do you have", "show me", "how much are", "how much is a",
)  # fmt: skip
_EXPLAINS: Final = (
    "哪个手指", "哪只手", "戴哪", "区别", "什么是", "什么意思", "为什么", "怎么", "一样", "级别",
    "合适", " vs ", "versus", "compared", "difference", "mean", "why", "how", "what is", "what are", "same",
)  # fmt: skip
_GENERAL_WISHES: Final = (
    "首饰", "珠宝", "饰品", "礼物", "礼品", "东西", "一件", "一款", "推荐", "好看的", "自己戴", "戴的", "佩戴", "送",
    "款", "独一无二",
    "gift", "present",
    "jewel", "something", "recommend", "suggest", "anything", "a piece", "popular", "best",
)  # fmt: skip


def _only_talk(said: str, reading: Reading) -> bool:
    """A sentence whose only "wish" is a stray word inside small talk."""
    return reading.wish.said() == () and not reading.words and any(p.search(said) for _, p in cues.SMALL_TALK)


def _has_sku(reading: Reading) -> bool:
    return any(sku.lower() in reading.said for sku in reading.skus)


def _is_like(said: str) -> bool:
    """ "Like this one but ..." asks for other pieces."""
    return any(word in said for word in ("像这", "类似", "差不多的", "like this", "similar"))


def _hard(wish: Constraints) -> bool:
    return bool(wish.hard())


def _change(reading: Reading, **values: Any) -> Reading:
    return replace(reading, **values)
