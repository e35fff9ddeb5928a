"""Hands and faces in a picture: MediaPipe's landmarkers, the only module that knows MediaPipe.

Landmarkers hold native graphs; `close()` them explicitly (left to the garbage collector they can hang at exit).
For an unmirrored picture, MediaPipe's handedness in this version is the wearer's own (tested on photographs).
"""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.base.errors import BugError, KnownError
from kiosk.imaging.opencv import cv2
from kiosk.inference.manifest import best_face_model, model_path
from kiosk.tryon.scene import Face, Hand, Image, Points, Side

import mediapipe as mp  # isort: skip - after cv2, whose import it repeats
from mediapipe.tasks.python import vision  # isort: skip
from mediapipe.tasks.python.core.base_options import BaseOptions  # isort: skip

STREAM_LONG_SIDE = 640
"""Landmarks of live frames are found on a copy of this size; the networks see 192 to 256 px of it anyway."""
PHOTO_LONG_SIDE = 1280
SURVEY_MS = 1000.0
"""How often a stream is searched for all faces: the tracker keeps the first one it found, not the nearest."""
HANDS_IN_PHOTO = 4
FACES_IN_PHOTO = 4


class Finder:
    """Finds hands and faces, each in its own thread (the native code releases the interpreter).

    `stream`: frames of one camera in order, tracked from one to the next; otherwise single photographs, searched
    more thoroughly. A landmarker is opened when first wanted. Use it from one thread.
    """

    missing: frozenset[str]
    """"hand" or "face", if that one model is missing or broken: the other half still works."""

    def __init__(self, *, stream: bool = True) -> None:
        """Look for the models.

        Raises:
            KnownError: neither hands nor faces can be found; the sentence says what to do.
        """
        missing: dict[str, KnownError] = {}
        for name, find_model in (("hand", lambda: model_path("hand_landmarker")), ("face", best_face_model)):
            try:
                find_model()
            except KnownError as error:
                missing[name] = error
                logging.getLogger(__name__).info("%s", error)
        if len(missing) == 2:
            raise missing["hand"]
        self.missing = frozenset(missing)
        self._stream = stream
        self._long_side = STREAM_LONG_SIDE if stream else PHOTO_LONG_SIDE
        self._last_ms = -1
        self._hand: Any = None
        self._hand_count = 0
        self._face: Any = None
        self._has_iris = False
        self._face_tracked = False
        self._closed = False
        self._survey: Any = None
        self._surveyed_ms = -SURVEY_MS / 2
        self._strangers: list[tuple[float, float, float, float]] = []
        """Of a stream, boxes (left, top, right, bottom; shares of the picture) of faces that are not the nearest."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="face-landmarks")
        self._lock = threading.Lock()

    def find(self, frame: Image, time_ms: float, *, hands: int = 1, face: bool = True) -> tuple[list[Hand], list[Face]]:
        """Hands and faces in a BGR picture, with pixel positions in it.

        Args:
            frame: (h, w, 3) BGR, not mirrored.
            time_ms: of the frame; must not run backwards in a stream.
            hands: how many to look for in a stream (looking for a second one costs as much again while it is not
                there); 0 for none. A photograph is searched for up to four.
            face: whether to look for faces.

        Raises:
            KnownError: a model cannot be opened.
            BugError: called after `close()`.
        """
        with self._lock:
            if self._closed:
                raise BugError("the finder is closed")
            hands, face = hands if "hand" not in self.missing else 0, face and "face" not in self.missing
            self._open(hands, face)
            self._last_ms = max(self._last_ms + 1, int(time_ms))
            found = self._find_once(frame, hands > 0, face)
            if self._stream or ((found[0] or not hands) and (found[1] or not face)):
                return found
            return self._search_parts(frame, found, hands > 0, face)

    def close(self) -> None:
        """Free the native graphs; safe to call twice."""
        with self._lock:
            self._closed = True
            self._pool.shutdown()
            for landmarker in (self._hand, self._face, self._survey):
                if landmarker is not None:
                    landmarker.close()
            self._hand = self._face = self._survey = None

    def _open(self, hands: int, face: bool) -> None:
        mode = vision.RunningMode.VIDEO if self._stream else vision.RunningMode.IMAGE
        if hands and (self._hand is None or (self._stream and hands != self._hand_count)):
            if self._hand is not None:
                self._hand.close()
                self._hand = None
            buffer = model_path("hand_landmarker").read_bytes()
            options = vision.HandLandmarkerOptions(
                base_options=BaseOptions(model_asset_buffer=buffer),
                num_hands=hands if self._stream else HANDS_IN_PHOTO,
                running_mode=mode,
            )
            self._hand, self._hand_count = _create(vision.HandLandmarker, options), hands
        if face and self._face is None:
            path, self._has_iris = best_face_model()
            # The padded model's empty iris points pull the tracker's region away from the face, and it is lost every
            # fourth frame; so with it the face is detected anew in each.
            self._face_tracked = self._stream and self._has_iris
            tracking = vision.RunningMode.VIDEO if self._face_tracked else vision.RunningMode.IMAGE
            self._face = _open_face(path, 1 if self._stream else FACES_IN_PHOTO, tracking)
            if self._stream:
                self._survey = _open_face(path, FACES_IN_PHOTO, vision.RunningMode.IMAGE)

    def _find_once(self, frame: Image, want_hands: bool, want_face: bool) -> tuple[list[Hand], list[Face]]:
        """One pass over one picture."""
        height, width = frame.shape[:2]
        scale = min(1.0, self._long_side / max(height, width))
        small = frame
        if scale < 1:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
        if not want_hands:
            return [], self._faces(self._look_for_face(picture), width, height) if want_face else []
        faces: Future[Any] | None = self._pool.submit(self._look_for_face, picture) if want_face else None
        hands = _hands(self._look_for_hands(picture), width, height)
        return hands, self._faces(faces.result(), width, height) if faces else []

    def _look_for_face(self, picture: Any) -> Any:
        """All faces of a photograph; of a stream the nearest, by painting over the others before looking."""
        if self._stream:
            if self._last_ms - self._surveyed_ms >= SURVEY_MS:
                self._surveyed_ms = self._last_ms
                self._strangers = strangers([_box(face) for face in self._survey.detect(picture).face_landmarks])
            if self._strangers:
                picture = _painted_over(picture, self._strangers)
        return self._face.detect_for_video(picture, self._last_ms) if self._face_tracked else self._face.detect(picture)

    def _look_for_hands(self, picture: Any) -> Any:
        return self._hand.detect_for_video(picture, self._last_ms) if self._stream else self._hand.detect(picture)

    def _faces(self, result: Any, width: int, height: int) -> list[Face]:
        return [_face(landmarks, width, height, self._has_iris) for landmarks in result.face_landmarks]

    def _search_parts(
        self, frame: Image, found: tuple[list[Hand], list[Face]], want_hands: bool, want_face: bool
    ) -> tuple[list[Hand], list[Face]]:
        """Look again in overlapping parts of a photograph for what is too small in the whole."""
        hands, faces = found
        height, width = frame.shape[:2]
        if min(height, width) < 96:
            return hands, faces
        tall, wide = round(height * 0.6), round(width * 0.6)
        for top in (0, height - tall):
            for left in (0, (width - wide) // 2, width - wide):
                part = np.ascontiguousarray(frame[top : top + tall, left : left + wide])
                if max(part.shape) < 640:
                    part = cv2.resize(part, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
                scale = wide / part.shape[1]
                more_hands, more_faces = self._find_once(part, want_hands and not hands, want_face and not faces)
                hands = hands or [_moved_hand(hand, scale, left, top) for hand in more_hands]
                faces = faces or [_moved_face(face, scale, left, top) for face in more_faces]
                if (hands or not want_hands) and (faces or not want_face):
                    return hands, faces
        return hands, faces


def _open_face(path: Path, faces: int, mode: Any) -> Any:
    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=path.read_bytes()), num_faces=faces, running_mode=mode
    )
    return _create(vision.FaceLandmarker, options)


Box = tuple[float, float, float, float]


def strangers(boxes: list[Box]) -> list[Box]:
    """Of all faces' boxes those to paint over: all but the largest, as far as they leave that one alone."""
    if len(boxes) < 2:
        return []
    nearest = max(boxes, key=lambda box: box[2] - box[0])
    return [
        box
        for box in boxes
        if box is not nearest
        and (box[2] < nearest[0] or box[0] > nearest[2] or box[3] < nearest[1] or box[1] > nearest[3])
    ]


