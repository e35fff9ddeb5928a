"""Every reason is true of the record, and says where."""

import re

import pytest

from kiosk.advice import wording
from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import price_reason, reasons_for
from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import text
from kiosk.catalog.document import piece_document
from kiosk.catalog.piece import GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES

_WISH = Constraints.of(
    occasion=OCCASIONS, recipient=("women", "elders"), style=STYLES, price_max=20_000, inner_diameter_mm=16.5
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_names_fields_that_the_record_really_has(shelf: tuple[Offer, ...], language: Language) -> None:
    for offer in shelf:
        document = piece_document(offer.piece, offer.quote, language)
        for wish in (Constraints(), _WISH):
            reasons = reasons_for(offer, wish, language)
            assert 1 <= len(reasons) <= 5
            for reason in reasons:
                assert reason.text.strip()
                assert reason.source
                for source in reason.source:
                    if source.startswith("rate:"):
                        assert source == offer.quote.source
                        continue
                    match = re.fullmatch(r"catalog:([A-Z]\d{3})\.(\w+)", source)
                    assert match
                    assert match.group(1) == offer.sku
                    assert document[match.group(2)] not in (None, [], ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_occasions_and_recipients_that_a_piece_lacks_are_never_given(
    shelf: tuple[Offer, ...], language: Language
) -> None:
    for offer in shelf:
        for word in (*OCCASIONS, *RECIPIENTS):
            key = "occasion" if word in OCCASIONS else "recipient"
            have = offer.piece.occasions if key == "occasion" else offer.piece.recipients
            reasons = reasons_for(offer, Constraints.of(**{key: (word,)}), language)
            clause = text(f"advice.reason.{key}", language, words=wording.word(word, language))
            assert any(reason.text == clause for reason in reasons) == (word in have)


def test_a_price_within_the_budget_says_so_and_one_above_does_not(shelf: tuple[Offer, ...]) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    within = price_reason(by_sku["N001"], Constraints.of(price_max=5000), "zh")
    assert "¥4,980" in within.text
    assert "¥5,000" in within.text
    assert "¥4,000" not in price_reason(by_sku["N001"], Constraints.of(price_max=4000), "zh").text


def test_a_price_by_weight_names_the_rate(shelf: tuple[Offer, ...], stale_shelf: tuple[Offer, ...]) -> None:
    bangle = next(offer for offer in shelf if offer.sku == "G001")
    reason = price_reason(bangle, Constraints(), "zh")
    assert any(source.startswith("rate:gold_999@") for source in reason.source)
    old = next(offer for offer in stale_shelf if offer.sku == "G001")
    assert not re.search(r"\d", price_reason(old, Constraints.of(price_max=99_999), "zh").text)


def test_every_vocabulary_word_has_a_name_in_both_languages() -> None:
    for word in (*GEMS, *METALS, *OCCASIONS, *RECIPIENTS, *STYLES):
        assert wording.word(word, "zh") != word.replace("_", " ")
        assert re.search(r"[a-z]", wording.word(word, "en"))


def test_materials_are_named_as_the_trade_does() -> None:
    assert wording.material("yellow_gold", 999, "zh") == "足金999"
    assert wording.material("rose_gold", 750, "zh") == "18K玫瑰金"
    assert wording.material("platinum", 950, "zh") == "铂金950"
    assert wording.material("silver", 925, "en") == "925 silver"
    assert wording.material("white_gold", 750, "en") == "18K white gold"
