"""Painted items: the QR code can be read, the mirror mirrors, pictures cover without stretching."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.imaging.opencv import cv2
from kiosk.tryon.crop import Crop
from kiosk.ui.items import painting
from kiosk.ui.items.pictures import Pictures
from kiosk.ui.items.qr import QrCode
from kiosk.ui.items.video import VideoItem, cover, rgb32
from kiosk.ui.theme import palette_name, theme_values, tokens
from kiosk.ui.threads.looking import screenful
from tests.ui.conftest import Stage

PALETTES = ("velvet", "paper", "velvet_contrast", "paper_contrast")


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()


def painted(item: QrCode | VideoItem, width: int, height: int) -> QImage:
    item.setWidth(width)
    item.setHeight(height)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    return image


def test_the_shortlist_code_can_be_read(stage: Stage) -> None:
    for sku in ("R001", "N001", "E001"):
        stage.kiosk.shortlist.like(sku)
    code = QrCode()
    code.setProperty("text", stage.kiosk.shortlist.card_now().payload)
    said, *_ = cv2.QRCodeDetector().detectAndDecode(pixels(painted(code, 480, 480)))
    assert said == stage.kiosk.shortlist.card_now().payload
    assert "晨星六爪钻戒" in said


def test_the_live_picture_is_mirrored_or_not(stage: Stage) -> None:
    frame = np.zeros((40, 60, 3), np.uint8)
    frame[:, :30] = (0, 0, 255)
    video = VideoItem()
    video.show_mirrored(rgb32(frame), True)
    assert painted(video, 60, 40).pixelColor(50, 20).red() > 200
    video.show_mirrored(rgb32(frame), False)
    assert painted(video, 60, 40).pixelColor(10, 20).red() > 200
    video.clear()
    assert not video.property("filled")


def test_an_image_owns_its_memory() -> None:
    frame = np.full((8, 8, 3), 200, np.uint8)
    image = rgb32(frame)
    frame[:] = 0
    assert image.pixelColor(4, 4).red() == 200


sides = st.floats(10, 4000)


@given(sides, sides, sides, sides)
def test_a_cover_has_the_targets_shape_and_lies_inside(width: float, height: float, wide: float, tall: float) -> None:
    part = cover(width, height, wide, tall)
    assert part.width() / part.height() == pytest.approx(wide / tall, rel=1e-6)
    assert part.left() >= -1e-6
    assert part.top() >= -1e-6
    assert part.right() <= width + 1e-6
    assert part.bottom() <= height + 1e-6
    assert part.width() == pytest.approx(width, rel=1e-6) or part.height() == pytest.approx(height, rel=1e-6)


@given(
    st.integers(200, 2000), st.integers(200, 2000), st.floats(0.3, 2.5), st.floats(0, 1), st.floats(0, 1),
    st.floats(0.2, 1),
)  # fmt: skip
def test_a_screenful_lies_inside_and_has_the_screens_shape(
    width: int, height: int, aspect: float, x: float, y: float, share: float
) -> None:
    wide, tall = share * width, share * height
    crop = Crop(x * (width - wide), y * (height - tall), wide, tall)
    left, top, right, bottom = screenful(crop, width, height, aspect)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert (right - left) / aspect == pytest.approx(bottom - top, abs=1 + 1 / aspect)


def test_the_crop_is_shown_above_the_controls_where_the_frame_has_room() -> None:
    left, top, right, bottom = screenful(Crop(100, 50, 300, 400), 720, 1280, 300 / 540)
    assert (left, top, right, bottom) == (100, 50, 400, 590)


@pytest.mark.parametrize("palette", PALETTES)
def test_text_stands_out_from_every_ground(palette: str) -> None:
    """WCAG's contrast: 4.5 for text, 7 in high contrast."""
    least = 7.0 if palette.endswith("contrast") else 4.5
    table = tokens()[palette]
    for ground in ("ground", "velvet", "raised", "well"):
        for ink in ("text", "muted", "gold_text"):
            assert contrast(table[ink], table[ground]) >= least, f"{ink} on {ground}"
    assert contrast(table["on_gold"], table["gold"]) >= least
    assert contrast(table["on_jade"], table["jade"]) >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(name: str) -> float:
    values = [int(name[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("palette", PALETTES)
def test_light_and_wells_are_soft(palette: str) -> None:
    """No step between neighbours is visible: banding would show as one."""
    image = pixels(painting.lamp(palette, 200, 300)).astype(int)
    assert np.abs(np.diff(image, axis=0)).max() <= 4
    assert painting.well(palette, 120, 120, 24).pixelColor(0, 0).alpha() == 0


def test_a_piece_without_a_picture_gets_an_engraving(stage: Stage) -> None:
    provider = Pictures({}, {"X": "bangle"})
    size = QSize()
    image = provider.requestImage("piece/X/0/velvet", size, QSize(200, 200))
    assert size == QSize(200, 200)
    assert pixels(image).max() > 60


def test_large_text_is_larger_and_less_motion_is_still() -> None:
    plain = theme_values(paper=False, contrast=False, large=False, still=False)
    large = theme_values(paper=True, contrast=True, large=True, still=True)
    assert large["body"] > plain["body"] * 1.2
    assert plain["quickMs"] >= 180
    assert plain["slowMs"] <= 260
    assert large["slowMs"] == 0
    assert palette_name(paper=True, contrast=True) in PALETTES
