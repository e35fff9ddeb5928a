"""What every answer must hold to, over every case; and a handful of talks that must go right."""

import json
import re
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.advice.filtering import breaks
from kiosk.assistant.dialogue import MOST_CLARIFYING, Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.reply import Reply
from kiosk.assistant.understanding import INTENTS
from kiosk.catalog.store import Catalog
from kiosk.knowledge.sources import source
from kiosk.knowledge.store import Knowledge

from .test_understanding import CASES

_KEYS = {
    "language", "intent", "constraints", "pieces", "answer", "claims", "focus", "action", "relaxed", "clarify",
    "refused", "ms",
}  # fmt: skip
_SCREENS = {
    "attract", "home", "browse", "results", "piece", "mirror", "ask", "shortlist", "privacy", "help", "staff",
}  # fmt: skip
_ANCHOR = re.compile(r"(left|right)_hand/(thumb|index|middle|ring|little)|(left|right)_(wrist|ear)|neck|chest")


def _last(guide: Guide, *turns: str) -> Reply:
    talk = Conversation()
    return [guide.ask(turn, None, talk) for turn in turns][-1]


def _check(reply: Reply) -> None:
    """The outcomes of the contract's table."""
    document = reply.document()
    assert set(document) == _KEYS | {"spoken"}
    assert document["answer"].startswith(document["spoken"])
    json.dumps(document, ensure_ascii=False)
    assert reply.intent in INTENTS
    assert reply.answer.strip()
    assert "{" not in reply.answer
    for claim in reply.claims:
        assert claim.text in reply.answer
        assert claim.source
    for shown in reply.pieces:
        broken = breaks(shown.offer, reply.constraints)
        if reply.intent in ("recommend", "refine"):
            # Of a set, all pieces together may break the budget that none breaks alone.
            assert set(shown.breaks) == set(broken) | ({"price_max"} if _too_dear_together(reply) else set())
        assert set(shown.breaks) <= set(reply.relaxed)
    assert {key for shown in reply.pieces for key in shown.breaks} == set(reply.relaxed)
    assert len(reply.pieces) <= 12
    if reply.refused:
        assert not reply.claims
        assert not reply.pieces
        assert not reply.clarify
    if reply.clarify:
        assert "？" in reply.answer or "?" in reply.answer or "“" in reply.answer or '"' in reply.answer
    if reply.intent == "ask_knowledge" and not reply.refused:
        assert reply.claims
    if reply.intent in ("recommend", "refine") and reply.pieces and not reply.clarify:
        assert reply.claims
    if reply.intent in ("small_talk", "navigate", "call_staff", "measure"):
        assert not reply.pieces
        assert not reply.claims
    _check_action(reply.action)


def _too_dear_together(reply: Reply) -> bool:
    limit, kinds = reply.constraints.price_max, {shown.offer.piece.category for shown in reply.pieces}
    prices = [shown.offer.price for shown in reply.pieces if shown.offer.price is not None]
    return bool(
        limit and reply.relaxed == ("price_max",) and len(kinds) == len(reply.constraints.category) > 1
        and len(prices) == len(kinds) and sum(prices) > limit
    )  # fmt: skip


def _check_action(action: dict[str, Any] | None) -> None:
    if action is None:
        return
    assert action["do"] in ("try_on", "go", "language", "call_staff", "measure")
    if action["do"] == "go":
        assert action["screen"] in _SCREENS
    if action["do"] == "try_on":
        assert action["pieces"]
        assert action["anchor"] is None or _ANCHOR.fullmatch(action["anchor"])


@pytest.mark.parametrize("now", ["fresh", "stale"])
def test_every_answer_keeps_the_contract(guide: Guide, stale_guide: Guide, now: str) -> None:
    asked = guide if now == "fresh" else stale_guide
    for case in CASES:
        talk = Conversation()
        for turn in (*case.get("after", ()), case["text"]):
            _check(asked.ask(turn, None, talk))


