"""Asking, aloud or typed: one path for both, and an answer whose every claim opens its source."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.base.text import text
from kiosk.ui.kinds import LIST
from kiosk.ui.navigation import Navigation
from kiosk.ui.screens.claims import sentences
from kiosk.ui.screens.comparing import Facts, table
from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.words import Words
from kiosk.voice.correction import Candidate

Document = Mapping[str, Any]
MOST_COMPARED = 4
TAP_S = 0.6
"""A button held for less was tapped."""


class Ask(QObject):
    """What was asked, what is being heard, and the last answer."""

    changed = Signal()
    heard = Signal()
    """The level or the partial text changed."""
    acted = Signal(object)
    """CONTRACT.md's `action` of an answer: what the screen is to do."""
    found = Signal(object)
    """An answer that brought pieces for a wish."""

    def __init__(
        self,
        shelf: Shelf,
        words: Words,
        navigation: Navigation,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._held_since = 0.0
        self._shelf = shelf
        self._words = words
        self._navigation = navigation
        self._microphone = False
        self._microphone_reason = "ask.no_microphone"
        self._opening = True
        self._reset()
        self.answer_with: Callable[[str], None] | None = None
        """Answers off the screen's thread, then calls `show` or `failed`; wired by the app when the guide is ready."""
        self.start_listening: Callable[[], None] = lambda: None
        self.stop_listening: Callable[[], None] = lambda: None
        self.read_aloud: Callable[[str], None] | None = None
        self.hush: Callable[[], None] = lambda: None
        self.leave_question: Callable[[str], None] | None = None
        self.facts_of: Facts = lambda _sku: []
        """A piece's facts for the comparison; wired to the piece's page."""
        shelf.changed.connect(self.changed)

    def _reset(self) -> None:
        self._question = ""
        self._document: Document = {}
        self._listening = self._thinking = self._typing = self._speaking = self._left = False
        self._silenced = self._aloud = False
        self._meant: tuple[Candidate, ...] = ()
        self._partial = ""
        self._level = 0.0
        self._notice = ""

    @Slot()
    def forget(self) -> None:
        """Nothing was asked."""
        self.hush()
        self._reset()
        self.changed.emit()
        self.heard.emit()

    @Slot()
    def leave(self) -> None:
        """Another screen: fold the keyboard, stop talking and listening."""
        self.hush()
        if self._listening:
            self.endSpeech()
        self._typing = False
        self.changed.emit()

    def set_guide(self, answer_with: Callable[[str], None] | None) -> None:
        """The guide is ready, or (None) will not come; a question that waited is asked now."""
        self.answer_with = answer_with
        self._opening = False
        if self._thinking and self._question:
            self._thinking = False
            self.send(self._question)
        else:
            self.changed.emit()

    def set_voice(self, read_aloud: Callable[[str], None] | None) -> None:
        """How answers are spoken; None when they cannot be."""
        self.read_aloud = read_aloud
        self.changed.emit()

    def set_microphone(self, ready: bool, reason: str = "ask.no_microphone") -> None:
        """Whether one can speak here; `reason` is the text key that explains why not."""
        self._microphone = ready
        self._microphone_reason = reason
        self.changed.emit()

    @Slot()
    def type(self) -> None:
        """Open the keyboard on the ask screen."""
        self._navigation.go("ask")
        self._typing = True
        self.changed.emit()

    @Slot(str)
    def about(self, sku: str) -> None:
        """Open the keyboard to ask about a piece."""
        self._question, self._document = "", {"focus": [sku]}
        self.type()

    @Slot()
    def foldKeyboard(self) -> None:
        """Close the keyboard."""
        self._typing = False
        self.changed.emit()

    @Slot()
    def listen(self) -> None:
        """The microphone button is held down."""
        self.hush()
        if not self._microphone:
            self.type()
            return
        self._listening, self._partial, self._notice, self._typing = True, "", "", False
        self._held_since = self._clock()
        self._navigation.go("ask")
        self.changed.emit()
        self.heard.emit()
        self.start_listening()

    @Slot()
    def released(self) -> None:
        """The finger went up. Who only tapped the button is listened to until they fall silent."""
        if self._listening and self._clock() - self._held_since >= TAP_S:
            self.endSpeech()

    @Slot()
    def endSpeech(self) -> None:
        """Listen no longer; what was said so far counts."""
        if self._listening:
            self.stop_listening()

    def hearing(self, partial: str, level: float) -> None:
        """Live text and loudness (0..1) while somebody speaks."""
        self._partial = partial
        self._level = max(0.0, min(1.0, level))
        self.heard.emit()

    @Slot(str)
    def understood(self, sentence: str) -> None:
        """The recogniser's final text."""
        self._listening, self._level, self._partial = False, 0.0, ""
        self.heard.emit()
        meant = self._meant
        self.send(sentence)
        self._aloud, self._meant = True, meant
        self.changed.emit()

    @Slot(str)
    def unheard(self, reason: str) -> None:
        """Nothing was understood; `reason` is a key of the texts `voice`."""
        self._listening, self._level, self._partial = False, 0.0, ""
        self._notice = f"voice.{reason}"
        self.heard.emit()
        self.changed.emit()

    @Slot(object)
    def meant(self, candidates: tuple[Candidate, ...]) -> None:
        """What the next sentence may have meant instead; the customer decides."""
        self._meant = candidates

    @Slot(str)
    def deaf(self, reason: str) -> None:
        """The microphone went away while listening."""
        self._listening = False
        self._notice = reason
        self.set_microphone(False, reason)

    @Slot(str)
    def send(self, sentence: str) -> None:
        """Ask."""
        sentence = sentence.strip()
        if not sentence:
            return
        self._question, self._document, self._left = sentence, {}, False
        self._typing = self._aloud = False
        self._notice, self._meant = "", ()
        self._navigation.go("ask")
        if self.answer_with is not None:
            self._thinking = True
            self.answer_with(sentence)
        elif self._opening:
            self._thinking, self._notice = True, "ask.busy"
        else:
            self._notice = "ask.unavailable"
        self.changed.emit()

    def show(self, document: Document, *, quietly: bool = False) -> None:
        """An answer arrived; `quietly` when it only repeats the last in another language."""
        self._document = document
        self._thinking = False
        self.changed.emit()
        # Who asked aloud is answered aloud.
        if self._aloud and self.read_aloud is not None and document.get("answer"):
            self.read_aloud(str(document.get("spoken") or document["answer"]))
        self._aloud = False
        if document.get("intent") in ("recommend", "refine") and document.get("pieces"):
            self.found.emit(document)
        if quietly:
            return
        if document.get("action"):
            self.acted.emit(document["action"])

    def failed(self, _error: BaseException) -> None:
        """No answer will come."""
        self._thinking = False
        self._notice = "ask.unavailable"
        self.changed.emit()

    @Slot()
    def touched(self) -> None:
        """A finger came down anywhere: silence."""
        self._silenced = self._speaking
        if self._speaking:
            self.hush()

    @Slot()
    def readAloud(self) -> None:
        """Speak the answer; the touch that began this has silenced it already if it was being spoken."""
        if self._silenced:
            self._silenced = False
        elif self.read_aloud is not None and self._document.get("answer"):
            self.read_aloud(str(self._document["answer"]))

    @Slot(bool)
    def speaking(self, now: bool) -> None:
        """Whether the machine is talking."""
        self._speaking = now
        self.changed.emit()

    @Slot()
    def leaveQuestion(self) -> None:
        """Leave the unanswered question, and nothing else, for the shop."""
        if self.leave_question is not None and self._question:
            self.leave_question(self._question)
            self._left = True
            self.changed.emit()

    @Slot("QVariantList")
    def compare(self, skus: list[str]) -> None:
        """Compare two to four pieces by a tap: asked like a sentence that names them."""
        if len(skus) < 2:
            return
        names = [self._shelf.name(str(sku)) for sku in skus[:MOST_COMPARED]]
        comma, last = self._words.say("ask.compare_comma"), self._words.say("ask.compare_join")
        self.send(self._words.say("ask.compare_said", names=last.join((comma.join(names[:-1]), names[-1]))))

    @Slot(str)
    def whyNotThis(self, sku: str) -> None:
        """Why a piece is not among what was found."""
        self.send(self._words.say("piece.why_not_said", name=self._shelf.name(sku)))

    def compared(self) -> list[str]:
        """The pieces set side by side by the last answer, in its order; empty for another answer."""
        skus = self._skus()[:MOST_COMPARED] if self._document.get("intent") == "compare" else []
        return skus if len(skus) > 1 else []

    def _table(self) -> list[dict[str, Any]]:
        skus = self.compared()
        return table(skus, self.facts_of) if skus else []

    def answer_parts(self) -> list[dict[str, Any]]:
        """The answer's sentences, each with the sources of its claims; beside a table only what it does not show."""
        parts = sentences(self.answer_now, self._document.get("claims") or [])
        if self.compared():
            parts = [part for part in parts if not any(name.startswith("catalog:") for name in part["sources"])]
        return [part | {"text": self._shelf.masked(part["text"]), "marked": bool(part["sources"])} for part in parts]

    def _skus(self) -> list[str]:
        pieces = [str(piece["sku"]) for piece in self._document.get("pieces") or []]
        named = pieces or [str(sku) for sku in self._document.get("focus") or []]
        return [sku for sku in named if sku in self._shelf.pieces][:12]

    @property
    def can_listen(self) -> bool:
        """Whether one can speak here."""
        return self._microphone

    @property
    def is_typing(self) -> bool:
        """Whether the keyboard is open."""
        return self._typing

    @property
    def answer_now(self) -> str:
        """The last answer, empty while there is none."""
        return str(self._document.get("answer") or "")

    @property
    def question_now(self) -> str:
        """What was asked last."""
        return self._question

    def settled(self) -> bool:
        """Whether nothing is awaited."""
        return not self._thinking and not self._listening

    def first_sku(self) -> str:
        """The piece the answer is about most, or empty."""
        found = self._skus()
        return found[0] if found else ""

    def _other_words(self) -> list[dict[str, str]]:
        """ "Did you mean" offers: everyday words are doubted only when no answer was found."""
        offered = [one for one in self._meant if self._document.get("refused") or not one.ordinary]
        label = "voice.did_you_mean"
        return [
            {
                "label": text(label, self._words.current, term=one.term),
                "sentence": one.applied_to(self._question),
            }
            for one in offered[:2]
        ]

    def _why_not(self) -> str:
        return "" if self._microphone else self._words.say(self._microphone_reason)

    def _notice_text(self) -> str:
        if self._notice.startswith("voice."):
            return text(self._notice, self._words.current)
        if self._notice:
            return self._words.say(self._notice)
        return self._why_not()

    microphone = Property(bool, lambda self: self._microphone, notify=changed)
    listening = Property(bool, lambda self: self._listening, notify=changed)
    thinking = Property(bool, lambda self: self._thinking, notify=changed)
    typing = Property(bool, lambda self: self._typing, notify=changed)
    talking = Property(bool, lambda self: self._speaking, notify=changed)
    voiced = Property(bool, lambda self: self.read_aloud is not None, notify=changed)
    question = Property(str, lambda self: self._question, notify=changed)
    answered = Property(bool, lambda self: bool(self._document.get("answer")), notify=changed)
    brief = Property(bool, lambda self: len(str(self._document.get("answer") or "")) < 160, notify=changed)
    refused = Property(bool, lambda self: bool(self._document.get("refused")), notify=changed)
    leavable = Property(bool, lambda self: self.leave_question is not None and not self._left, notify=changed)
    left = Property(bool, lambda self: self._left, notify=changed)
    otherWords = Property(LIST, _other_words, notify=changed)
    parts = Property(LIST, answer_parts, notify=changed)
    skus = Property(LIST, _skus, notify=changed)
    comparedSkus = Property(LIST, lambda self: self.compared(), notify=changed)
    table = Property(LIST, _table, notify=changed)
    whyNot = Property(str, _why_not, notify=changed)
    notice = Property(str, _notice_text, notify=changed)
    partial = Property(str, lambda self: self._partial, notify=heard)
    level = Property(float, lambda self: self._level, notify=heard)
