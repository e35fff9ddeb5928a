"""`kiosk run`: the kiosk on the screen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from kiosk.base.errors import KnownError, UsageError
from kiosk.base.settings import Language

_INSIDE = "VITRINE_INSIDE_XVFB"


def _size(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    width, cross, height = value.lower().partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()) or not (
        240 <= int(width) <= 8000 >= int(height) >= 240
    ):
        raise click.BadParameter("give WIDTHxHEIGHT in pixels, such as 1080x1920")
    return int(width), int(height)


@click.command("run")
@click.option("--camera", default="0", metavar="SRC", help="Device number, video, photo, folder of photos, or none.")
@click.option("--microphone", default=None, metavar="SRC", help="Device, WAV file, or none.")
@click.option("--language", type=click.Choice(["zh", "en"]), default=None, help="Of the first screen.")
@click.option("--size", callback=_size, metavar="WxH", default=None, help="Of the window, in pixels.")
@click.option("--windowed/--fullscreen", "windowed", default=True, help="A window unless told otherwise.")
@click.option("--for", "seconds", type=click.FloatRange(min=0, min_open=True), default=None, help="End after so long.")
@click.option("--screenshots", type=click.Path(path_type=Path), default=None, help="Save every screen as PNG there.")
def command(
    camera: str,
    microphone: str | None,
    language: Language | None,
    size: tuple[int, int] | None,
    windowed: bool,
    seconds: float | None,
    screenshots: Path | None,
) -> int:
    """Open the kiosk. What is missing (camera, microphone, speech models) is noticed and worked around."""
    if not _display():
        return _under_xvfb(screenshots)
    # A camera that is not there is told on the screen; OpenCV's page about it helps nobody.
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
    from kiosk.app import Options, run  # Qt is loaded by this command only

    return run(Options(camera, microphone, language, size, not windowed, seconds, screenshots))


def _display() -> bool:
    """Whether Qt has somewhere to draw."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") in (
        "offscreen",
        "minimal",
        "vnc",
        "linuxfb",
        "eglfs",
    ):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _under_xvfb(screenshots: Path | None) -> int:
    """The same command again inside a virtual display."""
    if os.environ.get(_INSIDE):
        raise KnownError("The virtual display did not start; run it on a machine with a screen.")
    wrapper = shutil.which("xvfb-run")
    if wrapper is None:
        raise UsageError("There is no display here; connect a screen, or install xvfb (apt-get install xvfb).")
    words = sys.argv[1:]
    if screenshots is None:
        words = [*words, "--screenshots", "screenshots"]
    click.echo(
        f"No display found: running under Xvfb, screenshots go to {screenshots or Path('screenshots')}/.", err=True
    )
    line = [wrapper, "-a", "-s", "-screen 0 1920x1920x24", sys.executable, "-m", "kiosk", *words]
    return subprocess.run(line, env=os.environ | {_INSIDE: "1"}, check=False).returncode
