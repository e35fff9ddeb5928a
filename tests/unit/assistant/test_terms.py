"""Terms are looked up, never gone through, and what is found is what going through all of them would find."""

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.assistant.lexicon import Terms

WORDS = st.text("ab金钻 s", min_size=1, max_size=5)


def _gone_through(terms: set[str], said: str) -> list[str]:
    found, at = [], 0
    while at < len(said):
        here = [term for term in terms if said.startswith(term, at) and _whole(said, term, at)]
        longest = max(here, key=len, default="")
        found += [longest] if longest else []
        end = at + max(1, len(longest))
        if longest and _latin(longest[-1]) and said[end : end + 1] == "s":
            end += 1  # the plural
        at = end
    return found


def _whole(said: str, term: str, at: int) -> bool:
    if _latin(term[0]) and at and _latin(said[at - 1]):
        return False
    rest = said[at + len(term) :]
    plural = rest.startswith("s") and not _latin(rest[1:2])
    return not _latin(term[-1]) or not _latin(rest[:1]) or plural


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@given(terms=st.sets(WORDS, max_size=8), said=st.text("ab金钻 s", max_size=14))
@example(terms={"金", "金钻"}, said="金")
@example(terms={"a", "ab 金"}, said="ab a 金")
def test_the_longest_term_at_each_place_is_found(terms: set[str], said: str) -> None:
    assert [term for term, _, _ in Terms(terms).find(said)] == _gone_through(terms, said)


@given(terms=st.sets(WORDS, max_size=8), said=st.text("ab金钻 s", max_size=14), until=st.integers(0, 14))
def test_a_search_may_stop_early(terms: set[str], said: str, until: int) -> None:
    every = Terms(terms).find(said)
    assert Terms(terms).find(said, min(until, len(said))) == [one for one in every if one[1] < until]
