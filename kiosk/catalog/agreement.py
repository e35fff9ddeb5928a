"""Does the model that was rendered have the sizes that the customer is told?"""

from collections.abc import Iterator
from types import MappingProxyType

from kiosk.catalog.piece import Piece

TOLERANCE = 0.015
"""Relative; a tenth of a millimetre is always forgiven."""

_DIMENSIONS = ("width", "height", "thickness", "drop", "diameter")
_MAIN_STONE = MappingProxyType(
    {"stone_diameter": 0, "stone_length": 0, "stone_width": 1, "pearl_diameter": 0, "bead_diameter": 0}
)
"""Keys of a model that give the main stone's length (0) or width (1)."""


def model_problems(piece: Piece) -> Iterator[tuple[str, str]]:
    """Every size of the parametric model that differs from the piece's own."""
    for key, told in _told(piece).items():
        shown = piece.spec.get(key)
        if isinstance(shown, int | float) and abs(shown - told) > max(TOLERANCE * told, 0.1):
            yield f"spec.{key}", f"is {shown:g} mm in the model; the customer is told {told:g} mm."


def _told(piece: Piece) -> dict[str, float]:
    told = {name: size for name, size in piece.dimensions_mm.items() if name in _DIMENSIONS}
    if piece.inner_diameter_mm is not None:
        told["inner_diameter"] = piece.inner_diameter_mm
    if piece.length_mm is not None:
        told["length"] = piece.length_mm
    # A brooch's model is scaled to its width as a whole; its stones' sizes are before that.
    if piece.stones and piece.category != "brooch":
        sizes = piece.stones[0].size_mm
        told |= {key: sizes[at] for key, at in _MAIN_STONE.items() if at < len(sizes)}
    return told
