"""`kiosk run` before any window: options, and machines without a display."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from kiosk.base.errors import KnownError, UsageError
from kiosk.cli import run


@pytest.mark.parametrize("size", ["tall", "1080", "0x0", "-5x10", "99999x2", "1080x1920x3"])
def test_a_senseless_size_is_wrong_usage(size: str) -> None:
    outcome = CliRunner().invoke(run.command, ["--size", size])
    assert outcome.exit_code == 2
    assert "1080x1920" in outcome.output


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", run._INSIDE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("no_display")
def test_without_a_display_it_runs_again_under_xvfb(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["kiosk", "run", "--for", "3"])
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")

    def again(line: list[str], **_: object) -> SimpleNamespace:
        lines.append(line)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", again)
    outcome = CliRunner().invoke(run.command, ["--for", "3"], standalone_mode=False)
    assert outcome.return_value == 0
    assert "Xvfb" in outcome.output
    assert lines[0][0] == "/bin/xvfb-run"
    assert lines[0][-5:] == ["run", "--for", "3", "--screenshots", "screenshots"]


@pytest.mark.usefixtures("no_display")
def test_without_xvfb_either_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    outcome = CliRunner().invoke(run.command, [])
    assert isinstance(outcome.exception, UsageError)
    assert "xvfb" in str(outcome.exception)


@pytest.mark.usefixtures("no_display")
def test_a_display_that_did_not_start_does_not_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(run._INSIDE, "1")
    outcome = CliRunner().invoke(run.command, [])
    assert isinstance(outcome.exception, KnownError)
