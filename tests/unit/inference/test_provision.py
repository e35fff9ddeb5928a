import dataclasses
import hashlib
import io
import stat
import zipfile
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.inference import archives, provision, records
from kiosk.inference.manifest import Model, load_manifest, model, status
from kiosk.inference.provision import Outcome, ensure_models, install_from
from tests.unit.inference.conftest import Server

CN = "vosk-small-cn"


def vosk_zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names or ("vosk-model-small-cn-0.22/am/final.mdl", "vosk-model-small-cn-0.22/conf/mfcc.conf"):
            archive.writestr(name, name)
    return stream.getvalue()


@pytest.fixture
def addresses(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Every address of the manifest points at the loopback server, and no wheel can be had."""
    known = {
        name: dataclasses.replace(entry, address=server.address if entry.address else None)
        for name, entry in load_manifest().items()
    }
    monkeypatch.setattr("kiosk.inference.manifest.load_manifest", lambda: known)
    monkeypatch.setattr(provision, "load_manifest", lambda: known)
    return server


def only(outcomes: list[Outcome]) -> Outcome:
    assert len(outcomes) == 1
    return outcomes[0]


def test_the_first_fetch_of_an_unverified_model_records_its_hash(addresses: Server, own_models: Path) -> None:
    addresses.body = vosk_zip()
    assert only(ensure_models(names=[CN])).how == "downloaded"
    folder = own_models / "vosk-model-small-cn-0.22"
    assert (folder / "am" / "final.mdl").is_file()
    assert not (own_models / "vosk-model-small-cn-0.22.zip").exists()
    assert status(model(CN)).state == "ready"
    (folder / "am" / "final.mdl").write_bytes(b"changed")
    assert status(model(CN)).state == "broken"


def test_a_speech_model_that_the_shop_unpacked_itself_is_unverified_and_usable(own_models: Path) -> None:
    folder = own_models / "vosk-model-small-cn-0.22"
    folder.mkdir()
    assert status(model(CN)).state == "broken"
    (folder / "x").write_bytes(b"x")
    found = status(model(CN))
    assert (found.state, found.usable) == ("unverified", True)


def test_one_failure_stops_no_other(addresses: Server) -> None:
    addresses.body = vosk_zip()
    outcomes = ensure_models(names=["vosk-small-en", CN])
    assert [(o.name, o.ok) for o in outcomes] == [("vosk-small-en", False), (CN, True)]
    assert "truncated" in outcomes[0].sentence
    assert "\n" not in outcomes[0].sentence


def test_a_folder_comes_before_the_internet(addresses: Server, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "vosk-model-small-cn-0.22.zip").write_bytes(vosk_zip())
    assert only(ensure_models(names=[CN], folder=tmp_path / "stick")).how == "folder"
    assert addresses.requests == []
    assert only(ensure_models(names=[CN])).how == "present"


def test_a_wrong_file_in_a_folder_is_passed_over_for_the_download(addresses: Server, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "vosk-model-small-cn-0.22.zip").write_bytes(b"<html>")
    addresses.body = vosk_zip()
    assert only(ensure_models(names=[CN], folder=tmp_path / "stick")).how == "downloaded"


def test_quickly_a_remembered_failure_is_not_repeated_within_a_day(
    addresses: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = addresses.address
    host = working.split("/")[2]
    records.record_failure(host)
    addresses.body = vosk_zip()
    outcome = only(ensure_models(names=[CN], quick=True))
    assert "could not be reached lately" in outcome.sentence
    assert addresses.requests == []
    monkeypatch.setattr(records.time, "time", lambda real=records.time.time: real() + records.RETRY_AFTER_S + 1)
    assert only(ensure_models(names=[CN], quick=True)).ok
    assert not records.failed_lately(host)


def test_patiently_a_remembered_failure_is_tried_again(addresses: Server) -> None:
    records.record_failure(addresses.address.split("/")[2])
    addresses.body = vosk_zip()
    assert only(ensure_models(names=[CN])).ok


def test_quickly_a_wheel_that_failed_lately_is_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.inference.wheel._download", lambda *_: pytest.fail("pip was called"))
    records.record_failure("mediapipe==0.10.21")
    outcome = only(ensure_models(names=["pose"], quick=True))
    assert "could not be got lately" in outcome.sentence


def test_a_file_is_imported_by_its_hash_whatever_its_name(
    tmp_path: Path, own_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"pose": dataclasses.replace(model("pose"), bytes=4, sha256=hashlib.sha256(b"abcd").hexdigest())}
    monkeypatch.setattr(provision, "load_manifest", lambda: known)
    (tmp_path / "whatever.bin").write_bytes(b"abcd")
    assert only(install_from(tmp_path / "whatever.bin")).ok
    assert (own_models / "pose_wheel_meta.task").read_bytes() == b"abcd"


def test_importing_what_is_no_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"abcd")
    with pytest.raises(KnownError, match=r"holiday.jpg is no model that Vitrine knows"):
        install_from(tmp_path / "holiday.jpg")
    with pytest.raises(KnownError, match="There is no file or folder"):
        install_from(tmp_path / "absent")


def test_importing_a_wrong_file_under_a_right_name_is_refused(tmp_path: Path, own_models: Path) -> None:
    (own_models / "face_landmarker.task").write_bytes(b"old")
    (tmp_path / "face_landmarker.task").write_bytes(b"")
    outcome = only(install_from(tmp_path / "face_landmarker.task"))
    assert not outcome.ok
    assert "empty (0 bytes)" in outcome.sentence
    assert (own_models / "face_landmarker.task").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "C:/evil", "a\\..\\evil"])
def test_a_zip_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "z.zip").write_bytes(vosk_zip(name, "fine/conf"))
    with pytest.raises(KnownError, match="is not safe"):
        archives.unpack(tmp_path / "z.zip", tmp_path / "in" / "side")
    assert not list(tmp_path.rglob("evil"))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        info = zipfile.ZipInfo("m/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/hostname")
    with pytest.raises(KnownError, match="is not safe"):
        archives.unpack(tmp_path / "z.zip", tmp_path / "side")


def test_a_damaged_zip_leaves_the_old_folder(tmp_path: Path) -> None:
    old = tmp_path / "model"
    old.mkdir()
    (old / "x").write_bytes(b"old")
    data = bytearray(vosk_zip())
    data[60] ^= 0xFF
    for content in (bytes(data), b"PK nonsense"):
        (tmp_path / "z.zip").write_bytes(content)
        with pytest.raises(KnownError, match="damaged"):
            archives.unpack(tmp_path / "z.zip", old)
    assert (old / "x").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("model")) == ["model"]


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 10)
    (tmp_path / "z.zip").write_bytes(vosk_zip())
    with pytest.raises(KnownError, match="far too large"):
        archives.unpack(tmp_path / "z.zip", tmp_path / "m")


def test_our_own_missing_model_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Model("mine", "p", "ours", "mine.onnx", "l", "s", True, 1, "0" * 64)
    monkeypatch.setattr(provision, "model", lambda name: mine)
    assert not only(ensure_models(names=["mine"])).ok
