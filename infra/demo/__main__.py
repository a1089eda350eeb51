"""Plays a busy day: `make demo`. Options: --seed, --visitors, --seconds, --no-browser."""

import argparse
import json
import random
import sys
import threading
import time
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from infra.demo.counter import Counter
from infra.demo.doors import Api, push
from infra.demo.people import People, today
from infra.demo.plan import Coming, day
from infra.demo.proof import export, verdicts
from infra.demo.report import make_report
from infra.local.settings import DEVICES, ENDPOINTS, LOCAL
from infra.local.token import token

console = Console(highlight=False)
COUNTERS = 4
AFTERWARDS = 120
"""Seconds after the last visitor within which the counters must have served all."""
PHONE = "+6281200000000"


def main() -> int:
    """Play the day, check it, make its report; exit 1 when a claim does not hold."""
    options = _options()
    if not ENDPOINTS.exists():
        console.print("The local cloud is not set up: make up")
        return 1
    told = json.loads(ENDPOINTS.read_text())
    office, public = told["offices"][0], Api(told["api"])
    try:
        staff, manager = (Api(told["api"], token(role)) for role in ("staff", "manager"))
    except OSError:
        console.print("The local AWS does not answer: make up")
        return 1
    people = People(public, office, told["kiosk"], f"{PHONE[:-4]}{random.randint(0, 9999):04d}")
    services = [one["id"] for one in public.ask("GET", f"/offices/{office}")[1]["services"]]
    plan = day(options.seed, options.visitors, options.seconds, services)
    console.print(
        f"{office}: {len(plan)} visitors in {options.seconds:.0f} s, {COUNTERS} counters, seed {options.seed}"
    )
    counters = play(plan, people, _counters(told, people, staff, options.seed))
    holds = judge(public, office, people, counters)
    file = make_report(told, manager, office, today(public, office), LOCAL / "report.html")
    console.print(f"The day's report: {file}", soft_wrap=True)
    if not options.no_browser:
        webbrowser.open(file.as_uri())
    return 0 if holds else 1


def play(plan: list[Coming], people: People, counters: list[Counter]) -> list[Counter]:
    """Let the visitors come and the counters work, with a progress bar, until all have been served."""
    over = threading.Event()
    shown = ("{task.description}", BarColumn(), "{task.completed}/{task.total}", TimeElapsedColumn())
    columns = [TextColumn(one) if isinstance(one, str) else one for one in shown]
    with Progress(*columns, console=console) as bar, ThreadPoolExecutor(8) as doors:
        came = bar.add_task("came  ", total=len(plan))
        called = bar.add_task("called", total=len(plan))
        workers = [threading.Thread(target=one.work, args=(over,), daemon=True) for one in counters]
        for worker in workers:
            worker.start()
        begun = time.monotonic()
        visits = []
        for one in plan:
            time.sleep(max(0.0, one.at - (time.monotonic() - begun)))
            visits.append(doors.submit(people.comes, one))
            _progress(bar, came, called, people, counters)
        for visit in visits:
            visit.result(120)
        over.set()
        while (
            any(worker.is_alive() for worker in workers)
            and time.monotonic() - begun < plan[-1].at + AFTERWARDS
        ):
            time.sleep(0.3)
            _progress(bar, came, called, people, counters)
    return counters


def judge(api: Api, office: str, people: People, counters: list[Counter]) -> bool:
    """Print what holds of the day; True when all of it does."""
    time.sleep(2)  # The ledger follows the line through the stream.
    found = verdicts(export(api, office, today(api, office)), people.done)
    for verdict in found:
        sign = "[green]✓[/]" if verdict.holds else "[red]✗[/]"
        console.print(f"{sign} {verdict.claim}: {verdict.counted}")
    refused = [one.refused for one in people.done if one.refused]
    console.print(f"  {len(refused)} refused{': ' + ', '.join(sorted(set(refused))) if refused else ''}")
    console.print("  calls by counter: " + ", ".join(f"{one.id}: {len(one.calls)}" for one in counters))
    return all(verdict.holds for verdict in found)


def _counters(told: dict[str, Any], people: People, staff: Api, seed: int) -> list[Counter]:
    """Counters with a running button press it; the last one calls by the staff page's API."""
    made = []
    for n in range(1, COUNTERS + 1):
        thing = f"button-{people.office}-{n}"
        by = _button(thing) if thing in told.get("agents", ()) else None
        made.append(Counter(str(n), staff, people, by, random.Random(seed + n)))
    return made


def _button(thing: str) -> Any:
    return lambda press: push(DEVICES, thing, press)


def _progress(bar: Progress, came: Any, called: Any, people: People, counters: list[Counter]) -> None:
    bar.update(came, completed=len(people.done))
    # Whoever still waited from before is called too.
    bar.update(called, completed=min(sum(len(one.calls) for one in counters), len(people.by_number)))


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make demo", description=__doc__)
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument("--visitors", type=int, default=90)
    asked.add_argument("--seconds", type=float, default=100)
    asked.add_argument("--no-browser", action="store_true")
    return asked.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        console.print("stopped; who was taken still waits, the next demo calls them too")
        sys.exit(130)
