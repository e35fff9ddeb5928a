"""`image://vitrine/...`: the pieces' pictures, and what theme and icons need painted."""

import logging
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from kiosk.ui.items import painting
from kiosk.ui.theme import tokens

log = logging.getLogger(__name__)
NAME = "vitrine"
EMPTY = 512
"""Side of a picture nobody gave a size for, pixels."""


class Pictures(QQuickImageProvider):
    """Ids: `piece/SKU/INDEX/PALETTE`, `icon/NAME/RRGGBB`, `engraving/NAME/RRGGBB`, `lamp/PALETTE`,
    `well/PALETTE/RADIUS`, `veil/PALETTE`, `glow/RRGGBB`. Qt asks from its own loader thread."""

    def __init__(self, images: dict[str, tuple[Path, ...]], categories: dict[str, str]) -> None:
        """`images` are each piece's files, hero first; `categories` choose the engraving when there is none."""
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images = images
        self._categories = categories

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        """The image, scaled to fit what QML asked for."""
        wanted = requested if requested.width() > 0 and requested.height() > 0 else QSize(EMPTY, EMPTY)
        kind, *rest = name.split("/")
        image = self._paint(kind, rest, wanted)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def _paint(self, kind: str, rest: list[str], size: QSize) -> QImage:
        width, height = size.width(), size.height()
        match kind:
            case "piece":
                return self._piece(rest[0], int(rest[1]), rest[2], size)
            case "icon":
                return painting.drawing("icons", rest[0], f"#{rest[1]}", size)
            case "engraving":
                return painting.drawing("engravings", rest[0], f"#{rest[1]}", size)
            case "lamp":
                return painting.lamp(rest[0], width, height)
            case "well":
                return painting.well(rest[0], width, height, float(rest[1]))
            case "veil":
                return painting.veil(rest[0], width, height)
            case "glow":
                red, green, blue = bytes.fromhex(rest[0])
                return painting.glow(red, green, blue, width, height)
        log.error("no such picture: %s", kind)
        return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)

    def _piece(self, sku: str, index: int, palette: str, size: QSize) -> QImage:
        files = self._images.get(sku, ())
        if index < len(files):
            reader = QImageReader(str(files[index]))
            full = reader.size()
            if full.isValid():
                reader.setScaledSize(full.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
            picture = reader.read()
            if not picture.isNull():
                # It brings its own shadow, rendered with it.
                return picture
            log.warning("the picture %s of %s cannot be read: %s", files[index].name, sku, reader.errorString())
        return painting.drawing("engravings", self._categories.get(sku, "ring"), tokens()[palette]["engraving"], size)
