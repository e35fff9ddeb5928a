"""Sizes in millimetres and the shop's words for them: rings, wrists, necks. Exact formulas, stated where they are used.

ISO 8653 names a ring by its inner circumference in mm. The US scale steps 0.8128 mm (0.032 in) of inner diameter from
11.63 mm at size 0. The Chinese number (港码, Hong Kong size) used by mainland shops steps about one third of a
millimetre of diameter a size; it is a trade table, not a standard, so a shop's own mandrel has the last word.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

from kiosk.base.errors import KnownError
from kiosk.catalog.piece import Bilingual

US_SIZE_ZERO_MM = 11.63
"""Inner diameter of US size 0."""
US_STEP_MM = 0.8128
"""Inner diameter of one whole US size."""

CHINESE_RING_DIAMETERS_MM = {number: round((number + 40) / math.pi, 1) for number in range(5, 30)}
"""港码 -> inner diameter, mm: the number is the inner circumference in mm less 40.

A rule of the trade, from memory; shops' size cards differ by up to 0.2 mm: verify against the shop's mandrel.
"""

SMALLEST_RING_MM, LARGEST_RING_MM = 10.0, 26.0
"""Inner diameters of rings that people wear, children to large hands."""


@dataclass(frozen=True)
class RingSize:
    """One ring size in every scale."""

    diameter_mm: float
    """Inner."""
    circumference_mm: float
    """Inner; rounded to a whole number this is the ISO 8653 size."""
    us: float
    chinese: int | None
    """港码; None outside the table."""

    @property
    def us_nearest_quarter(self) -> float:
        """As US rings are sold."""
        return round(self.us * 4) / 4


def ring_size(diameter_mm: float) -> RingSize:
    """A ring of that inner diameter in every scale.

    Raises:
        KnownError: no finger is that size.
    """
    if not SMALLEST_RING_MM <= diameter_mm <= LARGEST_RING_MM:
        raise KnownError(
            f"A ring of {diameter_mm:g} mm inner diameter fits no finger; give {SMALLEST_RING_MM:g} to "
            f"{LARGEST_RING_MM:g} mm."
        )
    us = (diameter_mm - US_SIZE_ZERO_MM) / US_STEP_MM
    return RingSize(diameter_mm, math.pi * diameter_mm, us, _chinese_from_diameter(diameter_mm))


def ring_size_from_circumference(circumference_mm: float) -> RingSize:
    """A finger or ring of that circumference, C = pi d, in every scale."""
    return ring_size(circumference_mm / math.pi)


def ring_size_from_us(us: float) -> RingSize:
    """A US size in every scale: d = 11.63 + 0.8128 US."""
    return ring_size(US_SIZE_ZERO_MM + US_STEP_MM * us)


def ring_size_from_chinese(number: int) -> RingSize:
    """A 港码 in every scale.

    Raises:
        KnownError: the number is not in the table.
    """
    try:
        diameter = CHINESE_RING_DIAMETERS_MM[number]
    except KeyError:
        first, last = min(CHINESE_RING_DIAMETERS_MM), max(CHINESE_RING_DIAMETERS_MM)
        raise KnownError(f"The Chinese ring number {number} is not in the table; give {first} to {last}.") from None
    size = ring_size(diameter)
    return RingSize(size.diameter_mm, size.circumference_mm, size.us, number)


def _chinese_from_diameter(diameter_mm: float) -> int | None:
    numbers = list(CHINESE_RING_DIAMETERS_MM)
    diameters = list(CHINESE_RING_DIAMETERS_MM.values())
    reach = 0.25  # about half a size beyond either end still is that end
    if not diameters[0] - reach <= diameter_mm <= diameters[-1] + reach:
        return None
    place = min(bisect_left(diameters, diameter_mm), len(diameters) - 1)
    before = max(place - 1, 0)
    nearer = before if diameter_mm - diameters[before] <= diameters[place] - diameter_mm else place
    return numbers[nearer]


def bangle_inner_diameter(hand_circumference_mm: float) -> float:
    """Inner diameter (mm) of the round closed bangle that just passes a hand: C / pi.

    The hand is measured around the knuckles with the thumb tucked in, where it is widest.

    Raises:
        KnownError: no hand is that size.
    """
    if not 100.0 <= hand_circumference_mm <= 280.0:
        raise KnownError("A hand measures 100 to 280 mm around the knuckles; measure with the thumb tucked in.")
    return hand_circumference_mm / math.pi


def bangle_size(hand_circumference_mm: float) -> int:
    """The smallest whole millimetre of inner diameter (圈口) that passes the hand."""
    return math.ceil(bangle_inner_diameter(hand_circumference_mm) - 1e-9)


def bracelet_length(wrist_mm: float, *, bead_mm: float = 0.0, ease_mm: float = 15.0) -> float:
    """Length (mm) of a bracelet for a wrist: the wrist, an ease of 10 to 20 mm, and pi times the bead's diameter.

    A strand of beads loses room because the line through the beads' centres lies half a bead above the skin all the
    way round: its length is 2 pi (r + bead / 2) = wrist + pi bead.
    """
    if not 80.0 <= wrist_mm <= 260.0:
        raise KnownError("A wrist measures 80 to 260 mm around; measure just above the hand.")
    return wrist_mm + ease_mm + math.pi * bead_mm


@dataclass(frozen=True)
class NecklaceLength:
    """A usual necklace length and where it lies."""

    length_mm: int
    inches: int
    names: Bilingual
    lies: Bilingual


NECKLACE_LENGTHS = (
    NecklaceLength(350, 14, Bilingual("颈圈链", "collar"), Bilingual("紧贴脖颈", "close around the neck")),
    NecklaceLength(400, 16, Bilingual("短链", "choker"), Bilingual("落在颈根", "at the base of the neck")),
    NecklaceLength(450, 18, Bilingual("锁骨链（公主链）", "princess"), Bilingual("落在锁骨", "on the collarbone")),
    NecklaceLength(
        500, 20, Bilingual("中链（马天尼链）", "matinee, short"), Bilingual("落在锁骨下方", "just below the collarbone")
    ),
    NecklaceLength(600, 24, Bilingual("马天尼链", "matinee"), Bilingual("落在胸口上方", "above the bust")),
    NecklaceLength(750, 30, Bilingual("歌剧链", "opera"), Bilingual("落在胸口或以下", "at or below the bust")),
    NecklaceLength(
        1000, 40, Bilingual("结绳链", "rope"), Bilingual("垂到腰间，可绕两圈", "to the waist, or worn doubled")
    ),
)
"""Trade names; from memory, shops differ by a few centimetres."""


def necklace_length(length_mm: float) -> NecklaceLength:
    """The usual length nearest to a necklace's own."""
    return min(NECKLACE_LENGTHS, key=lambda usual: abs(usual.length_mm - length_mm))


GRAMS_PER_CARAT = 0.2
"""The metric carat, exact."""


def carats_to_grams(carats: float) -> float:
    """One metric carat is exactly 0.2 g."""
    return carats * GRAMS_PER_CARAT


def round_diamond_diameter_mm(carats: float) -> float:
    """About how wide a well-cut round brilliant is: 6.5 mm at one carat, growing with the cube root of its weight."""
    if carats <= 0:
        raise KnownError("A stone's weight in carats is more than zero.")
    return 6.5 * float(carats ** (1 / 3))
