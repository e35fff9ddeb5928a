"""One line of the doctor's report."""

from dataclasses import dataclass
from typing import Any

from kiosk.base.settings import Language
from kiosk.base.text import text


@dataclass(frozen=True)
class Check:
    """What was looked at, and what was found."""

    name: str
    """`camera`, `microphone` ...: a word for programs, the same in every language."""
    ok: bool
    detail: str
    """What was found, in one sentence."""
    advice: str = ""
    """What to do; empty when there is nothing to do."""

    def document(self) -> dict[str, Any]:
        """The JSON of `kiosk doctor --json`."""
        return {"name": self.name, "ok": self.ok, "detail": self.detail, "advice": self.advice}


def good(name: str, language: Language, key: str = "ok", **values: object) -> Check:
    """A check that found what it looked for: the text `health.NAME.KEY`."""
    return Check(name, True, text(f"health.{name}.{key}", language, **values))


def bad(name: str, language: Language, key: str, **values: object) -> Check:
    """A check that did not: the texts `health.NAME.KEY` and `health.NAME.KEY_advice`."""
    advice = text(f"health.{name}.{key}_advice", language, **values)
    return Check(name, False, text(f"health.{name}.{key}", language, **values), advice)
