"""Reading attributes out of offers; every sentence here is made up."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.paths import CATALOG
from kiosk.knowledge.offers.offer import ATTRIBUTES, Offer, shop_label, shop_mentions
from kiosk.knowledge.offers.reader import AttributeReader
from kiosk.knowledge.store import Knowledge


@pytest.fixture(scope="module")
def reader() -> AttributeReader:
    """The shipped words with the shipped graph's stones."""
    with closing(Knowledge.open(CATALOG)) as knowledge:
        return AttributeReader(knowledge.graph)


def _read(reader: AttributeReader, attribute: str, description: str, title: str = "") -> tuple[str, ...]:
    return reader.read(Offer(title, description))[attribute]


def test_an_offer_is_read_whole(reader: AttributeReader) -> None:
    offer = Offer(
        "Solvane Tideline SV-2207",
        "A Ladies Solvane engagement ring in 18k white gold. Its oval cut sapphire, 0.75 ctw, sits in a bezel setting. "
        "We are an authorized Solvane retailer.",
    )
    assert reader.read(offer) == {
        "Product Type": ("engagement ring",),
        "Gender": ("Ladies",),
        "Metal Type": ("18k white gold",),
        "Stones Type": ("sapphire",),
        "Stone Shape": ("oval",),
        "Stones Setting": ("bezel",),
        "Stones Total Weight": ("0.75 ctw",),
        "Brand": ("Solvane",),
    }


@pytest.mark.parametrize(
    ("said", "metals"),
    [
        ("made of 14 karat yellow gold.", ("14 karat yellow gold",)),
        (
            "Sterling silver (925), 18k rose gold plated, for every day",
            ("Sterling silver (925), 18k rose gold plated",),
        ),
        ("in white, yellow and rose gold", ("white, yellow and rose gold",)),
        ("in 14k, 18k (white or yellow gold) or platinum 950.", ("14k, 18k (white or yellow gold) or platinum 950",)),
        ("stainless steel with a dial", ("stainless steel",)),
        ("a golden evening, silverware, a 14 km walk", ()),
    ],
)
def test_metals(reader: AttributeReader, said: str, metals: tuple[str, ...]) -> None:
    assert _read(reader, "Metal Type", said) == metals


@pytest.mark.parametrize(
    ("said", "stones"),
    [
        ("set with black diamond", ("black diamond",)),
        ("set with Ruby, Tanzanite", ("Ruby, Tanzanite",)),
        ("an emerald cut diamond", ("diamond",)),
        ("a quartz movement under sapphire crystal", ()),
        ("a crystal bowl", ()),
    ],
)
def test_stones(reader: AttributeReader, said: str, stones: tuple[str, ...]) -> None:
    assert _read(reader, "Stones Type", said) == stones


@pytest.mark.parametrize(
    ("said", "types"),
    [
        ("a halo diamond engagement ring", ("halo diamond engagement ring",)),
        ("a diamond engagement ring; this ring lasts", ("engagement ring",)),
        ("this ring lasts", ("ring",)),
        ("wedding bands, and one wedding band more", ("wedding bands", "wedding band")),
        ("a string of earnings", ()),
    ],
)
def test_product_types(reader: AttributeReader, said: str, types: tuple[str, ...]) -> None:
    assert _read(reader, "Product Type", said) == types


@pytest.mark.parametrize(
    ("said", "weights"),
    [("1/4 ctw set", ("1/4 ctw",)), ("in .50 carat total weight", (".50 carat total weight",)), ("14 ct gold", ()),
     ("of 0.30 ct. It shines", ("0.30 ct",))],
)  # fmt: skip
def test_weights(reader: AttributeReader, said: str, weights: tuple[str, ...]) -> None:
    assert _read(reader, "Stones Total Weight", said) == weights


def test_shapes_settings_and_people(reader: AttributeReader) -> None:
    said = "A Men's ring: a Pear-shaped stone, shared prong, beside rounded edges. She waits."
    read = reader.read(Offer("", said))
    assert read["Stone Shape"] == ("Pear-shaped",)
    assert read["Stones Setting"] == ("shared prong",)
    assert read["Gender"] == ("Men's",)
    assert _read(reader, "Gender", "This Gents's ring, that Lady's ring") == ("Gents", "Lady's")
    likely = {span.text for span in reader.candidates(Offer("", said)) if span.attribute == "Gender"}
    assert likely == {"Men's", "She"}


@pytest.mark.parametrize(
    ("title", "description", "host", "brand"),
    [
        ("Ada Verre Fashion ring AV77", "This Ada Verre ring delights.", "", ("Ada Verre",)),
        ("Orlen Tide OR-1 | Smith Jewelers", "A ring at Smith Jewelers.", "www.smithjewelers.example", ("Orlen",)),
        ("Meadow Tray - Hollin Glass | UK", "A tray for any home.", "www.hollinglass.co.uk", ("Hollin Glass",)),
        ("a plain ring", "nobody is named", "", ()),
    ],
)
def test_brands(reader: AttributeReader, title: str, description: str, host: str, brand: tuple[str, ...]) -> None:
    assert reader.read(Offer(title, description, host))["Brand"] == brand


def test_the_shop_is_no_stone(reader: AttributeReader) -> None:
    said = "Come to Harbor Diamonds for a ruby."
    assert reader.read(Offer("", said, "www.harbordiamonds.example"))["Stones Type"] == ("ruby",)
    assert shop_label("www.harbordiamonds.example") == "harbordiamonds"
    assert [said[start:end] for start, end in shop_mentions(said, "harbordiamonds.example")] == ["Harbor Diamonds"]


@given(
    st.lists(
        st.sampled_from("14k gold wedding ring diamond Nova by 0.5 ct , her set é (".split())  # noqa: SIM905
    )
)  # fmt: skip
def test_spans_are_what_stands_there(words: list[str]) -> None:
    offer = Offer(" ".join(words[:4]), " ".join(words[4:]))
    plain = AttributeReader()
    spans = plain.candidates(offer)
    assert all(offer.texts[s.place][s.start : s.end] == s.text and s.attribute in ATTRIBUTES for s in spans)
    assert len({(s.attribute, s.place, s.start, s.end) for s in spans}) == len(spans)
