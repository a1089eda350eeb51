"""Measures all there is and writes docs/benchmarks.md: `make bench`. Needs the local cloud (`make up`)."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from infra.local.settings import ENDPOINTS
from tests.benchmarks import presses, sizes, tickets, writes
from tests.benchmarks.table import Table

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

`make bench` (with `make up` before it) measures all of this in one run and writes this page; last on {day}.
Counts are exact. Times were taken on a shared machine with two cores, everything on it: they compare only with others
of the same table. Nothing here ran on real AWS.

"""


def main() -> int:
    """Run each part, show what it found, and write the page."""
    if not ENDPOINTS.exists():
        print("The local cloud is not set up: make up", file=sys.stderr)
        return 1
    told = json.loads(ENDPOINTS.read_text())
    parts: tuple[Callable[[], list[Table]], ...] = (
        writes.measure,
        lambda: presses.measure(told),
        lambda: tickets.measure(told),
        lambda: sizes.measure(told),
    )
    found = [_shown(table) for part in parts for table in part()]
    DOCS.write_text(HEAD.format(day=f"{datetime.now(UTC):%Y-%m-%d}") + "\n".join(t.markdown() for t in found))
    return 0


def _shown(table: Table) -> Table:
    print(table.markdown(), flush=True)
    return table


if __name__ == "__main__":
    sys.exit(main())
