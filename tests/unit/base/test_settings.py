from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.base.settings import Settings, read_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()


def test_values_are_read_and_whole_numbers_serve_as_seconds(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, 'language = "en"\nidle_warning_s = 90\ncamera_rotation_deg = 90\n'))
    assert (settings.language, settings.idle_warning_s, settings.camera_rotation_deg) == ("en", 90.0, 90)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('langauge = "en"', "Did you mean language?"),
        ('language = "fr"', "it can be one of: zh, en"),
        ("camera_rotation_deg = 45", "it can be one of: 0, 90, 180, 270"),
        ('idle_warning_s = "long"', "a value of kind float is needed"),
        ("hide_prices = 1", "a value of kind bool is needed"),
        ("language = ", "cannot be read"),
    ],
)
def test_a_fault_is_one_sentence_that_names_it(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(KnownError, match=sentence):
        read_settings(write(tmp_path, text))
