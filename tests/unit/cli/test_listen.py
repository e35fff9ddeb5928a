import json
from pathlib import Path

import numpy as np
import pytest

from kiosk.cli import main
from kiosk.voice.sound import Wav
from tests.helpers.customer_voice import says
from tests.helpers.vosk_models import speech_models, vosk_models

__all__ = ["speech_models", "vosk_models"]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["listen", *arguments])
    return int(ended.value.code or 0)


def recording(folder: Path, sound: Wav) -> str:
    file = folder / "question.wav"
    file.write_bytes(sound.encoded())
    return str(file)


def test_the_story_sentence_as_json(
    tmp_path: Path, speech_models: Path, capsys: pytest.CaptureFixture[str], no_network: list[object]
) -> None:
    said = says("我想找一款适合日常佩戴的钻石项链，五千以内", "zh", variant="Annie")
    assert run("--wav", recording(tmp_path, said), "--language", "zh", "--json") == 0
    heard = json.loads(capsys.readouterr().out)
    assert heard["text"] == "我想找一款适合日常佩戴的钻石项链五千以内"
    assert heard["language"] == "zh"
    assert heard["nothing_heard"] is None
    assert heard["partials"] > 3
    assert [word["word"] for word in heard["words"]][-2:] == ["五千", "以内"]
    times = [(word["start_s"], word["end_s"]) for word in heard["words"]]
    assert times == sorted(times)
    assert times[-1][1] < heard["seconds"]
    assert all(0 < word["confidence"] <= 1 for word in heard["words"])
    assert no_network == []


def test_several_utterances_in_one_recording(
    tmp_path: Path, speech_models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [says(text, "zh", tail_s=1.5).samples for text in ("第二个", "再便宜点")]
    both = Wav(np.concatenate([*parts, np.zeros(16_000 * 8, np.int16)]), 16_000)
    assert run("--wav", recording(tmp_path, both), "--json") == 0
    heard = json.loads(capsys.readouterr().out)
    assert heard["utterances"] == ["第二个", "再便宜点"]
    assert heard["text"] == "第二个再便宜点"
    assert heard["words"][1]["start_s"] > len(parts[0]) / 16_000


def test_english_for_people(tmp_path: Path, speech_models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = recording(tmp_path, says("show me a pearl necklace", "en", variant="m7"))
    assert run("--wav", said, "--language", "en") == 0
    assert "show me a pearl necklace" in capsys.readouterr().out


def test_a_recording_of_nothing(tmp_path: Path, speech_models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silence = recording(tmp_path, Wav(np.zeros(48_000, np.int16), 16_000))
    assert run("--wav", silence, "--json") == 0
    heard = json.loads(capsys.readouterr().out)
    assert (heard["text"], heard["words"], heard["nothing_heard"]) == ("", [], "silence")
    assert run("--wav", silence) == 0
    assert "没有听到声音" in capsys.readouterr().out


def test_a_missing_model_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kiosk.inference import manifest

    monkeypatch.setattr(manifest, "search_folders", lambda: [tmp_path / "no-models"])
    sound = recording(tmp_path, Wav(np.zeros(16_000, np.int16), 16_000))
    assert run("--wav", sound, "--language", "zh") == 1
    out = capsys.readouterr()
    assert "kiosk models fetch" in out.err
    assert out.err.count("\n") == 1
    assert out.out == ""


@pytest.mark.parametrize("content", [None, b"", b"<html></html>"])
def test_a_bad_recording_is_one_sentence(
    tmp_path: Path, speech_models: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "bad.wav"
    if content is not None:
        file.write_bytes(content)
    assert run("--wav", str(file)) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_recording_it_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
