"""The mirror without a camera: pieces on the rendered display hand and bust, through the same fitting.

A display picture lies beside its landmarks (`hand.webp`, `hand.json`), so that it needs no landmark model.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.imaging.files import read_image
from kiosk.tryon.anchors import PLACES_BY_CATEGORY
from kiosk.tryon.compositing import paint
from kiosk.tryon.crop import CropFollower, interest
from kiosk.tryon.dressing import AtlasPath, Wardrobe, find_atlas
from kiosk.tryon.fitting.base import Scene
from kiosk.tryon.landmarks import Finder
from kiosk.tryon.people import nearest_person
from kiosk.tryon.pipeline import MirrorFrame, close_up
from kiosk.tryon.scene import Face, Fit, Hand, Image, People, Worn
from kiosk.tryon.sprites import SpriteStore

FOLDER = ASSETS / "display"
SUFFIXES = (".webp", ".png", ".jpg")


def people_document(people: People) -> dict[str, Any]:
    """Landmarks as JSON, to lie beside a display picture."""
    return {
        "hands": [
            {"side": hand.side, "points": hand.points.round(2).tolist(), "depth": hand.depth.round(2).tolist()}
            for hand in people.hands
        ],
        "face": {"points": people.face.points.round(2).tolist()} if people.face else None,
    }


def people_from(document: dict[str, Any]) -> People:
    """The reverse of `people_document`."""
    hands = tuple(
        Hand(np.array(hand["points"], np.float64), np.array(hand["depth"], np.float64), hand["side"])
        for hand in document["hands"]
    )
    face = document["face"]
    return People(hands, Face(np.array(face["points"], np.float64), has_iris=True) if face else None)


def find_people(image: Image) -> People:
    """The nearest person of a picture, found with the landmark models.

    Raises:
        KnownError: a model is missing or broken.
    """
    finder = Finder(stream=False)
    try:
        return nearest_person(*finder.find(image, 0.0))
    finally:
        finder.close()


class DisplayMirror:
    """What `Mirror` is to a camera, this is to the display pictures; it needs no frames."""

    def __init__(
        self, *, aspect: float | None = None, folder: Path = FOLDER, atlas_path: AtlasPath = find_atlas
    ) -> None:
        """`aspect`: the screen's width / height."""
        self._folder = folder
        self._aspect = aspect
        self._wardrobe = Wardrobe(atlas_path)
        self._store = SpriteStore()
        self._pictures: dict[str, tuple[Image, People]] = {}
        self._name = "hand"
        self._shown: MirrorFrame | None = None
        self._fits: list[Fit] = []

    def wear(self, worn: Sequence[Worn]) -> None:
        """Put on these pieces instead of those before; the last one chooses between hand and bust.

        Raises:
            UsageError: an anchor that does not exist or is not for this category.
        """
        sided = [Worn(one.piece, self._shown_side(one.anchor)) for one in worn]
        self._wardrobe.wear(sided)
        if worn:
            place = PLACES_BY_CATEGORY.get(worn[-1].piece.category, "finger")
            self._name = "hand" if place in ("finger", "wrist") else "bust"
        self._shown = None

    def process(self, frame: Image | None = None, time_ms: float = 0.0) -> MirrorFrame:
        """The display picture with the pieces; composed once, then the same frame again.

        Raises:
            KnownError: the display picture is missing or damaged.
        """
        if self._shown is None:
            picture, people = self._picture(self._name)
            self._fits, skipped = self._wardrobe.dress(Scene(picture, people, 0.0))
            image = paint(picture, self._fits, self._store, fine=True)
            height, width = picture.shape[:2]
            crop = CropFollower(self._aspect)(interest(self._fits, people), width, height, 0.0)
            placements = tuple(fit.placement for fit in self._fits)
            self._shown = MirrorFrame(image, placements, tuple(skipped), {}, crop, someone=False)
        return self._shown

    def still(self, size: tuple[int, int]) -> Image | None:
        """The pieces close up, (width, height) pixels; None without a piece."""
        self.process()
        return close_up(self._picture(self._name)[0], self._fits, size, self._store)

    def close(self) -> None:
        """Nothing is held open."""

    def _picture(self, name: str) -> tuple[Image, People]:
        if name not in self._pictures:
            path = next((p for s in SUFFIXES if (p := self._folder / f"{name}{s}").exists()), None)
            if path is None:
                raise KnownError(f"The display picture {name}.webp is missing; install Vitrine again.")
            image = read_image(path)
            landmarks = path.with_suffix(".json")
            try:
                people = people_from(json.loads(landmarks.read_text("utf-8")))
            except FileNotFoundError:
                people = find_people(image)
            except (ValueError, KeyError, TypeError) as error:
                raise KnownError(f"The file {landmarks.name} is damaged; install Vitrine again.") from error
            self._pictures[name] = image, people
        return self._pictures[name]

    def _shown_side(self, anchor: str | None) -> str | None:
        """An anchor on the one hand that the picture shows: a customer who chose the other sees the finger anyway."""
        if anchor is None or not anchor.startswith(("left_hand", "right_hand", "left_wrist", "right_wrist")):
            return anchor
        hands = self._picture("hand")[1].hands
        return f"{hands[0].side}_{anchor.partition('_')[2]}" if hands else anchor
