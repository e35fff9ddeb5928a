"""The shop's settings: a frozen dataclass read from TOML; an unknown key is an error that suggests the near one."""

import dataclasses
import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin

from kiosk.base.errors import KnownError
from kiosk.base.paths import data_folder

Language = Literal["zh", "en"]
Theme = Literal["velvet", "paper"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True)
class Settings:
    """What a shop may choose. Every field has a working default."""

    language: Language = "zh"
    theme: Theme = "velvet"
    camera_rotation_deg: Literal[0, 90, 180, 270] = 0
    """Degrees clockwise by which the camera's picture is turned upright."""
    idle_warning_s: float = 60.0
    """Seconds without a touch, a word or a face before the customer is asked whether they are still there."""
    idle_wipe_s: float = 20.0
    """Seconds after the warning until the session is wiped."""
    rate_limit_h: float = 24.0
    """Hours after which a metal's day rate counts as stale."""
    hide_prices: bool = False
    speech_rate_wpm: int = 170
    """Words a minute of the spoken answers."""

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if get_origin(field.type) is Literal and value not in get_args(field.type):
                choices = ", ".join(map(str, get_args(field.type)))
                raise KnownError(f"The setting {field.name} is {value!r}; it can be one of: {choices}.")


def read_settings(path: Path | None = None) -> Settings:
    """Read `settings.toml` (by default from the data folder); a missing file means the defaults.

    Raises:
        KnownError: the file is not TOML, names an unknown key, or holds a value of the wrong kind.
    """
    path = path or data_folder() / "settings.toml"
    if not path.exists():
        return Settings()
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnownError(f"The settings file {path.name} cannot be read: {error}.") from error
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    for key, value in values.items():
        if key not in defaults:
            near = difflib.get_close_matches(key, defaults, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise KnownError(f"The settings file {path.name} has an unknown key {key}.{hint}")
        expected = type(defaults[key])
        number_for_float = expected is float and type(value) is int
        if type(value) is not expected and not number_for_float:
            raise KnownError(f"The setting {key} is {value!r}; a value of kind {expected.__name__} is needed.")
    return Settings(**values)
