"""`kiosk tryon` as CONTRACT.md has it: JSON, files, one sentence and an exit code for what goes wrong."""

import json
from pathlib import Path

import numpy as np
import pytest

from kiosk.cli import main
from kiosk.imaging.files import read_image, write_image
from kiosk.imaging.opencv import cv2
from tests.conftest import SHARED
from tests.helpers.drawn_atlas import write_drawn_atlas

PLACEMENT_KEYS = {
    "sku", "anchor", "center", "axis_deg", "width_px", "px_per_mm", "scale_source", "scale_error", "confidence",
}  # fmt: skip


@pytest.fixture(autouse=True)
def atlases(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn atlases in the data folder, where a shop's own bakes come before the shipped ones."""
    if (SHARED / "models").is_dir():
        monkeypatch.setenv("VITRINE_MODELS", str(SHARED / "models"))
    folder = data_folder / "atlas"
    folder.mkdir()
    for sku, category in (("R001", "ring"), ("E001", "earrings")):
        write_drawn_atlas(folder, category, sku)


def _kiosk(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main([str(word) for word in words])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return int(done.value.code or 0), captured.out, captured.err


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    path = tmp_path / "wall.png"
    write_image(path, np.full((240, 320, 3), 90, np.uint8))
    return path


@pytest.fixture
def models() -> None:
    from kiosk.base.errors import KnownError
    from kiosk.inference.manifest import best_face_model, model_path

    try:
        model_path("hand_landmarker")
        best_face_model()
    except KnownError as missing:
        pytest.skip(str(missing))


def test_nothing_placed_is_no_failure(
    capsys: pytest.CaptureFixture[str], wall: Path, models: None, no_network: list[object]
) -> None:
    code, out, _ = _kiosk(
        capsys, "tryon", "--photo", wall, "--piece", "R001", "--piece", "E001", "--json", "--language", "en"
    )
    document = json.loads(out)
    assert code == 0
    assert document["size"] == [320, 240]
    assert document["placements"] == []
    assert [(skipped["sku"], skipped["code"]) for skipped in document["skipped"]] == [
        ("E001", "no_face"), ("R001", "no_hand"),
    ]  # fmt: skip
    assert "hand" in document["skipped"][1]["reason"]
    assert set(document["ms"]) == {"landmarks", "fit", "composite"}
    assert no_network == []


def test_a_photograph_gets_its_ring(
    capsys: pytest.CaptureFixture[str], shared_data: Path, tmp_path: Path, models: None
) -> None:
    photo = shared_data / "photos" / "people" / "hand_back.jpg"
    out_file = tmp_path / "worn.png"
    code, out, _ = _kiosk(
        capsys, "tryon", "--photo", photo, "--piece", "R001@left_hand/middle", "--out", out_file, "--json"
    )
    (placement,) = json.loads(out)["placements"]
    assert code == 0
    assert set(placement) == PLACEMENT_KEYS
    assert placement["anchor"] == "left_hand/middle"
    assert placement["scale_source"] == "assumed_fit"
    worn, bare = read_image(out_file), read_image(photo)
    changed = np.argwhere((worn != bare).any(axis=2))
    assert len(changed) > 50
    assert np.abs(changed.mean(axis=0)[::-1] - placement["center"]).max() < 20


def test_a_table_for_people_speaks_the_chosen_language(
    capsys: pytest.CaptureFixture[str], wall: Path, models: None
) -> None:
    code, out, _ = _kiosk(capsys, "tryon", "--photo", wall, "--piece", "R001", "--language", "zh")
    assert code == 0
    assert "没有戴上 R001" in out


def test_a_video_tells_its_stages(capsys: pytest.CaptureFixture[str], tmp_path: Path, models: None) -> None:
    clip = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter.fourcc(*"mp4v"), 25.0, (320, 240))
    for _ in range(4):
        writer.write(np.full((240, 320, 3), 90, np.uint8))
    writer.release()
    out_file = tmp_path / "worn.mp4"
    code, out, _ = _kiosk(capsys, "tryon", "--video", clip, "--piece", "R001", "--out", out_file, "--json")
    document = json.loads(out)
    assert code == 0
    assert len(document["frames"]) == 4
    assert {"decode", "landmarks", "fit", "composite", "whole"} <= set(document["summary"]["ms"])
    assert out_file.stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "expected_code", "message"),
    [
        (("--piece", "R001"), 2, "--photo or --video"),
        (("--photo", "WALL", "--video", "WALL", "--piece", "R001"), 2, "--photo or --video"),
        (("--photo", "WALL"), 2, "--piece"),
        (("--photo", "WALL", "--piece", "R001@left_foot"), 2, "There is no anchor left_foot"),
        (("--photo", "WALL", "--piece", "R001@neck"), 2, "not worn at neck"),
        (("--photo", "WALL", "--piece", "R0O1"), 1, "R001"),
        (("--photo", "absent.png", "--piece", "R001"), 1, "absent.png"),
        (("--video", "absent.mp4", "--piece", "R001"), 1, "absent.mp4"),
    ],
)
def test_wrong_words_get_one_sentence(
    capsys: pytest.CaptureFixture[str], wall: Path, words: tuple[str, ...], expected_code: int, message: str
) -> None:
    code, _, err = _kiosk(capsys, "tryon", *(wall if word == "WALL" else word for word in words))
    assert code == expected_code
    assert message in err


@pytest.mark.parametrize("content", [b"", b"<html>not a picture</html>", b"\xff\xd8\xff\xe0 cut short"])
def test_a_broken_photograph_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(content)
    code, _, err = _kiosk(capsys, "tryon", "--photo", broken, "--piece", "R001")
    assert code == 1
    assert "broken.jpg" in err


def test_a_video_is_not_written_as_something_else(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, models: None
) -> None:
    clip = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter.fourcc(*"mp4v"), 25.0, (64, 48))
    writer.write(np.zeros((48, 64, 3), np.uint8))
    writer.release()
    code, _, err = _kiosk(capsys, "tryon", "--video", clip, "--piece", "R001", "--out", tmp_path / "out.gif")
    assert code == 1
    assert "out.mp4" in err
