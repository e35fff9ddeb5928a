"""Path tracing with Mitsuba: the only module that imports it.

A scene is parts in the viewer's frame (x right, y up, z towards the viewer, mm); the camera always looks along -z.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.studio.denoising import denoise
from kiosk.studio.lighting import tent
from kiosk.studio.materials import MATERIALS, Material, Scatterer, Stone, describe, medium, vertex_colours
from kiosk.studio.mesh import Points
from kiosk.studio.parts import Parts, joined

Pixels = NDArray[np.float32]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Camera:
    """Looks along -z at the origin of the viewer's frame."""

    width: int
    """Pixels."""
    height: int
    span_mm: float
    """Width of the field at z = 0."""
    centre_mm: tuple[float, float] = (0.0, 0.0)
    """(x, y) in the middle of the picture."""
    fov_deg: float | None = None
    """Horizontal field of view; None looks in parallel."""
    roll_deg: float = 0.0
    """The camera's own turn about the line of sight, counter-clockwise."""


@dataclass(frozen=True)
class Quality:
    """What a render may cost."""

    samples: int = 64
    variant: str = "scalar_rgb"
    """Mitsuba's variant; llvm_ad_rgb is several times faster where a recent LLVM is installed."""
    denoise: bool = True
    dispersion: bool = True


@cache
def mitsuba(variant: str) -> Any:
    """Mitsuba set to a variant.

    Raises:
        KnownError: not installed, or the variant does not work on this machine.
    """
    try:
        import mitsuba as mi
    except ImportError as error:
        raise KnownError("Mitsuba is not installed; install the train extra to bake pieces.") from error
    try:
        mi.set_variant(variant)
    except ImportError as error:
        raise KnownError(f"Mitsuba has no variant {variant} here; use scalar_rgb.") from error
    mi.set_log_level(mi.LogLevel.Error)
    return mi


Group = tuple[Parts, Points]
"""Parts in their own frame, and the 4 x 4 matrix from it to the viewer's."""


def render(groups: Sequence[Group], camera: Camera, quality: Quality, *, seed: int = 0, depth: int = 24) -> Pixels:
    """A picture of parts before nothing, (h, w, 4): linear RGB premultiplied by alpha, and alpha.

    Args:
        groups: what to show, and where.
        camera: the camera.
        quality: samples and the like.
        seed: of the random numbers.
        depth: most bounces.
    """
    mi = mitsuba(quality.variant)
    soups = [(soup, matrix) for parts, matrix in groups for soup in _soups(parts)]
    materials = [MATERIALS[soup.material] for soup, _ in soups]
    scatter = any(isinstance(material, Scatterer) for material in materials)
    disperse = quality.dispersion and not scatter and any(map(_disperses, materials))
    # Three renders of a third each cost what one costs; the denoiser sees them together.
    channels: Sequence[int | None] = (0, 1, 2) if disperse else (None,)
    samples = max(4, round(quality.samples * (0.4 if disperse else 0.6 if scatter else 1)))
    layers = []
    for channel in channels:
        inner: dict[str, Any] = {"type": "path", "max_depth": depth, "hide_emitters": True, "rr_depth": 12}
        if scatter:
            inner |= {"type": "volpath", "max_depth": 2 * depth, "rr_depth": 10}
        scene = {
            "type": "scene",
            "integrator": {"type": "aov", "aovs": "al:albedo,nn:sh_normal", "image": inner},
            "sensor": _sensor(mi, camera, samples),
            "tent": _tent(mi),
        }
        scene |= {f"part{i}": _shape(mi, soup, matrix, channel) for i, (soup, matrix) in enumerate(soups)}
        raw = np.array(mi.render(mi.load_dict(scene), spp=samples, seed=seed), dtype=np.float32)
        layers.append(np.nan_to_num(raw, posinf=0.0, neginf=0.0))
    picture = layers[0].copy()
    if disperse:
        for channel in (0, 1, 2):
            picture[..., channel] = layers[channel][..., channel]
    colour = np.clip(picture[..., :3], 0, 30)
    if quality.denoise:
        colour = denoise(colour, np.clip(picture[..., 4:7], 0, 1), picture[..., 7:10])
    return np.dstack([colour, np.clip(picture[..., 3], 0, 1)])


