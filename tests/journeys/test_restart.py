"""The local AWS is stopped and started in the middle: nothing is lost, and a kiosk asks until its slip comes.

Kept last: it takes the cloud away from under the others.
"""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import requests

from tests.journeys.conftest import ENDPOINTS
from tests.journeys.days import today
from tests.journeys.test_ledger import check_chain, sha256, whole_ledger
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

ROOT = ENDPOINTS.parents[1]
SAVED_WITHIN = 6
"""Seconds after which what was done survives a `kill -9` of the local AWS (README: 5 s)."""


def run(command):
    """Run one of the local cloud's commands."""
    done = subprocess.run(
        [sys.executable, "-m", f"infra.local.{command}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def kill():
    """`kill -9` of the local AWS alone, found by the pid that `up` wrote down."""
    os.kill(json.loads((ENDPOINTS.parent / "run" / "aws.json").read_text())["pid"], signal.SIGKILL)


def at_kiosk(told, id):
    """What the kiosk's page does at a tap: it asks its agent, which waits for the slip; the same id is the same tap.

    Empty while there is no slip, and when `up` has just started the agent anew.
    """
    origin = told["kiosk"].rstrip("/")
    body, headers = {"service": "kebidanan", "id": id}, {"Origin": origin}
    try:
        said = requests.post(f"{origin}/agent/take", json=body, headers=headers, timeout=60).json()
    except requests.ConnectionError:
        return {}
    return said if "code" in said else {}


def test_a_stop_and_start_loses_nothing(told, public, people, office):
    tickets = [people.at_office("kebidanan") for _ in range(3)]
    day = today(public, office)
    before, epoch, _ = whole_ledger(public, office, day)

    run("down")
    run("up")

    eventually(lambda: requests.get(f"{told['api']}/offices", timeout=20).status_code == 200, 60)
    for ticket in tickets:
        assert people.ticket(ticket["code"])["number"] == ticket["number"]
    after = eventually(lambda: longer(public, office, day, len(before)), 30)
    assert after[: len(before)] == before
    check_chain(after, sha256(f"antrean|{office}|{day}|{epoch}"))
    last = people.at_office("kebidanan")["number"]
    assert last > tickets[-1]["number"]
    eventually(lambda: has(public, office, day, last), 30, "the stream's reader to go on")


def longer(public, office, day, count):
    entries, _, _ = whole_ledger(public, office, day)
    return entries if len(entries) >= count else None


def test_a_kill_in_the_middle_leaves_kiosks_asking_until_their_slip_comes(told, public, people, office):
    kept = people.at_office("kebidanan")
    done = time.monotonic()
    eventually(lambda: time.monotonic() - done > SAVED_WITHIN, SAVED_WITHIN + 2)

    id = str(uuid4())
    kill()
    with ThreadPoolExecutor(1) as hand:
        tap = hand.submit(at_kiosk, told, id)
        run("up")
        first = tap.result()
    said = eventually(lambda: at_kiosk(told, id), 60, "the slip after the start")

    assert not first or first["number"] == said["number"]
    assert people.ticket(kept["code"])["number"] == kept["number"]
    people.leaves_at_end(said["code"])
    assert people.ticket(said["code"])["number"] == said["number"]
    day = today(public, office)
    entries, epoch, _ = eventually(lambda: has(public, office, day, said["number"]), 30)
    check_chain(entries, sha256(f"antrean|{office}|{day}|{epoch}"))
    taken = [entry["number"] for entry in entries if entry["kind"] == "take"]
    assert len(taken) == len(set(taken))


def has(public, office, day, number):
    entries, epoch, root = whole_ledger(public, office, day)
    return any(entry.get("number") == number for entry in entries) and (entries, epoch, root)
