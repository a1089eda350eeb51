"""What can be asked of a line; each command is a value, and `step` is the only one who carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

REASONS = ("urgent", "returning", "together", "mistake", "elsewhere", "complaint")
"""Why a ticket may be called out of order; they stand in the public ledger, so none says anything about a person."""


Beside = tuple[tuple[str, tuple[str, ...]], ...]
"""The counters of a floor, each with the letters of the services that the office gave it."""


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
    """Issue the next number of a service's letter and put it into the line with its turn.

    Or put one in that a kiosk has issued without a link: `number`, of the kiosk's own series, `at` the time it did.
    """

    letter: str = "A"
    klass: str = "walk-in"
    turn: int = 0
    present: bool = True
    ticket: str = ""
    number: str = ""
    at: int = 0


@dataclass(frozen=True)
class CheckIn(Command):
    """A visitor who took the number from home has come: from now on it can be called.

    `turn` is that of a priority which was claimed from home and seen now; it counts if it is the earlier one.
    """

    number: str = ""
    turn: int | None = None


@dataclass(frozen=True)
class Onward:
    """Where a finished ticket goes on: the `next` station's letter by the letter of this one.

    Its turn there counts from joining, less the `priority` head start (seconds), unless it keeps the turn it had.
    """

    next: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keep_turn: bool = False
    priority: int = 0


@dataclass(frozen=True)
class CallNext(Command):
    """Call the ticket with the smallest turn among those that the counter serves; finish the one before.

    `letters` are what the office gave the counter; what staff chose for today goes before them. A counter of a
    `floor` also calls those who were sent to that floor.
    """

    counter: str = ""
    letters: tuple[str, ...] = ()
    floor: str = ""
    onward: Onward = Onward()


@dataclass(frozen=True)
class CallThis(CallNext):
    """Call this very ticket; unless it is the one whose turn it is, one of `REASONS` says why."""

    number: str = ""
    reason: str = ""


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
    """The counter is done with its ticket; it goes on to its next station, unless this was the `last`."""

    counter: str = ""
    onward: Onward = Onward()
    last: bool = False


@dataclass(frozen=True)
class NoShow(Command):
    """The visitor was called and did not come; within `grace` seconds of it the ticket may return to the line."""

    counter: str = ""
    grace: int = 0


@dataclass(frozen=True)
class Hold(Command):
    """Put the counter's ticket aside, for what is missing; it keeps its turn."""

    counter: str = ""


@dataclass(frozen=True)
class Resume(Command):
    """Let a ticket that is on hold, or that was missed at most `grace` seconds ago, wait again with the turn it had."""

    counter: str = ""
    number: str = ""
    grace: int = 0


@dataclass(frozen=True)
class Transfer(Command):
    """Send the counter's ticket to another service (`letter`), one counter (`to`) or one `floor`.

    `beside` are the floor's counters with the letters that the office gave them. Without `keep_turn` it counts as come
    now, less the `priority` head start (seconds) of those who have one; within its service it always keeps its turn.
    """

    counter: str = ""
    letter: str = ""
    to: str = ""
    floor: str = ""
    beside: Beside = ()
    keep_turn: bool = True
    priority: int = 0


@dataclass(frozen=True)
class Undo(Command):
    """Take the last step of the counter, which stands on this `floor`, back; with `only`, a step of that kind."""

    counter: str = ""
    floor: str = ""
    only: str = ""


@dataclass(frozen=True)
class SetCounter(Command):
    """Open, pause or close a counter; with letters, it takes these services from now on.

    A counter that closes with a ticket hands it over: to the `line`, or to the counter of that id. `beside` are the
    counters of its `floor`, itself too, with the letters that the office gave them.
    """

    counter: str = ""
    state: str = "open"
    letters: tuple[str, ...] = ()
    hand_over: str = ""
    floor: str = ""
    beside: Beside = ()


@dataclass(frozen=True)
class Withdraw(Command):
    """The visitor leaves the line."""

    number: str = ""


@dataclass(frozen=True)
class Void(Command):
    """Declare a number void: taken by mistake, or printed for nobody. It is never given again."""

    counter: str = ""
    number: str = ""


@dataclass(frozen=True)
class EndDay(Command):
    """Close of day: what still waits is ended, counters are closed, and the line takes no more steps.

    `gently` is for a desk that goes on with the next day's line: not while somebody waits, and counters stay as they
    are, to be handed over.
    """

    gently: bool = False


@dataclass(frozen=True)
class Correct(Command):
    """Set right, after the close of day, what became of a ticket: `phase` is served, no_show or void."""

    number: str = ""
    phase: str = ""


@dataclass(frozen=True)
class Offline(Command):
    """What the office's hub did with the line while there was no link, `at` the time it happened.

    `by` is one run of the hub and `press` counts its steps, so that each is played once and in order. `kind` is call, recall,
    serve, finish, no_show, hold, resume, undo or counter; `call` the number that the hub gave a call; `of` the kind of the
    step that an undo took back. The rest is as in those commands.
    """

    kind: str = ""
    at: int = 0
    number: str = ""
    counter: str = ""
    call: int = 0
    state: str = ""
    letters: tuple[str, ...] = ()
    floor: str = ""
    beside: Beside = ()
    grace: int = 0
    onward: Onward = Onward()
    of: str = ""


@dataclass(frozen=True)
class Moved:
    """What a step made of a ticket beside the one that it is about; `list` and `turn` are where it waits."""

    number: str
    state: str
    list: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Step:
    """What one command did; written with the line, so that the table's stream is the ordered history.

    `result` is what a repeat of the request is answered from. `list` and `turn` are where the ticket `number` waits
    from now on, or waited last; `phase` its state, where the `kind` alone does not say it; `moved` what became of
    others; `of` the kind of a step that an undo took back. `state` is the counter's; `letters` are those of the services
    that a calling counter takes just then, or that staff chose for it. What happened `offline` was put into the line later. Times in epoch seconds.
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
    reason: str = ""
    of: str = ""
    phase: str = ""
    moved: tuple[Moved, ...] = ()
    letters: tuple[str, ...] = ()
    offline: bool = False
    replayed: bool = False
