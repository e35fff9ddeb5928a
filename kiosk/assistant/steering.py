"""Answers that steer the machine: language, screens, staff, measuring; and small talk."""

from typing import Any

from kiosk.assistant.reply import Reply
from kiosk.assistant.turn import Turn
from kiosk.base.settings import Language
from kiosk.base.text import text


def steer(turn: Turn) -> Reply:
    """A short word and what the screen does."""
    reading, talk, language = turn.reading, turn.talk, turn.language
    action: dict[str, Any]
    if reading.intent == "small_talk":
        return Reply(language, "small_talk", text(f"assistant.talk.{reading.topic}", language), talk.wish)
    if reading.language_to is not None:
        to: Language = "en" if reading.language_to == "en" else "zh"
        talk.language = to
        action = {"do": "language", "to": to}
        return Reply(to, "navigate", text(f"assistant.action.to_{to}", to), talk.wish, action=action)
    if reading.intent == "navigate":
        screen = reading.screen or "home"
        if screen == "back":
            screen = "results" if talk.shown else "home"
        action = {"do": "go", "screen": screen}
        return Reply(language, "navigate", text(f"assistant.action.go_{screen}", language), talk.wish, action=action)
    action = {"do": reading.intent}
    answer = text(f"assistant.action.{reading.topic or reading.intent}", language)
    # What is wanted goes with the call, so that the associate brings it.
    focus = tuple(turn.meant()) if reading.pointing or reading.skus else ()
    return Reply(language, reading.intent, answer, talk.wish, focus=focus, action=action)
