from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.atlas.file import Axis, Part, View, encode_view
from kiosk.tryon.chain import drawn_chain
from kiosk.tryon.compositing import enlarged, paint, sprite_matrix
from kiosk.tryon.relight import gain_bgr
from kiosk.tryon.scene import Fit, Image, Placement, Points, Sprite, Strand
from kiosk.tryon.sprites import SpriteStore, neighbours, prepare
from kiosk.tryon.turning import Form, form_of, turned
from tests.helpers.drawn_atlas import BARE, SKIN, band_part, disc_part

PLACEMENT = Placement("X", "neck", (100.0, 100.0), 90.0, 20.0, 2.0, "none", None, 1.0)
SKIN_LINEAR = np.array(SKIN)
DISC = disc_part("pendant", 18, 11, 6)


def _fit(*layers: Sprite | Strand, skin: Points | None = SKIN_LINEAR, in_front: tuple[Points, ...] = ()) -> Fit:
    return Fit(PLACEMENT, layers, skin, in_front)


def _grey(value: int = 120) -> Image:
    return np.full((200, 240, 3), value, np.uint8)


@given(st.floats(-180, 180), st.floats(0.1, 4), st.floats(-50, 300), st.floats(-50, 300))
def test_the_pivot_lands_on_its_point_and_up_points_up(angle: float, scale: float, x: float, y: float) -> None:
    matrix = sprite_matrix(angle, scale, (30.0, 40.0), (x, y))
    assert matrix @ (30, 40, 1) == pytest.approx((x, y))
    up = matrix[:, :2] @ (0, -1)
    assert up == pytest.approx(scale * np.array([np.cos(np.radians(angle)), -np.sin(np.radians(angle))]))
    # Turned, not mirrored.
    assert np.linalg.det(matrix[:, :2]) == pytest.approx(scale**2)


def test_only_the_pieces_rectangle_changes_and_the_frame_is_left_alone() -> None:
    frame = _grey()
    painted = paint(frame, [_fit(Sprite(DISC, {"yaw_deg": 0.0}, (100.0, 60.0), 90.0, 2.0))], SpriteStore())
    assert (frame == 120).all()
    changed = np.argwhere((painted != 120).any(axis=2))
    low, high = changed.min(axis=0), changed.max(axis=0)
    # 18 mm at 2 px/mm, its middle 11 mm below the pivot, with a little shadow around.
    assert low[0] >= 50
    assert high[0] <= 120
    assert low[1] >= 70
    assert high[1] <= 130
    # The middle of the disc is gold.
    blue, green, red = painted[82, 100].astype(int)
    assert red > green > blue


@pytest.mark.parametrize("at", [(-500.0, 50.0), (239.0, 199.0), (0.0, 0.0), (120.0, 900.0)])
def test_a_piece_at_or_beyond_the_border_does_no_harm(at: tuple[float, float]) -> None:
    painted = paint(_grey(), [_fit(Sprite(DISC, {}, at, 37.0, 3.0))], SpriteStore())
    assert painted.shape == (200, 240, 3)


def test_what_is_in_front_hides_the_piece() -> None:
    outline = np.array([[0.0, 0], [100, 0], [100, 200], [0, 200]])
    sprite = Sprite(DISC, {}, (100.0, 60.0), 90.0, 2.0)
    painted = paint(_grey(), [_fit(sprite, in_front=(outline,))], SpriteStore())
    assert (painted[82, 88] == 120).all()
    assert (painted[82, 112] != 120).any()


def test_an_empty_view_with_bare_shade_changes_nothing() -> None:
    view = View(np.zeros((20, 20, 3), np.uint8), np.zeros((20, 20), np.uint8), np.full((20, 20), BARE, np.uint8))
    part = Part("body", (Axis("yaw_deg", (0.0,)),), 4.0, (10, 10), SKIN, encoded={(0,): encode_view(view)})
    frame = np.random.default_rng(2).integers(0, 255, (200, 240, 3), np.uint8)
    painted = paint(frame, [_fit(Sprite(part, {}, (100.0, 100.0), 20.0, 4.0))], SpriteStore())
    assert np.abs(painted.astype(int) - frame).max() <= 1


def test_the_customers_light_dims_the_piece() -> None:
    sprite = Sprite(DISC, {}, (100.0, 60.0), 90.0, 2.0)
    bright = paint(_grey(), [_fit(sprite)], SpriteStore())[82, 100].astype(int)
    dim = paint(_grey(), [_fit(sprite, skin=SKIN_LINEAR / 3)], SpriteStore())[82, 100].astype(int)
    assert dim.sum() < 0.8 * bright.sum()


def test_the_gain_is_one_for_the_reference_and_takes_part_of_the_colour() -> None:
    assert gain_bgr(SKIN_LINEAR, SKIN) == pytest.approx(np.ones(3))
    assert gain_bgr(None, SKIN) == pytest.approx(np.ones(3))
    warm = gain_bgr(SKIN_LINEAR * (1.3, 1.0, 0.7), SKIN)
    assert warm[2] > warm[1] > warm[0]
    # Less than the skin's own tint: skin differs between people.
    assert warm[2] / warm[0] < 1.3 / 0.7


def test_a_chain_follows_its_curve_and_nothing_else() -> None:
    x = np.linspace(40, 200, 50)
    curve = np.stack([x, 60 + 0.012 * (200 - x) * (x - 40)], axis=1)
    painted = paint(_grey(), [_fit(Strand(drawn_chain(), curve, 2.5))], SpriteStore())
    changed = np.argwhere((np.abs(painted.astype(int) - 120) > 10).any(axis=2))[:, ::-1]
    distance = np.linalg.norm(changed[:, None] - curve[None], axis=2).min(axis=1)
    assert distance.max() < 6
    for point in curve[3:-3]:
        assert np.linalg.norm(changed - point, axis=1).min() < 3


