"""Parametric pieces, one module a category: a spec in millimetres becomes parts with materials."""

from kiosk.base.errors import KnownError
from kiosk.studio.forms import bangle, bracelet, brooch, earrings, necklace, pendant, ring
from kiosk.studio.parts import Model
from kiosk.studio.spec import Spec

BUILDERS = {
    "ring": ring.build,
    "earrings": earrings.build,
    "necklace": necklace.build,
    "pendant": pendant.build,
    "bracelet": bracelet.build,
    "bangle": bangle.build,
    "brooch": brooch.build,
}


def build(spec: Spec) -> Model:
    """The piece a spec asks for.

    Raises:
        KnownError: its category has no such form, or a size is missing.
    """
    try:
        return BUILDERS[spec.category](spec)
    except KeyError as error:
        raise KnownError(f"The form of {spec.sku} is {spec.form!r}, which no {spec.category} has.") from error
