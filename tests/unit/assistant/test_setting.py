"""A set that does not come together names the one limit, and is shown as it would be."""

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.base.text import text


def test_a_size_that_nothing_has_is_the_one_limit_named(guide: Guide) -> None:
    reply = guide.ask("三金一共三万，戒指要12号", "zh", Conversation())
    assert reply.relaxed == ("inner_diameter_mm",)
    assert text("advice.key.inner_diameter_mm", "zh") in reply.answer
    assert sum(shown.offer.price or 0 for shown in reply.pieces) <= 30_000


def test_a_budget_too_small_shows_the_least_it_takes(guide: Guide) -> None:
    reply = guide.ask("三金一千块", "zh", Conversation())
    assert reply.relaxed == ("price_max",)
    assert len({shown.offer.piece.category for shown in reply.pieces}) == 3
    assert all(shown.breaks == ("price_max",) for shown in reply.pieces)
