"""The line: all that wait in one office on one day, with its counters and its recent results."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

RING = 64
"""How many request ids with their results a line remembers."""

CALLS = 6
"""How many of the last calls a line (and so a board) shows."""

WALK_IN, BOOKED, PRIORITY, ABSENT = "w", "b", "p", "h"
"""The lists of a service: three classes that are called, and those from home who have not come yet."""

HELD, MISSED = "held", "missed"
"""Why a ticket stands aside: staff put it on hold, or its visitor was called and did not come."""

CLASSES = {"walk-in": WALK_IN, "booked": BOOKED, "priority": PRIORITY}


@dataclass(frozen=True)
class LineKey:
    """Which line: `day` is the office's own date (YYYY-MM-DD); a failover raises `epoch`."""

    office: str
    day: str
    epoch: int = 1


@dataclass(frozen=True)
class Place:
    """One ticket's place in a list; `turn` is in epoch seconds and decides the order."""

    number: str
    turn: int


@dataclass(frozen=True)
class Call:
    """Ask a ticket's visitor to a counter; `call` counts the calls of a line, recalls too."""

    call: int
    number: str
    counter: str
    at: int
    recall: bool = False


@dataclass(frozen=True)
class Cell:
    """A counter's state in the line, and the ticket that it has, if any; `since` in epoch seconds.

    `letters` are those of the services that staff chose for today; none means those that the office gave it.
    """

    state: str = "closed"
    number: str = ""
    list: str = ""
    turn: int = 0
    phase: str = ""
    since: int = 0
    call: int = 0
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aside:
    """A ticket that waits in no list but may come back to `list`, with its turn; `at` in epoch seconds."""

    kind: str
    list: str
    turn: int
    at: int
    counter: str = ""


@dataclass(frozen=True)
class Undoable:
    """How to take a counter's last step back: the cell `before` it, and what it took `out` of and put `into` lists.

    What a call took out is in the cell. `asides` are those that it brought back. It counts while all of this is still as the step left it.
    """

    kind: str
    at: int
    before: Cell
    out: tuple[tuple[str, Place], ...] = ()
    into: tuple[tuple[str, Place], ...] = ()
    asides: tuple[tuple[str, Aside], ...] = ()


@dataclass(frozen=True)
class Kept:
    """How the store has a line: the `seq` that is folded in, how many commands stand `behind` it, and the last one's time."""

    seq: int = 0
    behind: int = 0
    at: int = 0


@dataclass(frozen=True)
class Line:
    """The whole state of one office's day; nothing personal. `seq` counts its steps.

    `kept` is how the store has it.
    """

    key: LineKey
    seq: int = 0
    ended: bool = False
    issued: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    waiting: Mapping[str, tuple[Place, ...]] = field(default_factory=lambda: MappingProxyType({}))
    counters: Mapping[str, Cell] = field(default_factory=lambda: MappingProxyType({}))
    call: int = 0
    calls: tuple[Call, ...] = ()
    ring: tuple[tuple[str, str], ...] = ()
    presses: Mapping[str, tuple[int, str]] = field(default_factory=lambda: MappingProxyType({}))
    aside: Mapping[str, Aside] = field(default_factory=lambda: MappingProxyType({}))
    undo: Mapping[str, Undoable] = field(default_factory=lambda: MappingProxyType({}))
    kept: Kept = field(default=Kept(), compare=False)

    def places(self, name: str) -> tuple[Place, ...]:
        """The places of one list, such as `A.w`, in the order of their turns."""
        return self.waiting.get(name, ())

    def cell(self, counter: str) -> Cell:
        """The counter's cell; a counter that nobody opened yet is closed."""
        return self.counters.get(counter, Cell())

    def with_list(self, name: str, places: tuple[Place, ...]) -> "Line":
        """The line with one list changed; an empty list is left out."""
        lists = {k: v for k, v in self.waiting.items() if k != name}
        return replace(self, waiting={**lists, name: places} if places else lists)

    def with_cell(self, counter: str, cell: Cell) -> "Line":
        """The line with one counter's cell changed."""
        return replace(self, counters={**self.counters, counter: cell})

    def with_aside(self, number: str, aside: Aside | None) -> "Line":
        """The line with one ticket put aside, or no longer so."""
        others = {k: v for k, v in self.aside.items() if k != number}
        return replace(self, aside={**others, number: aside} if aside else others)

    def with_undo(self, counter: str, undo: Undoable | None) -> "Line":
        """The line with what a counter may take back."""
        others = {k: v for k, v in self.undo.items() if k != counter}
        return replace(self, undo={**others, counter: undo} if undo else others)


def list_name(letter: str, kind: str, place: str = "") -> str:
    """The name of a list: `A.w` walk-in, `A.b` booked, `A.p` priority, `A.h` from home and absent.

    `A@3.w` holds those of service A who were sent to one counter or floor: only it may call them.
    """
    return f"{letter}@{place}.{kind}" if place else f"{letter}.{kind}"


def kind_of(name: str) -> str:
    """The kind of a list, by its name."""
    return name.rpartition(".")[2]


def letter_of(name: str) -> str:
    """The letter of the service that a list is for."""
    return name.partition(".")[0].partition("@")[0]


def place_of(name: str) -> str:
    """The counter or floor that a list is kept for; empty when any may call from it."""
    return name.partition(".")[0].partition("@")[2]
