"""Light and shade painted once as images: soft edges look the same on every renderer, and never band."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.base.paths import ASSETS
from kiosk.ui.theme import tokens

Rgb = NDArray[np.float32]


def colour(name: str, palette: str) -> Rgb:
    """A token's colour as three floats 0..255."""
    value = QColor(tokens()[palette][name])
    return np.array([value.red(), value.green(), value.blue()], np.float32)


def to_image(rgb: NDArray[np.float32], alpha: NDArray[np.float32] | None = None, *, seed: int = 7) -> QImage:
    """(h, w, 3) floats 0..255 and alpha (h, w) 0..1 as an image; half a step of noise hides the bands of slow ramps."""
    height, width = rgb.shape[:2]
    noise = np.random.default_rng(seed).uniform(-0.5, 0.5, (height, width, 1)).astype(np.float32)
    pixels = np.empty((height, width, 4), np.uint8)
    opacity = np.ones((height, width), np.float32) if alpha is None else alpha
    shade = np.clip(opacity[..., None] * 255 + noise, 0, 255)
    premultiplied = np.clip(rgb * opacity[..., None] + noise, 0, shade if alpha is not None else 255)
    pixels[..., :3] = np.round(premultiplied)[..., ::-1]
    pixels[..., 3] = 255 if alpha is None else np.round(shade[..., 0])
    kind = QImage.Format.Format_RGB32 if alpha is None else QImage.Format.Format_ARGB32_Premultiplied
    # copy(): QImage does not own numpy's memory.
    return QImage(pixels.data, width, height, width * 4, kind).copy()


def lamp(palette: str, width: int, height: int) -> QImage:
    """The room: velvet under a lamp that stands above the upper third, falling off to ink."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    reach = float(max(width, height))
    far = np.hypot((x - width / 2) / 0.62, y - height * 0.24) / reach
    glow = np.exp(-((far / 0.34) ** 2))[..., None]
    fall = np.clip(y / height, 0, 1)[..., None] ** 1.3
    base = colour("velvet", palette) * (1 - fall) + colour("ground", palette) * fall
    return to_image(base * (1 - 0.34 * glow) + colour("lamp", palette) * 0.34 * glow)


def well(palette: str, width: int, height: int, radius: float) -> QImage:
    """One compartment of the tray: pressed into the velvet, shaded under its upper rim, lit along the lower."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    dx = np.maximum(np.abs(x - width / 2) - (width / 2 - radius), 0)
    dy = np.maximum(np.abs(y - height / 2) - (height / 2 - radius), 0)
    # Distance to the rounded rim, positive inside, pixels.
    inside = radius - np.hypot(dx, dy)
    inside = np.where((dx == 0) & (dy == 0), np.minimum(width / 2 - np.abs(x - width / 2),
                                                         height / 2 - np.abs(y - height / 2)), inside)  # fmt: skip
    alpha = np.clip(inside, 0, 1)
    down = y / height
    far = np.hypot((x - width / 2) / width, (y - height * 0.46) / height)
    pool = np.exp(-((far / 0.33) ** 2))[..., None]
    base = colour("well", palette)
    base = base * (1 - 0.5 * pool) + colour("raised", palette) * 0.5 * pool
    rim = np.exp(-np.maximum(inside, 0) / 9)
    dark = (rim * np.clip(1.15 - 1.9 * down, 0, 1))[..., None] * (0.5 if palette.startswith("velvet") else 0.14)
    lit = (np.exp(-np.maximum(inside, 0) / 1.6) * np.clip(2.2 * down - 1.3, 0, 1))[..., None] * 0.22
    rgb = base * (1 - dark)
    return to_image(rgb * (1 - lit) + 255 * lit, alpha)


def glow(red: int, green: int, blue: int, width: int, height: int) -> QImage:
    """A soft round light of one colour, full in the middle and nothing at the rim."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    far = np.hypot(2 * x / width - 1, 2 * y / height - 1)
    alpha = np.clip(1 - far, 0, 1) ** 2
    return to_image(np.full((height, width, 3), (red, green, blue), np.float32), alpha)


def veil(palette: str, width: int, height: int) -> QImage:
    """The shade at the mirror's foot: nothing at the top, ink at the bottom, without a visible edge."""
    t = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    alpha = np.repeat((t * t * (3 - 2 * t)) * 0.94, width, axis=1)
    return to_image(np.tile(colour("scrim", palette), (height, width, 1)), alpha)


def drawing(folder: str, name: str, ink: str, size: QSize) -> QImage:
    """A line drawing of `assets/theme/FOLDER` in one ink."""
    path = ASSETS / "theme" / folder / f"{name}.svg"
    source = path.read_text("utf-8").replace("currentColor", ink)
    side = min(size.width(), size.height())
    if folder == "engravings":
        # A burin's line stays fine however large the plate is.
        fine = 240 * max(1.5, min(2.2, side / 260)) / max(1, side)
        source = source.replace('stroke-width="1.4"', f'stroke-width="{fine:.2f}"')
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    place = QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    QSvgRenderer(QByteArray(source.encode())).render(painter, place)
    painter.end()
    return image
