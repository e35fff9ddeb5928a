"""Qt's names of the kinds that Python lists, dicts and anything have as properties (the stubs know only types)."""

from typing import cast

LIST = cast(type, "QVariantList")
MAP = cast(type, "QVariantMap")
ANY = cast(type, "QVariant")
