import pytest
import segno

from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.card import PAYLOAD_BYTES, associate_card, best_units
from kiosk.catalog.store import Catalog
from kiosk.privacy.session import Entry, Session


@pytest.fixture
def visit() -> Session:
    session = Session()
    session.like("N001")
    session.try_on("R001", "left_hand/ring")
    session.like("R001", size_mm=17)
    session.like("K003")
    session.try_on("G001", "left_wrist")
    session.put_back("G001")
    session.try_on("E001", "left_ear")
    return session


def test_the_associate_sees_trays_and_tags(catalog: Catalog, visit: Session) -> None:
    card = associate_card(catalog, visit.entries(), "zh")
    assert [line.sku for line in card.lines] == ["N001", "R001", "K003"]
    assert "托盘 A1-03  R001-03  17.2 mm" in card.text, "the unit nearest to the chosen size comes first"
    assert "已试戴" in card.text
    assert "暂无现货" in card.text
    assert "看过放回：G001 古法传家足金手镯" in card.text
    assert "E001" not in card.text, "tried and neither liked nor put back"


def test_the_phone_gets_names_and_prices_but_no_trays(catalog: Catalog, visit: Session) -> None:
    card = associate_card(catalog, visit.entries(), "en")
    assert "N001 First Light Diamond Necklace  ¥4,980  450 mm long" in card.payload
    assert "Tray" not in card.payload
    assert "C1-0" not in card.payload
    assert "G001" not in card.payload


@pytest.mark.parametrize("language", LANGUAGES)
def test_hidden_prices_stay_hidden(catalog: Catalog, visit: Session, language: Language) -> None:
    card = associate_card(catalog, visit.entries(), language, hide_prices=True)
    assert "¥" not in card.text + card.payload


def test_a_price_by_weight_is_dated_or_left_to_the_shop(catalog: Catalog) -> None:
    entries = [Entry("G001", liked=True)]
    assert "今日价请问店员" in associate_card(catalog, entries, "zh").text
    catalog.set_rates({"gold_999": "1400"})
    quote = catalog.quote(catalog.piece("G001"))
    assert f"¥71,966（{quote.price_date}牌价）" in associate_card(catalog, entries, "zh").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_even_the_whole_shelf_fits_a_code(catalog: Catalog, language: Language) -> None:
    everything = [Entry(piece.sku, liked=True) for piece in catalog.pieces()]
    payload = associate_card(catalog, everything, language).payload
    assert len(payload.encode()) <= PAYLOAD_BYTES
    shown = sum(piece.sku in payload for piece in catalog.pieces())
    assert str(32 - shown) in payload.splitlines()[-1]
    assert segno.make(payload, error="m", encoding="utf-8").version <= 26


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_shortlist_says_so(catalog: Catalog, language: Language) -> None:
    card = associate_card(catalog, [], language)
    assert card.text == card.payload != ""


def test_without_a_wish_units_keep_their_order(catalog: Catalog) -> None:
    units = catalog.units("R001")
    assert best_units(units, None) == units
    assert best_units(units, 17.0)[0].size_mm == 17.2
