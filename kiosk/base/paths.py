"""Where things lie: the program's own files, and the user's data."""

import os
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds kiosk/, assets/ and models/, from source and from a frozen build alike."""

ASSETS = ROOT / "assets"
MODELS = ROOT / "models"
CATALOG = ROOT / "catalog.db"
"""The shipped demo catalog: a read-only seed, copied to the user's data folder at first run."""


def data_folder() -> Path:
    """The user's data folder, made if absent. `VITRINE_DATA` overrides it (tests, several kiosks on one PC)."""
    override = os.environ.get("VITRINE_DATA")
    folder = Path(override) if override else Path(platformdirs.user_data_dir("vitrine", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_folder() -> Path:
    """Where the rotating log lies, made if absent."""
    folder = data_folder() / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fetched_models_folder() -> Path:
    """Where downloaded and rebuilt models lie, made if absent."""
    folder = data_folder() / "models"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
