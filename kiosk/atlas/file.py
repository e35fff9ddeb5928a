"""The atlas file: one stored zip with `atlas.json` and two WebP layers a view, decoded when first needed.

A piece has parts (a ring's "body", earrings' "left" and "right", a necklace's "strip" and "pendant"); a part has a
regular grid of views over one or two pose angles; a view has colour with alpha, and the shade that the piece throws
on the skin beneath it. The pose conventions stand in docs/atlas.md.
"""

import itertools
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import BugError, KnownError
from kiosk.imaging.files import decode_image, encode_webp

FORMAT = 1
SHADE_AT_255 = 1.15
"""The shade layer's factor at 255: skin beside gold can be a little brighter than bare skin (bounced light)."""


@dataclass(frozen=True)
class Axis:
    """One angle of the grid."""

    name: str
    values_deg: tuple[float, ...]
    """Ascending."""

    def weights(self, angle_deg: float) -> list[tuple[int, float]]:
        """The one or two grid indices around an angle (clamped to the ends) with linear weights that sum to 1."""
        values = self.values_deg
        if angle_deg <= values[0]:
            return [(0, 1.0)]
        if angle_deg >= values[-1]:
            return [(len(values) - 1, 1.0)]
        upper = int(np.searchsorted(values, angle_deg, side="right"))
        share = (angle_deg - values[upper - 1]) / (values[upper] - values[upper - 1])
        return [(upper - 1, 1 - share), (upper, share)] if share else [(upper - 1, 1.0)]


@dataclass(frozen=True)
class View:
    """One rendered pose."""

    colour: NDArray[np.uint8]
    """(h, w, 3) BGR, sRGB, not premultiplied."""
    alpha: NDArray[np.uint8]
    """(h, w)."""
    shade: NDArray[np.uint8]
    """(h, w): what is left of the light on the skin, factor = value / 255 * SHADE_AT_255."""


@dataclass
class Part:
    """A grid of views of one part, all of one size."""

    name: str
    axes: tuple[Axis, ...]
    px_per_mm: float
    pivot_px: tuple[float, float]
    """(x, y) of the part's anchor in every view, pixels from the top left."""
    reference_skin: tuple[float, float, float]
    """Median linear (r, g, b) of the bare stand-in under the atlas's light."""
    period_mm: float | None = None
    """Length of one repetition; strips only."""
    stand_in_radius_mm: float | None = None
    encoded: Mapping[tuple[int, ...], tuple[bytes, bytes]] = field(default_factory=dict, repr=False)
    """Grid index -> (colour+alpha WebP, shade WebP)."""
    _decoded: dict[tuple[int, ...], View] = field(default_factory=dict, repr=False)

    def view(self, *index: int) -> View:
        """The view at a grid index, one integer an axis."""
        if index not in self._decoded:
            colour_bytes, shade_bytes = self.encoded[index]
            name = f"view {index} of {self.name}"
            bgra = decode_image(colour_bytes, name=name, alpha=True)
            shade = decode_image(shade_bytes, name=name)[:, :, 0]
            if bgra.shape[:2] != shade.shape:
                raise KnownError(f"The {name} is damaged: its layers differ in size. Bake the piece again.")
            self._decoded[index] = View(
                np.ascontiguousarray(bgra[:, :, :3]), np.ascontiguousarray(bgra[:, :, 3]), np.ascontiguousarray(shade)
            )
        return self._decoded[index]

    def nearest(self, **angles_deg: float) -> View:
        """The view nearest to the angles; an axis left out counts as 0 degrees."""
        return self.view(*(max(weights, key=lambda w: w[1])[0] for weights in self._weights(angles_deg)))

    def neighbours(self, **angles_deg: float) -> list[tuple[View, float]]:
        """The up to four views around the angles with bilinear weights that sum to 1."""
        corners = itertools.product(*self._weights(angles_deg))
        return [
            (self.view(*(index for index, _ in corner)), float(np.prod([weight for _, weight in corner])))
            for corner in corners
        ]

    def _weights(self, angles_deg: Mapping[str, float]) -> list[list[tuple[int, float]]]:
        unknown = set(angles_deg) - {axis.name for axis in self.axes}
        if unknown:
            raise BugError(f"the part {self.name} has no axis {', '.join(sorted(unknown))}")
        return [axis.weights(angles_deg.get(axis.name, 0.0)) for axis in self.axes]


