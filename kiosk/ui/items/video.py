"""The live picture as a painted item (VideoOutput stays black on the software renderer)."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem


def rgb32(bgr: NDArray[np.uint8]) -> QImage:
    """(h, w, 3) BGR as an RGB32 image with memory of its own: the format that paints fastest."""
    height, width = bgr.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.bits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    pixels[:, :width, :3] = bgr
    pixels[..., 3] = 255
    return image


class VideoItem(QQuickPaintedItem):
    """Paints the newest image so that it fills the item, cropped, never stretched."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._mirrored = True
        self.setOpaquePainting(True)

    def show(self, image: QImage) -> None:
        """Show `image` from the next repaint on."""
        self._image = image
        self.update()

    def show_mirrored(self, image: QImage, mirrored: bool) -> None:
        """Show `image`, flipped as a mirror does or as it is."""
        filled = not self._image.isNull()
        self._mirrored = mirrored
        self.show(image)
        if filled == image.isNull():
            self.changed.emit()

    def clear(self) -> None:
        """Forget the picture."""
        self.show_mirrored(QImage(), self._mirrored)

    def paint(self, painter: QPainter) -> None:
        """Qt calls this."""
        target = QRectF(0, 0, self.width(), self.height())
        if self._image.isNull():
            painter.fillRect(target, 0xFF0B090C)
            return
        source = cover(self._image.width(), self._image.height(), self.width(), self.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(target, self._image, source)

    filled = Property(bool, lambda self: not self._image.isNull(), notify=changed)


def cover(width: float, height: float, target_width: float, target_height: float) -> QRectF:
    """The middle part of a picture that fills a target of another shape; pixels of the picture."""
    scale = max(target_width / width, target_height / height) or 1.0
    part_width, part_height = target_width / scale, target_height / scale
    return QRectF((width - part_width) / 2, (height - part_height) / 2, part_width, part_height)
