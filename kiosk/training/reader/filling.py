"""What stands in a slot: the lexicon's words, our own roundabout ways to say them, and made-up numbers."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from kiosk.assistant.normalising import normalise
from kiosk.base.paths import ASSETS
from kiosk.base.settings import Language
from kiosk.catalog.piece import CUTS
from kiosk.training.reader.labels import VALUES
from kiosk.training.reader.quantities import QUANTITIES

FOLDER: Final = ASSETS / "training" / "reader"
_SWITCHED: Final = 0.06
"""Share of the values that are said in the other language."""
_OWN_SHARE: Final = 0.4
"""Share of the values that are said as values.toml says them."""
_COMMON_GEMS: Final = ("diamond", "diamond", "pearl", "jadeite", "ruby", "sapphire", "emerald", "nephrite")
_SHARE_COMMON: Final = 0.45


class Filler:
    """Fills the slots of one language's frames."""

    def __init__(self, language: Language, names: Sequence[str] = ()) -> None:
        """Make one; `names` are the catalog's names and SKUs."""
        self._language = language
        self._names = [name.lower() for name in names]

    def __call__(self, key: str, values: tuple[str, ...], chance: random.Random) -> tuple[str, str]:
        """A text and its value for a slot; an open key's value is empty."""
        if key in QUANTITIES[self._language]:
            return QUANTITIES[self._language][key](chance), ""
        if key == "name":
            return chance.choice(self._names) if self._names else "晨星", ""
        value = chance.choice(values or self._likely(key, chance))
        language: Language = self._language
        if chance.random() < _SWITCHED and key in ("category", "metal", "gem", "style", "colour"):
            language = "en" if language == "zh" else "zh"
        return self._said(key, value, language, chance), value

    def _likely(self, key: str, chance: random.Random) -> Sequence[str]:
        if key == "gem" and chance.random() < _SHARE_COMMON:
            return _COMMON_GEMS
        return [value for value in VALUES[key] if _ways(self._language, key).get(value)]

    def _said(self, key: str, value: str, language: Language, chance: random.Random) -> str:
        own, listed = _own(language).get(key, {}).get(value, ()), listed_words(language).get(key, {}).get(value, ())
        if own and (not listed or chance.random() < _OWN_SHARE):
            return chance.choice(own)
        if listed:
            return chance.choice(listed)
        return value.replace("_", " ")


@cache
def _ways(language: Language, key: str) -> Mapping[str, Sequence[str]]:
    own, listed = _own(language).get(key, {}), listed_words(language).get(key, {})
    return {value: [*own.get(value, ()), *listed.get(value, ())] for value in VALUES[key]}


@cache
def listed_words(language: Language) -> dict[str, dict[str, list[str]]]:
    """The lexicon's words by key and value."""
    lists: dict[str, Any] = tomllib.loads((ASSETS / "lexicon" / f"{language}.toml").read_text("utf-8"))
    found = {key: {v: [normalise(w) for w in ways] for v, ways in lists.get(key, {}).items()} for key in VALUES}
    cuts = found["cut"]
    if "emerald" in cuts and "emerald_cut" in CUTS:  # the lexicon's own name of the cut
        cuts["emerald_cut"] = cuts.pop("emerald")
    return found


@cache
def _own(language: Language) -> dict[str, dict[str, list[str]]]:
    lists: dict[str, Any] = tomllib.loads((FOLDER / "values.toml").read_text("utf-8"))[language]
    return {key: {v: [normalise(w) for w in ways] for v, ways in said.items()} for key, said in lists.items()}
