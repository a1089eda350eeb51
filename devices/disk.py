"""Small values on disk that survive a power cut: written whole or not at all."""

import json
import os
from pathlib import Path
from typing import Any


def keep(file: Path, value: Any) -> None:
    """Write a JSON value; after this returns, a power cut cannot undo or halve it."""
    new = file.with_name(f".{file.name}.new")
    with new.open("w") as out:
        json.dump(value, out)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def kept(file: Path, default: Any) -> Any:
    """The value that was kept; the default when there is none or it cannot be read."""
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError):
        return default
