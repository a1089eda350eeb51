"""Processes that outlive the command: started in their own session, known by pid and start time."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from infra.local.settings import LOGS, PIDS, ROOT

# Kept, since Python complains of a child that it forgets while it runs.
_children: list[subprocess.Popen[bytes]] = []


def start(name: str, command: Sequence[str], more: Mapping[str, str | None] | None = None) -> bool:
    """Start the process unless it runs with this very command; True when it was started.

    `more` changes its environment; None takes a variable away. Its output goes to .local/log.
    """
    told = {"command": list(command), "more": dict(more or {})}
    known = _known(name)
    if known and running(name):
        if known["told"] == told:
            return False
        stop(name)
    PIDS.mkdir(parents=True, exist_ok=True)
    LOGS.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **(more or {})}
    kept = {key: value for key, value in environment.items() if value is not None}
    with (LOGS / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children.append(process)
    record = {"pid": process.pid, "born": born(process.pid), "told": told}
    (PIDS / f"{name}.json").write_text(json.dumps(record))
    return True


def last_words(name: str, lines: int = 6) -> str:
    """The end of a process's log."""
    return "\n".join((LOGS / f"{name}.log").read_text(errors="replace").splitlines()[-lines:])


def stop(name: str, patience: float = 15) -> bool:
    """Ask the process to end and wait until it has; True when it ran. Never touches another process."""
    known = _known(name)
    ran = running(name)
    if known and ran:
        os.kill(known["pid"], signal.SIGTERM)
        until = time.monotonic() + patience
        while running(name) and time.monotonic() < until:
            time.sleep(0.05)
        if running(name):
            os.killpg(known["pid"], signal.SIGKILL)
    for child in _children:
        child.poll()  # takes note of children that have ended
    (PIDS / f"{name}.json").unlink(missing_ok=True)
    return ran


def running(name: str) -> bool:
    """Whether the very process that was started still runs."""
    known = _known(name)
    return bool(known) and known["born"] is not None and born(known["pid"]) == known["born"]


def names() -> list[str]:
    """All processes that were started and not stopped."""
    return sorted(path.stem for path in PIDS.glob("*.json"))


def pid_of(name: str) -> int | None:
    """The pid of a process that runs."""
    return _known(name)["pid"] if running(name) else None


def born(pid: int) -> str | None:
    """When a process started, in whatever unit the system has; None when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return _born_by_ps(pid) if not Path("/proc/self").exists() else None
    except ProcessLookupError:
        return None
    return None if fields[0] == "Z" else fields[19]


def _born_by_ps(pid: int) -> str | None:
    told = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True)
    return told.stdout.strip() or None


def _known(name: str) -> dict[str, Any]:
    path = PIDS / f"{name}.json"
    try:
        known: dict[str, Any] = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return known
