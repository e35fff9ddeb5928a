"""Settings to engines: what the screen, the command line and the measuring share. Each engine opens when it is needed.

Heavy libraries are imported by the function that needs them, so that a question never waits for the camera's models
and the first picture never waits for anything but the catalog.
"""

from typing import TYPE_CHECKING

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language, Settings
from kiosk.catalog.store import Catalog

if TYPE_CHECKING:
    from kiosk.assistant.guide import Guide
    from kiosk.knowledge.store import Knowledge
    from kiosk.tryon.pipeline import Mirror
    from kiosk.voice.recogniser import Recogniser
    from kiosk.voice.speaker import Speaker


def open_catalog(settings: Settings) -> Catalog:
    """The shop's catalog: the shipped seed, copied to the data folder at first run."""
    return Catalog.open(rate_limit_h=settings.rate_limit_h)


def open_guide(catalog: Catalog) -> "tuple[Guide, Knowledge]":
    """The assistant over an open catalog, and what it knows."""
    from kiosk.assistant.guide import Guide
    from kiosk.assistant.opening import open_knowledge, open_reader

    knowledge = open_knowledge()
    guide = Guide(catalog, knowledge, open_reader())
    guide.ask("nihao")  # the tables of sounds are made at the first question; no customer should wait for them
    return guide, knowledge


def open_mirror(*, stream: bool = True, aspect: float | None = None) -> "Mirror":
    """The try-on pipeline. `stream`: frames in order, else single photographs; `aspect`: the screen's width / height.

    Raises:
        KnownError: the landmark models are missing.
    """
    from kiosk.tryon.pipeline import Mirror

    return Mirror(stream=stream, aspect=aspect)


def open_recogniser(language: Language) -> "Recogniser":
    """The speech recogniser of a language.

    Raises:
        KnownError: its model is missing or broken.
    """
    from kiosk.inference.manifest import model_path
    from kiosk.voice.recogniser import MODELS, Recogniser

    return Recogniser(model_path(MODELS[language]), language)


def speech_ready(language: Language) -> bool:
    """Whether the speech model of a language is here and whole."""
    from kiosk.inference.manifest import model_path
    from kiosk.voice.recogniser import MODELS

    try:
        model_path(MODELS[language])
    except KnownError:
        return False
    return True


def open_speaker(settings: Settings) -> "Speaker":
    """The voice of the answers; it owns its thread until `close()`.

    Raises:
        KnownError: no speech synthesiser is installed.
    """
    from kiosk.voice.speaker import Speaker

    return Speaker(rate_wpm=settings.speech_rate_wpm)
