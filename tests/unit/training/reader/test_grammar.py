import random

import pytest

from kiosk.base.errors import BugError
from kiosk.training.reader.grammar import Segment, expand


def fill(key: str, values: tuple[str, ...], chance: random.Random) -> tuple[str, str]:
    return f"<{key}>", (values or ("any",))[0]


def said(frame: str, seed: int = 0) -> list[Segment]:
    return expand(frame, {"want": ["想(买|找)"]}, fill, random.Random(seed))


def test_choices_banks_and_slots_make_labelled_parts() -> None:
    assert {"".join(s.text for s in said("[want](一条|){gem}项链", seed)) for seed in range(40)} == {
        f"想{verb}{one}<gem>项链" for verb in "买找" for one in ("一条", "")
    }


def test_signs_say_what_is_not_wanted_and_what_is_corrected() -> None:
    segments = said("{gem}不要{-gem2}，不是{~gem=ruby|opal}")
    assert [(s.key, s.polarity) for s in segments if s.key] == [
        ("gem", "wanted"),
        ("gem", "unwanted"),
        ("gem", "corrected"),
    ]
    assert segments[-1].value == "ruby"


@pytest.mark.parametrize("frame", ["(a|b", "[nowhere]", "{Gem!}"])
def test_a_broken_frame_is_our_fault(frame: str) -> None:
    with pytest.raises(BugError):
        said(frame)
