"""A number is issued once: late repeats, after the line has moved on."""

import pytest

from chalicelib.errors import Busy
from chalicelib.issuing.issue import issue
from chalicelib.queueing.line import RING, LineKey
from chalicelib.store import ledger, lines, tickets
from chalicelib.ticketing.take_ticket import _ticket
from tests.factories import HOME, NINE, a_take, an_office, moment
from tests.functions.ticketing.test_take_ticket import a_wish

pytestmark = pytest.mark.usefixtures("aws")

KEY = LineKey("rsud", "2026-03-02")
AT = moment("Monday 2026-03-02 09:00")


def pending():
    return _ticket(an_office(), a_wish(AT), lines.read(HOME, KEY))


def the_line_moves_on(key: LineKey = KEY) -> None:
    for n in range(RING + 1):
        lines.apply(HOME, key, a_take(n), NINE)


def the_stream_has_seen(seq: int) -> None:
    from chalicelib.store import table

    table.lines(HOME).put(
        {"pk": f"ledger#{KEY.office}#{KEY.day}#{KEY.epoch}", "sk": f"{seq:08d}", "seq": seq, "hash": "0" * 64}
    )
    ledger.forget()


def test_a_repeat_from_before_the_fence_is_answered_from_the_filled_ticket():
    ticket, _ = issue(an_office(), pending(), NINE)
    the_line_moves_on()
    tickets.move(HOME, ticket.id, 1, number="A001", turn=ticket.turn, state="waiting")

    again, line = issue(an_office(), ticket, NINE)

    assert again.number == "A001"
    assert line.issued["A"] == RING + 2


def test_while_the_stream_is_behind_nobody_can_know():
    ticket = pending()
    tickets.put_pending(HOME, ticket)
    the_line_moves_on()

    with pytest.raises(Busy):
        issue(an_office(), ticket, NINE)


def test_a_request_that_never_happened_begins_anew_once_the_stream_has_passed():
    ticket = pending()
    tickets.put_pending(HOME, ticket)
    the_line_moves_on()
    the_stream_has_seen(RING + 1)

    issued, line = issue(an_office(), ticket, NINE)

    assert issued.number == f"A{RING + 2:03d}"
    assert tickets.read(HOME, ticket.id).fence == RING + 1
    assert line.seq == RING + 2


def test_a_move_goes_forward_only():
    ticket, _ = issue(an_office(), pending(), NINE)

    assert tickets.move(HOME, ticket.id, 5, state="called")
    assert not tickets.move(HOME, ticket.id, 4, state="waiting")
    assert tickets.read(HOME, ticket.id).state == "called"
    assert not tickets.move(HOME, "nobody", 1, state="called")
