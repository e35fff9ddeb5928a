"""The mirror without a camera: pieces on the rendered display hand and bust, through the same fitting.

Beside a picture (`hand.webp`) lie what the renderer knows of it (`hand.json`: its scale) and the landmarks found on it
(`hand.landmarks.json`), so that the display needs no landmark model. Landmarks of another picture are not used: they
carry the picture's digest.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.imaging.files import decode_image
from kiosk.tryon.anchors import PLACES_BY_CATEGORY
from kiosk.tryon.compositing import paint
from kiosk.tryon.crop import CropFollower, interest
from kiosk.tryon.dressing import AtlasPath, Wardrobe, find_atlas
from kiosk.tryon.fitting.base import Known, Scene
from kiosk.tryon.landmarks import Finder
from kiosk.tryon.people import nearest_person
from kiosk.tryon.pipeline import MirrorFrame, close_up
from kiosk.tryon.scene import Face, Fit, Hand, Image, People, Worn
from kiosk.tryon.sprites import SpriteStore

FOLDER = ASSETS / "display"
NAMES = ("hand", "bust")


@dataclass(frozen=True)
class DisplayPicture:
    """A display picture and the body on it."""

    image: Image
    people: People
    known: Known
    """What the renderer noted of it."""


def people_document(people: People, digest: str = "") -> dict[str, Any]:
    """Landmarks as JSON, to lie beside a display picture."""
    return {
        "picture_sha256": digest,
        "hands": [
            {"side": hand.side, "points": hand.points.round(1).tolist(), "depth": hand.depth.round(1).tolist()}
            for hand in people.hands
        ],
        "face": {"points": people.face.points.round(1).tolist(), "has_iris": people.face.has_iris}
        if people.face
        else None,
    }


def people_from(document: dict[str, Any]) -> People:
    """The reverse of `people_document`."""
    hands = tuple(
        Hand(np.array(hand["points"], np.float64), np.array(hand["depth"], np.float64), hand["side"])
        for hand in document["hands"]
    )
    face = document["face"]
    return People(hands, Face(np.array(face["points"], np.float64), bool(face["has_iris"])) if face else None)


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


def write_landmarks(folder: Path = FOLDER) -> list[Path]:
    """Find the landmarks of the display pictures and write them beside; to be run when a picture has changed."""
    written = []
    for name in NAMES:
        data = (folder / f"{name}.webp").read_bytes()
        document = people_document(find_people(decode_image(data, name=name)), hashlib.sha256(data).hexdigest())
        path = folder / f"{name}.landmarks.json"
        path.write_text(json.dumps(document, separators=(",", ":")) + "\n", "utf-8")
        written.append(path)
    return written


def read_display(name: str, folder: Path = FOLDER) -> DisplayPicture:
    """A display picture with its body.

    Raises:
        KnownError: the picture is missing or damaged, or has no landmarks and no model finds them.
    """
    path = folder / f"{name}.webp"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(f"The display picture {path.name} is missing; install Vitrine again.") from error
    image = decode_image(data, name=path.name)
    notes = _read_json(folder / f"{name}.json")
    landmarks = _read_json(folder / f"{name}.landmarks.json")
    try:
        known = _known(notes) if notes else Known()
        current = landmarks is not None and landmarks["picture_sha256"] in ("", hashlib.sha256(data).hexdigest())
        people = people_from(landmarks) if landmarks and current else find_people(image)
    except (ValueError, KeyError, TypeError) as error:
        raise KnownError(f"The notes beside {path.name} are damaged; install Vitrine again.") from error
    return DisplayPicture(image, people, known)


def _known(notes: dict[str, Any]) -> Known:
    places = {name: np.array(at, np.float64) for name, at in notes["points_px"].items()}
    return Known(float(notes["px_per_mm"]), places)


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return document
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise KnownError(f"The file {path.name} is damaged; install Vitrine again.") from error


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
        self._pictures: dict[str, DisplayPicture] = {}
        self._name = "hand"
        self._shown: MirrorFrame | None = None
        self._fits: list[Fit] = []

    def wear(self, worn: Sequence[Worn]) -> None:
        """Put on these pieces instead of those before; the last one chooses between hand and bust.

        Raises:
            UsageError: an anchor that does not exist or is not for this category.
            KnownError: the display picture is missing or damaged.
        """
        if worn:
            place = PLACES_BY_CATEGORY.get(worn[-1].piece.category, "finger")
            self._name = "hand" if place in ("finger", "wrist") else "bust"
        self._wardrobe.wear([Worn(one.piece, self._shown_side(one.anchor)) for one in worn])
        self._shown = None

    def process(self, frame: Image | None = None, time_ms: float = 0.0) -> MirrorFrame:
        """The display picture with the pieces; composed once, then the same frame again.

        Raises:
            KnownError: the display picture is missing or damaged.
        """
        if self._shown is None:
            picture = self._picture(self._name)
            scene = Scene(picture.image, picture.people, 0.0, known=picture.known)
            self._fits, skipped = self._wardrobe.dress(scene)
            image = paint(picture.image, self._fits, self._store, fine=True)
            height, width = image.shape[:2]
            crop = CropFollower(self._aspect)(interest(self._fits, picture.people), width, height, 0.0)
            placements = tuple(fit.placement for fit in self._fits)
            self._shown = MirrorFrame(image, placements, tuple(skipped), {}, crop, someone=False)
        return self._shown

    def still(self, size: tuple[int, int]) -> Image | None:
        """The pieces close up, (width, height) pixels; None without a piece."""
        self.process()
        return close_up(self._picture(self._name).image, self._fits, size, self._store)

    def close(self) -> None:
        """Nothing is held open."""

    def _picture(self, name: str) -> DisplayPicture:
        if name not in self._pictures:
            self._pictures[name] = read_display(name, self._folder)
        return self._pictures[name]

    def _shown_side(self, anchor: str | None) -> str | None:
        """An anchor on the one hand that the picture shows: a customer who chose the other sees the finger anyway."""
        if anchor is None or not anchor.startswith(("left_hand", "right_hand", "left_wrist", "right_wrist")):
            return anchor
        hands = self._picture("hand").people.hands
        return f"{hands[0].side}_{anchor.partition('_')[2]}" if hands else anchor
