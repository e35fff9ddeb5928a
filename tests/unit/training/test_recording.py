import tomllib
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.inference.digests import sha256_of
from kiosk.training.recording import record_in_manifest

MANIFEST = """# kept
[[model]]
name = "other"
bytes = 1
files = {}

[[model]]
name = "encoder"
bytes = 0
files = { "old" = "x" }
ships = true

[[model]]
name = "last"
files = {}
bytes = 3
"""


def test_only_the_models_own_entry_changes(tmp_path: Path) -> None:
    manifest, folder = tmp_path / "manifest.toml", tmp_path / "encoder"
    folder.mkdir()
    manifest.write_text(MANIFEST)
    (folder / "model.onnx").write_bytes(b"abc")
    (folder / "tokenizer.json").write_bytes(b"{}")
    (folder / "card.md").write_bytes(b"not hashed")
    record_in_manifest(manifest, "encoder", folder)
    other, changed, last = tomllib.loads(manifest.read_text())["model"]
    assert (other["bytes"], other["files"], last["bytes"], last["files"]) == (1, {}, 3, {})
    assert changed["bytes"] == 5
    assert changed["files"] == {name: sha256_of(folder / name) for name in ("model.onnx", "tokenizer.json")}
    assert changed["ships"]
    assert manifest.read_text().startswith("# kept")
    with pytest.raises(KnownError, match="has no model absent"):
        record_in_manifest(manifest, "absent", folder)
