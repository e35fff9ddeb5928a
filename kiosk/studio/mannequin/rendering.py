"""Rendering a modelled body: orthographic, so that one millimetre is the same number of pixels everywhere."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.studio.mannequin.field import Surface

SCATTER_MM = (1.6, 0.7, 0.35)
"""How far red, green and blue light wander under skin: widths of a blur that stands in for subsurface scattering."""


@dataclass(frozen=True)
class Frame:
    """What the picture shows: a rectangle in the plane z = 0."""

    centre_mm: tuple[float, float]
    width_px: int
    height_px: int
    px_per_mm: float

    def project(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, 3) mm to (n, 2) pixels from the top left."""
        x = (points[:, 0] - self.centre_mm[0]) * self.px_per_mm + self.width_px / 2
        y = self.height_px / 2 - (points[:, 1] - self.centre_mm[1]) * self.px_per_mm
        return np.stack([x, y], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Coat:
    """A surface with its colour at each vertex and how it shines."""

    surface: Surface
    colour: NDArray[np.float32]
    """(n, 3) linear RGB."""
    roughness: float = 0.5
    specular: float = 0.35
    clearcoat: float = 0.0


def render(coats: list[Coat], frame: Frame, samples: int, backdrop: tuple[float, float, float]) -> NDArray[np.float32]:
    """Path-trace the coats under two soft lights before a backdrop: (h, w, 3) linear RGB."""
    import mitsuba as mi

    mi.set_variant("scalar_rgb")
    half = frame.width_px / frame.px_per_mm / 2
    x, y = frame.centre_mm
    scene: dict[str, Any] = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 5},
        "sensor": {
            "type": "orthographic",
            "to_world": mi.ScalarTransform4f().look_at([x, y, 600], [x, y, 0], [0, 1, 0])
            @ mi.ScalarTransform4f().scale([half, half, 1]),
            "film": {
                "type": "hdrfilm", "width": frame.width_px, "height": frame.height_px, "pixel_format": "rgb",
                "rfilter": {"type": "gaussian"},
            },
            "sampler": {"type": "multijitter", "sample_count": samples},
        },
        "key": _softbox(mi, (x - 380, y + 330, 520), (x, y, 0), 210, 9.0),
        "fill": _softbox(mi, (x + 480, y + 60, 420), (x, y, 0), 230, 2.6),
        "rim": _softbox(mi, (x + 260, y + 420, -260), (x, y, 0), 160, 5.0),
        "sky": {"type": "constant", "radiance": {"type": "rgb", "value": 0.10}},
        "wall": {
            "type": "rectangle",
            "to_world": mi.ScalarTransform4f().translate([x, y, -150]) @ mi.ScalarTransform4f().scale([900, 900, 1]),
            "bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": list(backdrop)}},
        },
    }  # fmt: skip
    for number, coat in enumerate(coats):
        scene[f"coat{number}"] = _mesh(mi, coat, f"coat{number}")
    image = np.array(mi.render(mi.load_dict(scene)), np.float32)
    return np.ascontiguousarray(image[:, :, :3])


def coverage(coats: list[Coat], frame: Frame) -> NDArray[np.float32]:
    """Where the coats are, (h, w) 0..1."""
    import mitsuba as mi

    mi.set_variant("scalar_rgb")
    white = [Coat(coat.surface, np.ones_like(coat.colour)) for coat in coats]
    half = frame.width_px / frame.px_per_mm / 2
    x, y = frame.centre_mm
    scene: dict[str, Any] = {
        "type": "scene",
        "integrator": {"type": "direct"},
        "sensor": {
            "type": "orthographic",
            "to_world": mi.ScalarTransform4f().look_at([x, y, 600], [x, y, 0], [0, 1, 0])
            @ mi.ScalarTransform4f().scale([half, half, 1]),
            "film": {"type": "hdrfilm", "width": frame.width_px, "height": frame.height_px, "pixel_format": "rgba"},
            "sampler": {"type": "multijitter", "sample_count": 16},
        },
        "sky": {"type": "constant", "radiance": {"type": "rgb", "value": 0.0}},
    }
    for number, coat in enumerate(white):
        scene[f"coat{number}"] = _mesh(mi, coat, f"coat{number}")
    scene["integrator"]["hide_emitters"] = True
    return np.array(mi.render(mi.load_dict(scene)), np.float32)[:, :, 3]


def _softbox(
    mi: Any, at: tuple[float, ...], towards: tuple[float, ...], size_mm: float, light: float
) -> dict[str, Any]:
    place = mi.ScalarTransform4f().look_at(list(at), list(towards), [0, 1, 0])
    return {
        "type": "rectangle",
        "to_world": place @ mi.ScalarTransform4f().scale([size_mm, size_mm, 1]),
        "emitter": {"type": "area", "radiance": {"type": "rgb", "value": light}},
    }


def _mesh(mi: Any, coat: Coat, name: str) -> Any:
    surface = coat.surface
    properties = mi.Properties()
    properties["bsdf"] = mi.load_dict(
        {
            "type": "principled",
            "base_color": {"type": "mesh_attribute", "name": "vertex_color"},
            "roughness": coat.roughness,
            "specular": coat.specular,
            "clearcoat": coat.clearcoat,
            "clearcoat_gloss": 0.9,
        }
    )
    mesh = mi.Mesh(
        name,
        vertex_count=len(surface.vertices),
        face_count=len(surface.faces),
        has_vertex_normals=True,
        props=properties,
    )
    mesh.add_attribute("vertex_color", 3, coat.colour.ravel())
    parameters = mi.traverse(mesh)
    parameters["vertex_positions"] = surface.vertices.ravel()
    parameters["vertex_normals"] = surface.normals.ravel()
    parameters["faces"] = surface.faces.ravel()
    parameters.update()
    return mesh


def scatter(image: NDArray[np.float32], mask: NDArray[np.float32], px_per_mm: float) -> NDArray[np.float32]:
    """Let light wander under the skin: each channel is blurred by its own width, inside the mask only."""
    from scipy.ndimage import gaussian_filter

    soft = image.copy()
    for channel, width_mm in enumerate(SCATTER_MM):
        sigma = width_mm * px_per_mm
        weight = gaussian_filter(mask, sigma) + 1e-4
        blurred = gaussian_filter(image[:, :, channel] * mask, sigma) / weight
        soft[:, :, channel] = image[:, :, channel] * (1 - 0.7 * mask) + blurred * 0.7 * mask
    return soft
