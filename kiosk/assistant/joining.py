"""Rules and reader together: the rules speak first, the reader is heard where they are unsure.

How sure the reader must be was read off tuned cases that its training left out, against the rules as they were before
anybody had tuned them to those cases (docs/reader.md has the tables): what a reader and a rule are worth can only be
compared on sentences that neither has seen. Where a rule and the reader disagreed there:

- without a rule ("I did not understand") a reader that is at least 0.5 sure was right 21 times of 23, the rules once;
- of a doubtful wish the reader was right 7 times of 7, from 0.5;
- `wishing` was overruled rightly 8 times of 11 from 0.9, the rules being right twice; below that nobody can tell;
- `about_pieces` and `trying`, with 10 cases from 0.6 on (the reader right in 8), and `knowing` with 2 from 0.8 are too
  few to go lower than 0.85 and 0.9;
- a refusal (`refused`) and the machine's own business (`machine`) are never overruled: their patterns are narrow, and
  a promise of health or money that slips through costs more than a wish refused;
- the families of wordings (`familiar`, `english`) were written after the tuned cases, so that nothing fair is known of
  them: the cautious 0.95, where the reader was right in 112 of 115 of the cases; their refusals stand.
- A refusal that only the reader sees needs 0.8 against a rule: refusing what could be answered is a fault too.
- A word is taken for unwanted against the rules only from 0.97: a wish turned round is the worst slot there is.
"""

from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Final

from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.assistant import chinese, english
from kiosk.assistant.lexicon import Lexicon
from kiosk.assistant.newness import is_new_wish
from kiosk.assistant.numbers import read_numbers
from kiosk.assistant.reader import Reader, Span, Understood, coarse_intent
from kiosk.assistant.references import read_pointing
from kiosk.assistant.tokens import State
from kiosk.assistant.understanding import Reading, Talk, read

SURE_WHERE_NO_RULE: Final = 0.5
SURE_WHERE_DOUBTFUL: Final = 0.6
SURE_AGAINST: Final = {"wishing": 0.9, "knowing": 0.9, "talking": 0.9, "about_pieces": 0.85, "trying": 0.85}
"""How sure the reader must be to overrule the rule that decided."""
SURE_AGAINST_OTHERS: Final = 0.95
NEVER_OVERRULED: Final = ("machine", "refused")
SURE_OF_ITSELF: Final = 0.9
"""From here a question or a wish needs no word of the trade (翡翠A货B货C货讲给我听听)."""
SURE_TO_REFUSE: Final = 0.8
SURE_OF_SPAN: Final = 0.9
SURE_OF_VALUE: Final = 0.85
SURE_OF_POLARITY: Final = 0.97
_ALIKE: Final = 0.8
_WISHES: Final = ("recommend", "refine")


class Joined:
    """The rules of `understanding` with a reader beside them; without one, the rules alone."""

    def __init__(self, lexicon: Lexicon, reader: Reader | None = None) -> None:
        self._lexicon = lexicon
        self._reader = reader
        self._sounds: dict[str, dict[str, str]] = {}
        if reader is not None:
            for term, meaning in lexicon.meanings().items():
                if len(meaning.values) == 1 and not meaning.weak:
                    ((key, values),) = meaning.values.items()
                    if len(values) == 1:
                        self._sounds.setdefault(key, {}).setdefault(reader.tokens.sound(term), values[0])

    def read(self, said: str, talk: Talk) -> Reading:
        """Understand a sentence, typed or recognised."""
        reading = read(said, self._lexicon, talk)
        if self._reader is None or not reading.said.strip():
            return reading
        understood = self._reader.read(reading.said, state_of(talk))
        reading = _with_intent(reading, understood, talk)
        if reading.intent in (*_WISHES, "try_on"):
            reading = self._with_slots(reading, understood)
        if reading.intent in _WISHES and reading.rule in ("", "reader"):
            reading = replace(reading, intent=_wish_intent(reading, talk))
        return reading

    def _with_slots(self, reading: Reading, understood: Understood) -> Reading:
        """Words that the lexicon does not know, and what is not wanted although no rule saw it."""
        covered = self._lexicon.spans(reading.said)
        covered += read_numbers(reading.said).spans
        for span in understood.spans:
            if span.sure < SURE_OF_SPAN:
                continue
            if any(span.start < end and start < span.end for start, end in covered):
                reading = self._turned(reading, span)
            elif span.key in ("move", "sort"):
                reading = _with_move(reading, span)
            elif span.key in LIST_KEYS and (value := self._value(span, reading.said)) is not None:
                reading = _with_value(reading, span, value)
        return reading

    def _turned(self, reading: Reading, span: Span) -> Reading:
        """A word that the rules took for wanted, and that the reader is sure is not."""
        if span.polarity == "wanted" or span.polarity_sure < SURE_OF_POLARITY or span.key not in LIST_KEYS:
            return reading
        if not chinese.may_deny(reading.said, span.start) or not english.may_deny(reading.said, span.start, span.end):
            return reading
        mentions = [m for m in self._lexicon.find(reading.said) if span.start <= m.start and m.end <= span.end]
        for mention in mentions:
            values = [v for v in mention.meaning.values.get(span.key, ()) if v in getattr(reading.wish, span.key)]
            for value in values:
                reading = _unwanted(reading, span, value)
        return reading

    def _value(self, span: Span, said: str) -> str | None:
        """The value of words that are not in the lexicon: by sound, else by spelling, else as the model reads them."""
        words = said[span.start : span.end]
        sounds = self._sounds.get(span.key, {})
        sound = self._reader.tokens.sound(words) if self._reader else words
        for heard in (sound, sound.removesuffix(" de")):
            if heard in sounds and " " in heard:  # one syllable alone sounds like too much ("nan" is no 男)
                return sounds[heard]
        if span.value is not None and span.value_sure >= SURE_OF_VALUE:
            return span.value
        like = max(sounds, key=lambda known: SequenceMatcher(None, known, sound).ratio(), default=None)
        if like is not None and len(sound) >= 5 and SequenceMatcher(None, like, sound).ratio() >= _ALIKE:
            return sounds[like]
        return None


