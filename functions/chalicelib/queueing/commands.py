"""What can be asked of a line; each command is a value, and `step` is the only one who carries it out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """`rid` is the request's id, short and unique within days; `fence` the seq that its pending record saw.

    `by` is the thing or role that asked. `press` is the press sequence where a thing asked.
    """

    rid: str
    by: str = ""
    fence: int | None = None
    press: int | None = None


@dataclass(frozen=True)
class Take(Command):
    """Issue the next number of a service's letter and put it into the line with its turn."""

    letter: str = "A"
    klass: str = "walk-in"
    turn: int = 0
    present: bool = True
    ticket: str = ""


@dataclass(frozen=True)
class CheckIn(Command):
    """A visitor who took the number from home has come: from now on it can be called.

    `turn` is that of a priority which was claimed from home and seen now; it counts if it is the earlier one.
    """

    number: str = ""
    turn: int | None = None


@dataclass(frozen=True)
class CallNext(Command):
    """Call the ticket with the smallest turn among those that the counter serves; finish the one before.

    `letters` are what the office gave the counter; what staff chose for today goes before them.
    """

    counter: str = ""
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recall(Command):
    """Call the counter's ticket again, under a call number of its own."""

    counter: str = ""


@dataclass(frozen=True)
class Serve(Command):
    """The visitor has come to the counter."""

    counter: str = ""


@dataclass(frozen=True)
class Finish(Command):
    """The counter is done with its ticket."""

    counter: str = ""


@dataclass(frozen=True)
class NoShow(Command):
    """The visitor was called and did not come."""

    counter: str = ""


@dataclass(frozen=True)
class SetCounter(Command):
    """Open, pause or close a counter; with letters, it takes these services from now on."""

    counter: str = ""
    state: str = "open"
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Withdraw(Command):
    """The visitor leaves the line."""

    number: str = ""


@dataclass(frozen=True)
class EndDay(Command):
    """Close of day: what still waits is ended, counters are closed, and the line takes no more steps.

    `gently` is for a desk that goes on with the next day's line: not while somebody waits, and counters stay as they
    are, to be handed over.
    """

    gently: bool = False


@dataclass(frozen=True)
class Step:
    """What one command did; written with the line, so that the table's stream is the ordered history.

    `result` is what a repeat of the request is answered from. `done` is the ticket that a call or a finish ended,
    `numbers` those that the close of day ended. Times in epoch seconds.
    """

    seq: int
    kind: str
    rid: str
    at: int
    by: str = ""
    result: str = ""
    number: str = ""
    counter: str = ""
    state: str = ""
    ticket: str = ""
    list: str = ""
    klass: str = ""
    turn: int = 0
    call: int = 0
    done: str = ""
    numbers: tuple[str, ...] = ()
    replayed: bool = False
