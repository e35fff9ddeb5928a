from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalog.piece import Bilingual, Piece, PriceRule
from kiosk.tryon.anchors import parse_anchor
from kiosk.tryon.chain import drawn_chain
from kiosk.tryon.filtering import Bank
from kiosk.tryon.fitting.base import Scene
from kiosk.tryon.fitting.earring import fit_earrings
from kiosk.tryon.fitting.head import head_of
from kiosk.tryon.fitting.necklace import BEHIND_MM, fit_brooch, fit_necklace, hanging_curve
from kiosk.tryon.scale import face_scale, iris_diameter_px
from kiosk.tryon.scene import Declined, Fit, People, Sprite, Strand
from tests.helpers.drawn_atlas import drawn_atlas
from tests.helpers.drawn_body import NECK_MM, drawn_face

NAME = Bilingual("x", "x")
CHAIN = drawn_chain()


def _piece(category: str, **facts: object) -> Piece:
    return Piece("X", NAME, NAME, category, PriceRule("fixed", 1), **facts)  # type: ignore[arg-type]


def _scene(bank: Bank | None = None, **how: object) -> Scene:
    frame, face = drawn_face(**how)  # type: ignore[arg-type]
    return Scene(frame, People((), face), 0.0, bank or Bank())


def _earrings(scene: Scene, anchor: str | None = None) -> list[Fit]:
    return fit_earrings(scene, _piece("earrings"), drawn_atlas("earrings"), parse_anchor(anchor) if anchor else None)


def _necklace(scene: Scene, category: str = "necklace", length_mm: float = 450.0) -> Fit:
    piece = _piece(category, length_mm=length_mm)
    return fit_necklace(scene, piece, drawn_atlas(category), parse_anchor("neck"), CHAIN)[0]


@given(st.floats(-60, 60))
def test_the_turn_of_the_head_is_read_with_its_sign(yaw: float) -> None:
    _, face = drawn_face(yaw_deg=yaw)
    assert head_of(face).yaw_deg == pytest.approx(yaw, abs=1)


def test_both_ears_of_a_face_that_looks_here_wear_one_each_outside_the_jaw() -> None:
    scene = _scene()
    fits = {fit.placement.anchor: fit for fit in _earrings(scene)}
    assert set(fits) == {"left_ear", "right_ear"}
    face = scene.people.face
    assert face is not None
    assert fits["left_ear"].placement.center[0] > face.points[401, 0]
    assert fits["right_ear"].placement.center[0] < face.points[177, 0]
    # The wearer's left ear is at the right of an unmirrored picture, and takes the left earring.
    (sprite,) = fits["left_ear"].layers
    assert isinstance(sprite, Sprite)
    assert sprite.part.name == "left"
    assert sprite.up_deg == 90.0
    assert all(fit.placement.axis_deg == -90.0 for fit in fits.values())


@pytest.mark.parametrize(("yaw", "seen"), [(30, "right_ear"), (-30, "left_ear")])
def test_the_far_ear_wears_nothing(yaw: float, seen: str) -> None:
    assert [fit.placement.anchor for fit in _earrings(_scene(yaw_deg=yaw))] == [seen]


def test_asking_for_the_hidden_ear_is_declined() -> None:
    with pytest.raises(Declined) as declined:
        _earrings(_scene(yaw_deg=30), "left_ear")
    assert declined.value.reason == "ear_hidden"


@pytest.mark.parametrize("side", ["left", "right"])
def test_hair_over_an_ear_hides_its_earring(side: str) -> None:
    scene = _scene()
    (covered,) = (fit.placement for fit in _earrings(scene) if fit.placement.anchor == f"{side}_ear")
    x, y = (int(value) for value in covered.center)
    scene.frame[y - 60 : y + 60, x - 25 : x + 25] = (25, 35, 45)
    scene.bank = Bank()
    assert [fit.placement.anchor for fit in _earrings(scene)] == ["right_ear" if side == "left" else "left_ear"]
    with pytest.raises(Declined, match="ear_covered"):
        _earrings(scene, f"{side}_ear")


def test_an_earring_does_not_blink_at_the_limit() -> None:
    bank = Bank()
    frame, _ = drawn_face()
    counts = []
    for number, yaw in enumerate((13, 14, 15, 18, 20, 20, 20, 16, 15.5, 16, 15.5)):
        _, face = drawn_face(yaw_deg=yaw)
        counts.append(len(_earrings(Scene(frame, People((), face), 400.0 * number, bank))))
    assert counts[0] == 2
    assert counts[-1] == 1
    assert sum(first != second for first, second in pairwise(counts)) == 1


@settings(deadline=None)
@given(st.floats(0.5, 4))
def test_the_iris_gives_the_scale_less_the_depth_of_the_ears(px_per_mm: float) -> None:
    _, face = drawn_face(px_per_mm=px_per_mm)
    assert iris_diameter_px(face) == pytest.approx(11.65 * px_per_mm)
    scale = face_scale(face, 1280, 75)
    assert scale.source == "iris"
    assert 0.75 * px_per_mm < scale.px_per_mm < px_per_mm
    assert 0.033 < scale.error < 0.12


