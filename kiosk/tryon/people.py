"""One person: of all hands and faces found, those of the nearest customer, filtered in time."""

from collections.abc import Sequence

import numpy as np

from kiosk.tryon.filtering import OneEuro
from kiosk.tryon.scene import Face, Hand, People, Side

FARTHEST_HAND = 4.5
"""A hand farther from the face than this many face widths belongs to someone else."""
HAND_TO_FACE = (0.3, 2.6)
"""Wrist to middle knuckle against the face's width; an arm stretched to the camera more than doubles it."""
JUMP = 0.4
"""Movement from one frame to the next, in sizes of the hand or face, that no hand makes."""
UNIT_WIDTH_PX = 1280
"""The filters' speeds are in pixels of a picture this wide."""


def nearest_person(hands: Sequence[Hand], faces: Sequence[Face]) -> People:
    """The largest face and the hands that can be its own; without a face the largest hand, one of each side."""
    face = max(faces, key=lambda found: found.width_px, default=None)
    if face is not None:
        hands = [hand for hand in hands if _can_belong(hand, face, faces)]
    best: dict[Side, Hand] = {}
    for hand in sorted(hands, key=_palm, reverse=True):
        best.setdefault(hand.side, hand)
    chosen = sorted(best.values(), key=_palm, reverse=True)
    if len(chosen) == 2 and chosen[1].palm_px < 0.5 * chosen[0].palm_px:
        chosen = chosen[:1]
    return People(tuple(chosen), face)


def _palm(hand: Hand) -> float:
    return hand.palm_px


def _can_belong(hand: Hand, face: Face, faces: Sequence[Face]) -> bool:
    ratio = hand.palm_px / max(face.width_px, 1.0)
    middle = hand.points.mean(axis=0)
    distance = float(np.linalg.norm(middle - face.centre))
    if not HAND_TO_FACE[0] <= ratio <= HAND_TO_FACE[1] or distance > FARTHEST_HAND * face.width_px:
        return False
    # A hand that is much nearer to someone else of much the same size is theirs.
    others = [float(np.linalg.norm(middle - other.centre)) for other in faces if other is not face]
    return all(distance < 1.5 * other for other in others)


class Tracker:
    """Filters the nearest person's landmarks from frame to frame, and a hand's side against single mistakes."""

    def __init__(self) -> None:
        self._points: dict[str, OneEuro] = {}
        self._last: dict[str, np.ndarray] = {}
        self._votes = 0.0
        self._seen_ms = 0.0

    def __call__(self, people: People, time_ms: float, width_px: int) -> People:
        """The same people, steadied; `width_px` is the picture's."""
        unit = width_px / UNIT_WIDTH_PX
        hands = people.hands
        if len(hands) == 1:
            hands = (self._sided(hands[0], time_ms),)
        steady = tuple(
            Hand(
                self._filter(f"{hand.side} hand", hand.points, time_ms, unit),
                self._filter(f"{hand.side} depth", hand.depth[:, None], time_ms, unit)[:, 0],
                hand.side,
                hand.score,
            )
            for hand in hands
        )
        face = people.face
        if face is not None:
            face = Face(self._filter("face", face.points, time_ms, unit), face.has_iris)
        return People(steady, face)

    def _filter(self, name: str, value: np.ndarray, time_ms: float, unit: float) -> np.ndarray:
        last = self._last.get(name)
        if last is not None and last.shape == value.shape:
            moved = float(np.median(np.linalg.norm(value - last, axis=-1)))
            # Another person's, or found anew elsewhere: landmarks must not glide across the picture.
            if moved > JUMP * float(np.ptp(value, axis=0).max()):
                self._points.pop(name, None)
        self._last[name] = value
        return self._points.setdefault(name, OneEuro())(value, time_ms, unit)

    def _sided(self, hand: Hand, time_ms: float) -> Hand:
        """Left or right by a vote over the last frames, when one hand is seen."""
        if time_ms - self._seen_ms > 500:
            self._votes = 0.0
        self._seen_ms = time_ms
        sign = 1.0 if hand.side == "left" else -1.0
        self._votes = float(np.clip(self._votes + sign * hand.score, -5, 5)) if self._votes else 5 * sign * hand.score
        side: Side = "left" if self._votes > 0 else "right"
        return hand if side == hand.side else Hand(hand.points, hand.depth, side, hand.score)
