"""Families of English wordings that tell what a sentence is about: assets/lexicon/families_en.toml, compiled once."""

import re
import tomllib
from functools import cache
from typing import Final

from kiosk.base.paths import ASSETS

_PART: Final = re.compile(r"\{([a-z_]+)\}")


def says(family: str, said: str) -> bool:
    """Whether a normalised sentence has a wording of the family.

    Raises:
        KeyError: there is no such family.
    """
    say, unless = _families()[family]
    return say.search(said) is not None and (unless is None or unless.search(said) is None)


def first_of(families: tuple[str, ...], said: str) -> str | None:
    """The first of the families that the sentence has a wording of."""
    return next((family for family in families if says(family, said)), None)


@cache
def _families() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    """What must stand in a sentence of each family, and what must not."""
    document = tomllib.loads((ASSETS / "lexicon" / "families_en.toml").read_text("utf-8"))
    parts = {name: "(?:" + "|".join(words) + ")" for name, words in document["part"].items()}
    return {
        family["name"]: (
            _compiled(family["say"], parts),
            _compiled(family["unless"], parts) if "unless" in family else None,
        )
        for family in document["family"]
    }  # fmt: skip


def _compiled(patterns: list[str], parts: dict[str, str]) -> re.Pattern[str]:
    """All patterns as one; a part may use further parts."""
    whole = "|".join(patterns)
    while _PART.search(whole):
        whole = _PART.sub(lambda match: parts[match.group(1)], whole)
    return re.compile(whole)
