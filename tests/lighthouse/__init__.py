"""What Google's Lighthouse says of pages, run by Node against the system's Chromium; `make test` installs it."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SAYS = ("accessibility", "best-practices", "seo")
"""What it judges by what a page is; "performance" also by how fast this machine is."""


@dataclass(frozen=True)
class Judged:
    """Of one page: points of 100 by category, the audits that cost some, and times in milliseconds by their names."""

    scores: dict[str, int]
    lost: Sequence[str]
    times: dict[str, float]


def judge(chromium: str, urls: Sequence[str], categories: Sequence[str] = SAYS) -> dict[str, Judged]:
    """Judge each page as on a phone, by its URL; raises RuntimeError when Lighthouse is not installed or fails."""
    if not (HERE / "node_modules").exists():
        raise RuntimeError(
            "Lighthouse is not installed: `make test` does it, or `npm ci` in tests/lighthouse"
        )
    command = ["node", "judge.mjs", chromium, ",".join(categories), *urls]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=60 + 120 * len(urls))
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed: {done.stderr[-2000:]}")
    return {url: Judged(**said) for url, said in json.loads(done.stdout.splitlines()[-1]).items()}
