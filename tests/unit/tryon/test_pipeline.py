"""The mirror with the real landmark models."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import BugError, KnownError, UsageError
from kiosk.base.text import table
from kiosk.catalog.piece import Piece
from kiosk.imaging.files import read_image
from kiosk.imaging.opencv import cv2
from kiosk.tryon.display import FOLDER, DisplayMirror, people_document
from kiosk.tryon.landmarks import Finder
from kiosk.tryon.pipeline import Mirror
from kiosk.tryon.scene import People, Worn
from kiosk.tryon.video import wear_on_video, worn_from_words
from tests.helpers.drawn_body import drawn_face, drawn_hand

MakePiece = Callable[..., Piece]


@pytest.fixture
def photo_mirror(landmark_models: None) -> Iterator[Mirror]:
    mirror = Mirror(stream=False)
    yield mirror
    mirror.close()


def _people(shared_data: Path, name: str) -> np.ndarray:
    return read_image(shared_data / "photos" / "people" / name)


def test_handedness_is_the_wearers_own(shared_data: Path, landmark_models: None) -> None:
    """Checked by eye: the hand in each photograph is the wearer's left or right."""
    finder = Finder(stream=False)
    sides = {
        name: finder.find(_people(shared_data, name), 0, face=False)[0][0].side
        for name in ("hand_back.jpg", "mp_four1.jpg", "mp_four3.jpg", "mps_thumb_up.jpg")
    }
    flipped = np.ascontiguousarray(_people(shared_data, "hand_back.jpg")[:, ::-1])
    mirrored = finder.find(flipped, 0, face=False)[0][0].side
    finder.close()
    assert sides == {
        "hand_back.jpg": "left", "mp_four1.jpg": "left", "mp_four3.jpg": "right", "mps_thumb_up.jpg": "left",
    }  # fmt: skip
    assert mirrored == "right"


def test_a_ring_and_a_bangle_on_a_real_hand(shared_data: Path, photo_mirror: Mirror, make_piece: MakePiece) -> None:
    """The truth was read off the enlarged photograph: the ring finger is 24 px wide at (189, 177)."""
    photo_mirror.wear([Worn(make_piece("ring", inner_diameter_mm=16.5)), Worn(make_piece("bangle"))])
    shown = photo_mirror.process(_people(shared_data, "hand_back.jpg"))
    placements = {placement.sku: placement for placement in shown.placements}
    ring = placements["T-ring"]
    assert ring.anchor == "left_hand/ring"
    assert np.linalg.norm(np.array(ring.center) - (189, 177)) < 4
    assert ring.width_px == pytest.approx(24, abs=2.5)
    assert ring.axis_deg == pytest.approx(72, abs=5)
    assert placements["T-bangle"].axis_deg == pytest.approx(-130, abs=8)
    assert shown.skipped == ()


def test_earrings_and_a_necklace_on_a_real_face(shared_data: Path, photo_mirror: Mirror, make_piece: MakePiece) -> None:
    photo_mirror.wear([Worn(make_piece("earrings")), Worn(make_piece("necklace", length_mm=450.0))])
    shown = photo_mirror.process(_people(shared_data, "fr_rose1.jpg"))
    centres = {placement.anchor: np.array(placement.center) for placement in shown.placements}
    # Her hair lies over the right ear.
    assert set(centres) == {"left_ear", "neck"}
    # The left lobe was read off the enlarged photograph; 3 % of the face's width of 249 px are 7.5 px.
    assert np.linalg.norm(centres["left_ear"] - (880, 256)) < 10
    assert 480 < centres["neck"][1] < 570


def test_a_collar_and_a_bare_wall_are_told(shared_data: Path, photo_mirror: Mirror, make_piece: MakePiece) -> None:
    photo_mirror.wear([Worn(make_piece("necklace"))])
    shown = photo_mirror.process(_people(shared_data, "mp_call1.jpg"))
    assert [(skipped.sku, skipped.reason) for skipped in shown.skipped] == [("T-necklace", "neck_covered")]
    wall = photo_mirror.process(np.full((240, 320, 3), 90, np.uint8))
    assert [skipped.reason for skipped in wall.skipped] == ["no_face"]
    assert (wall.image == 90).all()
    assert not wall.someone
    assert photo_mirror.still((100, 100)) is None


def test_a_still_is_composed_large(shared_data: Path, photo_mirror: Mirror, make_piece: MakePiece) -> None:
    photo_mirror.wear([Worn(make_piece("ring"))])
    photo_mirror.process(_people(shared_data, "hand_back.jpg"))
    still = photo_mirror.still((600, 800))
    assert still is not None
    assert still.shape == (800, 600, 3)
    blue, red = still[:, :, 0].astype(int), still[:, :, 2].astype(int)
    # The drawn band and stone fill a good part of it.
    assert np.count_nonzero((red - blue > 60) | (blue - red > 10)) > 2000


