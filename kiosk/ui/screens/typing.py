"""The keyboard's state: what was typed, what is being composed in pinyin, and the candidates for it."""

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot

from kiosk.ui.kinds import LIST
from kiosk.ui.pinyin import Pinyin
from kiosk.ui.words import Words

SHOWN = 9
"""Candidates offered at a time."""
LONGEST = 120
"""Characters of a question; more is not a question."""


class Typing(QObject):
    """Keys come in as `press`, the finished text goes out as `done`."""

    changed = Signal()
    done = Signal(str)

    def __init__(self, words: Words, dictionary: Pinyin, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._dictionary = dictionary
        self._text = ""
        self._composing = ""
        self._chinese = words.current == "zh"
        self._shift = False
        self._symbols = False
        words.changed.connect(self._follow)

    @Slot()
    def forget(self) -> None:
        """An empty line."""
        self._text = self._composing = ""
        self._shift = self._symbols = False
        self._chinese = self._words.current == "zh"
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        if not self._composing:
            self._chinese = self._words.current == "zh"
        self.changed.emit()

    @property
    def line(self) -> str:
        """What was typed, without what is still pinyin."""
        return self._text

    @property
    def in_chinese(self) -> bool:
        """Whether letters are read as pinyin."""
        return self._chinese

    @Slot(str)
    def press(self, key: str) -> None:
        """A letter, digit or mark."""
        letter = len(key) == 1 and key.isascii() and key.isalpha()
        if self._chinese and not self._shift and (letter or (key == "'" and self._composing)):
            self._composing += key.lower()
        else:
            self._settle()
            self._insert(key.upper() if self._shift and letter else key)
            self._shift = False
        self.changed.emit()

    @Slot(int)
    def choose(self, index: int) -> None:
        """Take a candidate; what it does not cover stays being composed."""
        found = self._dictionary.candidates(self._composing)
        if index < len(found):
            word, used = found[index]
            self._insert(word)
            self._composing = self._composing[used:].lstrip("'")
        self.changed.emit()

    @Slot()
    def space(self) -> None:
        """The first candidate, or a space."""
        if self._composing:
            self.choose(0)
        else:
            self._insert(" ")
            self.changed.emit()

    @Slot()
    def backspace(self) -> None:
        """Take back the last letter."""
        if self._composing:
            self._composing = self._composing[:-1]
        else:
            self._text = self._text[:-1]
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Take back everything."""
        self._text = self._composing = ""
        self.changed.emit()

    def hardware(self, key: int, letters: str) -> None:
        """A real keyboard, for whoever has one: letters, digits for candidates, Enter, Backspace."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Backspace:
            self.backspace()
        elif key == Qt.Key.Key_Space:
            self.space()
        elif self._composing and letters.isdecimal() and letters != "0":
            self.choose(int(letters) - 1)
        elif len(letters) == 1 and letters.isprintable():
            self.press(letters)

    @Slot(str)
    def mode(self, name: str) -> None:
        """`chinese`, `shift` or `symbols` is switched."""
        if name == "chinese":
            self._settle()
            self._chinese = not self._chinese
        elif name == "shift":
            self._shift = not self._shift
        else:
            self._symbols = not self._symbols
        self.changed.emit()

    @Slot()
    def finish(self) -> None:
        """Send the line."""
        self._settle()
        line, self._text = self._text.strip(), ""
        self.changed.emit()
        if line:
            self.done.emit(line)

    def _settle(self) -> None:
        """Whatever is still pinyin becomes the best candidates."""
        while self._composing:
            found = self._dictionary.candidates(self._composing)
            if not found:
                self._insert(self._composing)
                break
            word, used = found[0]
            self._insert(word)
            self._composing = self._composing[used:].lstrip("'")
        self._composing = ""

    def _insert(self, characters: str) -> None:
        self._text = (self._text + characters)[:LONGEST]

    def _candidates(self) -> list[str]:
        return [word for word, _ in self._dictionary.candidates(self._composing)[:SHOWN]] if self._composing else []

    text = Property(str, lambda self: self._text, notify=changed)
    composing = Property(str, lambda self: self._composing, notify=changed)
    candidates = Property(LIST, _candidates, notify=changed)
    chinese = Property(bool, lambda self: self._chinese, notify=changed)
    shift = Property(bool, lambda self: self._shift, notify=changed)
    symbols = Property(bool, lambda self: self._symbols, notify=changed)
