"""Hand landmarks, byte for byte: the official bundle made from the two "full" models of a mediapipe wheel.

The official members differ from the wheel's models only by the author and version in their metadata and by dates.
Packing a whole model anew would change its bytes, so the new metadata is spliced in and the offsets that cross
the splice are repaired by hand.
"""

import struct
from dataclasses import dataclass

from kiosk.base.errors import KnownError
from kiosk.inference.bundles import Member, official_bundle
from kiosk.inference.schemas import MetadataSchema

DETECTOR_SOURCE = "palm_detection/palm_detection_full.tflite"
LANDMARKS_SOURCE = "hand_landmark/hand_landmark_full.tflite"
_METADATA_NAME = b"TFLITE_METADATA"
_ZIP_DATE = 0x569A
"""DOS date of the official bundle, 2023-04-26."""

# Slots (byte offsets in a vtable) of tensorflow/lite/schema.fbs.
_MODEL_OFFSETS = (6, 8, 10, 12, 14, 16, 18)
_MODEL_TABLE_VECTORS = (6, 8, 12, 16, 18)
_SUBGRAPHS, _BUFFERS, _METADATA = 8, 12, 16
_SUBGRAPH_OFFSETS = (4, 6, 8, 10, 12)
_NAME, _BUFFER_INDEX, _DATA = 4, 6, 4


def rebuild_hand(detector: bytes, landmarks: bytes, schema: MetadataSchema) -> bytes:
    """The official `hand_landmarker.task` from the wheel's palm detector and hand landmark models.

    Raises:
        KnownError: a model does not have the layout this recipe knows.
    """
    return official_bundle(
        [
            Member("hand_detector.tflite", _sign(detector, schema, 0x1B60)),
            Member("hand_landmarks_detector.tflite", _sign(landmarks, schema, 0x1B61)),
        ],
        date=_ZIP_DATE,
        time=0x1B61,
    )


def _sign(model: bytes, schema: MetadataSchema, zip_time: int) -> bytes:
    """The model with the official author and version in its metadata and the official date in its appended zip."""
    try:
        buffer = _Flatbuffer(model)
        start, length = _metadata_span(buffer)
        blob = schema.with_author(model[start : start + length], author="MediaPipe", version="1")
        end = start + length
        delta = len(blob) - length
        spliced = bytearray(model[: start - 4] + struct.pack("<I", len(blob)) + blob + model[end:])
        for field in _fields_to_repair(buffer):
            field.move(model, spliced, end, delta)
        _redate(spliced, zip_time, delta)
    except (struct.error, IndexError, ValueError) as error:
        raise KnownError("A hand model of the mediapipe wheel is damaged; run: kiosk models fetch") from error
    return bytes(spliced)


@dataclass(frozen=True)
class _Offset:
    """A relative offset: from `at` to `at + sign * value`, stored at `at` (signed for vtables)."""

    at: int
    to_vtable: bool = False

    def move(self, old: bytes, new: bytearray, cut: int, delta: int) -> None:
        """Write the offset that holds after everything from `cut` on has moved by `delta`."""
        layout, sign = ("<i", -1) if self.to_vtable else ("<I", 1)
        (value,) = struct.unpack_from(layout, old, self.at)
        target = self.at + sign * value
        at = self.at + (delta if self.at >= cut else 0)
        target += delta if target >= cut else 0
        struct.pack_into(layout, new, at, sign * (target - at))


class _Flatbuffer:
    """Reads tables and vectors where they lie, without unpacking."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def u32(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.data, at)[0])

    def follow(self, at: int) -> int:
        return at + self.u32(at)

    def field(self, table: int, slot: int) -> int | None:
        """Where the field of a vtable slot lies, None when the table leaves it out."""
        vtable = table - int(struct.unpack_from("<i", self.data, table)[0])
        (size,) = struct.unpack_from("<H", self.data, vtable)
        if slot >= size:
            return None
        (offset,) = struct.unpack_from("<H", self.data, vtable + slot)
        return table + int(offset) if offset else None

    def elements(self, table: int, slot: int) -> list[int]:
        """Where the elements (offsets) of a vector of tables lie."""
        at = self.field(table, slot)
        if at is None:
            return []
        vector = self.follow(at)
        return [vector + 4 + 4 * index for index in range(self.u32(vector))]


def _metadata_span(buffer: _Flatbuffer) -> tuple[int, int]:
    """Start and length in bytes of the data that the model's metadata entry points at."""
    model = buffer.follow(0)
    for element in buffer.elements(model, _METADATA):
        entry = buffer.follow(element)
        name_at, index_at = buffer.field(entry, _NAME), buffer.field(entry, _BUFFER_INDEX)
        if name_at is None:
            continue
        name = buffer.follow(name_at)
        if buffer.data[name + 4 : name + 4 + buffer.u32(name)] == _METADATA_NAME:
            index = buffer.u32(index_at) if index_at is not None else 0
            data_at = buffer.field(buffer.follow(buffer.elements(model, _BUFFERS)[index]), _DATA)
            if data_at is None:
                break
            vector = buffer.follow(data_at)
            return vector + 4, buffer.u32(vector)
    raise ValueError("the model carries no metadata")


def _fields_to_repair(buffer: _Flatbuffer) -> set[_Offset]:
    """Every offset that may cross the splice: the root's, the model's, and those of its subgraphs and buffers."""
    model = buffer.follow(0)
    found = {_Offset(0), _Offset(model, to_vtable=True)}
    found |= {_Offset(at) for slot in _MODEL_OFFSETS if (at := buffer.field(model, slot)) is not None}
    inner = {_SUBGRAPHS: _SUBGRAPH_OFFSETS, _BUFFERS: (_DATA,), _METADATA: (_NAME,)}
    for slot in _MODEL_TABLE_VECTORS:
        for element in buffer.elements(model, slot):
            table = buffer.follow(element)
            found |= {_Offset(element), _Offset(table, to_vtable=True)}
            found |= {_Offset(at) for field in inner.get(slot, ()) if (at := buffer.field(table, field)) is not None}
    return found


def _redate(model: bytearray, time: int, delta: int) -> None:
    """Give the labels zip at the model's end the official date; its offsets count from the model's first byte."""
    end = model.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", model, end + 16)
    directory += delta
    struct.pack_into("<I", model, end + 16, directory)
    if model[directory : directory + 4] != b"PK\x01\x02":
        raise ValueError("the labels zip is not where its end record says")
    struct.pack_into("<HH", model, directory + 12, time, _ZIP_DATE)
    (local,) = struct.unpack_from("<I", model, directory + 42)
    struct.pack_into("<I", model, directory + 42, local + delta)
    struct.pack_into("<HH", model, local + delta + 10, time, _ZIP_DATE)
