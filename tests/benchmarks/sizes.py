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

import requests
from playwright.sync_api import Browser, sync_playwright

from infra.local.settings import LOCAL, MINISTACK
from tests.benchmarks.table import Table

RUNS = 7
LOADED = """() => [location.href.split("#")[0], ...performance.getEntriesByType("resource").map((one) => one.name)]
  .filter((url) => url.startsWith("http"))"""
"""What a page has loaded, as its own browser counts it."""
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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]  # one mapping of both options
        rows = [(name, *_weight(_first_load(browser, told[key]))) for name, key in PAGES.items()]
        browser.close()
    columns = ("page", "requests", "HTML, CSS, JS", "data", "media")
    note = (
        "First load in Chromium, bytes after gzip -9 as CloudFront sends them; data is what the API answers."
    )
    return Table("The pages' first load", columns, rows, note)


def _first_load(browser: Browser, url: str) -> list[str]:
    page = browser.new_page()
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1500)
    loaded: list[str] = page.evaluate(LOADED)
    return loaded


def _weight(urls: list[str]) -> tuple[str, ...]:
    weights = {"code": 0, "data": 0, "media": 0}
    for url in urls:
        with requests.get(url, stream=True, timeout=10) as answer:
            kind = answer.headers.get("content-type", "")
            if not answer.ok or "event-stream" in kind:
                continue
            if kind.startswith(("audio", "video", "image")):
                weights["media"] += int(answer.headers.get("content-length", 0))
            else:
                weights["data" if "json" in kind else "code"] += len(gzip.compress(answer.content, 9))
    return (str(len(urls)), *(f"{weight / 1000:.1f} kB" for weight in weights.values()))


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
