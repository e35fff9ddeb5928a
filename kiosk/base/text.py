"""What Vitrine says, in both languages: `assets/text/{zh,en}/*.toml`, one look-up for screen, speech and reasons."""

import string
import tomllib
from functools import cache
from typing import Any

from kiosk.base.errors import BugError
from kiosk.base.paths import ASSETS
from kiosk.base.settings import Language


@cache
def table(language: Language) -> dict[str, str]:
    """All texts of a language as `{"group.key": text}`; the groups are the files' tables.

    Raises:
        BugError: two files define the same key.
    """
    texts: dict[str, str] = {}
    for path in sorted((ASSETS / "text" / language).glob("*.toml")):
        for key, value in _flatten(tomllib.loads(path.read_text("utf-8")), path.stem):
            if key in texts:
                raise BugError(f"the text {key} is defined twice")
            texts[key] = value
    return texts


def text(key: str, language: Language, **values: object) -> str:
    """The text `key` with its `{placeholders}` filled.

    Raises:
        BugError: no such key, or a placeholder without a value.
    """
    try:
        return table(language)[key].format(**values)
    except KeyError as error:
        raise BugError(f"no text or value {error} for {key!r} in {language}") from error


def placeholders(template: str) -> set[str]:
    """The names between braces in a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _flatten(values: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in values.items():
        name = f"{prefix}.{key}"
        flat += _flatten(value, name) if isinstance(value, dict) else [(name, str(value))]
    return flat
