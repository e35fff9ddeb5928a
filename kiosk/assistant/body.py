"""A customer's own measure as a limit of the piece: a wrist wants a longer bracelet, a hand a bangle it passes."""

import math
import re
from typing import Final

from kiosk.advice.constraints import Constraints

_WRIST: Final = re.compile(r"手围|腕围|手腕|腕周|手脖子|\bwrists?\b")
_HAND: Final = re.compile(r"手围|手掌|掌围|\bhand\b|\bpalm\b|\bknuckles\b")
_NECK: Final = re.compile(r"颈围|脖围|脖子|\bneck\b")
BRACELET_EASE_MM: Final = (10.0, 25.0)
"""What a bracelet is longer than the wrist: snug to loose (fact bracelet ease; from memory, verify)."""
NECKLACE_EASE_MM: Final = 50.0
"""A chain closes comfortably from 5 cm above the neck's measure."""
_LONGEST_WRIST_MM: Final = 230.0
_WIDEST_HAND_MM: Final = 260.0


def sized_by_body(wish: Constraints, said: str, categories: tuple[str, ...]) -> Constraints:
    """Turn a length that was said of the body into the length or inner diameter of the piece.

    Args:
        wish: what was read; a length in it may be the body's.
        said: the normalised sentence.
        categories: what is looked for now, from this sentence or before.
    """
    low, high = wish.length_mm_min, wish.length_mm_max
    body = low if low is not None else high
    if body is None:
        return wish
    if "bangle" in categories and body <= _WIDEST_HAND_MM and (_HAND.search(said) or _WRIST.search(said)):
        free = wish.relax("length_mm_min", "length_mm_max")
        # Only the hand's girth tells a closed bangle's size; a bare wrist says nothing about the knuckles.
        return free.merge(Constraints.of(inner_diameter_mm=round(body / math.pi))) if _HAND.search(said) else free
    if "bracelet" in categories and body <= _LONGEST_WRIST_MM and _WRIST.search(said):
        ease_low, ease_high = BRACELET_EASE_MM
        return wish.replace("length_mm_min", (low or body) + ease_low).replace(
            "length_mm_max", (high or body) + ease_high
        )
    if {"necklace", "pendant"} & set(categories) and _NECK.search(said) and body < 420:
        return wish.replace("length_mm_min", body + NECKLACE_EASE_MM).replace("length_mm_max", None)
    return wish
