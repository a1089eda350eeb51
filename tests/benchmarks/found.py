"""What one kind of request cost at one number of clients, as a row."""

from dataclasses import dataclass

from tests.benchmarks.load import Said, percentiles

COLUMNS = ("request", "clients", "asked", "twice", "other answers", "CPU-ms", "hello = 1", "p50 / p95 / p99 ms",
           "longest ms", "table requests", "of them writes", "write units")  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What one kind of request was told at one number of clients, timed and, in a run of its own, counted."""

    kind: str
    clients: int
    timed: list[Said]
    counted: list[Said]

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's processes for a request."""
        return 1000 * sum(said.cpu for said in self.timed) / len(self.timed)

    @property
    def asked(self) -> int:
        """How many requests there were."""
        return len(self.timed) + len(self.counted)

    @property
    def twice(self) -> int:
        """How many answers gave a number that another of the same run, at the same office, had got."""
        return _twice(self.timed) + _twice(self.counted)

    @property
    def requests(self) -> str:
        """What one asked of the tables, on average."""
        return self._asked()[0]

    def row(self, unit: float) -> tuple[str, ...]:
        """The row of the table; `unit` is the hello's CPU-ms at as many clients."""
        other = sum(one.status not in (200, 201) for one in (*self.timed, *self.counted))
        spread = " / ".join(f"{1000 * seconds:.0f}" for seconds in percentiles(self.timed))
        return (
            self.kind, str(self.clients), str(self.asked), str(self.twice), str(other),
            f"{self.cpu:.1f}", f"{self.cpu / unit:.0f}",
            spread, f"{1000 * max(one.seconds for one in self.timed):.0f}", *self._asked(),
        )  # fmt: skip

    def _asked(self) -> tuple[str, ...]:
        counts = [map(float, one.asked.split()) for one in self.counted]
        means = tuple(f"{sum(column) / len(counts):.1f}" for column in zip(*counts, strict=True))
        return means or ("", "", "")


def _twice(said: list[Said]) -> int:
    """How many answers of one run, at one office, gave a number that another had got."""
    numbers = [one.body["number"] for one in said if one.status == 201]
    return len(numbers) - len(set(numbers))
