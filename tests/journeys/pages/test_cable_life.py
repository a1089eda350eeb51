"""An office's life with faults drawn at random, small; `make bench` lives a longer one (infra/offline/life.py)."""

import random

import pytest

from infra.demo.doors import Api
from infra.demo.proof import export
from infra.local.settings import port
from infra.offline.agents import Agents
from infra.offline.life import Life
from infra.offline.life_proof import verdicts
from tests.journeys.days import today
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.cable]


def test_an_office_that_all_may_happen_to_loses_nobody_and_calls_nobody_twice(
    told, public, staff, office, connect
):
    connect.stop()  # The spare devices' names are the agents' now, one connection each.
    seed = random.SystemRandom().randrange(1, 10**6)
    print(f"seed {seed}")
    agents, api = Agents(told, port("ANTREAN_PRINTER_PORT"), own_dates=True), Api(told["api"])
    day = str(today(public, office))
    life = Life(agents, Api(told["api"], staff.token), random.Random(seed), print, long=(4, 10))

    try:
        life.lives(1)
    finally:
        agents.plug()
        agents.stop()

    eventually(lambda: set(life.taps.values()) <= taken(api, office, day), 30, "the ledger")
    assert [one for one in verdicts(export(api, office, day), life) if not one.holds] == [], f"seed {seed}"


def taken(api, office, day):
    """The numbers that are in the ledger."""
    return {one["number"] for one in export(api, office, day)["entries"] if one["kind"] == "take"}