def test_what_can_never_be_placed_is_said(landmark_models: None, make_piece: MakePiece) -> None:
    mirror = Mirror(stream=False)
    mirror.wear([Worn(make_piece("anklet", atlas=False)), Worn(make_piece("ring", "NO-ATLAS", atlas=False))])
    shown = mirror.process(np.zeros((120, 160, 3), np.uint8))
    mirror.close()
    assert {skipped.sku: skipped.reason for skipped in shown.skipped} == {
        "T-anklet": "no_place", "NO-ATLAS": "no_atlas",
    }  # fmt: skip
    assert shown.document("zh")["placements"] == []


@pytest.mark.expected_log("is damaged")
def test_a_damaged_atlas_is_a_piece_without_one(
    data_folder: Path, landmark_models: None, make_piece: MakePiece
) -> None:
    piece = make_piece("ring")
    (data_folder / "atlas" / "T-ring.atlas").write_bytes(b"PK nonsense")
    mirror = Mirror(stream=False)
    mirror.wear([Worn(piece)])
    assert [skipped.reason for skipped in mirror.process(np.zeros((90, 90, 3), np.uint8)).skipped] == ["no_atlas"]
    mirror.close()


def test_wearing_a_ring_on_an_ear_is_refused(landmark_models: None, make_piece: MakePiece) -> None:
    mirror = Mirror()
    with pytest.raises(UsageError, match="left_ear"):
        mirror.wear([Worn(make_piece("ring"), "left_ear")])
    mirror.close()


def test_a_closed_mirror_says_so(landmark_models: None) -> None:
    mirror = Mirror()
    mirror.close()
    mirror.close()
    with pytest.raises(BugError, match="closed"):
        mirror.process(np.zeros((90, 90, 3), np.uint8))


def test_without_any_model_the_mirror_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kiosk.inference import manifest

    monkeypatch.setattr(manifest, "search_folders", lambda: [tmp_path / "nothing"])
    with pytest.raises(KnownError, match="kiosk models fetch"):
        Mirror(stream=False)


@pytest.mark.parametrize(("missing", "category"), [("hand", "ring"), ("hand", "bangle"), ("face", "necklace")])
def test_without_one_model_the_other_half_works(
    missing: str, category: str, landmark_models: None, make_piece: MakePiece, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.tryon import landmarks

    def none(*names: str) -> Path:
        raise KnownError("The model is missing; run: kiosk models fetch")

    monkeypatch.setattr(landmarks, "model_path" if missing == "hand" else "best_face_model", none)
    mirror = Mirror(stream=False)
    mirror.wear([Worn(make_piece(category)), Worn(make_piece("earrings" if missing == "hand" else "ring"))])
    reasons = {skipped.reason for skipped in mirror.process(np.full((240, 320, 3), 90, np.uint8)).skipped}
    mirror.close()
    assert reasons == {f"no_{missing}_model", "no_face" if missing == "hand" else "no_hand"}


def test_every_reason_has_words_in_both_languages() -> None:
    import re

    sources = (Path(__file__).parents[3] / "kiosk" / "tryon").rglob("*.py")
    reasons = {
        reason
        for source in sources
        for reason in re.findall(r'(?:Declined\(|Skipped\([^,]+, )"(\w+)"', source.read_text("utf-8"))
    }
    reasons |= {"show_left_hand", "show_right_hand", "no_hand"}
    for language in ("zh", "en"):
        known = {key.removeprefix("tryon.reason.") for key in table(language) if key.startswith("tryon.reason.")}
        assert reasons == known


def _clip(path: Path, frame: np.ndarray, frames: int) -> Path:
    height, width = frame.shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 25.0, (width, height))
    for _ in range(frames):
        writer.write(frame)
    writer.release()
    return path


def test_a_video_runs_without_any_network(
    tmp_path: Path, landmark_models: None, make_piece: MakePiece, no_network: list[object]
) -> None:
    frame = np.full((360, 640, 3), 100, np.uint8)
    mirror = Mirror()
    mirror.wear([Worn(make_piece("ring")), Worn(make_piece("earrings"))])
    out = tmp_path / "out.mp4"
    result = wear_on_video(mirror, _clip(tmp_path / "in.mp4", frame, 6), out, "en")
    mirror.close()
    document = result.document()
    assert len(result.frames) == 6
    assert set(result.frames[0]) == {"size", "placements", "skipped", "ms"}
    summary = document["summary"]
    assert isinstance(summary, dict)
    assert {"decode", "landmarks", "fit", "composite", "whole"} <= set(summary["ms"])
    assert set(summary["ms"]["whole"]) == {"median", "p95"}
    assert cv2.VideoCapture(str(out)).get(cv2.CAP_PROP_FRAME_COUNT) == 6
    assert no_network == []


