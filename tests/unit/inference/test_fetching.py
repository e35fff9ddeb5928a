import hashlib
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.inference.fetching import Unreachable, copy_verified, download
from tests.unit.inference.conftest import Server

BODY = bytes(range(256)) * 2000
SHA = hashlib.sha256(BODY).hexdigest()


def fetch(server: Server, target: Path, sha256: str | None = SHA) -> list[int]:
    seen: list[int] = []
    download(server.address, target, sha256=sha256, size=len(BODY), progress=lambda done, total: seen.append(done))
    return seen


def test_a_download_arrives_whole_and_tells_its_progress(server: Server, own_models: Path) -> None:
    server.body = BODY
    seen = fetch(server, own_models / "m")
    assert (own_models / "m").read_bytes() == BODY
    assert seen == sorted(seen)
    assert seen[-1] == len(BODY)


def test_an_interrupted_download_keeps_its_part_and_resumes_there(server: Server, own_models: Path) -> None:
    server.body, server.stop_after = BODY, 100_000
    with pytest.raises(KnownError, match=r"stopped at 100,000 of 512,000 bytes; run it again"):
        fetch(server, own_models / "m")
    assert (own_models / "m.partial").stat().st_size == 100_000
    assert not (own_models / "m").exists()
    server.stop_after = None
    fetch(server, own_models / "m")
    assert server.requests == [None, "bytes=100000-"]
    assert (own_models / "m").read_bytes() == BODY
    assert not (own_models / "m.partial").exists()


def test_a_server_without_ranges_starts_from_the_first_byte(server: Server, own_models: Path) -> None:
    (own_models / "m.partial").write_bytes(b"x" * 1000)
    server.body, server.ranges = BODY, False
    fetch(server, own_models / "m")
    assert (own_models / "m").read_bytes() == BODY


def test_a_part_of_another_version_is_dropped_and_fetched_anew(server: Server, own_models: Path) -> None:
    (own_models / "m.partial").write_bytes(b"x" * 1000)
    server.body = BODY
    fetch(server, own_models / "m")
    assert (own_models / "m").read_bytes() == BODY
    assert server.requests == ["bytes=1000-", None]


def test_a_part_longer_than_the_file_does_not_block_for_ever(server: Server, own_models: Path) -> None:
    (own_models / "m.partial").write_bytes(b"x" * (len(BODY) + 5))
    server.body = BODY
    fetch(server, own_models / "m")
    assert (own_models / "m").read_bytes() == BODY


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"y" * len(BODY), "another sha256"),
        (b"<!DOCTYPE html><html>Not found</html>", "is a web page, not a model"),
        (BODY[:5000], r"is truncated \(5,000 of 512,000 bytes\)"),
        (b"", r"is empty \(0 bytes\)"),
    ],
)
def test_a_wrong_file_is_refused_and_the_old_one_kept(
    server: Server, own_models: Path, body: bytes, sentence: str
) -> None:
    target = own_models / "m"
    target.write_bytes(b"old")
    server.body = body
    with pytest.raises(KnownError, match=sentence) as refusal:
        fetch(server, target)
    assert "\n" not in str(refusal.value)
    assert target.read_bytes() == b"old"
    assert not (own_models / "m.partial").exists()


def test_without_a_known_hash_a_web_page_is_still_refused(server: Server, own_models: Path) -> None:
    server.body = b"  <html><body>Sign in</body></html>"
    with pytest.raises(KnownError, match="web page"):
        download(server.address, own_models / "m", sha256=None, size=None)


def test_an_error_of_the_server_is_one_sentence(server: Server, own_models: Path) -> None:
    server.status = 503
    with pytest.raises(KnownError, match=r"refused m \(HTTP 503\)"):
        fetch(server, own_models / "m")


def test_no_server_is_told_from_a_bad_file(own_models: Path) -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9 cannot be reached"):
        download("http://127.0.0.1:9/m", own_models / "m", sha256=None, size=None)


def test_a_copy_is_verified_before_it_replaces_anything(tmp_path: Path, own_models: Path) -> None:
    source, target = tmp_path / "m", own_models / "m"
    target.write_bytes(b"old")
    source.write_bytes(b"z" + BODY[1:])
    with pytest.raises(KnownError, match="another sha256"):
        copy_verified(source, target, sha256=SHA, size=len(BODY))
    assert target.read_bytes() == b"old"
    source.write_bytes(BODY)
    copy_verified(source, target, sha256=SHA, size=len(BODY))
    assert target.read_bytes() == BODY
