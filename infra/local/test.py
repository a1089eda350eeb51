"""Runs everything: lint, types, import rules, all tests on engines and on the local cloud with a browser.

python -m infra.local.test
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import install, processes
from infra.local.settings import ROOT
from infra.local.steps import CannotGoOn, console, one_sentence, step
from infra.local.up import FRONT

BIN = Path(sys.executable).parent
TOOLS = {
    "Java": ("default-jre-headless", "java"),
    "Chromium": ("chromium", "chromium", "chromium-browser", "google-chrome"),
    "mosquitto": ("mosquitto", "mosquitto"),
}
"""What tests need beside `make up`: the package, and the commands that show it is there."""


def main() -> int:
    """Run all in turn; the first that fails ends it. A cloud that was started for this is stopped again."""
    with one_sentence(), step("Java, Chromium and mosquitto") as one:
        one.done(", ".join(f"{what} {need(what, *tool)}" for what, tool in TOOLS.items()))
    with one_sentence(), step("Lighthouse") as one:
        one.done(install.install_lighthouse(one))
    started = not processes.running(FRONT)
    failed = (
        _run("make", "up") or _run("make", "status") or _check_beside_the_cable() or _engines_beside_pages()
    )
    if started:
        _run("make", "down")
    return failed


def need(what: str, package: str, *commands: str) -> str:
    """Use the tool that is there, else install its package; says which."""
    if _there(commands):
        return "there"
    _install(package)
    if not _there(commands):
        raise CannotGoOn(
            f"{what} is missing and could not be installed: install it, on Debian `apt install {package}`."
        )
    return "installed"


def _there(commands: tuple[str, ...]) -> bool:
    # mosquitto stands where only root's path looks.
    return any(shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in commands)


def _install(*packages: str) -> None:
    if not shutil.which("apt-get"):
        return
    apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    subprocess.run([*root, "apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    subprocess.run([*root, *apt], stdout=subprocess.DEVNULL)


def _check_beside_the_cable() -> int:
    """The fast tests while an office's cable is cut, which mostly waits."""
    with _behind("cable", str(BIN / "pytest"), "-q", "-p", "no:randomly", "-m", "cable") as cable:
        failed = _run("make", "check")
    return failed or cable.returncode


def _engines_beside_pages() -> int:
    """The engines' tests behind those of pages and journeys, which mostly wait: both take little longer than either."""
    engines = (
        "-m",
        "(slow or engine) and not cloud",
        "-n",
        "2",
        "--dist",
        "loadscope",
        "--no-loadscope-reorder",
    )
    with _behind("engines", "nice", "-n", "10", str(BIN / "pytest"), "-q", *engines) as behind:
        failed = 0
        for script in ("typecheck", "test", "size"):
            failed = failed or _run("npm", "--prefix", "web", "run", "--silent", script)
        pages = _run(str(BIN / "pytest"), "-q", "-p", "no:randomly", "-m", "(cloud or browser) and not cable")
    return failed or pages or behind.returncode


@contextmanager
def _behind(name: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command behind what is done meanwhile; in the end wait for it, and print what it said."""
    told = ROOT / ".local" / f"{name}.log"
    with told.open("wb") as output:
        behind = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield behind
        finally:
            behind.wait()
    console.rule(" ".join(Path(part).name for part in command))
    print(told.read_text(errors="replace"), flush=True)


def _run(*command: str) -> int:
    console.rule(" ".join(Path(part).name for part in command))
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
