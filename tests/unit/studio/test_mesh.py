"""Meshes are closed, face outwards, and measure what was asked for."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.studio import mesh, sweeps
from kiosk.studio.surfaces import leaf, relief_disc, shell

SIZES = st.floats(0.2, 30)
QUICK = settings(max_examples=25, deadline=None)


@QUICK
@given(radius=SIZES, share=st.floats(0.05, 0.45))
def test_a_torus_is_closed_and_has_its_volume(radius: float, share: float) -> None:
    wire = radius * share
    ring = sweeps.torus(radius, wire, steps=96, sides=32)
    assert ring.is_closed()
    assert ring.volume() == pytest.approx(2 * math.pi**2 * radius * wire**2, rel=0.02)


@QUICK
@given(x=SIZES, y=SIZES, z=SIZES)
def test_an_ellipsoid_has_its_volume_and_outward_normals(x: float, y: float, z: float) -> None:
    ball = mesh.sphere(1.0, 48, 64).scaled(x, y, z)
    assert ball.is_closed()
    assert ball.volume() == pytest.approx(4 / 3 * math.pi * x * y * z, rel=0.02)
    positions, normals = ball.corners()
    assert (np.einsum("ij,ij->i", positions, normals) > 0).all()


@QUICK
@given(width=SIZES, height=SIZES, thick=SIZES)
def test_a_sharp_block_has_its_volume(width: float, height: float, thick: float) -> None:
    outline = np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]]) * [width / 2, height / 2]
    block = mesh.prism(outline, thick)
    assert block.is_closed()
    assert block.volume() == pytest.approx(width * height * thick, rel=1e-6)


def test_mirroring_keeps_the_outside_outside() -> None:
    ball = mesh.sphere(2.0).moved(x=3)
    mirrored = ball.transformed(mesh.scaling(-1, 1, 1))
    assert mirrored.volume() == pytest.approx(ball.volume())
    assert mirrored.vertices[:, 0].max() == pytest.approx(-1.0)


def test_turns_follow_the_right_hand() -> None:
    z = np.array([0.0, 0.0, 1.0])
    turned = mesh.rotation("y", 90)[:3, :3] @ z
    assert turned == pytest.approx([1, 0, 0])
    up = mesh.rotation("x", 30)[:3, :3] @ np.array([0.0, 1.0, 0.0])
    assert up[2] > 0


def test_creases_stay_sharp_and_curves_smooth() -> None:
    block = mesh.prism(np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]]), 2.0)
    _, normals = block.corners()
    assert np.abs(normals).max(axis=1) == pytest.approx(np.ones(len(normals)))
    _, round_normals = mesh.sphere(1.0).corners()
    positions, _ = mesh.sphere(1.0).corners()
    assert np.einsum("ij,ij->i", positions, round_normals).min() > 0.99


@pytest.mark.parametrize(
    "made",
    [
        sweeps.capsule([0, 0, 0], [0, 3, 1], 0.4),
        sweeps.tube(sweeps.smooth(np.array([[0.0, 0, 0], [3, 1, 0], [5, 4, 2]]), 40), 0.5),
        leaf(12, 5, 1.5),
        relief_disc(9, 1.4, lambda x, y: 0.3 * np.cos(x)),
        mesh.lathe(np.array([[5.0, 1], [6, 1], [6, -1], [5, -1]])),
        mesh.box(2, 3, 1, 0.2),
        shell(
            np.stack([*np.meshgrid(np.linspace(0, 3, 9), np.linspace(0, 2, 7), indexing="ij"), np.zeros((9, 7))], -1),
            0.3,
        ),
    ],
)
def test_every_primitive_is_closed_with_its_outside_outside(made: mesh.Mesh) -> None:
    assert made.is_closed()
    assert made.volume() > 0


def test_a_mesh_with_a_hole_is_not_closed() -> None:
    ball = mesh.sphere(1.0)
    assert not mesh.Mesh(ball.vertices, ball.faces[1:]).is_closed()


def test_resampling_spaces_points_evenly() -> None:
    circle = sweeps.circle(5.0, 400)
    points = sweeps.resample(circle, 30, closed=True)
    gaps = np.linalg.norm(np.diff(np.concatenate([points, points[:1]]), axis=0), axis=1)
    assert gaps == pytest.approx(np.full(30, gaps.mean()), rel=1e-3)
