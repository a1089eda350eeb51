"""Runs everything: lint, types, import rules, all tests on engines and on the local cloud with a browser.

python -m infra.local.test
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.local import processes
from infra.local.settings import ROOT
from infra.local.steps import CannotGoOn, console, one_sentence, step
from infra.local.up import FRONT

BIN = Path(sys.executable).parent
JAVA = ("default-jre-headless",)


def main() -> int:
    """Run all in turn; the first that fails ends it. A cloud that was started for this is stopped again."""
    with one_sentence(), step("Java and Chromium") as one:
        one.done(f"Java {need_java()}, Chromium {need_chromium()}")
    started = not processes.running(FRONT)
    failed = _run("make", "check") or _run("make", "up") or _run("make", "status")
    failed = failed or _run(str(BIN / "pytest"), "-q", "-m", "engine")
    failed = failed or _run(str(BIN / "pytest"), "-q", "-p", "no:randomly", "-m", "cloud or browser")
    if started:
        _run("make", "down")
    return failed


def need_java() -> str:
    """DynamoDB Local runs on Java: use what is there, else install it."""
    if not shutil.which("java"):
        _install(*JAVA)
    return "there" if shutil.which("java") else _lacking("Java", JAVA[0])


def need_chromium() -> str:
    """The browser of the journeys: the system's, else the one that Playwright fetches, else apt's."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return "there"
    _install("chromium")
    return "installed" if shutil.which("chromium") else _lacking("Chromium", "chromium")


def _install(*packages: str) -> None:
    if not shutil.which("apt-get"):
        return
    apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    subprocess.run([*root, "apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
    subprocess.run([*root, *apt], stdout=subprocess.DEVNULL)


def _lacking(what: str, package: str) -> str:
    raise CannotGoOn(
        f"{what} is missing and could not be installed: install it, on Debian `apt install {package}`."
    )


def _run(*command: str) -> int:
    console.rule(" ".join(Path(part).name for part in command))
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
