"""Set-up in one command, standard library only: `python3 installer/bootstrap.py run` (or `test`, `train`, `gpu`).

Makes `.venv`, installs the locked packages, the system libraries and the models, then starts. What is in place is
recognised by its content, so that a second run downloads and resolves nothing.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = ROOT / "installer" / "lock"

LIBRARIES = {
    # mediapipe and cv2
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    # sound
    "libportaudio.so.2": "libportaudio2",
    "libespeak-ng.so.1": "espeak-ng",
    # Qt's window
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    # Mitsuba
    "libatomic.so.1": "libatomic1",
}
"""Shared library -> Debian package that brings it."""
SERIF = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence that says what to do."""


def say(text: str) -> None:
    """A line of progress, at once."""
    print(f"vitrine: {text}", flush=True)


def check_python() -> None:
    """Refuse a Python that the lock was not made for."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise SetupError(f"Python 3.11, 3.12 or 3.13 is needed; this is {platform.python_version()}.")


def missing_system_packages(*, virtual_display: bool) -> list[str]:
    """Debian packages whose library, program or font is not on this machine; none on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    known = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    missing = [package for library, package in LIBRARIES.items() if f"{library} " not in known]
    if shutil.which("espeak-ng") is None and "espeak-ng" not in missing:
        missing.append("espeak-ng")
    if virtual_display and shutil.which("Xvfb") is None:
        missing += ["xvfb", "xauth"]
    if not SERIF.exists() and not _has_chinese_serif():
        missing.append("fonts-noto-cjk")
    return missing