@dataclass
class Atlas:
    """A piece ready to be worn."""

    sku: str
    category: str
    parts: dict[str, Part]
    bake: dict[str, str | int | float] = field(default_factory=dict)
    """How it was made: samples, digest of the spec, renderer version."""

    @classmethod
    def read(cls, path: Path) -> "Atlas":
        """Read an atlas; the views stay encoded until they are asked for.

        Raises:
            KnownError: missing, not an atlas, or damaged.
        """
        try:
            with zipfile.ZipFile(path) as bundle:
                document = json.loads(bundle.read("atlas.json"))
                if document["format"] != FORMAT:
                    raise KnownError(f"The atlas {path.name} has format {document['format']}; bake the piece again.")
                parts = {name: _read_part(name, part, bundle) for name, part in document["parts"].items()}
        except FileNotFoundError as error:
            raise KnownError(f"There is no atlas {path.name}; run `kiosk bake {path.stem}`.") from error
        except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise KnownError(f"The atlas {path.name} is damaged; run `kiosk bake {path.stem} --force`.") from error
        return cls(document["sku"], document["category"], parts, document.get("bake", {}))

    @cached_property
    def bytes_encoded(self) -> int:
        """Bytes of all encoded layers."""
        return sum(len(a) + len(b) for part in self.parts.values() for a, b in part.encoded.values())


def encode_view(view: View, *, colour_quality: int = 88, shade_quality: int = 70) -> tuple[bytes, bytes]:
    """A view's two layers as WebP: (colour with alpha, shade)."""
    bgra = np.dstack([view.colour, view.alpha])
    shade = np.repeat(view.shade[:, :, None], 3, axis=2)
    return encode_webp(bgra, colour_quality), encode_webp(shade, shade_quality)


def write_atlas(path: Path, atlas: Atlas) -> None:
    """Write an atlas; the file appears whole or not at all, and the same content gives the same bytes.

    Raises:
        BugError: a part's grid has gaps.
    """
    document = {
        "format": FORMAT,
        "sku": atlas.sku,
        "category": atlas.category,
        "bake": atlas.bake,
        "parts": {name: _part_document(part) for name, part in atlas.parts.items()},
    }
    partial = path.with_name(path.name + ".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as bundle:
        _write_member(bundle, "atlas.json", json.dumps(document, indent=1).encode())
        for name, part in atlas.parts.items():
            for index in _grid(part.axes):
                if index not in part.encoded:
                    raise BugError(f"the part {name} of {atlas.sku} lacks the view {index}")
                colour, shade = part.encoded[index]
                _write_member(bundle, _member(name, index, "colour"), colour)
                _write_member(bundle, _member(name, index, "shade"), shade)
    partial.replace(path)


def _grid(axes: Iterable[Axis]) -> Iterable[tuple[int, ...]]:
    return itertools.product(*(range(len(axis.values_deg)) for axis in axes))


def _member(part: str, index: tuple[int, ...], layer: str) -> str:
    return f"{part}/{'_'.join(map(str, index)) or '0'}.{layer}.webp"


def _write_member(bundle: zipfile.ZipFile, name: str, data: bytes) -> None:
    bundle.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), data)


def _part_document(part: Part) -> dict[str, object]:
    return {
        "axes": [{"name": axis.name, "values_deg": list(axis.values_deg)} for axis in part.axes],
        "px_per_mm": part.px_per_mm,
        "pivot_px": list(part.pivot_px),
        "reference_skin": list(part.reference_skin),
        "period_mm": part.period_mm,
        "stand_in_radius_mm": part.stand_in_radius_mm,
    }


def _read_part(name: str, document: dict[str, object], bundle: zipfile.ZipFile) -> Part:
    raw_axes = document["axes"]
    assert isinstance(raw_axes, list)
    axes = tuple(Axis(axis["name"], tuple(map(float, axis["values_deg"]))) for axis in raw_axes)
    encoded = {
        index: (bundle.read(_member(name, index, "colour")), bundle.read(_member(name, index, "shade")))
        for index in _grid(axes)
    }
    px_per_mm, pivot, skin = document["px_per_mm"], document["pivot_px"], document["reference_skin"]
    period, radius = document["period_mm"], document["stand_in_radius_mm"]
    assert isinstance(px_per_mm, int | float)
    assert isinstance(pivot, list)
    assert isinstance(skin, list)
    return Part(
        name=name,
        axes=axes,
        px_per_mm=float(px_per_mm),
        pivot_px=(float(pivot[0]), float(pivot[1])),
        reference_skin=(float(skin[0]), float(skin[1]), float(skin[2])),
        period_mm=float(period) if isinstance(period, int | float) else None,
        stand_in_radius_mm=float(radius) if isinstance(radius, int | float) else None,
        encoded=encoded,
    )
