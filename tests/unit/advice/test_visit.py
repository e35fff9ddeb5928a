"""What was tried, liked or put back moves the next list, and never a limit."""

from kiosk.advice.constraints import Constraints
from kiosk.advice.filtering import breaks
from kiosk.advice.offers import Offer
from kiosk.advice.recommend import recommend
from kiosk.advice.taste import taste
from kiosk.advice.vectors import attribute_vectors, node_vectors
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.privacy.session import Session

NECKLACES = Constraints.of(category=("necklace",))


def _order(shelf: tuple[Offer, ...], wish: Constraints, visit: Visit) -> list[str]:
    return [pick.offer.sku for pick in recommend(shelf, wish, "zh", visit=visit).picks]


def test_a_session_becomes_a_visit() -> None:
    session = Session()
    session.view("N001")
    session.view("E001")
    session.try_on("R001", "left_hand/ring")
    session.try_on("R003", "left_hand/ring")
    session.put_back("R001")
    session.like("E001")
    visit = Visit.of(session.viewed(), session.entries())
    assert visit == Visit(looked=("E001", "N001"), tried=("R003",), liked=("E001",), put_back=("R001",))
    assert visit.skus() == ("E001", "R003", "R001", "N001")
    assert not Visit.of((), ())


def test_liked_rose_gold_hoops_bring_the_rose_gold_necklace_first(shelf: tuple[Offer, ...]) -> None:
    assert _order(shelf, NECKLACES, NO_VISIT)[0] != "N003"
    assert _order(shelf, NECKLACES, Visit(liked=("E002",)))[0] == "N003"


def test_liking_counts_more_than_looking(shelf: tuple[Offer, ...]) -> None:
    vectors = attribute_vectors(offer.piece for offer in shelf)
    skus = ["N001", "N002", "N003", "N004", "N005"]
    both = taste(Visit(liked=("R005",), looked=("E002",)), skus, vectors)
    assert skus[int(both.argmax())] == "N005"
    swapped = taste(Visit(liked=("E002",), looked=("R005",)), skus, vectors)
    assert skus[int(swapped.argmax())] == "N003"


def test_what_was_put_back_comes_last_and_what_is_like_it_later(shelf: tuple[Offer, ...]) -> None:
    order = _order(shelf, NECKLACES, Visit(put_back=("N001",)))
    assert order[-1] == "N001"
    vectors = attribute_vectors(offer.piece for offer in shelf)
    scores = taste(Visit(put_back=("N001",)), ["E003", "E005", "E001"], vectors)
    assert scores[0] == min(scores), "the diamond studs are the most like the diamond necklace"


def test_an_empty_visit_changes_nothing(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(occasion=("daily",))
    assert _order(shelf, wish, NO_VISIT) == [pick.offer.sku for pick in recommend(shelf, wish, "zh").picks]


def test_no_visit_opens_a_limit(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("ring",), price_max=6000)
    everything = tuple(offer.sku for offer in shelf)
    for visit in (Visit(liked=everything), Visit(put_back=everything), Visit(tried=everything[::3])):
        picks = recommend(shelf, wish, "zh", visit=visit).picks
        assert picks
        assert not any(breaks(pick.offer, wish) for pick in picks)


def test_a_sort_stays_exact_whatever_was_tried(shelf: tuple[Offer, ...]) -> None:
    visit = Visit(liked=("B002",), put_back=("B004",))
    prices = [p.offer.price or 0 for p in recommend(shelf, Constraints(sort="price_low"), "zh", visit=visit).picks]
    assert prices == sorted(prices)


def test_the_same_visit_gives_the_same_list(shelf: tuple[Offer, ...]) -> None:
    visit = Visit(looked=("N004", "E001"), tried=("R004",), put_back=("G004",))
    assert _order(shelf, Constraints(), visit) == _order(shelf, Constraints(), visit)


def test_pieces_unknown_to_the_shelf_are_passed_over(shelf: tuple[Offer, ...]) -> None:
    gone = Visit(liked=("X999",), looked=("X998",))
    assert _order(shelf, NECKLACES, gone) == _order(shelf, NECKLACES, NO_VISIT)


def test_vectors_of_nodes_place_pieces_by_what_they_are_made_of(shelf: tuple[Offer, ...]) -> None:
    import numpy as np

    nodes = {"yellow_gold": np.array([1.0, 0.0]), "rose_gold": np.array([0.9, 0.1]), "silver": np.array([0.0, 1.0])}
    vectors = node_vectors((offer.piece for offer in shelf), nodes)
    gold, rose, silver, nothing = vectors.rows(["R005", "R003", "G003", "X999"])
    assert gold @ rose > gold @ silver
    assert not nothing.any()
