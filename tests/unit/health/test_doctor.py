import json
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import table
from kiosk.cli import main
from kiosk.health import devices, machine, shop
from kiosk.health.doctor import CHECKS, OUTSIDE, examine, run_check
from kiosk.tryon.camera import Frame
from kiosk.voice.microphone import MicrophoneLost


def program(code: str) -> list[str]:
    """A stand-in for this program, so that a driver's faults can be had without a driver."""
    return [sys.executable, "-c", code]


def test_the_report_has_every_check_in_order_and_ends() -> None:
    checks = examine("en")
    assert [check.name for check in checks] == list(CHECKS)
    for check in checks:
        assert check.detail
        assert check.ok or check.advice, check.name


def test_a_device_that_hangs_is_given_up() -> None:
    checks = examine("en", OUTSIDE, patience_s=0.5, command=program("import time; time.sleep(600)"))
    assert [check.ok for check in checks] == [False] * len(OUTSIDE)
    assert all("does not answer" in check.detail for check in checks)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "print('not json')",
        "print('[]')",
        "print('{\"checks\": []}')",
        'print(\'{"checks": [{"name": "camera"}]}\')',
    ],
)
def test_a_driver_that_takes_the_process_down_is_reported(code: str) -> None:
    (check,) = examine("zh", ["camera"], command=program(code))
    assert not check.ok
    assert "意外退出" in check.detail


def test_a_program_that_cannot_start_is_worked_around() -> None:
    (check,) = examine("en", ["speaker"], command=["/no/such/program"])
    assert check == run_check("speaker", "en")


def test_a_check_with_a_mistake_of_its_own_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(language: Language) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("kiosk.health.doctor.CHECKS", {"disk": broken})
    check = run_check("disk", "en")
    assert not check.ok
    assert "ZeroDivisionError" in check.detail


class Camera:
    mirrored = True

    def __init__(self, shape: tuple[int, int] | None) -> None:
        self.shape = shape
        self.closed = False

    def read(self, timeout_s: float) -> Frame | None:
        return None if self.shape is None else Frame(np.zeros((*self.shape, 3), np.uint8), 0.0)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("shape", "ok", "words"),
    [((1080, 1920), True, "1920 x 1080"), ((480, 640), False, "too few"), (None, False, "no picture")],
)
def test_a_camera_is_judged_by_its_picture(shape: tuple[int, int] | None, ok: bool, words: str) -> None:
    camera = Camera(shape)
    check = devices.camera("en", camera)
    assert check.ok == ok
    assert words in check.detail
    assert camera.closed


class Microphone:
    def __init__(self, level: int | None) -> None:
        self.level = level
        self.closed = False

    def read(self, timeout_s: float) -> np.ndarray | None:
        if self.level is None:
            raise MicrophoneLost("gone")
        return np.full(480, self.level, np.int16)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("level", "ok", "words"), [(12, True, "2 input"), (0, False, "silence"), (None, False, "No sound")]
)
def test_a_microphone_is_judged_by_its_sound(level: int | None, ok: bool, words: str) -> None:
    microphone = Microphone(level)
    check = devices.hear("en", ["USB", "Built-in"], microphone)
    assert check.ok == ok
    assert words in check.detail
    assert microphone.closed


def test_rates_are_asked_for_until_they_are_set(capsys: pytest.CaptureFixture[str]) -> None:
    check = shop.rates("en")
    assert not check.ok
    assert "kiosk catalog rates gold_999=... silver_990=..." in check.advice
    with pytest.raises(SystemExit):
        main(["catalog", "rates", "gold_999=1400", "silver_990=30"])
    capsys.readouterr()
    assert shop.rates("en").ok


def test_the_catalog_is_counted() -> None:
    assert "32 pieces" in shop.database("en").detail


def test_a_damaged_catalog_is_a_finding(data_folder: Path) -> None:
    (data_folder / "catalog.db").write_bytes(b"rubbish" * 1000)
    check = run_check("database", "en")
    assert not check.ok
    assert "damaged" in check.detail


