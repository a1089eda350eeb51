"""When an office is open, as values: weekly hours, seasons of other hours, and closures that managers declare."""

from collections.abc import Mapping
from dataclasses import dataclass

Names = Mapping[str, str]
"""A text by language: `id` and `en`."""


@dataclass(frozen=True)
class Hours:
    """One weekday's opening in minutes of the office's own day; `breaks` are spans inside it."""

    open: int
    close: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Season:
    """Dates, both included, in which other weekly hours hold; a weekday that it leaves out is closed."""

    first: str
    last: str
    why: Names
    hours: Mapping[int, Hours]


@dataclass(frozen=True)
class Closure:
    """Dates, both included, on which a manager closes a service, or with "" the whole office.

    `at` is when it was declared, in epoch seconds: what was before that stays as it was. `serve_waiting` says that who
    waits already when it comes is still served.
    """

    id: str
    service: str
    first: str
    last: str
    why: Names
    at: int
    serve_waiting: bool = True
