"""What the shop gave: settings, models, catalog, the day's rates."""

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language, Settings, read_settings
from kiosk.health.check import Check, bad, good

FEATURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hand", ("hand_landmarker",)),
    ("face", ("face_landmarker", "face_padded")),
    ("listening_zh", ("vosk-small-cn",)),
    ("listening_en", ("vosk-small-en",)),
    ("encoder", ("encoder",)),
)
"""Each thing a customer misses, and the models of which one is enough."""


def settings(language: Language) -> Check:
    """Whether settings.toml can be read."""
    try:
        read_settings()
    except KnownError as error:
        return bad("settings", language, "broken", reason=error)
    return good("settings", language)


def models(language: Language) -> Check:
    """Whether every feature has a model that is whole."""
    from kiosk.base.text import text
    from kiosk.inference.manifest import load_manifest, status

    manifest = load_manifest()
    found = {name: status(entry) for name, entry in manifest.items()}
    off = [
        text(f"health.feature.{feature}", language)
        for feature, names in FEATURES
        if any(name in found for name in names) and not any(name in found and found[name].usable for name in names)
    ]
    broken = [name for name, state in found.items() if state.state == "broken"]
    ready = sum(state.usable for state in found.values())
    join = text("health.join", language)
    if off:
        return bad("models", language, "off", features=join.join(off), ready=ready, count=len(found))
    if broken:
        return bad("models", language, "broken", names=join.join(broken))
    return good("models", language, ready=ready, count=len(found))


def database(language: Language) -> Check:
    """Whether the catalog opens whole and has pieces."""
    from kiosk.catalog.store import Catalog

    with Catalog.open() as catalog:
        pieces = catalog.pieces()
        stock = sum(len(catalog.available(piece.sku)) for piece in pieces)
    if not pieces:
        return bad("database", language, "empty")
    return good("database", language, pieces=len(pieces), units=stock)


def rates(language: Language) -> Check:
    """Whether pieces sold by weight have a price today."""
    from kiosk.base.text import text
    from kiosk.catalog.store import Catalog

    with Catalog.open(rate_limit_h=_limit_h()) as catalog:
        needed = {piece.price.rate_metal for piece in catalog.pieces() if piece.price.rate_metal}
        known = catalog.rates()
        stale = sorted(metal for metal in needed if metal not in known or catalog.stale(known[metal]))
        without = sum(catalog.quote(piece).total is None for piece in catalog.pieces())
    if stale:
        command = "kiosk catalog rates " + " ".join(f"{metal}=..." for metal in stale)
        metals = text("health.join", language).join(stale)
        return bad("rates", language, "stale", metals=metals, count=without, command=command)
    return good("rates", language)


def _limit_h() -> float:
    try:
        return read_settings().rate_limit_h
    except KnownError:
        return Settings().rate_limit_h
