"""The machine: GPU, disk, display, fonts, speech synthesiser."""

import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kiosk.base.paths import data_folder
from kiosk.base.settings import Language
from kiosk.health.check import Check, bad, good

FREE_MB = 500
"""What the catalog, models, logs and a backup may need."""
PATIENCE_S = 5.0
CJK_FILES = ("notosanscjk", "notoserifcjk", "sourcehan", "wqy", "msyh", "simhei", "simsun", "pingfang", "stheiti")
FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "C:/Windows/Fonts",
    "/System/Library/Fonts", "/Library/Fonts",
)  # fmt: skip
CHINESE_VOICE = "cmn-latn-pinyin"
"""espeak-ng's voice that speaks pinyin; its plain `cmn` spells characters in English."""


def gpu(language: Language) -> Check:
    """Open the smallest model and see what it runs on. Without a GPU everything works, on the processor."""
    from kiosk.inference.manifest import load_manifest, status
    from kiosk.inference.sessions import open_session

    found = [status(entry) for entry in load_manifest().values() if entry.kind == "ours"]
    files = [f for s in found if s.usable and s.path for f in ([s.path] if s.path.is_file() else s.path.glob("*.onnx"))]
    onnx = [file for file in files if file.suffix == ".onnx"]
    if not onnx:
        return good("gpu", language, "unknown")
    provider = open_session(min(onnx, key=lambda file: file.stat().st_size)).providers[0]
    if provider == "CPUExecutionProvider":
        return good("gpu", language, "none")
    return good("gpu", language, provider=provider.removesuffix("ExecutionProvider"))


def disk(language: Language) -> Check:
    """Whether the data folder can be written and has room."""
    try:
        folder = data_folder()
        with tempfile.NamedTemporaryFile(dir=folder, prefix="doctor-") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
        free_mb = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        return bad("disk", language, "unwritable", reason=error.strerror or str(error))
    if free_mb < FREE_MB:
        return bad("disk", language, "full", free=free_mb, needed=FREE_MB)
    return good("disk", language, free=f"{free_mb / 1024:.1f}")


def display(language: Language) -> Check:
    """Whether there is a screen to draw on."""
    if sys.platform != "linux":
        return good("display", language)
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if wayland:
        folder = os.environ.get("XDG_RUNTIME_DIR", "/run/user/0")
        return good("display", language) if (Path(folder) / wayland).exists() else bad("display", language, "gone")
    if not x11:
        return bad("display", language, "virtual" if shutil.which("Xvfb") else "none")
    host, _, number = x11.rpartition(":")
    socket = Path("/tmp/.X11-unix") / f"X{number.split('.')[0]}"
    # A display on another machine cannot be looked at from here.
    return good("display", language) if host or socket.exists() else bad("display", language, "gone")


def fonts(language: Language) -> Check:
    """Whether a font with Chinese characters is installed."""
    found = _fonts_by_fontconfig()
    if found is None:
        found = _fonts_by_folder()
    return good("fonts", language, font=found[0]) if found else bad("fonts", language, "none")


def _fonts_by_fontconfig() -> list[str] | None:
    """Families that cover Chinese, Noto first; None where fontconfig cannot be asked."""
    listing = run_program(["fc-list", ":lang=zh-cn", "family"])
    if listing is None:
        return None
    families = {line.split(",")[0].strip() for line in listing.splitlines() if line.strip()}
    return sorted(families, key=lambda family: (not family.endswith("CJK SC"), "Noto" not in family, family))


def _fonts_by_folder() -> list[str]:
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    files = (file for folder in folders if folder.is_dir() for file in folder.rglob("*") if file.suffix in _FONT_ENDS)
    return [file.stem for file in files if file.stem.lower().startswith(CJK_FILES)][:1]


_FONT_ENDS = (".ttc", ".otf", ".ttf")


def synthesis(language: Language) -> Check:
    """Whether answers can be spoken: on Linux espeak-ng with its pinyin voice, elsewhere the system's own."""
    if sys.platform != "linux":
        return good("synthesis", language, "system")
    if ctypes.util.find_library("espeak-ng") is None:
        return bad("synthesis", language, "none")
    voices = run_program(["espeak-ng", "--voices=cmn"])
    # Without the program the library alone is asked nothing: it would have to be loaded and played.
    if voices is not None and CHINESE_VOICE not in voices:
        return bad("synthesis", language, "no_chinese")
    return good("synthesis", language)


def run_program(words: list[str]) -> str | None:
    """What a small program prints; None when it is missing, fails, or takes too long."""
    try:
        done = subprocess.run(words, capture_output=True, timeout=PATIENCE_S, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
