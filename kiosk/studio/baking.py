"""Baking pieces: hero picture and atlas of each SKU, resumable; what is already there and current is left alone."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kiosk.atlas.file import Atlas, write_atlas
from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.imaging.files import encode_webp
from kiosk.studio import forms
from kiosk.studio.atlases import bake_atlas
from kiosk.studio.heroes import hero
from kiosk.studio.materials import MATERIALS, Stone
from kiosk.studio.rendering import Quality
from kiosk.studio.spec import SPECS, Spec, all_skus, read_spec

VERSION = 1
"""Raise when models, materials or light change so that every piece should be baked again."""
FIRST = ("R001", "E001", "N001", "G001", "B002", "P001", "K001", "E002")
"""Baked first: one of every category, so that all of the shelf can be tried early."""
HERO_PIXELS = 800
HERO_SAMPLES = 32
VIEW_SAMPLES = 18
SPARKLING = 4
"""Factor on a view's samples where a clear stone is large enough to show its facets."""
SHOWS_FACETS_MM = 3.0
REFERENCE_PIXELS = 800
"""The hero size at which atlases have their full scale; smaller bakes shrink both alike."""

Kind = Literal["pictures", "atlas"]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What to bake, and how well."""

    out: Path = ASSETS
    pixels: int = HERO_PIXELS
    samples: int | None = None
    """Of both kinds; None takes the usual ones."""
    only: Kind | None = None
    force: bool = False
    variant: str = "scalar_rgb"
    specs: Path = SPECS


@dataclass
class Progress:
    """What is being done; handed to the caller's `tell` at every step."""

    sku: str
    kind: Kind
    done: int
    total: int
    skipped: bool = False
    result: Path | None = field(default=None)


def in_order(skus: Iterable[str]) -> list[str]:
    """SKUs with one of every category first."""
    wanted = list(dict.fromkeys(skus))
    return [sku for sku in FIRST if sku in wanted] + sorted(sku for sku in wanted if sku not in FIRST)


def bake(
    skus: Iterable[str] = (), job: Job | None = None, tell: Callable[[Progress], None] | None = None
) -> list[Path]:
    """Bake pieces (all that have a spec when none is named); returns the files that are now current.

    Raises:
        KnownError: no Mitsuba, an unknown SKU, a broken spec, or a full disk.
    """
    job = job or Job()
    report = tell or (lambda progress: None)
    files = []
    for sku in in_order(skus or all_skus(job.specs)):
        spec = read_spec(sku, job.specs)
        if job.only != "atlas":
            files.append(_picture(spec, job, report))
        if job.only != "pictures":
            files.append(_atlas(spec, job, report))
    return files


def view_samples(spec: Spec) -> int:
    """Light paths a pixel in this piece's views."""
    size = max(float(spec.values.get(key, 0)) for key in ("stone_diameter", "stone_width"))
    clear = isinstance(MATERIALS.get(str(spec.values.get("gem"))), Stone)
    return VIEW_SAMPLES * (SPARKLING if clear and size >= SHOWS_FACETS_MM else 1)


def digest(spec: Spec, kind: Kind, pixels: int, samples: int) -> str:
    """What a result depends on, as 16 hexadecimal digits."""
    known = [VERSION, kind, pixels, samples, spec.category, spec.form, sorted(spec.values.items())]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


def picture_path(sku: str, out: Path = ASSETS) -> Path:
    """Where a piece's hero picture lies."""
    return out / "pictures" / f"{sku}.webp"


def atlas_path(sku: str, out: Path = ASSETS) -> Path:
    """Where a piece's atlas lies."""
    return out / "atlas" / f"{sku}.atlas"


def _picture(spec: Spec, job: Job, report: Callable[[Progress], None]) -> Path:
    path = picture_path(spec.sku, job.out)
    samples = job.samples or HERO_SAMPLES
    mark = digest(spec, "pictures", job.pixels, samples)
    record = path.with_name("bake.json")
    if not job.force and path.exists() and _marks(record).get(spec.sku) == mark:
        report(Progress(spec.sku, "pictures", 1, 1, skipped=True, result=path))
        return path
    report(Progress(spec.sku, "pictures", 0, 1))
    picture = hero(forms.build(spec), job.pixels, Quality(samples, job.variant))
    _write(path, encode_webp(picture, 92))
    _write(record, json.dumps(dict(sorted({**_marks(record), spec.sku: mark}.items())), indent=1).encode() + b"\n")
    report(Progress(spec.sku, "pictures", 1, 1, result=path))
    return path


def _atlas(spec: Spec, job: Job, report: Callable[[Progress], None]) -> Path:
    path = atlas_path(spec.sku, job.out)
    samples = job.samples or view_samples(spec)
    mark = digest(spec, "atlas", job.pixels, samples)
    if not job.force and _atlas_mark(path) == mark:
        report(Progress(spec.sku, "atlas", 1, 1, skipped=True, result=path))
        return path

    def tell(done: int, total: int) -> None:
        report(Progress(spec.sku, "atlas", done, total))

    quality = Quality(samples, job.variant)
    atlas = bake_atlas(spec.sku, spec.category, forms.build(spec), quality, job.pixels / REFERENCE_PIXELS, tell)
    atlas.bake = {"digest": mark, "samples": samples, "renderer": f"mitsuba {job.variant}"}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atlas(path, atlas)
    except OSError as error:
        raise KnownError(f"{path.name} cannot be written: {error.strerror}.") from error
    report(Progress(spec.sku, "atlas", 1, 1, result=path))
    return path


def _atlas_mark(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        return str(Atlas.read(path).bake.get("digest"))
    except KnownError:
        log.info("%s is damaged and is baked again", path.name)
        return None


def _marks(record: Path) -> dict[str, str]:
    try:
        marks: dict[str, str] = json.loads(record.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return marks


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise KnownError(f"{path.name} cannot be written: {error.strerror}.") from error
