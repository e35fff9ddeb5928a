"""Rings. Frame: the finger's axis is y, the face is towards +z, the origin is the middle of the finger."""

import numpy as np

from kiosk.studio import gems, settings
from kiosk.studio.mesh import Mesh, Points, ellipse, grid, rotation, translation
from kiosk.studio.parts import Model, Part, Parts, Shot, StandIn, of, placed
from kiosk.studio.spec import Spec
from kiosk.studio.sweeps import circle, torus, tube


def band(
    inner_radius: float, width: float, thickness: float, *, comfort: float = 0.5, taper: float = 0.0, crown: float = 0.6
) -> Mesh:
    """A band: its section bulges inside (comfort) and outside (crown), both 0..1; `taper` widens its top."""
    steps = 192
    t = np.linspace(0, 2 * np.pi, 44, endpoint=False)
    x = np.sign(np.cos(t)) * np.abs(np.cos(t)) ** 0.5 * width / 2
    y_out = np.abs(np.sin(t)) ** (0.35 + 0.5 * crown)
    y_in = np.abs(np.sin(t)) ** (0.25 + 0.5 * comfort)
    y = np.where(np.sin(t) > 0, y_out, -y_in) * thickness / 2
    path = circle(inner_radius + thickness / 2, steps)
    outward = path / np.linalg.norm(path, axis=1, keepdims=True)
    top = (outward[:, 2] + 1) / 2
    factor = 1 - taper * (1 - top)
    # Sections stand on the ring's plane: across is y, out is the radius.
    net = path[:, None] + x[None, :, None] * factor[:, None, None] * np.array([0.0, 1.0, 0.0])
    net = net + y[None, :, None] * outward[:, None]
    mesh = grid(net, wrap_u=True, wrap_v=True, crease_deg=35)
    return mesh if mesh.volume() > 0 else Mesh(mesh.vertices, mesh.faces[:, ::-1], 35)


def build(spec: Spec) -> Model:
    """The ring a spec asks for."""
    radius = spec.number("inner_diameter") / 2
    body = {"solitaire": _solitaire, "band": _band, "trio": _trio, "halo": _halo}[spec.form](spec, radius)
    # The ring stands on its foot, face up, leaning back so that the face looks at the camera.
    display = placed(body, rotation("x", -90))
    shot = Shot(azimuth_deg=32, elevation_deg=38 if spec.form != "band" else 22)
    return Model({"body": body}, display, shot, StandIn("finger", radius, radius), even_round=spec.form == "band")


def _solitaire(spec: Spec, radius: float) -> Parts:
    metal = spec.word("metal")
    stone = spec.number("stone_diameter")
    width, thickness = spec.number("width"), spec.number("thickness")
    shank = band(radius, width, thickness, taper=0.12, crown=0.75)
    seat = radius + thickness + stone * 0.30
    head = (
        settings.brilliant(stone),
        *settings.prong_head(stone, metal, 6, wire=stone * 0.062, depth=stone * 0.46, start_deg=30),
    )
    cup = torus(stone * 0.20, stone * 0.10, plane="xy", steps=48, sides=12).moved(z=-stone * 0.42)
    return (*of(metal, shank, cup.moved(z=seat)), *placed(head, translation(z=seat)))


def _band(spec: Spec, radius: float) -> Parts:
    metal = spec.word("metal")
    mesh = band(radius, spec.number("width"), spec.number("thickness"), comfort=0.7, crown=spec.number("crown", 0.35))
    return of(metal, mesh)


def _trio(spec: Spec, radius: float) -> Parts:
    metal, stone = spec.word("metal"), spec.number("stone_diameter")
    thickness = spec.number("thickness")
    shank = band(radius, spec.number("width"), thickness, crown=0.85)
    parts: list[Part] = [*of(metal, shank)]
    reach = radius + thickness + stone * 0.34
    pitch = np.degrees((stone + 0.12) / reach)
    for index in (-1, 0, 1):
        head = (
            settings.brilliant(stone),
            *settings.prong_head(stone, metal, 4, wire=0.16, depth=stone * 0.55, start_deg=45),
        )
        parts += placed(placed(head, translation(z=reach)), rotation("y", index * pitch))
    return tuple(parts)


def _halo(spec: Spec, radius: float) -> Parts:
    metal, gem = spec.word("metal"), spec.word("gem")
    length, width = spec.number("stone_length"), spec.number("stone_width")
    thickness = spec.number("thickness")
    shank = band(radius, spec.number("width"), thickness, taper=0.1, crown=0.8)
    head = list(halo_head(gem, metal, length, width, spec.number("halo_stone")))
    seat = radius + thickness + width * 0.36
    parts: list[Part] = [*of(metal, shank), *placed(head, translation(z=seat))]
    small = spec.number("shoulder_stone", 1.2)
    angles = np.radians(
        np.array([s * (24 + i * np.degrees((small * 1.08) / (radius + thickness))) for s in (-1, 1) for i in range(5)])
    )
    out = np.stack([np.sin(angles), np.zeros(len(angles)), np.cos(angles)], 1)
    half = len(angles) // 2
    for piece in (slice(0, half), slice(half, None)):
        parts += settings.row(out[piece] * (radius + thickness + small * 0.02), out[piece], small, metal)
    return tuple(parts)


def halo_head(gem: str, metal: str, length: float, width: float, halo_stone: float) -> Parts:
    """An oval stone in four claws within a halo of brilliants; girdle on z = 0, long axis on y."""
    outline = ellipse(width / 2, length / 2, steps=96)
    parts: list[Part] = [
        Part(gems.oval(length, width), gem),
        *placed(settings.halo(outline, halo_stone, metal, gap=0.22), translation(z=-width * 0.06)),
    ]
    wire = width * 0.05
    claws: list[Mesh] = []
    for angle in np.radians([40, 140, 220, 320]):
        girdle = np.array([np.cos(angle) * width / 2, np.sin(angle) * length / 2, 0.0])
        claws.append(settings.prong(girdle * 0.55 - [0, 0, width * 0.45], girdle, wire, width * 0.09, width * 0.09))
    under: Points = ellipse(width * 0.36, length * 0.36, steps=64)
    claws.append(tube(np.column_stack([under, np.full(64, -width * 0.40)]), wire * 1.1, closed=True, sides=10))
    parts += of(metal, *claws)
    return tuple(parts)
