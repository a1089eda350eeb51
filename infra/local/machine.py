"""What the machine must have: Node, disk, free ports; each lack is one sentence."""

import re
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from infra.local import processes
from infra.local.settings import LOCAL, PORTS, ROOT, port
from infra.local.steps import CannotGoOn

NODE = (20, 19)
MEGABYTES = 1500


def check(holders: dict[str, str]) -> str:
    """Raise CannotGoOn for what is missing; `holders` says which process of ours holds which port."""
    node = check_node()
    free = min(shutil.disk_usage(folder).free for folder in (ROOT, LOCAL) if folder.exists()) // 1_000_000
    if free < MEGABYTES:
        raise CannotGoOn(f"Only {free} MB are free on this disk: make room, {MEGABYTES} MB are needed.")
    check_ports_differ()
    for variable in PORTS:
        if not processes.running(holders[variable]):
            check_port(variable)
    return f"Node {node}, {free // 1000} GB free"


def check_node() -> str:
    """The version of Node; raises CannotGoOn when it is missing or too old."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise CannotGoOn("Node is missing: install Node 20.19 or later with npm (https://nodejs.org).")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip().lstrip("v")
    told = re.match(r"(\d+)\.(\d+)", version)
    if not told:
        raise CannotGoOn("Node does not run here: install Node 20.19 or later with npm (https://nodejs.org).")
    if (int(told[1]), int(told[2])) < NODE:
        raise CannotGoOn(f"Node {version} is too old: install Node 20.19 or later (https://nodejs.org).")
    return version


def check_ports_differ() -> None:
    """Raise CannotGoOn when the environment gives two parts of the cloud one port."""
    first: dict[int, str] = {}
    for variable in PORTS:
        number = port(variable)
        if number in first:
            raise CannotGoOn(f"{first[number]} and {variable} are both {number}: give each its own port.")
        first[number] = variable


def check_port(variable: str) -> None:
    """Raise CannotGoOn when something else listens on the port."""
    number = port(variable)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            holder = holder_of(number) or "another program"
            raise CannotGoOn(
                f"Port {number} ({PORTS[variable][1]}) is taken by {holder}: "
                f"stop it, or choose another port with {variable}=…"
            ) from None


def holder_of(number: int) -> str | None:
    """Name and pid of the process that listens on a port, where the system tells."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if Path(table).exists():
            rows = [line.split() for line in Path(table).read_text().splitlines()[1:]]
            inodes |= {
                row[9] for row in rows if row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == number
            }
    for process in Path("/proc").glob("[0-9]*"):
        if _open_files(process) & {f"socket:[{inode}]" for inode in inodes}:
            return f"{(process / 'comm').read_text().strip()} (pid {process.name})"
    return None


def _open_files(process: Path) -> set[str]:
    """What a process has open; nothing for one that is gone or another user's."""
    found = set()
    with suppress(OSError):
        for link in (process / "fd").iterdir():
            with suppress(OSError):
                found.add(str(link.readlink()))
    return found
