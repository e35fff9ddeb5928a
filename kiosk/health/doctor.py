"""The doctor: every check, none of which can raise, hang or leave anything running.

Devices may block for ever inside a driver, and their libraries write to stderr as they please. So those checks run in
processes of their own, all at once, and are ended when their time is up.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from kiosk.base.errors import KnownError
from kiosk.base.paths import ROOT
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.health import devices, machine, shop
from kiosk.health.check import Check

CHECKS: Mapping[str, Callable[[Language], Check]] = MappingProxyType(
    {
        "camera": devices.camera,
        "microphone": devices.microphone,
        "speaker": devices.speaker,
        "models": shop.models,
        "gpu": machine.gpu,
        "disk": machine.disk,
        "database": shop.database,
        "rates": shop.rates,
        "display": machine.display,
        "fonts": machine.fonts,
        "synthesis": machine.synthesis,
        "settings": shop.settings,
    }
)
"""In the order of the report."""
OUTSIDE = ("camera", "microphone", "speaker", "gpu")
"""Checks that touch a driver."""
PATIENCE_S = 25.0
"""For all outside checks together: they run at the same time."""


def run_check(name: str, language: Language) -> Check:
    """One check, here and now. Whatever goes wrong becomes its finding."""
    try:
        return CHECKS[name](language)
    except KnownError as error:
        return Check(name, False, str(error), text("health.general.known_advice", language))
    except Exception as error:  # the doctor reports every illness, its own too
        logging.getLogger(__name__).info("check %s", name, exc_info=error)
        detail = text("health.general.failed", language, kind=type(error).__name__, reason=error)
        return Check(name, False, detail, text("health.general.failed_advice", language))


def examine(
    language: Language,
    names: Sequence[str] = tuple(CHECKS),
    *,
    patience_s: float = PATIENCE_S,
    command: Sequence[str] | None = None,
) -> list[Check]:
    """Run checks in the report's order.

    Args:
        language: of the report.
        names: which; all by default.
        patience_s: seconds after which an outside check is ended.
        command: how to start this program again; found by itself.

    Returns:
        One check a name. Takes no longer than `patience_s` and some seconds.
    """
    ordered = [name for name in CHECKS if name in names]
    program = list(command) if command is not None else _this_program()
    started = {name: _start(program, name, language) for name in ordered if name in OUTSIDE}
    end = time.monotonic() + patience_s
    try:
        found = {name: run_check(name, language) for name in ordered if name not in OUTSIDE}
        for name, process in started.items():
            found[name] = _collect(name, process, end, language)
    finally:
        for process in started.values():
            _end(process)
    return [found[name] for name in ordered]


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "kiosk"]


def _start(program: list[str], name: str, language: Language) -> "subprocess.Popen[bytes] | None":
    words = [*program, "doctor", "--inside", name, "--language", language, "--json"]
    try:
        return subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))},
        )
    except OSError as error:
        logging.getLogger(__name__).info("check %s cannot start: %s", name, error)
        return None


def _collect(name: str, process: "subprocess.Popen[bytes] | None", end: float, language: Language) -> Check:
    if process is None:
        return run_check(name, language)
    try:
        out, _ = process.communicate(timeout=max(0.0, end - time.monotonic()))
        (found,) = json.loads(out)["checks"]
        return Check(found["name"], bool(found["ok"]), found["detail"], found["advice"])
    except subprocess.TimeoutExpired:
        detail = text("health.general.stuck", language)
        return Check(name, False, detail, text("health.general.stuck_advice", language))
    except (ValueError, KeyError, TypeError):
        detail = text("health.general.died", language, code=process.returncode)
        return Check(name, False, detail, text("health.general.died_advice", language))


def _end(process: "subprocess.Popen[bytes] | None") -> None:
    if process is None:
        return
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
