"""Ours beside what was measured of two open peers, run unchanged on a machine of this size on 2026-11-22."""

from tests.benchmarks.found import Found
from tests.benchmarks.table import Table

NOTE = (
    "The peers' rows are of other runs, on a machine of the same size (two shared cores, client and database on it): "
    "The Q, bcgov/queue-management at 0faa6c2 with PostgreSQL, one process as it ships; FQM, mrf345/FQM at 0614fb5 "
    "with SQLite, two processes as it ships. So compare in hellos, each run's own bare Flask hello. An issue of The Q "
    "is the three requests that its screen sends. Requests are SQL statements there, table requests here."
)
COLUMNS = ("product", "CPU-ms an issue", "CPU-ms a call", "issue, hello = 1", "call, hello = 1", "requests an issue",
           "requests a call", "numbers given twice, 8 clients", "called to two counters, 8")  # fmt: skip
PEERS = (
    ("The Q", "96–139", "62–80", "160–230", "100–140", "42", "17", "67 of 137", "0, by one file lock; p95 4 to 7 s"),
    ("FQM", "19–22", "12–14", "33", "21", "10", "6", "151 of 1,347", "177 of 1,402"),
)  # fmt: skip


def beside_the_peers(hellos: list[Found], found: list[Found]) -> Table:
    """Ours at one client, and what came twice at eight."""
    unit = hellos[0].cpu
    one = {each.kind: each for each in found if each.clients == 1}
    eight = {each.kind: each for each in found if each.clients == 8}
    kinds = ("issue", "call")
    row = (
        "Antrean", *(f"{one[kind].cpu:.1f}" for kind in kinds), *(f"{one[kind].cpu / unit:.0f}" for kind in kinds),
        *(one[kind].requests for kind in kinds),
        *(f"{eight[kind].twice} of {eight[kind].asked}" for kind in kinds),
    )  # fmt: skip
    return Table("Beside the peers", COLUMNS, (row, *PEERS), NOTE)