def coverage(piece: Group, others: Group, camera: Camera, quality: Quality, samples: int = 36) -> Pixels:
    """How much of each pixel shows the piece past what stands before it, (h, w) 0..1."""
    mi = mitsuba(quality.variant)
    scene = {"type": "scene", "integrator": {"type": "path", "max_depth": 1}, "sensor": _sensor(mi, camera, samples)}
    black = {"bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.0}}}
    glowing = {**black, "emitter": {"type": "area", "radiance": {"type": "rgb", "value": 1.0}}}
    for name, (parts, matrix), extras in (("piece", piece, glowing), ("other", others, black)):
        for i, soup in enumerate(_soups(parts)):
            positions, normals = _moved(soup.positions, matrix), _turned(soup.normals, matrix)
            scene[f"{name}{i}"] = _mesh(mi, positions, normals, None, extras)
    raw = np.array(mi.render(mi.load_dict(scene), spp=samples), dtype=np.float32)
    return np.clip(raw[..., 0], 0, 1)


@dataclass(frozen=True)
class _Soup:
    """Face corners of all parts of one material, in their own frame."""

    material: str
    positions: Points
    normals: Points


_kept: OrderedDict[int, tuple[Parts, list[_Soup]]] = OrderedDict()


def _soups(parts: Parts) -> list[_Soup]:
    """A group's corners; the last groups are kept, for normals take longer than a small view."""
    key = id(parts)
    if key not in _kept:
        made = [_Soup(part.material, *part.mesh.corners()) for part in joined(parts)]
        # The parts are kept too, so that their id cannot be given to others.
        _kept[key] = (parts, made)
        while len(_kept) > 6:
            _kept.popitem(last=False)
    return _kept[key][1]


def _disperses(material: Material) -> bool:
    return isinstance(material, Stone) and material.index[2] - material.index[0] > 0.02


@cache
def _tent_picture() -> Pixels:
    return tent()


def _tent(mi: Any) -> dict[str, Any]:
    return {"type": "envmap", "bitmap": mi.Bitmap(_tent_picture())}


def _sensor(mi: Any, camera: Camera, samples: int) -> dict[str, Any]:
    matrix = mi.ScalarTransform4f()
    x, y = camera.centre_mm
    turn = np.radians(camera.roll_deg)
    up = [-float(np.sin(turn)), float(np.cos(turn)), 0.0]
    film = {
        "type": "hdrfilm", "width": camera.width, "height": camera.height, "pixel_format": "rgba",
        "component_format": "float32", "rfilter": {"type": "box"},
    }  # fmt: skip
    common = {"film": film, "sampler": {"type": "independent", "sample_count": samples}}
    if camera.fov_deg is None:
        look = matrix.look_at(origin=[x, y, 500.0], target=[x, y, 0.0], up=up)
        half = camera.span_mm / 2
        return {"type": "orthographic", "near_clip": 1.0, "far_clip": 2000.0,
                "to_world": look @ matrix.scale([half, half, 1.0]), **common}  # fmt: skip
    distance = camera.span_mm / 2 / np.tan(np.radians(camera.fov_deg / 2))
    look = matrix.look_at(origin=[x, y, float(distance)], target=[x, y, 0.0], up=up)
    return {
        "type": "perspective",
        "fov": camera.fov_deg,
        "near_clip": 1.0,
        "far_clip": 10000.0,
        "to_world": look,
        **common,
    }


def _shape(mi: Any, soup: _Soup, matrix: Points, channel: int | None) -> Any:
    material = MATERIALS[soup.material]
    turned = _turned(soup.normals, matrix)
    extras: dict[str, Any] = {"bsdf": describe(material, channel)}
    inside = medium(material)
    if inside is not None:
        extras["interior"] = inside
    return _mesh(
        mi, _moved(soup.positions, matrix), turned, vertex_colours(material, soup.positions, turned[:, 2]), extras
    )


def _mesh(mi: Any, positions: Points, normals: Points, colours: Points | None, extras: dict[str, Any]) -> Any:
    properties = mi.Properties()
    for name, description in extras.items():
        properties[f"mesh_{name}" if name != "interior" else "interior"] = mi.load_dict(description)
    count = len(positions)
    mesh = mi.Mesh("part", count, count // 3, has_vertex_normals=True, props=properties)
    if colours is not None:
        mesh.add_attribute("vertex_colour", 3, colours.astype(np.float32).ravel())
    parameters = mi.traverse(mesh)
    parameters["vertex_positions"] = positions.astype(np.float32).ravel()
    parameters["vertex_normals"] = normals.astype(np.float32).ravel()
    parameters["faces"] = np.arange(count, dtype=np.uint32)
    parameters.update()
    return mesh


def _moved(positions: Points, matrix: Points) -> Points:
    return np.asarray(positions @ matrix[:3, :3].T + matrix[:3, 3])


def _turned(normals: Points, matrix: Points) -> Points:
    """Normals under a rigid or mirroring 4 x 4 matrix."""
    turned = normals @ np.linalg.inv(matrix[:3, :3])
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-12))