def _has_chinese_serif() -> bool:
    """Whether fontconfig knows the screens' serif, wherever the distribution puts it."""
    try:
        listed = subprocess.run(["fc-list", "Noto Serif CJK SC"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return False
    return bool(listed.stdout.strip())


def install_system_packages(packages: Sequence[str]) -> None:
    """Install with apt as root on Debian or Ubuntu, else stop with the exact command."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(f"These system packages (Debian's names) are missing; please install: {' '.join(packages)}")
    if os.geteuid() != 0:
        raise SetupError(f"System packages are missing; please run: sudo {' '.join(command)}")
    say(f"installing system packages: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], environment)
    run([*command[:2], "-qq", *command[2:]], environment)


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> None:
    """Run a step with its output shown.

    Raises:
        SetupError: it failed.
    """
    done = subprocess.run([str(word) for word in command], env=environment, cwd=ROOT, check=False)
    if done.returncode:
        raise SetupError(f"This step failed (exit code {done.returncode}): {' '.join(map(str, command))}")


def digest(*paths: Path) -> str:
    """A short digest of the files' content."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def install_packages(name: str) -> None:
    """Make `.venv` and bring it to the lock `name`; a venv that is there already costs one look at a stamp.

    The test lock holds all of the run lock, so a venv brought to the one serves the other as well.
    """
    covering = {"run": ("run", "test", "train", "gpu"), "test": ("test", "train")}.get(name, (name,))
    stamps = [VENV / f".installed-{lock}-{_lock_digest(lock)}" for lock in covering]
    if any(stamp.exists() for stamp in stamps):
        return
    if not PYTHON.exists():
        say("making .venv")
        _make_venv()
    say(f"installing the packages of installer/lock/{name}.txt (about 1 GB the first time)")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "on",
    ]
    if name == "gpu":
        # Both builds bring the same module; they cannot stand beside each other.
        run([PYTHON, "-m", "pip", "uninstall", "-q", "-y", "onnxruntime"])
    run([*pip, "--no-deps", "--require-hashes", "-r", LOCKS / f"{name}.txt"])
    run([*pip, "-q", "--no-deps", "--no-build-isolation", "-e", ROOT])
    if (
        name == "train"
        and subprocess.run([str(PYTHON), "-c", "import torch"], capture_output=True, check=False).returncode
    ):
        # Linux gets the CUDA build from an index; the lock pins torch for both builds, not the libraries of one.
        say("this torch is the CUDA build: installing the libraries it needs")
        run([*pip, "torch==2.13.0"])
    for stale in VENV.glob(".installed-*"):
        stale.unlink()
    stamps[0].touch()


def _lock_digest(name: str) -> str:
    return digest(LOCKS / f"{name}.txt", ROOT / "pyproject.toml")


def _make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode and shutil.which("apt-get"):
        # Debian's Python comes without ensurepip until this package is installed.
        install_system_packages(["python3-venv"])
        run([sys.executable, "-m", "venv", "--clear", VENV])
    elif made.returncode:
        raise SetupError("Python cannot make a virtual environment here; install its venv module and try again.")


def get_models() -> None:
    """Rebuild, copy or download the models once; what cannot be had switches its feature off, not the kiosk."""
    stamp = VENV / f".models-{digest(ROOT / 'models' / 'manifest.toml')}"
    if stamp.exists() and not os.environ.get("VITRINE_MODELS"):
        return
    say("getting the models")
    done = subprocess.run([str(PYTHON), "-m", "kiosk", "models", "fetch", "--quick"], cwd=ROOT, check=False)
    if done.returncode:
        say("some models are not here; the kiosk starts without what needs them (see `.venv/bin/kiosk models list`)")
    stamp.touch()


def start_kiosk(arguments: Sequence[str]) -> None:
    """Replace this process by the kiosk."""
    command = [str(PYTHON), "-m", "kiosk", "run", *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    os.chdir(ROOT)
    os.execv(command[0], command)


def check_everything() -> None:
    """Lint, types, import contracts, then unit, story and screen tests; the first failure ends it."""
    tool = PYTHON.parent
    pytest: list[str | Path] = [PYTHON, "-m", "pytest"]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    windowed = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    xvfb: list[str | Path] = ["xvfb-run", "-a", "-s", "-screen 0 1080x1920x24"]
    alone = ["unshare", "-rn"] if _can_isolate() else []
    steps: list[tuple[str, Sequence[str | Path], dict[str, str] | None]] = [
        ("lint", [tool / "ruff", "check", "."], None),
        ("format", [tool / "ruff", "format", "--check", "."], None),
        ("types", [tool / "mypy"], None),
        ("import contracts", [tool / "lint-imports"], None),
        ("unit tests", [*pytest, "tests/unit"], offscreen),
        ("screens, offscreen", [*pytest, "tests/ui"], offscreen),
        ("screens, in a real window", [*xvfb, *pytest, "tests/ui"], windowed),
        ("stories, without a network", [*alone, *pytest, "tests/stories"], offscreen),
    ]
    for name, command, environment in steps:
        say(name)
        began = time.monotonic()
        run(command, environment)
        say(f"{name}: passed in {time.monotonic() - began:.0f} s")
    say("everything passed")


def _can_isolate() -> bool:
    """Whether a step can be run in a network namespace that holds nothing but an unused loopback."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


def main() -> None:
    """Parse the command, set up, go."""
    parser = argparse.ArgumentParser(description="Set up Vitrine and start it.")
    parser.add_argument(
        "command",
        choices=["run", "test", "train", "gpu"],
        help="start the kiosk; run every check; install what baking and training need",
    )
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to `kiosk run`")
    options = parser.parse_args()
    try:
        check_python()
        no_display = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        packages = missing_system_packages(virtual_display=no_display or options.command == "test")
        install_system_packages(packages)
        install_packages(options.command)
        get_models()
        if options.command == "run":
            start_kiosk(options.arguments)
        elif options.command == "test":
            check_everything()
        else:
            say("ready; see `.venv/bin/kiosk --help`")
    except SetupError as error:
        sys.exit(f"vitrine: {error}")
    except KeyboardInterrupt:
        sys.exit("vitrine: stopped; the same command goes on where it was.")


if __name__ == "__main__":
    main()
