"""Keeps Python 3.11 alive beside PySide 6.12, which loses references to None.

Asking a QObject for a property that it lacks, and something a tour of the screens does (about 1,400 times a tour), each
cost one reference too many; when None's last is gone the interpreter aborts. From 3.12 on None cannot die (PEP 683).
"""

import ctypes
import sys

SPARE = 1 << 28
"""References lent to None: at the rate measured enough for years."""


def keep_none() -> None:
    """Lend None spare references, where it is counted at all."""
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += SPARE
