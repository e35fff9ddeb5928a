from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalog import piece as vocabulary
from kiosk.catalog.piece import Bilingual, Piece, PriceRule, Stone
from kiosk.catalog.rates import PLAUSIBLE_YUAN_PER_G, Rate
from kiosk.catalog.rows import piece_row, rate_row, row_piece, row_rate, row_unit, unit_row
from kiosk.catalog.schema import migrations
from kiosk.catalog.units import Unit
from kiosk.storage.database import Database

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
numbers = st.floats(0.01, 1000, allow_nan=False)
bilinguals = st.builds(Bilingual, texts, texts)


def words_of(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), unique=True, max_size=4).map(tuple)


rules = st.builds(
    PriceRule, st.just("fixed"), st.integers(1, 10**6), st.none(), st.just(0.0), st.just(0.0)
) | st.builds(
    PriceRule, st.just("by_weight"), st.none(), st.sampled_from(sorted(PLAUSIBLE_YUAN_PER_G)), numbers, numbers
)
stones = st.builds(
    Stone,
    st.sampled_from(vocabulary.GEMS),
    st.integers(1, 100),
    st.lists(numbers, min_size=1, max_size=3).map(tuple),
    st.none() | st.sampled_from(vocabulary.CUTS),
    st.none() | numbers,
)
pieces = st.builds(
    Piece,
    sku=texts,
    names=bilinguals,
    descriptions=bilinguals,
    category=st.sampled_from(vocabulary.CATEGORIES),
    price=rules,
    metal=st.none() | st.sampled_from(vocabulary.METALS),
    metals=words_of(vocabulary.METALS),
    fineness=st.none() | st.sampled_from(vocabulary.FINENESSES),
    gems=words_of(vocabulary.GEMS),
    gem_origin=st.none() | st.sampled_from(vocabulary.GEM_ORIGINS),
    colour=words_of(vocabulary.COLOURS),
    cut=words_of(vocabulary.CUTS),
    carat=st.none() | numbers,
    clarity=st.none() | texts,
    colour_grade=st.none() | texts,
    treatment=st.none() | bilinguals,
    care=st.none() | bilinguals,
    certificate=st.none() | texts,
    weight_g=st.none() | numbers,
    length_mm=st.none() | numbers,
    inner_diameter_mm=st.none() | numbers,
    styles=words_of(vocabulary.STYLES),
    occasions=words_of(vocabulary.OCCASIONS),
    recipients=words_of(vocabulary.RECIPIENTS),
    stones=st.lists(stones, max_size=3).map(tuple),
    dimensions_mm=st.dictionaries(st.sampled_from(vocabulary.DIMENSIONS), numbers).map(MappingProxyType),
    images=st.lists(texts, max_size=3).map(tuple),
    atlas=st.none() | texts,
    spec=st.dictionaries(texts, texts | numbers | st.lists(numbers, max_size=3), max_size=4).map(MappingProxyType),
)
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)) | st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone(timedelta(hours=8)))
)


def test_every_field_of_a_piece_is_made_by_the_strategy() -> None:
    # A new field must be added above, or the round trip would not notice that it is lost.
    assert {field.name for field in fields(Piece)} == set(pieces.wrapped_strategy.kwargs)  # type: ignore[attr-defined]


@settings(max_examples=60)
@given(pieces)
def test_a_piece_comes_back_from_the_database_as_it_was(piece: Piece) -> None:
    db = Database(memory=True)
    migrations.apply(db)
    db.table("pieces").insert(piece_row(piece, 1))
    (row,) = db.query("SELECT * FROM pieces")
    assert row_piece(row) == piece
    db.close()


@given(
    st.builds(
        Unit,
        tag=texts,
        sku=texts,
        weight_g=numbers,
        tray=texts,
        size_mm=st.none() | numbers,
        certificate_number=st.none() | texts,
        state=st.sampled_from(["in_stock", "held", "sold"]),
        held_until=st.none() | times,
        counted_at=st.none() | times,
    )
)
def test_a_unit_comes_back_as_it_was(unit: Unit) -> None:
    assert row_unit(unit_row(unit)) == unit


@given(st.sampled_from(sorted(PLAUSIBLE_YUAN_PER_G)), st.integers(1, 10**7), times, st.booleans())
def test_a_rate_comes_back_to_the_fen(metal: str, fen: int, set_at: datetime, demo: bool) -> None:
    rate = Rate(metal, Decimal(fen) / 100, set_at, demo)
    assert row_rate(rate_row(rate)) == rate
