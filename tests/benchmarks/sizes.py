"""Sizes: the functions' bundle and its import with and without .pyc, the pages' first load, the local cloud's memory."""

import gzip
import json
import os
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Response, sync_playwright

from infra.local.settings import LOCAL, MINISTACK
from tests.benchmarks.table import Table

RUNS = 7
PAGES = {"visitor": "site", "staff": "staff", "manager": "manager", "kiosk": "kiosk", "display": "display"}
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}


def measure(told: dict[str, Any]) -> list[Table]:
    """All sizes."""
    return [_bundle(told), _pages(told), _memory()]


def _bundle(told: dict[str, Any]) -> Table:
    file = max((LOCAL / "build").rglob("*.zip"), key=lambda f: f.stat().st_mtime)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder)
        with_pyc = [_import(folder, told) for _ in range(RUNS)]
        for compiled in Path(folder).rglob("*.pyc"):
            compiled.unlink()
        without = [_import(folder, told) for _ in range(RUNS)]
    rows = [
        ("bundle", f"{file.stat().st_size / 1e6:.2f} MB"),
        ("import app, with .pyc", f"{median(with_pyc) * 1000:.0f} ms"),
        ("import app, without", f"{median(without) * 1000:.0f} ms"),
        ("ratio", f"{median(without) / median(with_pyc):.1f}"),
    ]
    note = f"Without what Lambda's Python brings. Imports in fresh processes, median of {RUNS}; milliseconds only compare."
    return Table("The functions' bundle", ("what", "figure"), rows, note)


def _import(folder: str, told: dict[str, Any]) -> float:
    homes = told["regions"]["homes"]
    more = {
        "ANTREAN_HOME_REGION": homes[0],
        "ANTREAN_REGIONS": ",".join(homes),
        "AWS_DEFAULT_REGION": homes[0],
    }
    paths = os.pathsep.join((folder, str(Path(folder) / "vendor")))
    begun = time.monotonic()
    subprocess.run(
        [str(MINISTACK / "bin" / "python"), "-B", "-c", "import app"],
        cwd=folder, env=os.environ | more | {"PYTHONPATH": paths}, check=True, capture_output=True,
    )  # fmt: skip
    return time.monotonic() - begun


def _pages(told: dict[str, Any]) -> Table:
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]  # one mapping of both options
        for name, key in PAGES.items():
            page = browser.new_page()
            seen: list[Response] = []
            page.on("response", seen.append)
            page.goto(told[key], wait_until="load")
            page.wait_for_timeout(1500)
            rows.append((name, *_weight(seen)))
            page.close()
        browser.close()
    columns = ("page", "requests", "HTML, CSS, JS", "data", "media")
    note = (
        "First load in Chromium, bytes after gzip -9 as CloudFront sends them; data is what the API answers."
    )
    return Table("The pages' first load", columns, rows, note)


def _weight(seen: list[Response]) -> tuple[str, ...]:
    weights = {"code": 0, "data": 0, "media": 0}
    for response in seen:
        kind = response.headers.get("content-type", "")
        sort = (
            "media" if kind.startswith(("audio", "video", "image")) else "data" if "json" in kind else "code"
        )
        if response.ok and "event-stream" not in kind:
            body = response.body()
            weights[sort] += len(body) if sort == "media" else len(gzip.compress(body, 9))
    return (str(len(seen)), *(f"{weight / 1000:.1f} kB" for weight in weights.values()))


def _memory() -> Table:
    rows = []
    for file in sorted((LOCAL / "run").glob("*.json")):
        pid = json.loads(file.read_text())["pid"]
        rows.append((file.stem, f"{_resident(pid) / 1e6:.0f} MB"))
    workers = _children(json.loads((LOCAL / "run" / "aws.json").read_text())["pid"])
    rows.append((f"{len(workers)} function workers", f"{sum(map(_resident, workers)) / 1e6:.0f} MB"))
    return Table("Memory of what make up starts", ("process", "resident"), rows)


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    found = (
        [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
        if status.exists()
        else []
    )
    return int(found[0].split()[1]) * 1024 if found else 0


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in listed for child in file.read_text().split()]
