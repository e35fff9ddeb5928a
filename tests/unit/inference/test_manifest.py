import json
import os
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.inference import digests, manifest
from kiosk.inference.manifest import Model, load_manifest, model, model_path, status


def entry(**changes: object) -> Model:
    values = {
        "name": "m", "purpose": "p", "kind": "downloaded", "file": "m.onnx", "licence": "l", "source": "s",
        "ships": False, "bytes": 4, "sha256": "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589",
    }  # fmt: skip
    return Model(**{**values, **changes})  # type: ignore[arg-type]


def test_the_manifest_is_complete() -> None:
    for name, found in load_manifest().items():
        assert found.kind in ("ours", "rebuilt", "downloaded"), name
        assert found.purpose, name
        assert found.licence, name
        assert found.recipe or found.address or found.kind == "ours", name


def test_our_own_committed_models_are_ready() -> None:
    for found in load_manifest().values():
        if found.kind == "ours":
            assert status(found).state == "ready", status(found).problem


def test_a_model_goes_through_its_states(own_models: Path) -> None:
    assert status(entry()).state == "missing"
    (own_models / "m.onnx").write_bytes(b"abcd")
    assert status(entry()).state == "ready"
    (own_models / "m.onnx").write_bytes(b"abc")
    found = status(entry())
    assert found.state == "broken"
    assert found.problem == ("The model m is unusable: m.onnx is truncated (3 of 4 bytes); run: kiosk models fetch")


def test_a_right_file_in_a_later_folder_beats_a_broken_one(
    own_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setenv("VITRINE_MODELS", str(stick))
    (stick / "m.onnx").write_bytes(b"junk")
    (own_models / "m.onnx").write_bytes(b"abcd")
    assert status(entry()).path == own_models / "m.onnx"
    (stick / "m.onnx").write_bytes(b"abcd")
    assert status(entry()).path == stick / "m.onnx"


def test_a_hash_is_computed_once_and_again_when_the_file_changes(
    own_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Path] = []
    original = digests.sha256_of
    monkeypatch.setattr(digests, "sha256_of", lambda path: counted.append(path) or original(path))
    path = own_models / "m.onnx"
    path.write_bytes(b"abcd")
    status(entry())
    status(entry())
    assert len(counted) == 1
    path.write_bytes(b"abce")
    os.utime(path, ns=(1, 1))
    assert status(entry()).state == "broken"
    assert len(counted) == 2


def test_a_damaged_memory_of_hashes_only_costs_time(own_models: Path) -> None:
    (own_models / "m.onnx").write_bytes(b"abcd")
    (own_models / "verified.json").write_text('{"half')
    assert status(entry()).state == "ready"
    (own_models / "verified.json").write_text(json.dumps([1]))
    assert status(entry()).state == "ready"


def test_a_folder_of_our_own_is_verified_file_by_file(own_models: Path) -> None:
    folder = own_models / "enc"
    folder.mkdir()
    mine = entry(kind="ours", file="enc", files={"model.onnx": entry().sha256}, bytes=None, sha256=None)
    assert status(mine).state == "broken"
    (folder / "model.onnx").write_bytes(b"abcd")
    assert status(mine).state == "ready"


def test_an_unknown_or_missing_model_says_what_to_do() -> None:
    with pytest.raises(KnownError, match="There is no model nose"):
        model("nose")
    with pytest.raises(KnownError, match="vosk-small-en is missing; run: kiosk models fetch"):
        model_path("vosk-small-en")


def test_the_best_face_model_tells_whether_it_sees_irises(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KnownError, match="face_padded is missing"):
        manifest.best_face_model()
    known = {name: entry(name=name, file=name) for name in ("face_padded", "face_landmarker")}
    monkeypatch.setattr(manifest, "load_manifest", lambda: known)
    (own_models / "face_padded").write_bytes(b"abcd")
    assert manifest.best_face_model() == (own_models / "face_padded", False)
    (own_models / "face_landmarker").write_bytes(b"abcd")
    assert manifest.best_face_model() == (own_models / "face_landmarker", True)
