"""Task bundles: zips whose members are stored, each starting on a 4-byte boundary.

The runtime maps the members straight from the bundle; an unaligned member is copied with a warning.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

ALIGNMENT = 4
_LOCAL_HEADER = 30
_PADDING_FIELD = 0xD935
"""The extra field that Android's zipalign uses for padding."""


@dataclass(frozen=True)
class Member:
    """One file of a bundle."""

    name: str
    data: bytes


def official_bundle(members: Sequence[Member], *, date: int, time: int) -> bytes:
    """A bundle in the official style: zero bytes before a local header bring its member to the boundary.

    Args:
        members: in the order in which they are laid down.
        date: DOS date of every member.
        time: DOS time of every member.
    """
    body, directory = bytearray(), bytearray()
    for member in members:
        name = member.name.encode("ascii")
        body += bytes(-(len(body) + _LOCAL_HEADER + len(name)) % ALIGNMENT)
        checksum, size = zlib.crc32(member.data), len(member.data)
        shared = struct.pack("<HHHHHIIIHH", 20, 0, 0, time, date, checksum, size, size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + shared
        directory += struct.pack("<HHHII", 0, 0, 0, 0x01800000, len(body)) + name
        body += b"PK\x03\x04" + shared + name + member.data
    count, start = len(members), len(body)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start, 0)
    return bytes(body + directory + end)


def aligned_bundle(members: Sequence[Member], *, date_time: tuple[int, int, int, int, int, int]) -> bytes:
    """A bundle by the ordinary zip writer, with an extra field of each member sized to reach the boundary."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as bundle:
        for member in members:
            info = zipfile.ZipInfo(member.name, date_time)
            unpadded = stream.tell() + _LOCAL_HEADER + len(member.name.encode("ascii")) + 4
            padding = -unpadded % ALIGNMENT
            info.extra = struct.pack("<HH", _PADDING_FIELD, padding) + bytes(padding)
            bundle.writestr(info, member.data)
    return stream.getvalue()
