from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.tryon.people import Tracker, nearest_person
from kiosk.tryon.scene import Face, Hand, People
from tests.helpers.drawn_body import drawn_face, drawn_hand


def _moved(face: Face, x: float, scale: float) -> Face:
    points = face.points * scale
    points[:, 0] += x
    return Face(points, face.has_iris)


def _hand(x: float, scale: float = 1.0, side: str = "left") -> Hand:
    hand = drawn_hand(side=side).hand  # type: ignore[arg-type]
    return Hand(hand.points * scale + (x, 0), hand.depth, hand.side)


FACE = drawn_face(px_per_mm=1.5)[1]


def test_the_largest_face_is_the_customers() -> None:
    others = [_moved(FACE, 500, 0.6), FACE, _moved(FACE, 900, 0.8)]
    assert nearest_person([], others).face is FACE


def test_a_tiny_hand_far_away_belongs_to_someone_else() -> None:
    near, far = _hand(0), _hand(200, 0.1)
    assert nearest_person([far, near], [FACE]).hands == (near,)


def test_a_hand_beside_another_person_is_theirs() -> None:
    other = _moved(FACE, 1200, 1.0 - 1e-3)
    theirs = _hand(1200)
    assert nearest_person([theirs], [FACE, other]).hands == ()
    assert nearest_person([theirs], [other]).hands == (theirs,)


def test_without_a_face_the_largest_hand_counts_one_of_each_side() -> None:
    left, right, small = _hand(0), _hand(300, 0.9, "right"), _hand(500, 0.7)
    assert nearest_person([small, right, left], []).hands == (left, right)


def test_one_wrong_side_in_a_row_of_frames_is_outvoted() -> None:
    track = Tracker()
    hand = _hand(0)
    wrong = Hand(hand.points, hand.depth, "right", 0.7)
    sides = [track(People((wrong if frame == 6 else hand,)), 33.0 * frame, 1280).hands[0].side for frame in range(10)]
    assert sides == ["left"] * 10


def test_the_side_changes_when_another_hand_comes() -> None:
    track = Tracker()
    track(People((_hand(0),)), 0, 1280)
    assert track(People((_hand(0, side="right"),)), 2000, 1280).hands[0].side == "right"


def test_still_landmarks_are_steadied() -> None:
    track = Tracker()
    generator = np.random.default_rng(1)
    xs = []
    for frame in range(120):
        noisy = FACE.points + generator.normal(0, 1, FACE.points.shape)
        face = track(People((), Face(noisy, True)), 33.0 * frame, 1280).face
        assert face is not None
        xs.append(face.points[152, 0])
    assert np.std(xs[40:]) < 0.5


def test_of_several_faces_all_but_the_largest_are_painted_over() -> None:
    from kiosk.tryon.landmarks import strangers

    near, far, behind = (0.3, 0.2, 0.6, 0.6), (0.8, 0.3, 0.9, 0.4), (0.55, 0.3, 0.65, 0.45)
    assert strangers([far, near]) == [far]
    # One that reaches into the customer's face stays: painting it over would hide the customer.
    assert strangers([near, behind]) == []
    assert strangers([near]) == []


def test_a_stream_changes_to_the_person_who_comes_nearer(shared_data: Path, landmark_models: None) -> None:
    from kiosk.imaging.files import read_image
    from kiosk.imaging.opencv import cv2
    from kiosk.tryon.landmarks import Finder

    photo = read_image(shared_data / "photos" / "people" / "fr_rose1.jpg")[0:480, 560:960]
    alone = np.full((480, 1000, 3), 90, np.uint8)
    alone[140:380, 40:240] = cv2.resize(photo, (200, 240), interpolation=cv2.INTER_AREA)
    both = alone.copy()
    both[:, 600:1000] = photo
    finder = Finder()
    for frame in range(5):
        (first,) = finder.find(alone, 100.0 * frame, hands=0)[1]
    assert first.centre[0] < 300
    for frame in range(5, 25):
        faces = finder.find(both, 100.0 * frame, hands=0)[1]
    finder.close()
    assert faces[0].centre[0] > 600


@pytest.mark.parametrize("official", [True, False])
def test_a_still_face_stays_where_it_is_with_either_model(
    official: bool, shared_data: Path, landmark_models: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.imaging.files import read_image
    from kiosk.inference.manifest import best_face_model, model_path
    from kiosk.tryon import landmarks

    if official and not best_face_model()[1]:
        pytest.skip("the official face model is not here")
    if not official:
        try:
            padded = model_path("face_padded")
        except KnownError as missing:
            pytest.skip(str(missing))
        monkeypatch.setattr(landmarks, "best_face_model", lambda: (padded, False))
    photo = read_image(shared_data / "photos" / "people" / "fr_rose1.jpg")
    finder = landmarks.Finder()
    widths = [finder.find(photo, 33.0 * frame, hands=0)[1][0].width_px for frame in range(10)]
    finder.close()
    assert max(widths) < 1.03 * min(widths)


def test_a_face_found_elsewhere_does_not_glide_there() -> None:
    track = Tracker()
    for frame in range(5):
        track(People((), FACE), 33.0 * frame, 1280)
    face = track(People((), _moved(FACE, 500, 1.0)), 33.0 * 5, 1280).face
    assert face is not None
    assert np.allclose(face.points, _moved(FACE, 500, 1.0).points)
