"""Measures all there is, or the parts named, and writes docs/benchmarks.md: `make bench`. See PARTS for the names."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from infra.local.settings import ENDPOINTS
from tests.benchmarks import (
    growth,
    life,
    page,
    pages,
    presses,
    proof,
    rush,
    sizes,
    speed,
    storm,
    tickets,
    writes,
)
from tests.benchmarks.table import Table

Part = Callable[[], list[Table]]
ALONE: dict[str, Part] = {
    "writes": writes.measure,
    "speed": speed.measure,
    "growth": growth.measure,
    "proof": proof.measure,
    "rush": rush.measure,
    "storm": storm.measure,
}
"""What needs no cloud: an engine of its own is enough."""
CLOUD: dict[str, Callable[[dict[str, Any]], list[Table]]] = {
    "presses": presses.measure,
    "tickets": tickets.measure,
    "sizes": sizes.measure,
    "pages": pages.measure,
    "life": life.measure,
}
"""What needs the local cloud (`make up`)."""
PARTS = (*ALONE, *CLOUD)


def main(asked: list[str]) -> int:
    """Run each part, show what it found, and write it into the page."""
    if unknown := set(asked) - set(PARTS):
        print(f"No part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    wanted = asked or PARTS
    if set(wanted) & set(CLOUD) and not ENDPOINTS.exists():
        print("The local cloud is not set up: make up", file=sys.stderr)
        return 1
    found = [_shown(table) for name in wanted for table in _part(name)()]
    page.write(found, datetime.now(UTC), whole=not asked)
    return 0


def _part(name: str) -> Part:
    return ALONE[name] if name in ALONE else partial(CLOUD[name], json.loads(ENDPOINTS.read_text()))


def _shown(table: Table) -> Table:
    print(table.markdown(), flush=True)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
