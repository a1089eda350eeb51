"""What a benchmark found, as a table of the docs."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A title, the columns and the rows, and a sentence that says how it was measured."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""

    def markdown(self) -> str:
        """The table as Markdown."""
        lines = [" | ".join(self.columns), " | ".join("---" for _ in self.columns)]
        lines += [" | ".join(row) for row in self.rows]
        body = "\n".join(f"| {line} |" for line in lines)
        return f"## {self.title}\n\n{self.note}\n\n{body}\n" if self.note else f"## {self.title}\n\n{body}\n"
