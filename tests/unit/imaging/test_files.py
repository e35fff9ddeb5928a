import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.imaging.files import decode_image, encode_webp, picture_size, read_image, write_image
from kiosk.imaging.opencv import cv2


def picture(width: int = 40, height: int = 30) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width]
    return np.dstack([rows * 5 % 256, columns * 4 % 256, (rows + columns) % 256]).astype(np.uint8)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".bmp"])
def test_what_is_written_can_be_read_and_its_header_tells_its_size(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_image(path, picture())
    assert picture_size(path.read_bytes()) == (40, 30)
    assert read_image(path).shape == (30, 40, 3)


def test_png_and_lossless_webp_keep_every_pixel_and_alpha() -> None:
    bgra = np.dstack([picture(), np.full((30, 40), 128, np.uint8)])
    bgra[0, 0, 3] = 255
    assert np.array_equal(decode_image(encode_webp(bgra, 101), alpha=True), bgra)


def test_gray_and_opaque_pictures_get_an_alpha_channel_when_asked() -> None:
    gray = cv2.imencode(".png", picture()[:, :, 0])[1].tobytes()
    assert decode_image(gray, alpha=True).shape == (30, 40, 4)
    assert (decode_image(gray, alpha=True)[:, :, 3] == 255).all()


def huge_png() -> bytes:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + chunk


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a JPEG"),
        (b"<!DOCTYPE html>" + b" " * 100, "is not a JPEG"),
        (huge_png(), "at most 50 megapixels"),
        (bytes(cv2.imencode(".png", picture(300, 300))[1].tobytes()[:60]), "damaged"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_bad_bytes_get_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(KnownError, match=sentence):
        decode_image(data)


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"none\.png cannot be opened"):
        read_image(tmp_path / "none.png")


@given(st.binary(max_size=200))
def test_any_bytes_are_judged_without_an_exception(data: bytes) -> None:
    size = picture_size(data)
    assert size is None or len(size) == 2


@given(st.sampled_from([b"\xff\xd8", b"RIFF\0\0\0\0WEBPVP8X", b"BM", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=64))
def test_any_bytes_after_a_known_beginning_are_judged_without_an_exception(start: bytes, rest: bytes) -> None:
    size = picture_size(start + rest)
    assert size is None or all(side >= 0 for side in size)
