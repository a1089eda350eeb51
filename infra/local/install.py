"""Installs and builds what the local cloud needs, each only when what it depends on has changed."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from infra.local.settings import LOCAL, LOGS, MINISTACK, ROOT
from infra.local.steps import CannotGoOn, Step

WEB = ROOT / "web"
LIGHTHOUSE = ROOT / "tests" / "lighthouse"
NPM = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
NOT_SOURCES = {"node_modules", "dist", "tests", "__pycache__"}


def install_local_aws(say: Step) -> str:
    """Make .ministack: the local AWS pins botocore, so it has a venv of its own."""
    wanted = Path(__file__).with_name("requirements.txt")
    if fresh("ministack", [wanted], MINISTACK / "bin" / "python"):
        return "there"
    say.say("installing the local AWS into .ministack, about 40 s")
    run([sys.executable, "-m", "venv", str(MINISTACK)], "the venv of the local AWS")
    pip = [str(MINISTACK / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run([*pip, "-r", str(wanted)], "installing the local AWS")
    remember("ministack", [wanted])
    return "installed"


def build_pages(say: Step) -> str:
    """Install the pages' packages and build them, then their voices."""
    if not (WEB / "package.json").exists():
        return "no pages yet"
    lock, sources = [WEB / "package-lock.json"], list(sources_of(WEB))
    told = "there"
    if not fresh("packages", lock, WEB / "node_modules"):
        say.say("npm ci")
        run(NPM, "npm ci", WEB)
        remember("packages", lock)
    if not fresh("pages", sources, WEB / "dist" / "index.html"):
        say.say("npm run build")
        run(["npm", "run", "build"], "building the pages", WEB)
        remember("pages", sources)
        told = "built"
    return told


def install_lighthouse(say: Step) -> str:
    """Install what judges the pages in tests; it is ten times what the pages need, so it has a place of its own."""
    lock = [LIGHTHOUSE / "package-lock.json"]
    if fresh("lighthouse", lock, LIGHTHOUSE / "node_modules"):
        return "there"
    say.say("npm ci in tests/lighthouse")
    run(NPM, "installing Lighthouse", LIGHTHOUSE)
    remember("lighthouse", lock)
    return "installed"


def build_voices(say: Step) -> str:
    """Speak the display's clips into the built pages."""
    sources = sorted((ROOT / "infra" / "voice").glob("*.py"))
    if fresh("voices", sources, WEB / "dist" / "voice" / "id" / "manifest.json"):
        return "there"
    say.say("speaking the clips")
    run([sys.executable, "-m", "infra.voice"], "speaking the display's clips")
    remember("voices", sources)
    return "spoken"


def sources_of(folder: Path) -> Iterable[Path]:
    """All files below a folder that a build reads."""
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not NOT_SOURCES.intersection(path.relative_to(folder).parts)
    )


def digest(files: Iterable[Path]) -> str:
    """One hash of names and contents, of this Python too, since venvs depend on it."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return total.hexdigest()


def fresh(name: str, files: Sequence[Path], made: Path) -> bool:
    """Whether what was made is still there and still made from these files."""
    stamp = LOCAL / "stamps" / name
    return made.exists() and stamp.exists() and stamp.read_text() == digest(files)


def remember(name: str, files: Sequence[Path]) -> None:
    """Note what something was made from."""
    stamp = LOCAL / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest(files))


def run(command: Sequence[str], what: str, folder: Path = ROOT) -> None:
    """Run a command; when it fails, say so in a sentence and point at its output."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "install.log"
    with log.open("ab") as output:
        if subprocess.run(command, cwd=folder, stdout=output, stderr=output).returncode == 0:
            return
    last = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
    raise CannotGoOn(f"{what[0].upper()}{what[1:]} failed; the end of {log.relative_to(ROOT)}:\n{last}")


def forget() -> None:
    """Take away what was built: the next `up` starts from nothing."""
    shutil.rmtree(WEB / "dist", ignore_errors=True)
    shutil.rmtree(MINISTACK, ignore_errors=True)
