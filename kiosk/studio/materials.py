"""What pieces are made of, as Mitsuba plug-in descriptions.

Metals carry measured or blended indices, clear stones their index per colour (dispersion) and a tint, pearls an
overtone that depends on the angle of view, jade a scattering medium and a cloudy variation.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Colour = tuple[float, float, float]
Values = NDArray[np.float64]

GOLD = ((0.1431, 0.3749, 1.4424), (3.9831, 2.3857, 1.6032))
SILVER = ((0.1552, 0.1167, 0.1383), (4.8283, 3.1222, 2.1470))
COPPER = ((0.2004, 0.9240, 1.1022), (3.9129, 2.4528, 2.1421))
"""Measured complex indices (eta, k) for red, green, blue."""


def blended(*shares: tuple[float, tuple[Colour, Colour]]) -> tuple[Colour, Colour]:
    """Indices of an alloy as the weighted mean of its metals' indices."""
    eta = np.sum([share * np.array(metal[0]) for share, metal in shares], axis=0)
    k = np.sum([share * np.array(metal[1]) for share, metal in shares], axis=0)
    return (eta[0], eta[1], eta[2]), (k[0], k[1], k[2])


def from_reflectance(colour: Colour, eta: float = 1.2) -> tuple[Colour, Colour]:
    """Indices whose reflectance seen straight on is `colour`, for alloys without measured ones."""
    f0 = np.minimum(np.array(colour), 0.995)
    k = np.sqrt((f0 * (eta + 1) ** 2 - (eta - 1) ** 2) / (1 - f0))
    return (eta, eta, eta), (k[0], k[1], k[2])


@dataclass(frozen=True)
class Metal:
    """A rough conductor; `alpha` is the width of its highlights (0.05 polished, 0.2 matt)."""

    indices: tuple[Colour, Colour]
    alpha: float = 0.06


@dataclass(frozen=True)
class Stone:
    """A clear stone: index for red, green and blue, and the tint of one passage through its surface."""

    index: Colour
    tint: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Scatterer:
    """A translucent stone: light enters, scatters and comes out again; lengths in mm."""

    index: float
    albedo: Colour
    density_per_mm: float
    forward: float
    cloud: tuple[Colour, Colour]
    """Tints of the surface between which a cloudy pattern of `cloud_mm` varies."""
    cloud_mm: float = 5.0


@dataclass(frozen=True)
class Pearl:
    """Nacre: body colour, and the overtones seen straight on, half way and at the rim."""

    body: Colour
    centre: Colour = (1.0, 0.995, 0.955)
    middle: Colour = (1.03, 0.965, 0.955)
    rim: Colour = (0.86, 0.94, 0.90)


@dataclass(frozen=True)
class Polish:
    """An opaque or nearly opaque polished surface (agate, enamel, skin) with a cloudy variation."""

    dark: Colour
    light: Colour
    roughness: float = 0.12
    clearcoat: float = 0.8
    cloud_mm: float = 4.0
    specular: float = 0.5


Material = Metal | Stone | Scatterer | Pearl | Polish

MATERIALS: dict[str, Material] = {
    "gold_999": Metal(from_reflectance((0.99, 0.70, 0.235)), 0.09),
    "gold_999_matt": Metal(from_reflectance((0.99, 0.70, 0.235)), 0.18),
    "yellow_gold": Metal(blended((0.80, GOLD), (0.08, COPPER), (0.12, SILVER)), 0.06),
    "rose_gold": Metal(from_reflectance((0.94, 0.685, 0.555)), 0.06),
    "white_gold": Metal(from_reflectance((0.83, 0.815, 0.79)), 0.05),
    "platinum": Metal(from_reflectance((0.80, 0.79, 0.775)), 0.06),
    "platinum_satin": Metal(from_reflectance((0.76, 0.75, 0.73)), 0.18),
    "silver": Metal(SILVER, 0.07),
    "silver_dark": Metal(from_reflectance((0.06, 0.06, 0.06)), 0.3),
    "diamond": Stone((2.407, 2.417, 2.437)),
    "sapphire": Stone((1.762, 1.766, 1.774), (0.16, 0.30, 0.86)),
    "ruby": Stone((1.762, 1.766, 1.774), (0.88, 0.08, 0.17)),
    "aquamarine": Stone((1.575, 1.577, 1.581), (0.66, 0.91, 0.95)),
    "jadeite": Scatterer(1.66, (0.86, 0.985, 0.91), 0.42, 0.2, ((0.62, 0.86, 0.70), (0.98, 1.0, 0.97)), 6.0),
    "jadeite_imperial": Scatterer(1.66, (0.50, 0.965, 0.70), 0.55, 0.2, ((0.42, 0.74, 0.50), (0.78, 0.95, 0.82)), 3.0),
    "nephrite": Scatterer(1.62, (0.988, 0.989, 0.975), 0.9, 0.1, ((0.955, 0.965, 0.925), (1.0, 1.0, 0.985)), 7.0),
    "akoya": Pearl((0.90, 0.875, 0.845)),
    "freshwater": Pearl((0.90, 0.855, 0.825), middle=(1.04, 0.94, 0.95), rim=(0.86, 0.92, 0.95)),
    "agate": Polish((0.30, 0.012, 0.010), (0.50, 0.035, 0.020), roughness=0.08, clearcoat=1.0),
    "skin": Polish((0.62, 0.42, 0.33), (0.62, 0.42, 0.33), roughness=0.55, clearcoat=0.0, specular=0.35),
    "stand": Polish((0.5, 0.5, 0.5), (0.5, 0.5, 0.5), roughness=0.9, clearcoat=0.0, specular=0.0),
}