def test_without_an_iris_the_body_is_assumed_and_the_error_larger() -> None:
    _, with_iris = drawn_face()
    _, without = drawn_face(has_iris=False)
    scale = face_scale(without, 1280, 75)
    assert scale.source == "assumed_body"
    assert scale.error > face_scale(with_iris, 1280, 75).error
    assert scale.px_per_mm == pytest.approx(face_scale(with_iris, 1280, 75).px_per_mm, rel=0.05)


@settings(deadline=None)
@given(st.floats(400, 900), st.floats(52, 75), st.sampled_from((1.45, 2.0)))
def test_a_chain_is_as_long_as_it_is(length_mm: float, half_width: float, exponent: float) -> None:
    curve = hanging_curve(length_mm, half_width, exponent)
    depth = 48 * np.linspace(-1, 1, len(curve)) ** 2
    front = np.linalg.norm(np.diff(np.column_stack([curve, depth]), axis=0), axis=1).sum()
    assert front == pytest.approx(length_mm - BEHIND_MM, abs=0.5)
    assert np.argmin(curve[:, 1]) == len(curve) // 2
    assert np.allclose(curve[:, 1], curve[::-1, 1])


def test_a_longer_chain_hangs_lower() -> None:
    lowest = [hanging_curve(length, 62, 2.0)[:, 1].min() for length in (420, 450, 500, 600)]
    assert lowest == sorted(lowest, reverse=True)
    # A 45 cm chain lies a little below the collarbones.
    assert -85 < lowest[1] < -30


def test_a_necklace_hangs_at_the_neck_and_finds_its_width() -> None:
    scene = _scene(px_per_mm=1.6)
    fit = _necklace(scene)
    assert fit.placement.anchor == "neck"
    assert fit.placement.width_px == pytest.approx(NECK_MM * 1.6, rel=0.1)
    assert fit.placement.center[0] == pytest.approx(450, abs=8)
    (strand,) = fit.layers
    assert isinstance(strand, Strand)
    assert strand.curve[70, 1] > fit.placement.center[1]
    assert fit.in_front[0].shape == (36, 2)


def test_a_pendant_hangs_at_the_lowest_point_of_the_default_chain() -> None:
    strand, pendant = _necklace(_scene(px_per_mm=1.6), "pendant").layers
    assert isinstance(strand, Strand)
    assert isinstance(pendant, Sprite)
    assert strand.part is CHAIN
    assert pendant.at[1] == pytest.approx(strand.curve[:, 1].max())


def test_hair_from_the_head_down_hides_the_chain_but_dark_cloth_does_not() -> None:
    scene = _scene(px_per_mm=1.6)
    face = scene.people.face
    assert face is not None
    dark = (25, 35, 45)
    top = int(face.points[10, 1])
    scene.frame[: top + 2] = dark
    cloth = scene.frame.copy()
    cloth[int(_necklace(scene).placement.center[1]) + 5 :] = dark
    scene.frame[:, : 450 - 40] = dark

    def seen(frame: np.ndarray) -> np.ndarray:
        (strand,) = _necklace(Scene(frame, scene.people, 0.0)).layers
        assert isinstance(strand, Strand)
        assert strand.opacity is not None
        return strand.opacity

    assert seen(scene.frame)[:35].max() < 0.1
    assert seen(scene.frame)[90:120].min() > 0.9
    assert seen(cloth)[60:80].min() > 0.9


def _reason(scene: Scene) -> str:
    with pytest.raises(Declined) as declined:
        _necklace(scene)
    return declined.value.reason


def test_a_collar_declines_the_necklace() -> None:
    assert _reason(_scene(px_per_mm=1.6, collar=True)) == "neck_covered"


def test_a_neck_below_the_picture_is_declined() -> None:
    assert _reason(_scene(px_per_mm=4.2)) == "neck_out_of_frame"


def test_a_head_turned_far_is_declined() -> None:
    assert _reason(_scene(yaw_deg=58)) == "face_turned"


def test_nobody_and_far_away_are_told_apart() -> None:
    assert _reason(Scene(np.zeros((90, 90, 3), np.uint8), People(), 0.0)) == "no_face"
    assert _reason(_scene(px_per_mm=0.2, size=(300, 300))) == "too_far"


def test_a_brooch_sits_on_the_wearers_left_breast() -> None:
    scene = _scene(px_per_mm=1.4)
    (fit,) = fit_brooch(scene, _piece("brooch"), drawn_atlas("brooch"), parse_anchor("chest"))
    face = scene.people.face
    assert face is not None
    assert fit.placement.center[0] > face.centre[0] + 60
    assert fit.placement.center[1] > face.points[152, 1] + 100
