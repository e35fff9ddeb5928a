"""Questions that customers chose to leave for the shop: the words and the day, never the person."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from kiosk.base.errors import KnownError
from kiosk.base.paths import data_folder
from kiosk.base.settings import Language
from kiosk.storage.database import Database, guarded, open_database, writing
from kiosk.storage.migrations import Migrations, migrate

State = Literal["open", "answered", "dismissed"]
MOST_CHARACTERS: Final = 200
_PERSONAL: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+"  # an address to write to
    r"|(?:微信|vx|wechat|qq)[号:： ]*[\w-]{5,}"
    r"|\+?\d(?:[ \-]?\d){6,}"  # a telephone, card or identity number
    r"|(?:我叫|我是|我姓|本人)(?!.{0,3}(?:送|想|要|找|给|买|学生|新娘|新郎|第一))[\u4e00-\u9fff]{1,4}"
    r"|\b(?:my name is|i am called|i'm called)\s+[\w'-]+(?:\s+[A-Z][\w'-]+)?",
    re.IGNORECASE,
)

migrations = Migrations("inbox")


@migrations()
def first_table(db: Database) -> None:
    """One row a question; days, not times, so that nobody can be told from the hour."""
    db.execute(
        "CREATE TABLE questions (id INTEGER PRIMARY KEY, language TEXT NOT NULL, text TEXT NOT NULL, "
        "asked INTEGER NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, state TEXT NOT NULL, fact TEXT, "
        "UNIQUE (language, text))"
    )


@dataclass(frozen=True)
class LeftQuestion:
    """One question, how often it was left, and what became of it."""

    id: int
    language: Language
    text: str
    asked: int
    first_day: str
    """ISO day."""
    last_day: str
    state: State = "open"
    fact: str | None = None
    """The fact that answers it now."""


def without_person(said: str) -> str:
    """The question without what tells who asked: addresses, numbers of a person, names given; at most 200 letters."""
    plain = _PERSONAL.sub("…", " ".join(said.split()))
    return plain[:MOST_CHARACTERS].strip(" …,，。.")


class Inbox:
    """inbox.db of the data folder. Each call opens and closes it, so no handle outlives a visit."""

    def __init__(self, path: Path | None = None, today: Callable[[], date] = date.today) -> None:
        self._path = path
        self._today = today

    @property
    def path(self) -> Path:
        """Where the questions lie."""
        return self._path or data_folder() / "inbox.db"

    def keep(self, said: str, language: Language) -> LeftQuestion:
        """Keep a question at the customer's own tap; the same question again only counts once more.

        Raises:
            KnownError: nothing is left of it without the person, or the file cannot be written.
        """
        words = without_person(said)
        if not words:
            raise KnownError("There is no question to keep; please tell our staff.")
        day = self._today().isoformat()
        with guarded(self.path):
            db = self._open()
            try:
                with writing(db):
                    db.execute(
                        "INSERT INTO questions (language, text, asked, first_day, last_day, state) "
                        "VALUES (?, ?, 1, ?, ?, 'open') ON CONFLICT (language, text) DO UPDATE SET "
                        "asked = asked + 1, last_day = excluded.last_day",
                        [language, words, day, day],
                    )
            finally:
                db.close()
        return next(q for q in self.questions() if (q.language, q.text) == (language, words))

    def questions(self, state: State | None = None) -> tuple[LeftQuestion, ...]:
        """The questions, most often asked first; those of one state only, where one is named."""
        if not self.path.is_file():
            return ()
        with guarded(self.path):
            db = self._open()
            try:
                rows = db.query("SELECT * FROM questions ORDER BY asked DESC, last_day DESC, id")
                found = tuple(LeftQuestion(**row) for row in rows)
            finally:
                db.close()
        return tuple(question for question in found if state in (None, question.state))

    def settle(self, question: int, state: State, fact: str | None = None) -> LeftQuestion:
        """Mark a question as answered (by a fact), dismissed, or open again.

        Raises:
            KnownError: there is no such question.
        """
        with guarded(self.path):
            db = self._open()
            try:
                with writing(db):
                    db.execute("UPDATE questions SET state = ?, fact = ? WHERE id = ?", [state, fact, question])
            finally:
                db.close()
        for found in self.questions():
            if found.id == question:
                return found
        raise KnownError(f"There is no question {question} in the inbox; `kiosk inbox` lists them.")

    def _open(self) -> Database:
        db = open_database(self.path)
        migrate(db, migrations, self.path)
        return db
