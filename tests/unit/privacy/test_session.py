import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.base.errors import BugError, KnownError
from kiosk.privacy.session import PURPOSES, Entry, Purpose, Session

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def session() -> Session:
    return Session(clock=lambda: NOON)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_nothing_is_allowed_before_the_customer_agrees(session: Session, purpose: Purpose) -> None:
    assert session.consent(purpose).state == "unasked"
    assert not session.allows(purpose)
    with pytest.raises(KnownError, match="stays off until"):
        session.require(purpose)
    assert session.empty


def test_consent_is_given_for_one_purpose_alone(session: Session) -> None:
    session.give("camera")
    assert session.allows("camera")
    session.require("camera")
    assert not session.allows("microphone")
    assert session.consent("camera").at == NOON


@pytest.mark.parametrize(
    ("say", "state"),
    [
        (["refuse"], "refused"),
        (["withdraw"], "refused"),
        (["give", "withdraw"], "withdrawn"),
        (["give", "refuse"], "withdrawn"),
        (["give", "withdraw", "give"], "given"),
        (["refuse", "give"], "given"),
    ],
)
def test_what_was_said_last_holds(session: Session, say: list[str], state: str) -> None:
    for word in say:
        getattr(session, word)("camera")
    assert session.consent("camera").state == state
    assert session.allows("camera") == (state == "given")


def test_an_unknown_purpose_is_our_mistake(session: Session) -> None:
    with pytest.raises(BugError):
        session.give("fingerprint")  # type: ignore[arg-type]


def test_the_shortlist_keeps_its_order_and_sizes(session: Session) -> None:
    session.like("N001")
    session.like("R001", size_mm=16.5)
    session.like("N001")
    session.like("R001")
    assert [entry.sku for entry in session.shortlist()] == ["N001", "R001"]
    assert session.entry("R001").size_mm == 16.5
    session.unlike("N001")
    assert not session.liked("N001")
    assert session.shortlist() == (Entry("R001", liked=True, size_mm=16.5),)


def test_trying_on_and_putting_back(session: Session) -> None:
    session.try_on("R001", "left_hand/ring")
    session.try_on("R001", "left_hand/middle")
    session.try_on("R001", "left_hand/ring")
    assert session.entry("R001").tried == ("left_hand/ring", "left_hand/middle")
    session.like("R001")
    session.put_back("R001")
    entry = session.entry("R001")
    assert (entry.liked, entry.put_back) == (False, True)
    session.like("R001")
    assert not session.entry("R001").put_back


def test_looking_alone_is_no_entry(session: Session) -> None:
    session.view("N001")
    session.view("R001")
    session.view("N001")
    assert session.viewed() == ("N001", "R001")
    assert session.entries() == ()


def test_an_impossible_size_is_our_mistake(session: Session) -> None:
    with pytest.raises(BugError):
        session.choose_size("R001", -1)


def test_wiping_leaves_nothing(session: Session) -> None:
    session.give("camera")
    session.refuse("microphone")
    session.view("N001")
    session.like("N001", 450)
    session.try_on("R001", "left_hand/ring")
    before = session.revision
    session.wipe()
    assert session.empty
    assert not session.allows("camera")
    assert session.consent("microphone").state == "unasked"
    assert session.entries() == session.viewed() == ()
    assert session.started_at is None
    assert session.visit == 1
    assert session.revision > before
    held = repr({name: value for name, value in vars(session).items() if name not in ("_clock", "_lock")})
    assert "N001" not in held
    assert "left_hand" not in held


def test_the_visit_starts_with_its_first_event(session: Session) -> None:
    assert session.started_at is None
    session.view("N001")
    assert session.started_at == NOON


def test_threads_may_share_it(session: Session) -> None:
    def work(n: int) -> None:
        for _ in range(50):
            session.like(f"S{n}")
            session.try_on(f"S{n}", "neck")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(session.shortlist()) == 4
    assert session.revision == 400


skus = st.sampled_from(["N001", "R001", "E001"])
purposes = st.sampled_from(PURPOSES)


class Visit(RuleBasedStateMachine):
    """Whatever a customer does in whatever order, these hold."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(clock=lambda: NOON)
        self.given: dict[Purpose, bool] = dict.fromkeys(PURPOSES, False)

    @rule(purpose=purposes, word=st.sampled_from(["give", "refuse", "withdraw"]))
    def say(self, purpose: Purpose, word: str) -> None:
        getattr(self.session, word)(purpose)
        self.given[purpose] = word == "give"

    @rule(sku=skus, act=st.sampled_from(["like", "unlike", "put_back", "view"]))
    def act(self, sku: str, act: str) -> None:
        do: Callable[[str], None] = getattr(self.session, act)
        do(sku)

    @rule(sku=skus)
    def try_on(self, sku: str) -> None:
        self.session.try_on(sku, "neck")

    @rule()
    def wipe(self) -> None:
        self.session.wipe()
        self.given = dict.fromkeys(PURPOSES, False)
        assert self.session.empty

    @invariant()
    def devices_follow_the_last_word(self) -> None:
        assert {purpose: self.session.allows(purpose) for purpose in PURPOSES} == self.given

    @invariant()
    def nothing_is_both_wanted_and_put_back(self) -> None:
        assert not any(entry.liked and entry.put_back for entry in self.session.entries())


TestVisit = Visit.TestCase
TestVisit.settings = settings(max_examples=40, stateful_step_count=20)
