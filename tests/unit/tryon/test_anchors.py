import pytest

from kiosk.base.errors import UsageError
from kiosk.tryon.anchors import ANCHORS, check_anchor, parse_anchor


def test_the_names_are_the_contracts() -> None:
    assert {"left_hand/ring", "right_hand/thumb", "left_wrist", "right_ear", "neck", "chest"} <= set(ANCHORS)
    assert len(ANCHORS) == 10 + 2 + 2 + 2
    assert all(anchor.name == name for name, anchor in ANCHORS.items())


def test_an_unknown_name_says_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="left_hand/ring"):
        parse_anchor("left_hand/rng")


@pytest.mark.parametrize(("category", "anchor"), [("ring", "neck"), ("earrings", "left_wrist"), ("brooch", "neck")])
def test_a_piece_is_not_worn_where_its_kind_is_not(category: str, anchor: str) -> None:
    with pytest.raises(UsageError, match=anchor):
        check_anchor(category, parse_anchor(anchor))


@pytest.mark.parametrize(
    ("category", "anchor"), [("ring", "right_hand/thumb"), ("bangle", "left_wrist"), ("pendant", "chest")]
)
def test_usual_places_are_accepted(category: str, anchor: str) -> None:
    check_anchor(category, parse_anchor(anchor))
