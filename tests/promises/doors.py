"""A message, and the door by which it comes in: a page's request, a thing's press, a visitor's number."""

from dataclasses import dataclass, replace

from chalicelib.codes import rid_of
from chalicelib.issuing.issue import issue
from chalicelib.queueing.commands import Command, Take
from chalicelib.store import lines, requests
from chalicelib.store.tickets import Ticket
from tests.factories import HOME, KEY, an_office


@dataclass(frozen=True)
class Message:
    """What was asked, once; `name` is unique, `at` the moment it was sent first, `press` a thing's press sequence."""

    name: str
    command: Command
    at: int
    press: int = 0


def deliver(message: Message) -> str:
    """Let the message in by its door, for the first time or again; the answer."""
    if isinstance(message.command, Take):
        return _number(message)
    return _press(message) if message.press else _request(message)


def rid_of_step(message: Message) -> str:
    """The id that the message's step has in the stream."""
    if isinstance(message.command, Take):
        return rid_of(rid_of("ticket", message.name))
    if message.press:
        return rid_of("press", message.command.by, str(message.press))
    return rid_of("verb", message.name)


def ticket_of(message: Message) -> Ticket:
    """The pending ticket of somebody who takes a number."""
    own, take = rid_of("ticket", message.name), message.command
    assert isinstance(take, Take)
    fence = lines.read(HOME, KEY, consistent=False).seq
    return Ticket(
        id=own, code=own, office=KEY.office, day=KEY.day, epoch=KEY.epoch, service="umum", letter=take.letter,
        rid=rid_of(own), fence=fence, body="", taken=take.turn, expires=take.turn + 86_400, klass=take.klass,
        present=take.present,
    )  # fmt: skip


def _number(message: Message) -> str:
    return issue(an_office(), ticket_of(message), message.at)[0].number


def _press(message: Message) -> str:
    command = replace(message.command, rid=rid_of_step(message), press=message.press)
    return lines.apply(HOME, KEY, command, message.at)[1].result


def _request(message: Message) -> str:
    seen = lines.read(HOME, KEY)
    request = requests.begin(HOME, ("verb", message.name), "", seen, message.at)
    return requests.carry_out(HOME, request, message.command, message.at, seen)[1].result
