import shutil
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.voice.sound import read_wav

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["speak", *arguments])
    return int(ended.value.code or 0)


@needs_espeak
def test_speaks_without_the_price(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answer.wav"
    assert run("18K金项链，¥4,980，适合日常。", "--language", "zh", "--wav", str(file)) == 0
    out = capsys.readouterr().out
    assert out.startswith("十八K金项链，适合日常。价格请看屏幕。")
    assert "Audio saved" not in out
    assert read_wav(file).duration_s > 2.0


@needs_espeak
def test_speaks_the_price_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("It costs ¥300.", "--language", "en", "--prices", "--wav", str(tmp_path / "a.wav")) == 0
    assert "three hundred yuan" in capsys.readouterr().out


@needs_espeak
def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("你好", "--wav", str(tmp_path / "no" / "a.wav")) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("……", "--wav", str(tmp_path / "a.wav")) == 1
    assert "nothing to say" in capsys.readouterr().err
    assert not (tmp_path / "a.wav").exists()


def test_without_a_place_it_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("你好") == 2
