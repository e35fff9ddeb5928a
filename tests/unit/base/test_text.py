import tomllib

import pytest

from kiosk.base.errors import BugError
from kiosk.base.paths import ASSETS
from kiosk.base.text import placeholders, table, text


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    chinese, english = table("zh"), table("en")
    assert chinese.keys() == english.keys()
    uneven = [key for key in chinese if placeholders(chinese[key]) != placeholders(english[key])]
    assert not uneven


def test_every_text_says_something() -> None:
    assert not [key for language in ("zh", "en") for key, value in table(language).items() if not value.strip()]


def test_text_files_of_both_languages_pair_up() -> None:
    names = {language: {p.name for p in (ASSETS / "text" / language).glob("*.toml")} for language in ("zh", "en")}
    assert names["zh"] == names["en"]
    for path in (ASSETS / "text").rglob("*.toml"):
        tomllib.loads(path.read_text("utf-8"))


def test_an_unknown_key_is_our_mistake() -> None:
    with pytest.raises(BugError, match=r"no\.such"):
        text("no.such", "zh")
