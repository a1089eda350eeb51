"""Makes `.venv` and installs what requirements.txt lists, when it is not so already.

Run by any Python 3 before there is a venv, so it imports nothing but the standard library.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("", "functions", "devices", "infra", "tests")
LEAST = (3, 11)


def main() -> None:
    """Install what is missing, or say in one sentence why not."""
    if sys.version_info[:2] < LEAST:
        this = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(
            f"Python 3.11 or later is needed, this is {this}: install it and say `make up PYTHON=python3.11`."
        )
    # Two at once would install into one venv: the second waits here until the first has ended.
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)
    venv, wanted = ROOT / ".venv", digest()
    stamp, python = venv / "installed.txt", venv / "bin" / "python"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not python.exists():
        print("Making .venv", flush=True)
        run(
            [sys.executable, "-m", "venv", str(venv)],
            "Python cannot make a venv: `apt install python3-venv`.",
        )
    print("Installing what requirements.txt lists, about a minute", flush=True)
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", "requirements.txt"]
    run(pip, "pip could not install requirements.txt: see above; is the network there?")
    stamp.write_text(wanted)


def digest() -> str:
    """What the venv depends on: the Python and all requirement files."""
    files = [ROOT / room / "requirements.txt" for room in ROOMS]
    return hashlib.sha256(
        "\0".join([sys.version, *(file.read_text() for file in files)]).encode()
    ).hexdigest()


def run(command: list[str], sentence: str) -> None:
    """Run a command in the checkout; end with the sentence when it fails."""
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(sentence)


if __name__ == "__main__":
    main()
