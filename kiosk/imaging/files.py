"""Reading and writing pictures. A header is checked before anything is decoded: a 100 kB file can claim 5 GB."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.imaging.opencv import cv2

Image = NDArray[np.uint8]
"""(height, width, 3) BGR, or (height, width, 4) BGRA; sRGB-encoded."""

MOST_PIXELS = 50_000_000
"""The largest picture decoded: a 50 megapixel photo, 150 MB in memory."""
MOST_BYTES = 80_000_000


def read_image(path: Path, *, alpha: bool = False) -> Image:
    """Read a JPEG, PNG, WebP or BMP file as (h, w, 3) BGR, or with `alpha` as (h, w, 4) BGRA.

    Raises:
        KnownError: no such file, not a picture, damaged, or too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KnownError(f"The picture {path.name} is too large (over {MOST_BYTES // 1_000_000} MB).")
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(f"The picture {path.name} cannot be opened: {error.strerror}.") from error
    return decode_image(data, name=path.name, alpha=alpha)


def decode_image(data: bytes, *, name: str = "picture", alpha: bool = False) -> Image:
    """Decode picture bytes as `read_image` does; `name` is for the message.

    Raises:
        KnownError: not a picture, damaged, or too large.
    """
    size = picture_size(data)
    if size is None:
        raise KnownError(f"{name} is not a JPEG, PNG, WebP or BMP picture.")
    width, height = size
    if width * height > MOST_PIXELS or not width or not height:
        raise KnownError(f"The picture {name} is {width} x {height} pixels; at most 50 megapixels can be used.")
    flag = cv2.IMREAD_UNCHANGED if alpha else cv2.IMREAD_COLOR
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), flag)
    if decoded is None:
        raise KnownError(f"The picture {name} is damaged or incomplete.")
    if not alpha:
        return np.asarray(decoded, np.uint8)
    if decoded.dtype == np.uint16:
        decoded = (decoded >> 8).astype(np.uint8)
    if decoded.ndim == 2:
        decoded = cv2.cvtColor(decoded, cv2.COLOR_GRAY2BGRA)
    elif decoded.shape[2] == 3:
        decoded = cv2.cvtColor(decoded, cv2.COLOR_BGR2BGRA)
    return np.asarray(decoded, np.uint8)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) from the header of a PNG, JPEG, WebP or BMP; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    if data[:2] == b"BM" and len(data) >= 26:
        width, height = struct.unpack("<ii", data[18:26])
        return abs(width), abs(height)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # padding between segments
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return None


def write_image(path: Path, image: Image) -> None:
    """Write BGR or BGRA pixels; the suffix chooses the format (.png, .jpg, .webp).

    Raises:
        KnownError: the folder is missing or full, or the suffix is unknown.
    """
    try:
        ok, data = cv2.imencode(path.suffix, image)
    except cv2.error as error:
        raise KnownError(
            f"Pictures cannot be written as {path.suffix or 'a file without suffix'}; use .png."
        ) from error
    if not ok:
        raise KnownError(f"The picture {path.name} could not be encoded.")
    try:
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise KnownError(f"The picture {path.name} cannot be written: {error.strerror}.") from error


def encode_webp(image: Image, quality: int = 90) -> bytes:
    """WebP bytes of gray, BGR or BGRA pixels; quality 1..100, above 100 is lossless."""
    ok, data = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, quality])
    if not ok:
        raise KnownError("The picture could not be encoded as WebP.")
    return bytes(data.tobytes())
