"""The page docs/benchmarks.md: what was measured goes where its title stands, what people wrote there stays."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.benchmarks.table import Table

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

`make bench` (with `make up` before it) measures all of this in one run and writes this page; last on {day}.
`.venv/bin/python -m tests.benchmarks speed` (with `PYTHONPATH=functions:.`) measures one part and says so in it.
Counts are exact. Times were taken on a shared machine with two cores, everything on it: they compare only with others
of the same table. Nothing here ran on real AWS.

"""


def write(found: Sequence[Table], now: datetime, whole: bool) -> None:
    """Put the tables into the page; a whole run also renews what is said at its top."""
    said = "" if whole else f"Measured alone on {now:%Y-%m-%d}.\n\n"
    new = {table.title: table.markdown().replace("\n\n", f"\n\n{said}", 1) for table in found}
    head, *sections = DOCS.read_text().split("\n## ")
    kept = {section.partition("\n")[0]: f"## {section.strip()}\n" for section in sections}
    rest = {title: text for title, text in kept.items() if title not in new}
    ordered = {**new, **rest} if whole else {**kept, **new}
    top = HEAD.format(day=f"{now:%Y-%m-%d}") if whole else head + "\n\n"
    DOCS.write_text(top.rstrip() + "\n\n" + "\n".join(ordered.values()))
