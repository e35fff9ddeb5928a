"""What an English sentence asks for, by its families of wordings: the most telling ones first."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kiosk.advice.constraints import Constraints
from kiosk.assistant import cues
from kiosk.assistant.lexicon import Mention
from kiosk.assistant.outside import banned_topic, claim_topic, is_trick, other_topic
from kiosk.assistant.phrases import first_of, says

if TYPE_CHECKING:
    from kiosk.assistant.understanding import Reading, Talk

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_SCREENS: Final = ("shortlist", "privacy", "mirror", "home", "back", "attract", "help", "browse")
_OWN_SCREENS: Final = ("screen_shortlist", "screen_privacy")
"""Asked for whatever else is named."""
_TALKS: Final = ("thanks", "bye", "who", "hello", "fine", "praise")
_WEAK_POINTING: Final = re.compile(r"\b(?:it|its|them|those|these|they)\b")
_STRONG_POINTING: Final = re.compile(
    r"\b(?:this|that) (?:one|ring|necklace|pendant|bracelet|bangle|brooch|pair|piece|chain|stone|disc)\b"
    r"|\b(?:these|those) (?:two|three|four|earrings|studs|hoops|rings|pieces|ones)\b|^(?:is|are|does|do|can|will) th"
)

_BYSTANDER: Final = re.compile(
    r"(?:'s)? (?:\w+ly )?(?:is paying|pays|paid|demands?|insists?|says?|said|told|tells?|thinks?"
    r"|reckons?|recommended|suggested|sent"
    r"|will (?:talk|kill|moan|complain|murder|laugh|notice|be (?:mad|angry|furious))"
    r"|has (?:one|a|an|some|the same|\d)|had|bought|wore|left me|gave me|lent|owns?|chose|picked|works?"
    r"|is (?:waiting|with me|here|outside|asking|parking|coming)|already|hates? it when|doesn't know"
    r"|mustn't know|won't know|can't know|are (?:paying|waiting|here)|always said)\b"
)
"""What follows a person who is not whom the piece is for: "my sister is paying half"."""

_CHILD_AGE: Final = 12
_IN_WORDS: Final = re.compile(
    r"\b(?:call(?:ed)?|say|word|name|means?|term|translat\w+|characters?|pronounced?|engrav\w+|spell|write)\b"
)
"""Asks for a word of another language, not for the language."""
_DENIES: Final = re.compile(
    r"n't|\b(?:no|not|nor|none|never|nothing|neither|without|except|excluding|but|hates?|avoid|skip"
    r"|drop|leave|minus|than|instead"
    r"|allergic|sick of|tired of|away from|cannot|dislikes?|hold|anything but|apart from|aside from|rid of|forget)\b"
)
_DENIES_AFTER: Final = re.compile(
    r"[ -](?:is |are |would be |should be )?(?:out|off|excluded|free|less|no|not|banned|aside)\b"
)
_THE_ONE: Final = re.compile(r"\bthe (?:\w+ ){1,3}?(?:one|ones|pair)\b")
_FOR: Final = re.compile(r"\b(?:for|to|get|buy|give|gift) (?:my |our |his |her |the |a )?(?:\w+ )?$")

Decision = tuple[str, Mapping[str, Any]]
"""The rule's name, which says how far the reader may overrule it, and values of the reading."""


def decide(reading: "Reading", talk: "Talk") -> Decision | None:
    """The intent of an English sentence; None for Chinese, and where the general rules shall decide."""
    said = reading.said
    if _HAN.search(said):
        return None
    for rule in _RULES:
        if (found := rule(reading, talk)) is not None:
            return "knowing" if rule is _knowing else "english", found
    return None


