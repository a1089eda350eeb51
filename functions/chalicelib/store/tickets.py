"""Tickets with what is personal in them, in the visitors' table of the office's home region."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from chalicelib.codes import id_of, read_code
from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.order import is_absent
from chalicelib.settings import settings

from . import table as tables
from .plain import Item
from .table import ConditionFailed

KEPT = 30 * 86_400
"""How long after it was taken a ticket is kept, in seconds."""


@dataclass(frozen=True)
class Ticket:
    """A place in an office's line as its visitor knows it; times in epoch seconds.

    It is written before the step, with the `fence` that it saw of the line; the stream fills in number, turn,
    state and what came of it. `rid` is the step's request id, `body` the hash of what was asked. `service` is the
    station that the visit is at, `stations` those before it with when they were left, `via` how it came into its line, `via_before`
    how it had the time before. `given` is the number that a kiosk had printed without a link.
    """

    id: str
    code: str
    office: str
    day: str
    epoch: int
    service: str
    letter: str
    rid: str
    fence: int
    body: str
    taken: int
    expires: int
    klass: str = "walk-in"
    present: bool = True
    language: str = "id"
    by: str = ""
    phone: str = ""
    priority: str = ""
    booking: str = ""
    slot: int = 0
    number: str = ""
    turn: int = 0
    state: str = ""
    counter: str = ""
    call: int = 0
    seq: int = 0
    came: int = 0
    called: int = 0
    served: int = 0
    finished: int = 0
    surveyed: bool = False
    via: str = ""
    via_before: str = ""
    stations: tuple[tuple[str, int], ...] = ()
    given: str = ""

    @property
    def line(self) -> LineKey:
        """The line that the ticket is a place of."""
        return LineKey(self.office, self.day, self.epoch)


def put_pending(region: str, ticket: Ticket) -> Ticket:
    """Write the ticket before its step; the one that was there already, when the request comes again."""
    there = tables.visitors(region).put_new(_item(ticket))
    return _ticket(there) if there else ticket


def read(region: str, ticket: str, consistent: bool = True) -> Ticket | None:
    """The ticket of that id."""
    item = tables.visitors(region).get(f"ticket#{ticket}", "ticket", consistent)
    return _ticket(item) if item else None


def by_code(written: str) -> tuple[str, Ticket] | None:
    """The home region and the ticket that a code opens; the code is read as people write it."""
    code = read_code(written)
    for region in settings().regions if code else ():
        found = read(region, id_of(code or ""))
        if found:
            return region, found
    return None


def renew_fence(region: str, ticket: Ticket, fence: int) -> bool:
    """Let a ticket whose step never happened try again from `fence`; False when someone else was first."""
    try:
        tables.visitors(region).update(
            f"ticket#{ticket.id}", "ticket", "SET fence = :new", "fence = :old AND attribute_not_exists(#number)",
            {"#number": "number"}, {":new": fence, ":old": ticket.fence},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def fill(region: str, ticket: str, step: Step) -> bool:
    """Write a take's number and turn into its ticket."""
    taken = {
        "number": step.number,
        "turn": step.turn,
        "state": "waiting",
        "present": not is_absent(step.list),
    }
    return move(region, ticket, step.seq, **taken)


def move(region: str, ticket: str, seq: int, **changes: Any) -> bool:
    """Change a ticket (its fields by name) as the step `seq` says; False when it is gone or knows a later step."""
    changes = {**changes, "seq": seq}
    sets = ", ".join(f"#{name} = :{name}" for name in changes)
    try:
        tables.visitors(region).update(
            f"ticket#{ticket}", "ticket", f"SET {sets}",
            "attribute_exists(pk) AND (attribute_not_exists(#seq) OR #seq < :seq)",
            {f"#{name}": name for name in changes}, {f":{name}": value for name, value in changes.items()},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def erase(region: str, ticket: str) -> None:
    """Delete the ticket's phone; the group that was claimed stays, for the ledger has committed to it."""
    try:
        tables.visitors(region).update(
            f"ticket#{ticket}", "ticket", "REMOVE #phone", "attribute_exists(pk)", {"#phone": "phone"}
        )
    except ConditionFailed:
        return


def note_survey(region: str, ticket: str) -> None:
    """Note that the visitor has answered the survey."""
    tables.visitors(region).update(
        f"ticket#{ticket}", "ticket", "SET surveyed = :yes", "attribute_exists(pk)", values={":yes": True}
    )


_DEFAULTS = {f.name: f.default for f in fields(Ticket)}


def _item(ticket: Ticket) -> Item:
    kept = {name: value for name, value in asdict(ticket).items() if value != _DEFAULTS[name]}
    return {"pk": f"ticket#{ticket.id}", "sk": "ticket", **kept}


def _ticket(item: Item) -> Ticket:
    own = {name: value for name, value in item.items() if name in _DEFAULTS}
    stations = tuple((service, at) for service, at in item.get("stations", ()))
    return Ticket(**{**own, "stations": stations})
