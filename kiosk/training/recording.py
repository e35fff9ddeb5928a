"""Writing a trained model's hashes into the manifest, the rest of which stays as people wrote it."""

import re
from pathlib import Path

from kiosk.base.errors import KnownError
from kiosk.inference.digests import sha256_of


def record_in_manifest(manifest: Path, name: str, folder: Path) -> None:
    """Replace the `files` and `bytes` of a model of our own by those of the files in a folder.

    Raises:
        KnownError: the manifest has no such entry.
    """
    text = manifest.read_text("utf-8")
    files = sorted(path for path in folder.iterdir() if path.suffix in (".onnx", ".json", ".npz"))
    table = ", ".join(f'"{path.name}" = "{sha256_of(path)}"' for path in files)
    total = sum(path.stat().st_size for path in files)
    head, found, rest = text.partition(f'name = "{name}"\n')
    entry, mark, others = rest.partition("[[model]]")
    entry, changed = re.subn(r"^files = .*$", f"files = {{ {table} }}", entry, flags=re.MULTILINE)
    entry = re.sub(r"^bytes = .*$", f"bytes = {total:_}", entry, flags=re.MULTILINE)
    if not found or not changed:
        raise KnownError(f"models/manifest.toml has no model {name} with files.")
    manifest.write_text(head + found + entry + mark + others, "utf-8")
