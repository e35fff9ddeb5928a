"""The models made from the wheel: exact bytes, and mediapipe really sees with them."""

import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.inference import rebuild_face, rebuild_hand
from kiosk.inference.bundles import ALIGNMENT, Member, aligned_bundle, official_bundle
from kiosk.inference.manifest import load_manifest, model_path
from kiosk.inference.provision import ensure_models
from kiosk.inference.schemas import MetadataSchema
from kiosk.inference.wheel import SOURCES, read_model

REBUILT = [entry.name for entry in load_manifest().values() if entry.kind == "rebuilt"]


@pytest.fixture
def rebuilt(wheel: Path, own_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with everything that the wheel gives, made through the ordinary way."""
    monkeypatch.setenv("VITRINE_MODELS", str(wheel.parent))
    outcomes = ensure_models(names=REBUILT)
    assert [(o.name, o.how) for o in outcomes] == [(name, "rebuilt") for name in REBUILT]
    return own_models


def test_every_rebuilt_model_has_the_hash_of_the_manifest(rebuilt: Path) -> None:
    for name in REBUILT:
        entry = load_manifest()[name]
        data = model_path(name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry.bytes, entry.sha256), name


def test_hand_is_the_official_file_byte_for_byte(rebuilt: Path) -> None:
    official = Path(__file__).parents[4] / "shared" / "models" / "hand_landmarker.task"
    if not official.is_file():
        pytest.skip("the folder ../shared/models is not here; the hash is checked all the same")
    assert model_path("hand_landmarker").read_bytes() == official.read_bytes()


def test_a_damaged_source_is_refused_in_a_sentence(wheel: Path) -> None:
    landmarks = read_model(wheel, rebuild_hand.LANDMARKS_SOURCE)
    with pytest.raises(KnownError, match="damaged"):
        rebuild_hand.rebuild_hand(b"\x10\0\0\0" * 40, landmarks, MetadataSchema())


def test_the_wheels_models_are_verified_one_by_one(wheel: Path, tmp_path: Path) -> None:
    forged = tmp_path / "mediapipe-0.10.21-forged.whl"
    name = next(iter(SOURCES))
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr(f"mediapipe/modules/{name}", b"another model")
    with pytest.raises(KnownError, match="holds another"):
        read_model(forged, name)
    forged.write_bytes(wheel.read_bytes()[:1000])
    with pytest.raises(KnownError, match="damaged"):
        read_model(forged, name)


@given(st.lists(st.binary(min_size=1, max_size=90), min_size=1, max_size=4), st.booleans())
def test_members_of_a_bundle_are_stored_and_aligned(contents: list[bytes], official: bool) -> None:
    members = [Member(f"{'m' * (i + 1)}.tflite", data) for i, data in enumerate(contents)]
    bundle = (
        official_bundle(members, date=0x569A, time=0x1B61)
        if official
        else aligned_bundle(members, date_time=(2023, 4, 26, 3, 27, 2))
    )
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.testzip() is None
        for member, info in zip(members, archive.infolist(), strict=True):
            assert (info.filename, info.compress_type) == (member.name, zipfile.ZIP_STORED)
            start = _data_start(bundle, info.header_offset)
            assert start % ALIGNMENT == 0
            assert bundle[start : start + info.file_size] == member.data


def _data_start(bundle: bytes, header: int) -> int:
    name, extra = (int.from_bytes(bundle[header + at : header + at + 2], "little") for at in (26, 28))
    return header + 30 + name + extra


def test_mediapipe_finds_the_hand_of_a_photo(rebuilt: Path, shared_data: Path) -> None:
    points = _landmarks("hand", shared_data / "photos" / "people" / "hand_back.jpg")
    assert points.shape == (21, 3)
    wrist, tips = points[0, :2], points[[8, 12, 16, 20], :2]
    assert np.linalg.norm(tips - wrist, axis=1).min() > 0.05
    assert points[:, :2].min() > -0.1
    assert points[:, :2].max() < 1.1


def test_mediapipe_finds_a_face_with_the_padded_model_where_the_official_one_does(
    rebuilt: Path, shared_data: Path
) -> None:
    photo = shared_data / "photos" / "people" / "fr_rose1.jpg"
    points = _landmarks("face_padded", photo)
    assert points.shape == (478, 3)
    width = np.linalg.norm(points[234, :2] - points[454, :2])
    official = Path(__file__).parents[4] / "shared" / "models" / "face_landmarker.task"
    if official.is_file():
        expected = _landmarks(official, photo)
        error = np.linalg.norm(points[:468, :2] - expected[:468, :2], axis=1) / width
        assert np.median(error) < 0.03
        assert error.max() < 0.12


@pytest.mark.parametrize("kind", ["hand", "face_padded", "pose"])
def test_mediapipe_loads_the_rebuilt_bundles_and_sees_nothing_on_a_blank_picture(rebuilt: Path, kind: str) -> None:
    assert _landmarks(kind, None).size == 0


def test_the_padded_model_says_478_points(wheel: Path) -> None:
    from kiosk.inference.schemas import unpack_model

    model = unpack_model(rebuild_face.pad_iris(read_model(wheel, rebuild_face.LANDMARKS_SOURCE)))
    graph = model.subgraphs[0]
    assert list(graph.tensors[graph.outputs[0]].shape) == [1, 1, 1, 478 * 3]
    assert len(graph.outputs) == 2


def _landmarks(kind: str | Path, photo: Path | None) -> np.ndarray:
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    names = {"hand": "hand_landmarker", "face_padded": "face_padded", "pose": "pose"}
    bundle = kind if isinstance(kind, Path) else model_path(names[kind])
    options = BaseOptions(model_asset_buffer=bundle.read_bytes())
    if kind == "hand":
        task = vision.HandLandmarker.create_from_options(vision.HandLandmarkerOptions(base_options=options))
    elif kind == "pose":
        task = vision.PoseLandmarker.create_from_options(vision.PoseLandmarkerOptions(base_options=options))
    else:
        task = vision.FaceLandmarker.create_from_options(vision.FaceLandmarkerOptions(base_options=options))
    with task:
        if photo is None:
            picture = mp.Image(mp.ImageFormat.SRGB, np.full((240, 320, 3), 128, np.uint8))
        else:
            picture = mp.Image.create_from_file(str(photo))
        result = task.detect(picture)
    found = getattr(result, "hand_landmarks", None) or getattr(result, "face_landmarks", None)
    found = found or getattr(result, "pose_landmarks", None) or []
    return np.array([[p.x, p.y, p.z] for p in found[0]]) if found else np.empty((0, 3))