def test_every_source_can_be_opened(guide: Guide, fresh_catalog: Catalog, knowledge: Knowledge) -> None:
    seen: set[str] = set()
    for case in CASES:
        talk = Conversation()
        for turn in (*case.get("after", ()), case["text"]):
            reply = guide.ask(turn, None, talk)
            seen |= {one for claim in reply.claims for one in claim.source}
            seen |= {one for shown in reply.pieces for reason in shown.reasons for one in reason.source}
    kinds = {one.partition(":")[0] for one in seen}
    assert {"catalog", "fact", "rate"} <= kinds
    for one in sorted(seen):
        opened = source(one, fresh_catalog, knowledge)
        assert opened["id"] == one
        assert opened["text"]["zh"]
        assert opened["text"]["en"]


def test_without_a_current_rate_no_old_price_is_said(stale_guide: Guide) -> None:
    for case in CASES:
        reply = _last(stale_guide, *case.get("after", ()), case["text"])
        for shown in reply.pieces:
            if shown.offer.quote.mode == "by_weight":
                assert shown.document("zh")["price"] is None
                assert not reply.constraints.limits_price() or reply.intent not in ("recommend", "refine")
        assert not any(one.startswith("rate:") for claim in reply.claims for one in claim.source)


@settings(max_examples=100, deadline=None)
@given(turns=st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_anything_can_be_said(guide: Guide, turns: list[str]) -> None:
    talk = Conversation()
    for turn in turns:
        _check(guide.ask(turn, None, talk))


_SAID = [case["text"] for case in CASES]


@settings(max_examples=80, deadline=None)
@given(turns=st.lists(st.sampled_from(_SAID), min_size=2, max_size=7))
def test_any_talk_keeps_the_contract(guide: Guide, turns: list[str]) -> None:
    talk, asked = Conversation(), 0
    for turn in turns:
        reply = guide.ask(turn, None, talk)
        _check(reply)
        asked = asked + 1 if reply.clarify else 0
        assert asked <= MOST_CLARIFYING


def test_the_wish_of_the_design(guide: Guide) -> None:
    reply = guide.ask("我想找一款适合日常佩戴的钻石项链，五千以内")
    assert reply.constraints.document() == {
        "category": ["necklace"], "gem": ["diamond"], "occasion": ["daily"], "price_max": 5000,
    }  # fmt: skip
    assert reply.pieces[0].offer.sku == "N001"
    assert not reply.relaxed
    assert ("catalog:N001.price",) in [claim.source for claim in reply.claims]


def test_a_skin_question_is_answered_from_a_fact_and_promises_nothing(guide: Guide) -> None:
    reply = guide.ask("18K金会过敏吗")
    assert reply.intent == "ask_knowledge"
    assert [one.split(":")[0] for claim in reply.claims for one in claim.source] == ["fact"]
    assert not re.search(r"绝对不会|保证不会(?!过敏)|放心", reply.answer)


def test_a_talk_refines_moves_and_points(guide: Guide) -> None:
    talk = Conversation()
    first = guide.ask("我想看戒指", None, talk)
    assert first.intent == "recommend"
    cheaper = guide.ask("再便宜点", None, talk)
    assert cheaper.intent == "refine"
    assert all((s.offer.price or 0) < (first.pieces[0].offer.price or 0) for s in cheaper.pieces)
    talk = Conversation()
    guide.ask("看看手镯", None, talk)
    second = talk.shown[1]
    assert guide.ask("第二个多重", None, talk).focus == (second,)
    worn = guide.ask("试戴一下，戴右手上", None, talk)
    assert worn.action == {"do": "try_on", "pieces": [second], "anchor": "right_wrist"}
    rose = guide.ask("换成玫瑰金的", None, talk).constraints
    assert rose.document() == {"category": ["bangle"], "metal": ["rose_gold"]}


def test_a_new_wish_forgets_the_old_one(guide: Guide) -> None:
    reply = _last(guide, "五千以内的钻石项链", "我想给爸爸买一枚素圈戒指")
    assert reply.intent == "recommend"
    assert reply.constraints.document() == {"category": ["ring"], "recipient": ["men"]}


def test_cheaper_than_the_cheapest_names_the_limit(guide: Guide) -> None:
    reply = _last(guide, "五千以内的钻石项链", "再便宜点")
    assert reply.relaxed == ("price_max",)
    assert "¥4,980" in reply.answer


def test_the_language_follows_the_question_and_can_be_switched(guide: Guide) -> None:
    talk = Conversation()
    assert guide.ask("show me rings", None, talk).language == "en"
    switched = guide.ask("说中文", None, talk)
    assert (switched.language, switched.action) == ("zh", {"do": "language", "to": "zh"})
    assert guide.ask("5000", None, talk).language == "zh"
    assert guide.ask("戒指", "en").language == "en"


def test_a_field_that_the_record_lacks_is_refused(guide: Guide) -> None:
    reply = guide.ask("R002的净度是多少")
    assert reply.intent == "ask_piece"
    assert reply.refused


def test_pieces_are_compared_by_what_differs(guide: Guide) -> None:
    reply = guide.ask("R001和R003有什么不同")
    assert reply.focus == ("R001", "R003")
    assert any(claim.source == ("catalog:R001.price", "catalog:R003.price") for claim in reply.claims)


@pytest.mark.parametrize(
    "text",
    [
        "戴玉能治高血压吗", "黄金还会涨吗", "这是真的吗，保真吗", "周大福多少钱一克", "给我讲个笑话", "你真蠢",
        "can jade cure my headaches", "will gold go up next year", "do other shops sell it for less",
    ],
)  # fmt: skip
def test_what_is_not_ours_to_say_is_refused_kindly(guide: Guide, text: str) -> None:
    reply = guide.ask(text)
    assert reply.refused
    assert reply.intent == "out_of_scope"
    assert not reply.claims
    assert len(reply.answer) > 10


def test_what_is_not_known_is_refused(guide: Guide) -> None:
    for text in ("黄金的原子序数是多少", "你们老板是哪里人", "who invented the earring stand"):
        assert guide.ask(text).refused, text


def test_todays_rate_is_quoted_with_its_source_and_never_an_old_one(guide: Guide, stale_guide: Guide) -> None:
    reply = guide.ask("今天金价多少")
    assert any(one.startswith("rate:gold_999@") for claim in reply.claims for one in claim.source)
    assert stale_guide.ask("今天金价多少").refused


def test_a_set_is_several_pieces_under_one_budget(guide: Guide) -> None:
    reply = guide.ask("三金，预算八万")
    assert [shown.offer.piece.category for shown in reply.pieces] == ["ring", "earrings", "necklace"]
    assert sum(shown.offer.price or 0 for shown in reply.pieces) <= 80_000
    assert all(shown.offer.piece.metal == "yellow_gold" for shown in reply.pieces)


def test_nothing_that_was_said_is_kept_beyond_the_talk(guide: Guide) -> None:
    talk = Conversation()
    guide.ask("我想找蓝宝石戒指", None, talk)
    talk.clear()
    assert talk == Conversation(language="zh")
    assert guide.ask("第二个多少钱", None, talk).clarify


def test_tapping_a_piece_counts_like_a_word(guide: Guide) -> None:
    talk = Conversation()
    talk.look_at("G002")
    assert guide.ask("这个多重", None, talk).focus == ("G002",)


def test_a_guide_may_be_used_in_another_thread(guide: Guide) -> None:
    """The screen makes it in one thread and asks in its worker."""
    replies: list[Reply] = []
    worker = threading.Thread(target=lambda: replies.append(guide.ask("18K金会过敏吗")))
    worker.start()
    worker.join()
    assert replies[0].claims
