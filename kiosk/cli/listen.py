"""`kiosk listen`: a recording into words, through the same gate and recogniser as the microphone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.base.settings import LANGUAGES, Language, read_settings
from kiosk.cli._output import console, print_json

if TYPE_CHECKING:
    from kiosk.voice.listening import Event
    from kiosk.voice.recogniser import Recogniser
    from kiosk.voice.sound import Wav


@click.command()
@click.option("--wav", required=True, type=click.Path(path_type=Path), help="A PCM WAV recording of any rate.")
@click.option("--language", type=click.Choice(LANGUAGES), help="What is spoken; the shop's language by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(wav: Path, language: Language | None, as_json: bool) -> None:
    """Recognise the speech of a recording."""
    from kiosk.engines import open_recogniser
    from kiosk.voice.sound import read_wav

    spoken = language or read_settings().language
    sound = read_wav(wav)
    recogniser = open_recogniser(spoken)
    try:
        document = _document(_listen(sound, recogniser), recogniser, sound)
    finally:
        recogniser.close()
    if as_json:
        print_json(document)
    else:
        _show(document, spoken)


def _listen(sound: "Wav", recogniser: "Recogniser") -> "list[tuple[float, Event]]":
    """Every event of the recording, utterance after utterance, each with the time its utterance began (seconds)."""
    from kiosk.voice.listening import Listening, NoSpeech
    from kiosk.voice.microphone import WavSource
    from kiosk.voice.sound import LISTENING_RATE_HZ, Wav

    samples = sound.resampled(LISTENING_RATE_HZ).samples
    source = WavSource(Wav(samples, LISTENING_RATE_HZ))
    events: list[tuple[float, Event]] = []
    begun_s = 0.0
    exhausted = False
    while not exhausted:
        listening = Listening(source, recogniser)
        while not listening.finished:
            event = listening.step()
            if event is not None:
                events.append((begun_s, event))
        begun_s += listening.heard_s
        exhausted = listening.exhausted
        # Only a recording without any words says why; the quiet end of one is no event.
        if len(events) > 1 and isinstance(events[-1][1], NoSpeech):
            events.pop()
    return events


def _document(events: "list[tuple[float, Event]]", recogniser: "Recogniser", sound: "Wav") -> dict[str, Any]:
    from kiosk.voice.correction import candidates
    from kiosk.voice.listening import Final, NoSpeech, Partial
    from kiosk.voice.recogniser import joined

    finals = [(begun, event) for begun, event in events if isinstance(event, Final)]
    heard = joined([event.heard for _, event in finals], recogniser.language)
    why = next((event.reason for _, event in events if isinstance(event, NoSpeech)), None)
    guesses = candidates(heard.text) if recogniser.language == "zh" else ()
    return {
        "language": recogniser.language,
        "text": heard.text,
        "confidence": round(heard.confidence, 3),
        "words": [
            {
                "word": word.word,
                "confidence": word.confidence,
                "start_s": round(begun + word.start_s, 3),
                "end_s": round(begun + word.end_s, 3),
            }
            for begun, event in finals
            for word in event.heard.words
        ],
        "utterances": [event.heard.text for _, event in finals],
        "partials": sum(isinstance(event, Partial) for _, event in events),
        "candidates": [{"heard": c.heard, "term": c.term, "cost": c.cost, "ordinary": c.ordinary} for c in guesses],
        "nothing_heard": None if finals else why,
        "seconds": round(sound.duration_s, 3),
    }


def _show(document: dict[str, Any], language: Language) -> None:
    from rich.markup import escape
    from rich.table import Table

    from kiosk.base.text import text

    out = console()
    if not document["words"]:
        out.print(text(f"voice.{document['nothing_heard'] or 'silence'}", language))
        return
    out.print(escape(document["text"]), style="bold")
    table = Table("word", "confidence", "from", "to")
    for word in document["words"]:
        times = (f"{word['start_s']:.2f} s", f"{word['end_s']:.2f} s")
        table.add_row(escape(word["word"]), f"{word['confidence']:.2f}", *times)
    out.print(table)
    for guess in document["candidates"]:
        if not guess["ordinary"]:
            out.print(text("voice.did_you_mean", language, term=guess["term"]))
