"""Takes the pictures of docs/journeys.md from walks in a real Chromium: `python -m tests.journeys.pictures`.

Which pictures there are, the page says; each must come from a walk, and be small enough to be kept with the source.
"""

import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

from infra.local.settings import LOCAL, ROOT

TAKEN = LOCAL / "screenshots"
PAGE = ROOT / "docs" / "journeys.md"
KEPT = ROOT / "docs" / "pictures" / "journeys"
WALKS = (
    *sorted(Path(__file__).parent.glob("pages/test_visitor_*.py")),
    *Path(__file__).parent.glob("pages/long_*.py"),
)
COLOURS, WIDEST, MOST = 48, 720, 60 * 1024


def main() -> int:
    """Walk, then keep each picture that the page shows; 1 when a walk failed or a picture is missing or too large."""
    failed = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *map(str, WALKS)], cwd=ROOT
    )
    if failed.returncode:
        return failed.returncode
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.png"):
        old.unlink()
    return max(map(keep, shown(PAGE.read_text())))


def shown(page: str) -> list[str]:
    """The names of the pictures that the page shows, in order."""
    return re.findall(r"\(pictures/journeys/([\w-]+)\.png\)", page)


def keep(name: str) -> int:
    """Keep one picture with few colours; 1 when there is none or it is too large."""
    taken, kept = TAKEN / f"{name}.png", KEPT / f"{name}.png"
    if not taken.exists():
        print(f"{name}: no walk takes it", file=sys.stderr)
        return 1
    with Image.open(taken) as full:
        picture = full.convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize(
            (WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS
        )
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)
    size = kept.stat().st_size
    print(f"{name}: {picture.width} × {picture.height}, {size / 1024:.0f} KB")
    return int(size > MOST)


if __name__ == "__main__":
    sys.exit(main())
