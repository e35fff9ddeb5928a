"""Target sizes measured from the running screen: 12 mm at least, 20 mm for primary actions."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize

from kiosk.base.settings import LANGUAGES, Language
from kiosk.ui.theme import tokens
from kiosk.ui.tour import LANDSCAPE, PORTRAIT, stops
from tests.ui.conftest import Stage

PX_PER_MM = tokens()["targets"]["px_per_mm"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_everything_one_touches_is_large_enough(
    make_stage: Callable[[QSize], Stage], size: QSize, language: Language
) -> None:
    stage = make_stage(size)
    stage.kiosk.words.switch(language)
    count = 0
    for stop in stops(stage.kiosk):
        stop.arrive()
        stage.settle()
        # A grid makes and drops its cards over several frames; a card without a size yet cannot be touched yet.
        stage.bot.waitUntil(lambda: all(item.width() > 0 < item.height() for item in stage.targets()), timeout=5000)
        for item in stage.targets():
            box = item.mapRectToScene(item.boundingRect())
            side_mm = min(box.width(), box.height()) / PX_PER_MM
            least = 20 if item.property("primary") else 12
            assert side_mm >= least - 0.01, f"{stop.name}: {item.property('label')!r} is {side_mm:.1f} mm"
            assert item.property("label"), f"{stop.name}: a target without a name for screen readers"
            count += 1
        stop.leave()
    assert count > 200
