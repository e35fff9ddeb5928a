"""A 32 px bake from the real renderer: picture and atlas of one ring, whole, and not done twice."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kiosk.atlas.file import Atlas
from kiosk.base.errors import KnownError
from kiosk.imaging.files import read_image
from kiosk.studio import atlases, baking
from kiosk.studio.spec import SPECS

SKU = "R002"


@pytest.fixture(scope="module")
def baked(tmp_path_factory: pytest.TempPathFactory) -> tuple[baking.Job, list[Path]]:
    """R002 baked once at 32 px, and the job that did it."""
    pytest.importorskip("mitsuba")
    folder = tmp_path_factory.mktemp("bake")
    specs = folder / "specs"
    specs.mkdir()
    shutil.copy(SPECS / f"{SKU}.toml", specs)
    job = baking.Job(folder, pixels=32, samples=8, specs=specs)
    return job, baking.bake([SKU], job)


def test_the_picture_shows_the_piece_on_nothing(baked: tuple[baking.Job, list[Path]]) -> None:
    picture = read_image(baking.picture_path(SKU, baked[0].out), alpha=True)
    assert picture.shape == (32, 32, 4)
    alpha = picture[..., 3]
    assert alpha[0, 0] < 40
    assert alpha[16, 16] < 80  # through the ring
    assert (alpha > 250).mean() > 0.15
    metal = picture[alpha > 250][:, :3]
    assert metal.std() > 15  # light and dark: not a flat grey


def test_the_atlas_has_every_view_of_its_grid(baked: tuple[baking.Job, list[Path]]) -> None:
    atlas = Atlas.read(baking.atlas_path(SKU, baked[0].out))
    body = atlas.parts["body"]
    assert [axis.name for axis in body.axes] == ["roll_deg", "tilt_deg"]
    assert len(body.encoded) == np.prod([len(axis.values_deg) for axis in body.axes])
    assert body.stand_in_radius_mm == pytest.approx(8.75)
    view = body.nearest(roll_deg=0, tilt_deg=0)
    height, width = view.alpha.shape
    assert body.pivot_px == pytest.approx((width / 2, height / 2), abs=0.6)
    assert all(0.01 < channel < 1.2 for channel in body.reference_skin)


def test_the_band_hides_its_back_and_is_as_wide_as_the_finger(baked: tuple[baking.Job, list[Path]]) -> None:
    body = Atlas.read(baking.atlas_path(SKU, baked[0].out)).parts["body"]
    flat = body.nearest(tilt_deg=0).alpha > 128
    columns = np.flatnonzero(flat.any(axis=0))
    assert len(columns) / body.px_per_mm == pytest.approx(17.5 + 2 * 1.8, abs=4)
    # Tilted, only the front half is seen: it lies below the pivot when the fingertip leans towards the viewer.
    leaning = body.nearest(tilt_deg=40).alpha > 128
    rows = np.flatnonzero(leaning[:, leaning.shape[1] // 2])
    assert rows.min() > body.pivot_px[1]


def test_a_second_bake_leaves_what_is_current(baked: tuple[baking.Job, list[Path]]) -> None:
    job, files = baked
    before = [path.stat().st_mtime_ns for path in files]
    seen: list[baking.Progress] = []
    assert baking.bake([SKU], job, seen.append) == files
    assert [path.stat().st_mtime_ns for path in files] == before
    assert all(progress.skipped for progress in seen)


def test_a_changed_spec_is_baked_again(baked: tuple[baking.Job, list[Path]]) -> None:
    from kiosk.studio.spec import read_spec

    spec = read_spec(SKU)
    wider = replace(spec, values={**spec.values, "width": 4.0})
    marks = {baking.digest(s, "atlas", 32, 8) for s in (spec, wider)}
    assert len(marks) == 2
    assert baking.digest(spec, "atlas", 32, 8) != baking.digest(spec, "pictures", 32, 8)


def test_a_damaged_atlas_counts_as_missing(baked: tuple[baking.Job, list[Path]], tmp_path: Path) -> None:
    broken = tmp_path / "R002.atlas"
    broken.write_bytes(b"no zip")
    assert baking._atlas_mark(broken) is None
    assert baking._atlas_mark(baked[1][1]) is not None


def test_an_unknown_piece_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="Z999"):
        baking.bake(["Z999"], baking.Job(tmp_path, 32, 4))


def test_one_of_every_category_comes_first() -> None:
    order = baking.in_order(["B001", "R002", "R001", "K001"])
    assert order == ["R001", "K001", "B001", "R002"]


def test_poses_turn_the_face_as_the_conventions_say() -> None:
    from kiosk.studio.parts import StandIn

    face = np.array([0.0, 0.0, 1.0])
    finger = StandIn("finger", 8.0, 8.0)
    rolled = atlases._pose("body", {"roll_deg": 30.0, "tilt_deg": 0.0}, finger)[:3, :3] @ face
    assert rolled[0] > 0.4
    tip = atlases._pose("body", {"roll_deg": 0.0, "tilt_deg": 30.0}, finger)[:3, :3] @ np.array([0.0, 1.0, 0.0])
    assert tip[2] > 0.4
    yawed = atlases._pose("pendant", {"yaw_deg": 30.0}, StandIn("chest"))[:3, :3] @ face
    assert yawed[0] > 0.4


def test_a_large_clear_stone_gets_more_light() -> None:
    from kiosk.studio.spec import read_spec

    assert baking.view_samples(read_spec("R001")) > baking.view_samples(read_spec("R002"))
    assert baking.view_samples(read_spec("E004")) == baking.view_samples(read_spec("R002"))


def test_without_mitsuba_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from kiosk.studio import rendering

    monkeypatch.setitem(sys.modules, "mitsuba", None)
    with pytest.raises(KnownError, match="train extra"):
        rendering.mitsuba.__wrapped__("scalar_rgb")


def test_the_wavelet_filter_calms_noise_and_keeps_edges() -> None:
    from kiosk.studio.denoising import wavelet

    generator = np.random.default_rng(3)
    clean = np.zeros((48, 48, 3), np.float32) + 0.2
    clean[:, 24:] = 0.8
    noisy = np.clip(clean + generator.normal(0, 0.06, clean.shape), 0, None).astype(np.float32)
    normal = np.zeros_like(clean)
    normal[:, :24, 2] = 1
    normal[:, 24:, 0] = 1
    calm = wavelet(noisy, np.zeros_like(clean), normal)
    assert np.abs(calm - clean).mean() < 0.4 * np.abs(noisy - clean).mean()
    assert calm[:, 24].mean() - calm[:, 23].mean() > 0.5


def test_a_shadow_fades_before_the_edge_but_a_strips_ends_stay() -> None:
    whole = atlases.window(40, 60, across=True)
    assert max(whole[0].max(), whole[-1].max(), whole[:, 0].max(), whole[:, -1].max()) < 0.03
    assert whole[20, 30] == 1
    strip = atlases.window(40, 60, across=False)
    assert (strip[20] == 1).all()
    assert strip[0].max() < 0.03