def _tricking(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    return {"intent": "out_of_scope", "topic": "chat"} if is_trick(reading.said) else None


def _banned(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    topic = banned_topic(reading.said)
    return {"intent": "out_of_scope", "topic": topic} if topic else None


def _calling(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """A person is wanted, or the customer has decided."""
    said = reading.said
    if says("taken", said):
        return {"intent": "call_staff", "topic": "taken"}
    if says("staff", said) or says("staff_anyway", said):
        return {"intent": "call_staff"}
    return None


def _steering(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """Measuring, language and screens."""
    said = reading.said
    if says("measure", said) and not reading.skus:
        return {"intent": "measure"}
    language = cues.TO_ENGLISH.search(said) or cues.TO_CHINESE.search(said)
    if language and not _IN_WORDS.search(said):
        return {"intent": "navigate", "language_to": "en" if cues.TO_ENGLISH.search(said) else "zh"}
    screen = first_of(tuple(f"screen_{name}" for name in _SCREENS), said)
    if screen is None or (screen not in _OWN_SCREENS and (reading.wish.said() or reading.subjects)):
        return None
    return {"intent": "navigate", "screen": screen.removeprefix("screen_")}


def _claiming(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    topic = claim_topic(reading.said, service=reading.service)
    return {"intent": "out_of_scope", "topic": topic} if topic else None


def _outside(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    topic = other_topic(reading.said, reading.wish, service=reading.service)
    if topic == "goods" and _subjects(reading) and says("knowing", reading.said) and not says("shopping", reading.said):
        return None  # perfume and pearls, do they get on
    return {"intent": "out_of_scope", "topic": topic} if topic else None


def _service(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """Today's metal prices and the shop's own services."""
    said = reading.said
    if says("rate", said) and not reading.skus:
        return {"intent": "ask_knowledge"}
    if says("service", said) and not reading.skus:
        return {"intent": "ask_knowledge", "service": True}
    return None


def _correcting(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """The running wish is put right, loosened or turned ("sorry, I meant bangles", "it needn't be platinum")."""
    something = reading.wish or reading.corrected or reading.dropped or reading.bare_money is not None
    if not talk.has_wish or not something or reading.skus or reading.pointing.ordinals:
        return None
    loosened = bool(reading.corrected and not reading.wish) or bool(reading.dropped)
    return {"intent": "refine"} if loosened or says("correcting", reading.said) else None


def _talking(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """Talk that asks for nothing."""
    said = reading.said
    asks_more = reading.skus or reading.pointing.ordinals or reading.service or reading.move or reading.more
    if asks_more or reading.bare_money is not None or reading.dropped or says("shopping", said) or talk.asked:
        return None
    family = first_of(tuple(f"talk_{name}" for name in _TALKS), said)
    if family is None:
        return None
    limits = set(reading.wish.said()) - {"recipient", "occasion"}
    if family != "talk_who" and (limits or reading.wish.excluded or reading.wish.sort):
        return None
    if _subjects(reading) and family not in ("talk_who", "talk_thanks", "talk_bye"):
        return None
    return {"intent": "small_talk", "topic": family.removeprefix("talk_")}


def _trying(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    if says("try_on", reading.said) and not reading.more:
        return {"intent": "try_on"}
    return None


def _pieces(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """Comparing what is named or on the screen, or asking about one of them."""
    said, pointing = reading.said, reading.pointing
    named = len(reading.skus) + (len(pointing.ordinals) if talk.shown else 0)
    together = (pointing.several or len(_THE_ONE.findall(said)) > 1) and talk.shown >= 2
    if (named >= 2 or together or (named == 1 and talk.has_focus)) and says("compare", said) and _is_between(reading):
        return {"intent": "compare"}
    asks = says("asks", said) or says("asks_piece", said)
    if named and asks and (not says("shopping", said) or (reading.skus and reading.field)):
        return {"intent": "ask_piece", "field": reading.field or "about"}
    bare = pointing and not named and not says("names_stuff", said) and not reading.wish.hard() and not reading.more
    if bare and says("asks_piece", said) and says("asks", said) and not says("shopping", said) and not reading.words:
        return {"intent": "ask_piece", "field": reading.field or "about"}
    return None


def _is_between(reading: "Reading") -> bool:
    """Two named pieces are compared by anything; pieces that are pointed at need a word of comparing."""
    named = len(reading.skus) + len(reading.pointing.ordinals)
    return named >= 2 or bool(cues.COMPARE.search(reading.said))


def _knowing(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """A question about jewelry in general."""
    said = reading.said
    if reading.skus or (reading.pointing.ordinals and talk.shown) or reading.more or not _is_about_jewelry(reading):
        return None
    bare_money = reading.bare_money is not None and not says("knowing_surely", said)
    priced = reading.wish.limits_price() or bare_money or reading.wish.sort
    if not says("knowing", said) or priced:
        return None
    if not says("knowing_surely", said) and (says("shopping", said) or (says("hinting", said) and _is_gift(reading))):
        return None
    if (reading.pointing or talk.has_focus) and not _names_subject(reading):
        return None
    if reading.pointing and _STRONG_POINTING.search(said) and (talk.has_focus or talk.shown):
        return None
    return {"intent": "ask_knowledge"}


def _wishing(reading: "Reading", talk: "Talk") -> Mapping[str, Any] | None:
    """Pieces are wanted beyond doubt, whatever question words the sentence has."""
    said = reading.said
    limits = any(key.endswith(("_min", "_max")) for key in reading.wish.said())
    if talk.has_wish and limits and not reading.skus and not says("asks", said):
        return {"intent": "recommend"}  # I'd want the stone to be a carat or more
    if reading.skus or reading.pointing or (talk.has_focus and reading.field) or reading.service:
        return None
    priced = reading.wish.limits_price() or reading.bare_money is not None
    wants = (says("shopping", said) or says("hinting", said)) and not (talk.has_wish and says("knowing_surely", said))
    kind = bool(reading.wish.category) and not says("knowing", said)
    if (wants or kind or priced) and (reading.wish or reading.words or reading.bare_money is not None):
        return {"intent": "recommend"}
    return None


_RULES: Final = (
    _tricking, _calling, _banned, _steering, _claiming, _service, _correcting, _talking, _outside, _trying, _pieces,
    _knowing, _wishing,
)  # fmt: skip
"""In this order."""


def points_within(reading: "Reading", talk: "Talk") -> bool:
    """Whether "it" stands for what an English sentence itself names, and for no piece shown before."""
    said, pointing = reading.said, reading.pointing
    if _HAN.search(said) or not pointing or pointing.ordinals or talk.has_focus or _STRONG_POINTING.search(said):
        return False
    if pointing.several and talk.shown:
        return False
    return bool(_WEAK_POINTING.search(said)) and (says("names_stuff", said) or bool(reading.wish.hard()))


def starts_afresh(said: str) -> bool | None:
    """Whether English words say that a wish is new (True) or the old one put right (False); None where they do not."""
    if _HAN.search(said):
        return None
    if says("correcting", said):
        return False
    return True if says("afresh", said) else None


def may_deny(said: str, start: int, end: int) -> bool:
    """Whether an English sentence has a word of denial that can reach what stands there: before it, or just after."""
    return not said.isascii() or bool(_DENIES.search(said[:start]) or _DENIES_AFTER.match(said, end))


def says_no_stones(said: str) -> bool:
    """ "without any stones": what is left out is above all diamonds."""
    return says("no_stones", said)


def grown_up(age: int, recipients: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Whom a wish is for once a child turns out to be grown ("she's eighteen"); empty where nothing changes."""
    return {"recipient": ("women",)} if "children" in recipients and age > _CHILD_AGE else {}


def is_bystander(mention: Mention, said: str) -> bool:
    """Whether a person is only talked about: no recipient of a piece."""
    values = mention.meaning.values
    if "recipient" not in values or "occasion" in values or _FOR.search(said[: mention.start]):
        return False
    return bool(_BYSTANDER.match(said, mention.end))


def _subjects(reading: "Reading") -> list[str]:
    """What is named of jewelry: people and days are none of it."""
    return list(reading.subjects)


def _is_gift(reading: "Reading") -> bool:
    return bool(reading.wish.recipient or reading.wish.occasion)


def _names_subject(reading: "Reading") -> bool:
    """Whether "it" can stand for something that the sentence itself names."""
    pronoun = _WEAK_POINTING.search(reading.said)
    return bool(_subjects(reading)) and (pronoun is None or not _STRONG_POINTING.search(reading.said))


def _is_about_jewelry(reading: "Reading") -> bool:
    wish: Constraints = reading.wish
    return bool(
        _subjects(reading) or wish.hard() or cues.PROPERTY.search(reading.said) or says("jewelry", reading.said)
    )
