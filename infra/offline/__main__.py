"""Cuts the cable of the first office's spare devices for two minutes, and shows that it goes on: `make offline`."""

import json
import shutil
import sys
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from infra.demo.doors import Api
from infra.demo.proof import export
from infra.local.settings import ENDPOINTS, port
from infra.local.token import token
from infra.offline.agents import Agents
from infra.offline.proof import verdicts
from infra.offline.story import Stuck, play

console = Console(highlight=False)
BROKER_AT = "/usr/sbin:/usr/local/sbin"


def main() -> int:
    """Play it and check it; exit 1 when a claim does not hold."""
    if not ENDPOINTS.exists():
        console.print("The local cloud is not set up: make up")
        return 1
    if not (shutil.which("mosquitto") or shutil.which("mosquitto", path=BROKER_AT)):
        console.print("The hub's broker is missing: install mosquitto (apt install mosquitto)")
        return 1
    told = json.loads(ENDPOINTS.read_text())
    public, staff = Api(told["api"]), Api(told["api"], token("staff"))
    agents, begun = Agents(told, port("ANTREAN_PRINTER_PORT")), time.monotonic()

    def say(what: str) -> None:
        console.print(f"[dim]{time.monotonic() - begun:5.0f} s[/]  {what}", soft_wrap=True)

    try:
        story = play(agents, public, staff, say)
    except Stuck as stuck:
        console.print(f"[red]✗[/] {stuck}; the agents' words: .local/log", soft_wrap=True)
        return 1
    finally:
        agents.plug()
        agents.stop()
    time.sleep(2)  # The ledger follows the line through the stream.
    found = verdicts(export(public, agents.office, _today(public, agents.office)), story)
    for verdict in found:
        console.print(f"{'[green]✓[/]' if verdict.holds else '[red]✗[/]'} {verdict.claim}: {verdict.counted}")
    for name, seconds in story.seconds.items():
        console.print(f"  {name}: {seconds:.1f} s")
    return 0 if all(verdict.holds for verdict in found) else 1


def _today(public: Api, office: str) -> str:
    document: dict[str, Any] = public.ask("GET", f"/offices/{office}")[1]
    return datetime.now(ZoneInfo(document["time_zone"])).date().isoformat()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
