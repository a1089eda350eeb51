"""Says what runs; ends with 0 only when all of it does.

python -m infra.local.status
"""

import json
import sys
import urllib.request

from infra.local import agents, aws, processes
from infra.local.settings import ENDPOINTS
from infra.local.steps import console
from infra.local.up import FRONT
from infra.offices import load_offices


def main() -> int:
    """Print a line for each process and one for the API."""
    names = [aws.NAME, FRONT, *agents.expected(load_offices()[0])]
    well = [_line(name, bool(pid := processes.pid_of(name)), f"pid {pid}") for name in names]
    if not ENDPOINTS.exists():
        console.print("not set up here: make up")
        return 1
    api = json.loads(ENDPOINTS.read_text())["api"]
    well.append(_line("api", _answers(f"{api}/offices"), api))
    return 0 if all(well) else 1


def _line(name: str, well: bool, more: str) -> bool:
    console.print(f"[green]✓[/] {name:<28} {more}" if well else f"[red]✗[/] {name:<28} does not run")
    return well


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=15) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