def describe(material: Material, channel: int | None) -> dict[str, Any]:
    """The Mitsuba dictionary of a surface; `channel` (0 red, 1 green, 2 blue, None middle) picks a stone's index."""
    match material:
        case Metal(indices, alpha):
            return {
                "type": "roughconductor", "distribution": "ggx", "alpha": alpha,
                "eta": _rgb(indices[0]), "k": _rgb(indices[1]),
            }  # fmt: skip
        case Stone(index, tint):
            surface = {"type": "dielectric", "int_ior": index[1 if channel is None else channel], "ext_ior": 1.0}
            if tint != (1.0, 1.0, 1.0):
                surface["specular_transmittance"] = _rgb(tint)
            return surface
        case Scatterer(index=index):
            return {
                "type": "dielectric", "int_ior": index, "ext_ior": 1.0,
                "specular_transmittance": {"type": "mesh_attribute", "name": "vertex_colour"},
            }  # fmt: skip
        case Pearl():
            return {
                "type": "principled", "base_color": {"type": "mesh_attribute", "name": "vertex_colour"},
                "roughness": 0.22, "metallic": 0.28, "specular": 0.7, "clearcoat": 1.0, "clearcoat_gloss": 0.97,
            }  # fmt: skip
        case Polish(roughness=roughness, clearcoat=clearcoat, specular=specular):
            return {
                "type": "principled", "base_color": {"type": "mesh_attribute", "name": "vertex_colour"},
                "roughness": roughness, "specular": specular, "clearcoat": clearcoat, "clearcoat_gloss": 0.95,
            }  # fmt: skip


def medium(material: Material) -> dict[str, Any] | None:
    """The Mitsuba dictionary of what fills a translucent body; None for all others."""
    if not isinstance(material, Scatterer):
        return None
    return {
        "type": "homogeneous", "albedo": _rgb(material.albedo), "sigma_t": material.density_per_mm,
        "phase": {"type": "hg", "g": material.forward},
    }  # fmt: skip


def vertex_colours(material: Material, own: Values, facing: Values) -> Values | None:
    """Colours (n, 3) painted on a mesh's corners, or None where the surface needs none.

    Args:
        material: what the mesh is made of.
        own: (n, 3) positions in the piece's own frame, mm: a pattern stays where it is when the piece turns.
        facing: (n,) cosine between surface and line of sight.
    """
    match material:
        case Pearl(body, centre, middle, rim):
            weight = np.clip(facing, 0, 1)
            stops = np.array([rim, middle, centre])
            overtone = np.stack([np.interp(weight, [0.12, 0.58, 0.98], stops[:, c]) for c in range(3)], 1)
            return np.asarray(np.array(body) * overtone * (1 + 0.012 * cloud(own, 2.5)[:, None]))
        case Scatterer(cloud=(low, high), cloud_mm=size):
            share = np.clip(0.5 + 0.55 * cloud(own, size), 0, 1)[:, None]
            return np.asarray(np.array(low) * (1 - share) + np.array(high) * share)
        case Polish(dark, light, cloud_mm=size):
            share = np.clip(0.5 + 0.5 * cloud(own, size), 0, 1)[:, None]
            return np.asarray(np.array(dark) * (1 - share) + np.array(light) * share)
        case _:
            return None


def cloud(points: Values, size: float) -> Values:
    """A smooth, cloudy number about -1..1 at points (n, 3): a few warped waves, the same every time."""
    p = points / size
    warped = p + 0.6 * np.sin(p[:, [1, 2, 0]] * 1.7 + 0.8)
    waves = np.sin(warped @ np.array([1.9, 1.1, -0.7]) + 0.3)
    waves += np.sin(warped @ np.array([-1.3, 2.3, 1.6]) + 1.9)
    waves += 0.6 * np.sin(warped @ np.array([3.7, -2.9, 4.1]) + 4.0)
    waves += 0.35 * np.sin(warped @ np.array([-6.1, 7.3, 5.2]) + 2.2)
    return np.asarray(waves / 2.2)


def _rgb(colour: Colour) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(c) for c in colour]}
