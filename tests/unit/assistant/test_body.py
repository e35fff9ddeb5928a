"""A measure of the body becomes a limit of the piece."""

import pytest

from kiosk.advice.constraints import Constraints
from kiosk.assistant.body import sized_by_body


def _length(low: float, high: float | None = None) -> Constraints:
    return Constraints.of(length_mm_min=low, length_mm_max=high or low)


@pytest.mark.parametrize(
    ("said", "category", "want"),
    [
        ("手围15厘米,想要条手链", "bracelet", {"length_mm_min": 160, "length_mm_max": 175}),
        ("my wrist is 15 cm", "bracelet", {"length_mm_min": 160, "length_mm_max": 175}),
        ("15厘米的手链", "bracelet", {"length_mm_min": 150, "length_mm_max": 150}),
        ("手围18厘米的手镯", "bangle", None),
        ("脖围35厘米", "necklace", None),
    ],
)
def test_a_wrist_wants_ease(said: str, category: str, want: dict[str, float] | None) -> None:
    value = 180.0 if category == "bangle" else 350.0 if category == "necklace" else 150.0
    found = sized_by_body(_length(value), said, (category,)).document()
    if category == "bangle":
        assert found == {"inner_diameter_mm": 57}
    elif category == "necklace":
        assert found == {"length_mm_min": 400}
    else:
        assert found == want


def test_a_bare_wrist_tells_no_bangle_size() -> None:
    assert sized_by_body(_length(160), "手腕16厘米的手镯", ("bangle",)).document() == {}