def _box(face: Any) -> Box:
    x, y = [point.x for point in face], [point.y for point in face]
    margin = 0.1 * (max(x) - min(x))
    return min(x) - margin, min(y) - margin, max(x) + margin, max(y) + margin


def _painted_over(picture: Any, boxes: list[Box]) -> Any:
    pixels = picture.numpy_view().copy()
    height, width = pixels.shape[:2]
    for left, top, right, bottom in boxes:
        low = (max(0, int(left * width)), max(0, int(top * height)))
        cv2.rectangle(pixels, low, (int(right * width), int(bottom * height)), (96, 96, 96), -1)
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=pixels)


def _create(kind: Any, options: Any) -> Any:
    try:
        return kind.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        raise KnownError(
            f"A landmark model cannot be opened ({kind.__name__}); run `kiosk models verify` to see which."
        ) from error


def _hands(result: Any, width: int, height: int) -> list[Hand]:
    hands = []
    for image, kinds in zip(result.hand_landmarks, result.handedness, strict=True):
        side: Side = "left" if kinds[0].category_name == "Left" else "right"
        hands.append(
            Hand(
                points=np.array([(p.x * width, p.y * height) for p in image], np.float64),
                depth=np.array([-p.z * width for p in image], np.float64),
                side=side,
                score=float(kinds[0].score),
            )
        )
    return hands


def _face(landmarks: Any, width: int, height: int, has_iris: bool) -> Face:
    # MediaPipe's z has about the scale of x, smaller towards the camera.
    points: Points = np.array([(p.x * width, p.y * height, -p.z * width) for p in landmarks], np.float64)
    return Face(points, has_iris)


def _moved_hand(hand: Hand, scale: float, left: float, top: float) -> Hand:
    return Hand(hand.points * scale + (left, top), hand.depth * scale, hand.side, hand.score)


def _moved_face(face: Face, scale: float, left: float, top: float) -> Face:
    return Face(face.points * scale + (left, top, 0.0), face.has_iris)
