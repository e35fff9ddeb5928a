"""A modelled piece: parts of one material each, grouped as the mirror needs them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from kiosk.studio.mesh import Mesh, Points, merged


@dataclass(frozen=True)
class Part:
    """One body of one material."""

    mesh: Mesh
    material: str
    """A name of `materials.MATERIALS`."""

    def transformed(self, matrix: Points) -> "Part":
        """The part under a 4 x 4 matrix."""
        return Part(self.mesh.transformed(matrix), self.material)


Parts = tuple[Part, ...]


def placed(parts: Iterable[Part], matrix: Points) -> Parts:
    """Parts under a 4 x 4 matrix."""
    return tuple(part.transformed(matrix) for part in parts)


def of(material: str, *meshes: Mesh) -> Parts:
    """Meshes as parts of one material."""
    return tuple(Part(mesh, material) for mesh in meshes)


def joined(parts: Iterable[Part]) -> Parts:
    """One part for each material and crease angle: fewer shapes render faster."""
    groups: dict[tuple[str, float], list[Mesh]] = {}
    for part in parts:
        groups.setdefault((part.material, part.mesh.crease_deg), []).append(part.mesh)
    return tuple(Part(merged(meshes), material) for (material, _), meshes in groups.items())


def extent(parts: Iterable[Part]) -> tuple[Points, Points]:
    """Lowest and highest (x, y, z), mm."""
    boxes = [(part.mesh.vertices.min(0), part.mesh.vertices.max(0)) for part in parts]
    return np.min([low for low, _ in boxes], axis=0), np.max([high for _, high in boxes], axis=0)


@dataclass(frozen=True)
class StandIn:
    """The piece of the wearer that is rendered along: it hides the back, takes the shadow, throws light back."""

    kind: Literal["finger", "wrist", "lobe", "chest"]
    half_width_mm: float = 0.0
    """Finger and wrist: half the width across."""
    half_depth_mm: float = 0.0
    """Finger and wrist: half the depth, less than the width at a wrist."""
    loose_radius_mm: float | None = None
    """A stiff bangle's inner radius: it hangs on the wrist and touches it on the viewer's side."""


@dataclass(frozen=True)
class Shot:
    """Where the picture's camera stands, and how the piece fills the picture."""

    azimuth_deg: float = 28.0
    elevation_deg: float = 22.0
    margin: float = 1.10
    """Picture width over the piece's, so that shadow and air have room."""
    fade_top: float = 0.0
    """Share of the picture over which it fades out at the top, for chains that go on."""


@dataclass(frozen=True)
class Model:
    """A piece in its own frame (see docs/atlas.md for the frames of each category)."""

    groups: dict[str, Parts]
    """What the mirror lays on separately: "body", "left", "right", "strip", "pendant"."""
    display: Parts
    """The piece as its picture shows it, y up, standing or lying on its lowest point."""
    shot: Shot = field(default_factory=Shot)
    stand_in: StandIn | None = None
    period_mm: float | None = None
    """Length of one repetition of the strip."""
    even_round: bool = False
    """Whether it looks the same however it is turned about its axis (a plain band)."""
