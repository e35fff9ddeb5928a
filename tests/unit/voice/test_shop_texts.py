"""Every fact and piece of the shop can be read aloud: no digit left, no Latin in Chinese, nothing taken for a price."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.base.paths import ASSETS
from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import text
from kiosk.voice.normalising import speakable


def texts(value: Any, language: Language) -> Iterator[str]:
    """Every string under a key of the language."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == language and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, language)


def of_the_shop(language: Language) -> list[str]:
    files = [*(ASSETS / "knowledge").glob("*.toml"), *(ASSETS / "catalog/pieces").glob("*.toml")]
    found = {t for file in files for t in texts(tomllib.loads(file.read_text("utf-8")), language)}
    assert len(found) > 100
    return sorted(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_is_left(language: Language) -> None:
    assert [t for t in of_the_shop(language) if re.search(r"\d", speakable(t, language))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_no_money_is_not_taken_for_it(language: Language) -> None:
    note = text("voice.price_on_screen", language)
    money = re.compile(r"[¥￥$€元块]|yuan|dollar|RMB|CNY|预算")
    assert [t for t in of_the_shop(language) if not money.search(t) and note in speakable(t, language)] == []


def test_chinese_keeps_no_latin_letter_but_the_k_of_gold() -> None:
    spoken = {t: speakable(t, "zh").replace("K", "") for t in of_the_shop("zh")}
    assert {t: s for t, s in spoken.items() if re.search(r"[A-Za-z]", s)} == {}
