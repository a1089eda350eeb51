"""An office's life with faults drawn at random, and what its agents weigh meanwhile."""

import os
import random
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.demo.doors import Api
from infra.demo.proof import export
from infra.local.settings import port
from infra.local.token import token
from infra.offline.agents import Agents
from infra.offline.life import Life, weighs
from infra.offline.life_proof import verdicts
from infra.offline.story import wait
from tests.benchmarks.table import Table

ROUNDS = int(os.environ.get("BENCH_CUTS", "6"))
SEED = int(os.environ.get("BENCH_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)


def measure(told: dict[str, Any]) -> list[Table]:
    """So many cuts, and what holds afterwards; raises when a claim does not."""
    agents = Agents(told, port("ANTREAN_PRINTER_PORT"), own_dates=True)
    public = Api(told["api"])
    day = _today(public, agents.office)
    life = Life(agents, Api(told["api"], token("staff")), random.Random(SEED), print)
    try:
        life.lives(ROUNDS)
        weight = weighs(agents)
        # The ledger follows the line through the stream.
        wait(lambda: set(life.taps.values()) <= _taken(public, agents.office, day), "the ledger", 30)
        found = verdicts(export(public, agents.office, day), life)
    finally:
        agents.plug()
        agents.stop()
    broken = [one for one in found if not one.holds]
    if broken:
        raise AssertionError(f"seed {SEED}: {broken}")
    return [
        _faults(life),
        Table("After it", ("claim", "counted"), [(one.claim, one.counted) for one in found]),
        _weights(weight),
    ]


def _faults(life: Life) -> Table:
    rows = [(what, str(times)) for what, times in sorted(life.faults.items())]
    note = (
        f"Real agents and a real broker behind a cable that is cut {ROUNDS} times and more, for {life.seconds / 60:.0f} minutes, seed {SEED}: "
        f"{len(life.taps)} visitors tapped, some twice; each fault ended its process with SIGKILL, set its date wrong (a day back to 400 days ahead), or changed the simulated printer."
    )
    return Table("An office's life with faults", ("fault", "times"), rows, note)


def _weights(weight: dict[str, tuple[float, float]]) -> Table:
    rows = [(kind, f"{megabytes:.0f}", f"{share:.2f}") for kind, (megabytes, share) in sorted(weight.items())]
    note = "At the end of that life, each since it was started last. The aims: kiosk and display under 80 MB, button under 50 MB; some 8 MB of each are what sets its date wrong."
    return Table("What an agent weighs", ("agent", "resident MB", "% of one core"), rows, note)


def _taken(public: Api, office: str, day: str) -> set[str]:
    return {one["number"] for one in export(public, office, day)["entries"] if one["kind"] == "take"}


def _today(public: Api, office: str) -> str:
    document: dict[str, Any] = public.ask("GET", f"/offices/{office}")[1]
    return datetime.now(ZoneInfo(document["time_zone"])).date().isoformat()
