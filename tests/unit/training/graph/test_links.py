"""Holding links out, ranking them, and the rivals: on graphs small enough to count by hand. No torch."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kiosk.training.graph.ranking import (
    both_ways,
    common_neighbours,
    diagonal,
    neighbours_vote,
    popularity,
    ranks,
)
from kiosk.training.graph.splitting import split

_TRIPLES = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 3), st.integers(0, 14)), min_size=10, max_size=120, unique=True
)


@given(_TRIPLES, st.integers(0, 5))
def test_no_pair_of_nodes_is_on_both_sides(triples: list[tuple[int, int, int]], seed: int) -> None:
    array = np.array(triples, np.int64)
    links = split(array, seed, share=0.2)
    parts = [{frozenset((int(s), int(o))) for s, _, o in part} for part in (links.train, links.valid, links.test)]
    assert not parts[0] & parts[1]
    assert not parts[0] & parts[2]
    assert not parts[1] & parts[2]
    assert sorted(map(tuple, links.all.tolist())) == sorted(triples)


@given(_TRIPLES, st.integers(0, 5))
def test_every_tested_node_keeps_a_link_to_learn_from(triples: list[tuple[int, int, int]], seed: int) -> None:
    links = split(np.array(triples, np.int64), seed, share=0.2)
    learnt = set(links.train[:, [0, 2]].reshape(-1).tolist())
    for part in (links.valid, links.test):
        assert set(part[:, [0, 2]].reshape(-1).tolist()) <= learnt


def test_fates_tell_where_each_triple_went() -> None:
    triples = np.array([(a, 0, b) for a in range(6) for b in range(6) if a < b], np.int64)
    links = split(triples, 1, share=0.2)
    fates = links.fates(triples)
    np.testing.assert_array_equal(triples[fates == 2], links.test)
    assert (fates == 1).sum() == len(links.valid) > 0


def test_a_rank_leaves_other_right_answers_and_the_asked_node_out() -> None:
    # 0 -r-> 1, 2, 3; asked: 0 -r-> 3. Scores of the object: 0 itself best, then 1, 2, 4, 3.
    known = np.array([(0, 0, 1), (0, 0, 2), (0, 0, 3)], np.int64)
    scores = np.array([9.0, 8.0, 7.0, 5.0, 6.0], np.float32)
    found = ranks(lambda ones, asked: np.tile(scores, (len(ones), 1)), known[2:], known, 1)
    assert found[0] == 2.0  # only 4 stands before 3
    assert found[1] == 1.0  # asked from 3 for 0: the best of all


def test_equal_scores_share_the_middle_rank() -> None:
    known = np.array([(0, 0, 1)], np.int64)
    found = ranks(lambda ones, asked: np.zeros((len(ones), 5), np.float32), known, known, 1)
    # Four candidates are left besides the asked node; their middle is 2.5.
    assert found.tolist() == [2.5, 2.5]


def test_popularity_counts_ends_of_the_relation_asked() -> None:
    train = np.array([(0, 0, 3), (1, 0, 3), (2, 0, 4), (0, 1, 5)], np.int64)
    score = popularity(train, 2, 6)
    np.testing.assert_array_equal(score(np.array([5]), np.array([0]))[0], [0, 0, 0, 2, 1, 0])
    np.testing.assert_array_equal(score(np.array([5]), np.array([2]))[0], [1, 1, 1, 0, 0, 0])


def test_common_neighbours_and_votes_find_the_twin() -> None:
    # 0 and 1 share neighbours 4 and 5; 1 has colour 6, 2 has colour 7: which colour has 0?
    train = np.array([(0, 0, 4), (0, 0, 5), (1, 0, 4), (1, 0, 5), (2, 0, 8), (1, 1, 6), (2, 1, 7), (6, 0, 4)], np.int64)
    for rival in (common_neighbours, neighbours_vote):
        scores = rival(train, 2, 9)(np.array([0]), np.array([1]))[0]
        assert scores[6] > scores[7]


def test_distmult_is_the_product_over_the_dimensions() -> None:
    rng = np.random.default_rng(0)
    vectors, weights = rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    found = diagonal(vectors, weights)(np.array([2]), np.array([1]))[0]
    np.testing.assert_allclose(found, [float((vectors[2] * weights[1] * other).sum()) for other in vectors], rtol=1e-5)


def test_a_triple_is_read_backwards_under_another_relation() -> None:
    assert both_ways(np.array([(1, 0, 2)]), 3).tolist() == [[1, 0, 2], [2, 3, 1]]