def state_of(talk: Talk) -> State:
    """What the reader is told of the talk."""
    return State(talk.has_wish, talk.shown > 0, talk.has_focus, talk.asked)


def _with_intent(reading: Reading, understood: Understood, talk: Talk) -> Reading:
    intent, odds = understood.intent
    ruled = coarse_intent(reading.intent)
    if not reading.rule:
        needed = SURE_WHERE_NO_RULE
    elif reading.doubtful:
        needed = SURE_WHERE_DOUBTFUL
    elif reading.rule in NEVER_OVERRULED or ruled == "out_of_scope":
        return reading
    else:
        needed = SURE_AGAINST.get(reading.rule, SURE_AGAINST_OTHERS)
    if intent == "out_of_scope" and reading.rule:
        needed = max(needed, SURE_TO_REFUSE)
    if intent == ruled or odds < needed or not _possible(intent, odds, reading, talk):
        return reading
    return _as(reading, intent, understood.detail, talk)


def _possible(intent: str, odds: float, reading: Reading, talk: Talk) -> bool:
    """What needs a piece needs one that is named, pointed at or on the screen; what is Chinese needs its words."""
    itself = odds >= SURE_OF_ITSELF and intent in ("ask_knowledge", "recommend")
    if not itself and not chinese.may_be(intent, reading, talk):
        return False
    if intent not in ("compare", "ask_piece"):
        return True
    return bool(reading.skus or read_pointing(reading.said) or talk.has_focus or talk.shown)


def _as(reading: Reading, intent: str, detail: str, talk: Talk) -> Reading:
    """A reading with the reader's intent, and what an answer to it needs."""
    values: dict[str, Any] = {"intent": intent, "rule": "reader", "doubtful": False, "topic": None}
    if intent == "recommend":
        values["intent"] = _wish_intent(reading, talk)
    elif intent == "ask_piece":
        values["field"] = reading.field or detail or "about"
    elif intent == "navigate":
        key = "language_to" if detail.startswith("to_") else "screen"
        values[key] = detail.removeprefix("to_")
    elif intent in ("small_talk", "out_of_scope") or detail == "taken":
        values["topic"] = detail
    elif intent == "ask_knowledge":
        values["service"] = reading.service or detail == "service"
    return replace(reading, **values)


def _wish_intent(reading: Reading, talk: Talk) -> str:
    return "refine" if talk.has_wish and not is_new_wish(reading, talk) else "recommend"


def _with_move(reading: Reading, span: Span) -> Reading:
    if span.value is None or span.value_sure < SURE_OF_VALUE or reading.move or reading.wish.sort:
        return reading
    if span.key == "move":
        return replace(reading, move=span.value)
    return replace(reading, wish=reading.wish.merge(Constraints(sort=span.value)))


def _with_value(reading: Reading, span: Span, value: str) -> Reading:
    """A value added, wanted or not; a key that the rules have read already is left to them."""
    if span.polarity != "wanted":
        if span.polarity_sure < SURE_OF_POLARITY or value in getattr(reading.wish, span.key):
            return reading
        return _unwanted(reading, span, value)
    if getattr(reading.wish, span.key) or value in reading.wish.exclude.get(span.key, ()):
        return reading
    return replace(reading, wish=reading.wish.replace(span.key, (value,)))


def _unwanted(reading: Reading, span: Span, value: str) -> Reading:
    """Not wanted: excluded, or only dropped where another value takes its place."""
    kept = tuple(word for word in getattr(reading.wish, span.key) if word != value)
    wish = reading.wish.replace(span.key, kept)
    if span.polarity == "corrected" and kept:
        return replace(reading, wish=wish, corrected=(*reading.corrected, (span.key, value)))
    return replace(reading, wish=wish.merge(Constraints.of(exclude={span.key: (value,)})))
