import pytest

from kiosk.advice.constraints import Constraints


def test_the_document_holds_only_what_was_said_in_the_contracts_words() -> None:
    wish = Constraints.of(category=("necklace",), price_max=5000.0, exclude={"metal": ("silver",)}, sort="price_low")
    assert wish.document() == {
        "category": ["necklace"], "price_max": 5000, "exclude": {"metal": ["silver"]}, "sort": "price_low",
    }  # fmt: skip
    assert Constraints().document() == {}
    assert not Constraints()


def test_a_list_said_anew_replaces_the_old_one_and_the_rest_stays() -> None:
    merged = Constraints.of(category=("ring",), gem=("diamond",)).merge(Constraints.of(category=("brooch",)))
    assert merged.document() == {"category": ["brooch"], "gem": ["diamond"]}


def test_a_bound_that_contradicts_the_older_one_drops_it() -> None:
    assert Constraints.of(price_min=8000).merge(Constraints.of(price_max=5000)).document() == {"price_max": 5000}
    kept = Constraints.of(price_min=2000).merge(Constraints.of(price_max=5000))
    assert kept.document() == {"price_min": 2000, "price_max": 5000}
    assert Constraints.of(fineness=750).merge(Constraints.of(fineness_min=990)).document() == {"fineness_min": 990}


def test_wanting_and_not_wanting_undo_each_other() -> None:
    excluded = Constraints.of(metal=("silver",)).merge(Constraints.of(exclude={"metal": ("silver",)}))
    assert excluded.document() == {"exclude": {"metal": ["silver"]}}
    assert excluded.merge(Constraints.of(metal=("silver",))).document() == {"metal": ["silver"]}


def test_relaxing_forgets_a_key() -> None:
    wish = Constraints.of(category=("ring",), price_max=5000)
    assert wish.relax("price_max").document() == {"category": ["ring"]}
    assert wish.relax("category", "price_max") == Constraints()


@pytest.mark.parametrize("key", ["style", "occasion", "recipient"])
def test_soft_keys_are_said_but_not_hard(key: str) -> None:
    wish = Constraints.of(**{key: ("x",)})
    assert wish.said() == (key,)
    assert wish.hard() == ()
