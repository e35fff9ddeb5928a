"""What was tried or put back moves the next answer; what was named stays named while the wish is refined."""

from kiosk.advice.visit import Visit
from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide


def _skus(guide: Guide, said: str, talk: Conversation) -> list[str]:
    return [shown.offer.sku for shown in guide.ask(said, "zh", talk).pieces]


def test_a_visit_moves_the_next_list(guide: Guide) -> None:
    before = _skus(guide, "看看项链", Conversation())
    moved = _skus(guide, "看看项链", Conversation(visit=Visit(liked=("E002",), put_back=(before[0],))))
    assert moved[0] == "N003"
    assert moved[-1] == before[0]
    assert sorted(moved) == sorted(before)


def test_a_reason_says_which_liked_piece_it_is_like(guide: Guide) -> None:
    reply = guide.ask("看看项链", "zh", Conversation(visit=Visit(liked=("E002",))))
    assert any("环月玫瑰金耳圈" in reason.text for reason in reply.pieces[0].reasons)


def test_a_birth_month_stays_named_while_the_wish_is_refined(guide: Guide) -> None:
    talk = Conversation()
    assert _skus(guide, "七月生日的首饰", talk)[0] == "P003"
    assert "july" in talk.named
    assert _skus(guide, "两万以内的", talk)[0] == "P003"