def test_a_hidden_stretch_of_chain_is_not_drawn() -> None:
    curve = np.stack([np.linspace(40, 200, 50), np.full(50, 80.0)], axis=1)
    opacity = np.where(np.arange(50) < 25, 0.0, 1.0)
    painted = paint(_grey(), [_fit(Strand(drawn_chain(), curve, 2.5, opacity))], SpriteStore())
    assert (painted[70:90, 45:110] == 120).all()
    assert (painted[70:90, 130:195] != 120).any()


def test_enlarging_maps_every_point_alike() -> None:
    curve = np.array([[10.0, 20], [30, 40]])
    fit = _fit(Sprite(DISC, {}, (50.0, 60.0), 15.0, 2.0), Strand(drawn_chain(), curve, 2.0), in_front=(curve,))
    large = enlarged(fit, 3.0, 10.0, 20.0)
    sprite, strand = large.layers
    assert isinstance(sprite, Sprite)
    assert isinstance(strand, Strand)
    assert sprite.at == pytest.approx((121.0, 121.0))
    assert sprite.px_per_mm == 6.0
    assert strand.curve == pytest.approx((curve - (10, 20) + 0.5) * 3 - 0.5)
    assert large.in_front[0] == pytest.approx(strand.curve)


def test_smaller_views_keep_the_pieces_light() -> None:
    view = DISC.view(1)
    full, small = prepare(view, 0), prepare(view, 2)
    assert small.light.mean(axis=(0, 1)) == pytest.approx(full.light.mean(axis=(0, 1)), rel=0.05)


def test_a_full_turn_of_views_is_joined_behind() -> None:
    part = band_part(8, 2, 2)
    axis = Axis("roll_deg", tuple(float(v) for v in range(-180, 180, 30)))
    open_ended = replace(part, axes=(axis, part.axes[1]))
    views = neighbours(open_ended, {"roll_deg": 165.0, "tilt_deg": 0.0})
    assert [posed["roll_deg"] for _, posed, _ in views] == [150.0, 180.0]
    assert [weight for _, _, weight in views] == pytest.approx([0.5, 0.5])
    assert views[1][0] is open_ended.view(0, 2)


@settings(max_examples=20, deadline=None)
@given(st.floats(-180, 180), st.floats(-45, 45))
def test_weights_of_the_views_around_any_pose_sum_to_one(roll: float, tilt: float) -> None:
    views = neighbours(band_part(8, 2, 1), {"roll_deg": roll, "tilt_deg": tilt})
    assert sum(weight for _, _, weight in views) == pytest.approx(1)


@pytest.mark.parametrize(("roll", "tilt"), [(15.0, 0.0), (-15.0, 0.0), (0.0, 10.0), (10.0, -32.0)])
def test_a_view_turned_towards_another_pose_looks_like_it(roll: float, tilt: float) -> None:
    """Moved pixels come closer to the true view than the unmoved ones."""
    from tests.helpers.drawn_atlas import _band_view

    y, x = np.mgrid[-60:61, -60:61] / 4.0
    views = {
        pose: prepare(_band_view(x, -y, 8.0, 2.0, 5.0, *pose), 0) for pose in ((0.0, 0.0), (0.0, -20.0), (roll, tilt))
    }
    start = (0.0, -20.0) if tilt < -20 else (0.0, 0.0)
    names = ("roll_deg", "tilt_deg")
    moved = turned(
        views[start],
        dict(zip(names, start, strict=True)),
        {"roll_deg": roll, "tilt_deg": tilt},
        Form(34.2, 34.2, 32.0),
        (60, 60),
    )
    true = views[(roll, tilt)].light[:, :, 3]
    before = np.abs(views[start].light[:, :, 3] - true).sum()
    assert np.abs(moved.light[:, :, 3] - true).sum() < 0.5 * before


def test_the_form_of_a_ring_is_measured_from_its_views() -> None:
    form = form_of(band_part(8.0, 2.0, 4.0))
    assert form.half_width == pytest.approx(4 * 8 * 1.07, abs=1.5)
    assert form.half_depth == pytest.approx(4 * 8 * 1.07, rel=0.1)


def test_the_palms_side_of_a_ring_shows_its_band_but_not_its_stone() -> None:
    part = band_part(8.0, 2.0, 4.0, stone_mm=5.0)
    kept = [index for index, roll in enumerate(part.axes[0].values_deg) if abs(roll) <= 60]
    axis = Axis("roll_deg", tuple(part.axes[0].values_deg[index] for index in kept))
    encoded = {(new, tilt): part.encoded[(old, tilt)] for new, old in enumerate(kept) for tilt in range(5)}
    half = replace(part, axes=(axis, part.axes[1]), encoded=encoded)

    def stone_pixels(roll: float) -> int:
        texture = SpriteStore().texture(half, {"roll_deg": roll, "tilt_deg": 0.0}, 4.0)
        blue, red = texture.light[:, :, 0], texture.light[:, :, 2]
        return int(np.count_nonzero(blue > red + 0.1))

    assert stone_pixels(0.0) > 150
    assert stone_pixels(180.0) == 0
    assert stone_pixels(-150.0) == 0
    back = SpriteStore().texture(half, {"roll_deg": 180.0, "tilt_deg": 0.0}, 4.0).light[:, :, 3]
    # The band goes on without a gap from side to side.
    assert np.count_nonzero(back.max(axis=0) > 0.9) > 60
