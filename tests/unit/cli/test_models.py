import json
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.cli import kiosk as program
from kiosk.cli import main


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder: fetch and import write into it."""
    monkeypatch.setenv("VITRINE_DATA", str(tmp_path / "own"))
    monkeypatch.delenv("VITRINE_MODELS", raising=False)
    return tmp_path / "own"


def run(*arguments: str) -> None:
    program.main(args=["models", *arguments], prog_name="kiosk", standalone_mode=False)


def test_list_as_json_has_the_contracts_keys(capsys: pytest.CaptureFixture[str]) -> None:
    run("list", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert {row["name"] for row in rows} >= {"hand_landmarker", "face_landmarker", "face_padded", "vosk-small-cn"}
    for row in rows:
        assert {"name", "state", "bytes", "licence", "source"} <= set(row)
        assert row["state"] in ("ready", "missing", "broken", "unverified")


def test_list_for_people_names_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    run("list")
    assert "hand_landmarker is missing; run: kiosk models fetch" in capsys.readouterr().out


def test_fetch_from_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="There is no folder"):
        run("fetch", "--from", str(tmp_path / "absent"))


def test_import_of_a_foreign_file_is_exit_code_1_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.cli.start_logging", lambda **_: None)
    (tmp_path / "holiday.jpg").write_bytes(b"abc")
    with pytest.raises(SystemExit) as done:
        main(["models", "import", str(tmp_path / "holiday.jpg")])
    assert done.value.code == 1
    assert "is no model that Vitrine knows" in capsys.readouterr().err


def test_verify_fails_on_a_broken_model(own_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_data / "models").mkdir(parents=True)
    (own_data / "models" / "hand_landmarker.task").write_bytes(b"<html>not found</html>")
    with pytest.raises(KnownError, match=r"hand_landmarker\.task is a web page, not a model"):
        run("verify")