def test_a_real_hand_keeps_its_ring_through_a_video(
    shared_data: Path, tmp_path: Path, landmark_models: None, make_piece: MakePiece
) -> None:
    device = cv2.VideoCapture(str(shared_data / "photos" / "people" / "mps_hand_video.mp4"))
    mirror = Mirror()
    mirror.wear([Worn(make_piece("ring"))])
    centres = []
    for number in range(60):
        good, frame = device.read()
        assert good
        centres += [placement.center for placement in mirror.process(frame, 40.0 * number).placements]
    device.release()
    mirror.close()
    assert len(centres) >= 57
    assert np.linalg.norm(np.diff(centres, axis=0), axis=1).max() < 25


def test_pieces_on_one_finger_lie_side_by_side(shared_data: Path, photo_mirror: Mirror, make_piece: MakePiece) -> None:
    first = make_piece("ring", "A", inner_diameter_mm=16.5, dimensions_mm={"width": 2.0})
    second = make_piece("ring", "B", inner_diameter_mm=16.5, dimensions_mm={"width": 2.0})
    photo_mirror.wear([Worn(first, "left_hand/ring"), Worn(second, "left_hand/ring")])
    shown = photo_mirror.process(_people(shared_data, "hand_back.jpg"))
    apart = np.linalg.norm(np.subtract(shown.placements[0].center, shown.placements[1].center))
    assert apart == pytest.approx(2.4 * (shown.placements[0].px_per_mm or 0), rel=0.01)


def test_rings_without_a_finger_take_different_ones(
    shared_data: Path, photo_mirror: Mirror, make_piece: MakePiece
) -> None:
    photo_mirror.wear([Worn(make_piece("ring", "A")), Worn(make_piece("ring", "B"))])
    shown = photo_mirror.process(_people(shared_data, "hand_back.jpg"))
    assert {placement.anchor for placement in shown.placements} == {"left_hand/ring", "left_hand/middle"}


def _display_folder(folder: Path) -> Path:
    drawn = drawn_hand(side="right", px_per_mm=2.5)
    cv2.imwrite(str(folder / "hand.webp"), drawn.frame)
    (folder / "hand.landmarks.json").write_text(json.dumps(people_document(People((drawn.hand,)))))
    frame, face = drawn_face(px_per_mm=1.8)
    cv2.imwrite(str(folder / "bust.webp"), frame)
    (folder / "bust.landmarks.json").write_text(json.dumps(people_document(People((), face))))
    return folder


def test_without_a_camera_the_display_pictures_wear_the_pieces(tmp_path: Path, make_piece: MakePiece) -> None:
    mirror = DisplayMirror(folder=_display_folder(tmp_path), aspect=9 / 16)
    # The picture shows a right hand; a customer who chose the left one sees the finger anyway.
    mirror.wear([Worn(make_piece("ring"), "left_hand/middle")])
    hand = mirror.process()
    assert [placement.anchor for placement in hand.placements] == ["right_hand/middle"]
    assert mirror.process() is hand
    assert mirror.still((300, 400)) is not None
    mirror.wear([Worn(make_piece("earrings")), Worn(make_piece("pendant", length_mm=450.0))])
    bust = mirror.process()
    assert {placement.anchor for placement in bust.placements} == {"left_ear", "right_ear", "neck"}
    mirror.close()


def test_a_missing_display_picture_says_so(tmp_path: Path, make_piece: MakePiece) -> None:
    mirror = DisplayMirror(folder=tmp_path)
    mirror.wear([Worn(make_piece("ring"))])
    with pytest.raises(KnownError, match=r"hand\.webp"):
        mirror.process()


@pytest.mark.skipif(not (FOLDER / "bust.webp").exists(), reason="the display pictures are not rendered yet")
@pytest.mark.parametrize(("category", "count"), [("ring", 1), ("bangle", 1), ("earrings", 2), ("necklace", 1)])
def test_the_shipped_display_pictures_can_wear_everything(
    category: str, count: int, landmark_models: None, make_piece: MakePiece
) -> None:
    mirror = DisplayMirror()
    mirror.wear([Worn(make_piece(category))])
    assert len(mirror.process().placements) == count
    mirror.close()


def test_words_are_pieces_with_or_without_a_place() -> None:
    assert worn_from_words(["R001", "R002@left_hand/ring"]) == [("R001", None), ("R002", "left_hand/ring")]


@pytest.mark.skipif(not (FOLDER / "bust.webp").exists(), reason="the display pictures are not rendered yet")
@pytest.mark.parametrize("name", ["hand", "bust"])
def test_the_shipped_landmarks_belong_to_the_shipped_pictures(name: str) -> None:
    """If this fails, a picture was rendered anew: run kiosk.tryon.display.write_landmarks()."""
    notes = json.loads((FOLDER / f"{name}.landmarks.json").read_text("utf-8"))
    assert notes["picture_sha256"] == hashlib.sha256((FOLDER / f"{name}.webp").read_bytes()).hexdigest()
