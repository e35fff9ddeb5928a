"""The look's tokens, from one file, as live values for QML."""

import tomllib
from functools import cache
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.base.paths import ASSETS
from kiosk.ui.kinds import ANY
from kiosk.ui.preferences import Preferences

STEPS = {"caption": -1, "body": 0, "lead": 1, "heading": 2, "title": 3, "display": 4, "poster": 6}
"""Names of the type scale; each step is a factor `ratio` away from the body text."""


@cache
def tokens() -> dict[str, dict[str, Any]]:
    """The token file's tables."""
    return tomllib.loads((ASSETS / "theme" / "tokens.toml").read_text("utf-8"))


def palette_name(*, paper: bool, contrast: bool) -> str:
    """The token table of a theme."""
    return ("paper" if paper else "velvet") + ("_contrast" if contrast else "")


def theme_values(*, paper: bool, contrast: bool, large: bool, still: bool) -> dict[str, Any]:
    """Every name that QML reads as `theme.NAME`: colours, type sizes (px), space (px), durations (ms)."""
    table = tokens()
    palette = palette_name(paper=paper, contrast=contrast)
    values: dict[str, Any] = {"palette": palette, "dark": not paper, **table[palette]}
    values |= table["video"] | table["card"]
    scale = table["type"]
    factor = scale["base"] * (scale["large"] if large else 1.0)
    values |= {name: round(factor * scale["ratio"] ** step) for name, step in STEPS.items()}
    # Two lines of a name, two of the small print and one of a price, as Noto's tall lines need them.
    values["writing"] = round(values["lead"] * 2.95 + values["caption"] * 3.3 + values["body"] * 1.9 + 32)
    values |= {"serif": scale["serif"], "sans": scale["sans"]}
    values |= table["space"]
    values |= {"primaryTarget": table["targets"]["primary"], "target": table["targets"]["secondary"]}
    values |= {name: 0 if still else value for name, value in table["motion"].items()}
    values["moving"] = not still
    return {_camel(name): value for name, value in values.items()}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def _value(name: str, changed: Signal) -> Property:
    return Property(ANY, lambda theme: theme.values[name], notify=changed)


class Theme(QObject):
    """Every name of `theme_values` as a live property, in step with the customer's preferences."""

    changed = Signal()
    for _name in theme_values(paper=False, contrast=False, large=False, still=False):
        vars()[_name] = _value(_name, changed)

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values: dict[str, Any] = {}
        self._preferences = preferences
        preferences.changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        wish = self._preferences
        values = theme_values(
            paper=wish.value("paper"),
            contrast=wish.value("high_contrast"),
            large=wish.value("large_text"),
            still=wish.value("less_motion"),
        )
        if values != self.values:
            self.values = values
            self.changed.emit()
