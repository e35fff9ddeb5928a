"""The real landmark models, and a folder that the pieces of these tests take their atlases from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.catalog.piece import Bilingual, Piece, PriceRule
from tests.conftest import SHARED
from tests.helpers.drawn_atlas import write_drawn_atlas


@pytest.fixture
def landmark_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real models: those beside the checkout, or those rebuilt at set-up; without any the test skips."""
    from kiosk.inference.manifest import best_face_model, model_path

    if (SHARED / "models").is_dir():
        monkeypatch.setenv("VITRINE_MODELS", str(SHARED / "models"))
    try:
        model_path("hand_landmarker")
        best_face_model()
    except KnownError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def make_piece(data_folder: Path) -> Callable[..., Piece]:
    """Makes a piece of a category with a drawn atlas in the data folder."""
    folder = data_folder / "atlas"
    folder.mkdir(exist_ok=True)

    def make(category: str, sku: str | None = None, *, atlas: bool = True, **facts: object) -> Piece:
        sku = sku or f"T-{category}"
        if atlas:
            write_drawn_atlas(folder, category, sku)
        name = Bilingual(sku, sku)
        return Piece(sku, name, name, category, PriceRule("fixed", 1), **facts)  # type: ignore[arg-type]

    return make
