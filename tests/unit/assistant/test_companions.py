"""What goes with a piece, in words."""

import pytest

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide


@pytest.mark.parametrize("said", ["R004配什么好", "有什么和R004相配的", "what goes with R004?"])
def test_companions_are_of_other_kinds_and_every_reason_is_sourced(guide: Guide, said: str) -> None:
    reply = guide.ask(said)
    assert reply.focus == ("R004",)
    assert reply.pieces
    assert all(shown.offer.piece.category != "ring" for shown in reply.pieces)
    assert reply.claims
    assert all(claim.source for claim in reply.claims)


def test_the_next_turn_points_at_the_companions(guide: Guide) -> None:
    talk = Conversation()
    shown = guide.ask("R004配什么好", None, talk).pieces
    assert guide.ask("第一个多少钱", None, talk).focus == (shown[0].offer.sku,)


def test_a_kind_named_is_the_kind_shown(guide: Guide) -> None:
    pieces = guide.ask("R001配什么项链好").pieces
    assert {shown.offer.piece.category for shown in pieces} == {"necklace"}