def test_broken_settings_are_a_finding_and_stop_nothing_else(data_folder: Path) -> None:
    (data_folder / "settings.toml").write_text("them = 'velvet'")
    check = shop.settings("en")
    assert not check.ok
    assert "Did you mean theme" in check.detail
    assert shop.rates("en").detail


def test_missing_models_name_what_is_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data_folder: Path) -> None:
    (data_folder / "models").unlink(missing_ok=True)
    monkeypatch.setattr("kiosk.inference.manifest.MODELS", tmp_path / "none")
    check = shop.models("en")
    assert not check.ok
    assert "try-on on hands" in check.detail
    assert "listening in Chinese" in check.detail


def test_a_full_disk_and_an_unwritable_folder(monkeypatch: pytest.MonkeyPatch, data_folder: Path) -> None:
    assert machine.disk("en").ok
    monkeypatch.setattr(machine, "FREE_MB", 10**12)
    assert "are needed" in machine.disk("en").detail
    monkeypatch.setenv("VITRINE_DATA", str(data_folder / "file"))
    (data_folder / "file").write_text("in the way")
    assert "cannot be written" in machine.disk("en").detail
    assert list(data_folder.glob("doctor-*")) == []


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "no display"),
        ({"DISPLAY": ":4242"}, "does not exist"),
        ({"WAYLAND_DISPLAY": "wayland-4242"}, "does not exist"),
    ],
)
def test_the_display(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], words: str) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    check = machine.display("en")
    assert not check.ok
    assert words in check.detail


def test_fonts_are_found_without_fontconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "run_program", lambda words: None)
    monkeypatch.setattr(machine, "FONT_FOLDERS", (str(tmp_path),))
    assert not machine.fonts("en").ok
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "NotoSansCJK-Regular.ttc").touch()
    assert "NotoSansCJK-Regular" in machine.fonts("en").detail


def test_a_font_of_simplified_chinese_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = "AR PL UMing\nNoto Sans CJK HK,x\nNoto Sans CJK SC\n"
    monkeypatch.setattr(machine, "run_program", lambda words: listing)
    assert "Noto Sans CJK SC" in machine.fonts("en").detail


def test_a_program_that_fails_or_hangs_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PATIENCE_S", 0.2)
    assert machine.run_program(program("import time; time.sleep(60)")) is None
    assert machine.run_program(program("raise SystemExit(1)")) is None
    assert machine.run_program(["/no/such/program"]) is None
    monkeypatch.setattr(machine, "PATIENCE_S", 20.0)
    assert machine.run_program(program("print('好')")) == "好\n"


@pytest.mark.parametrize(
    ("library", "voices", "ok"), [(None, None, False), ("x", "other", False), ("x", "cmn-latn-pinyin", True)]
)
def test_spoken_answers(monkeypatch: pytest.MonkeyPatch, library: str | None, voices: str | None, ok: bool) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("ctypes.util.find_library", lambda name: library)
    monkeypatch.setattr(machine, "run_program", lambda words: voices)
    assert machine.synthesis("en").ok == ok


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_a_name_for_people(language: Language) -> None:
    assert {f"health.{name}.name" for name in CHECKS} <= set(table(language))


def test_the_command_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["doctor", "--json", "--only", "disk", "--only", "database"])
    assert done.value.code == 0
    document = json.loads(capsys.readouterr().out)
    assert [check["name"] for check in document["checks"]] == ["disk", "database"]
    assert all(set(check) == {"name", "ok", "detail", "advice"} for check in document["checks"])


def test_the_command_shows_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "--only", "database", "--language", "zh"])
    out = capsys.readouterr().out
    assert "货品库" in out
    assert "一切就绪" in out


def test_an_unknown_check_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["doctor", "--only", "coffee"])
    assert done.value.code == 2
    assert "There is no check 'coffee'" in capsys.readouterr().err
