"""Left questions: the words and the day, never the person."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.knowledge.inbox import MOST_CHARACTERS, Inbox, without_person


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox.db", today=lambda: date(2026, 11, 24))


def test_a_question_left_twice_is_one_question(inbox: Inbox) -> None:
    inbox.keep("钯金能镶钻吗", "zh")
    again = inbox.keep(" 钯金能镶钻吗 ", "zh")
    assert [(q.text, q.asked, q.first_day) for q in inbox.questions()] == [("钯金能镶钻吗", 2, "2026-11-24")]
    assert again.state == "open"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("我叫王小明，电话13812345678，能订做吗", "能订做吗"),
        ("Can you resize it? my name is Jane Smith, +44 7700 900123", "Can you resize it?"),
        ("答案发我微信号: zhang_33aa 好吗，银会变黑吗", "好吗，银会变黑吗"),
        ("我是想给妈妈买，翡翠怕汗吗", "我是想给妈妈买，翡翠怕汗吗"),
        ("18K750的戒指怎么洗", "18K750的戒指怎么洗"),
    ],
)
def test_who_asked_is_not_kept(inbox: Inbox, said: str, kept: str) -> None:
    found = inbox.keep(said, "zh").text
    assert kept in found
    for person in ("13812345678", "王小明", "Jane", "7700", "zhang_33aa"):
        assert person not in found
    assert person.encode() not in inbox.path.read_bytes()


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.text(max_size=30))
def test_no_telephone_number_survives(number: str, around: str) -> None:
    assert number not in without_person(f"{around} {number} {around}")


def test_nothing_but_a_person_is_no_question(inbox: Inbox) -> None:
    with pytest.raises(KnownError, match="no question"):
        inbox.keep("13812345678", "zh")
    assert inbox.questions() == ()


def test_a_settled_question_leaves_the_open_ones(inbox: Inbox) -> None:
    question = inbox.keep("x" * 500, "en")
    assert len(question.text) == MOST_CHARACTERS
    assert inbox.settle(question.id, "answered", "own-fact").fact == "own-fact"
    assert inbox.questions("open") == ()
    with pytest.raises(KnownError, match="no question 99"):
        inbox.settle(99, "dismissed")
