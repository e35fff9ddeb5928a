"""What the reader can say: fine intents, slot keys, and the values a span can have."""

from collections.abc import Mapping
from typing import Final

from kiosk.catalog.piece import CATEGORIES, COLOURS, CUTS, GEM_ORIGINS, GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES

FIELDS: Final = (
    "suits", "price", "certificate", "treatment", "origin", "clarity", "colour_grade", "carat", "care", "stock",
    "weight", "size", "material", "gem", "cut", "about",
)  # fmt: skip
SCREENS: Final = ("attract", "back", "home", "shortlist", "privacy", "mirror", "browse", "help", "to_en", "to_zh")
TOPICS: Final = (
    "abuse", "joke", "investment", "health", "luck", "authenticity", "others", "chat", "unknown",
)  # fmt: skip
TALKS: Final = ("thanks", "bye", "who", "hello", "praise", "fine")
INTENTS: Final = (
    "recommend", "refine", "compare", *(f"ask_piece/{name}" for name in FIELDS), "ask_knowledge",
    "ask_knowledge/service", "ask_knowledge/rate", "try_on", "measure", "call_staff", "call_staff/taken",
    *(f"navigate/{name}" for name in SCREENS), *(f"small_talk/{name}" for name in TALKS),
    *(f"out_of_scope/{name}" for name in TOPICS),
)  # fmt: skip
"""Before the slash the intent of the contract, after it what the answer needs to know."""
MOVES: Final = ("cheaper", "dearer", "bigger", "smaller", "heavier", "lighter", "longer", "shorter")
SORTS: Final = ("price_low", "price_high", "carat_high")
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "category": CATEGORIES, "metal": METALS, "gem": GEMS, "gem_origin": GEM_ORIGINS, "colour": COLOURS, "cut": CUTS,
    "style": STYLES, "occasion": OCCASIONS, "recipient": RECIPIENTS, "sort": SORTS, "move": MOVES, "field": FIELDS,
}  # fmt: skip
"""Keys whose spans have one of a few values."""
OPEN_KEYS: Final = ("money", "weight", "carat", "length", "size", "fineness", "ordinal", "name")
"""Keys whose spans are read by the rules for numbers, for counting and for names."""
KEYS: Final = (*VALUES, *OPEN_KEYS)
TAGS: Final = ("O", *(f"{mark}-{key}" for key in KEYS for mark in "BI"))
VALUE_NAMES: Final = tuple(f"{key}={value}" for key, values in VALUES.items() for value in values)
