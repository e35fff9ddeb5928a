"""`kiosk speak`: a text into a recording, as the kiosk would say it."""

from pathlib import Path

import click

from kiosk.base.errors import KnownError
from kiosk.base.settings import LANGUAGES, Language, read_settings
from kiosk.cli._output import console


@click.command()
@click.argument("text")
@click.option("--language", type=click.Choice(LANGUAGES), help="What the text is in; the shop's language by default.")
@click.option("--wav", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Where the sound goes.")
@click.option("--prices", is_flag=True, help="Say amounts of money, which are otherwise left to the screen.")
def command(text: str, language: Language | None, wav: Path, prices: bool) -> None:
    """Speak TEXT into a WAV file."""
    from kiosk.voice.normalising import speakable
    from kiosk.voice.speaker import Speaker

    settings = read_settings()
    spoken = language or settings.language
    words = speakable(text, spoken, say_prices=prices)
    if not words:
        raise KnownError("There is nothing to say in this text; give it some words.")
    speaker = Speaker(settings.speech_rate_wpm)
    try:
        sound = speaker.render(words, spoken)
    finally:
        speaker.close()
    try:
        wav.write_bytes(sound.encoded())
    except OSError as error:
        raise KnownError(f"The sound cannot be written to {wav}: {error.strerror or error}.") from error
    console().print(f"{words}  ({sound.duration_s:.1f} s)")
