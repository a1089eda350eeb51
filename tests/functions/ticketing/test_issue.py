"""A number is issued once: late repeats, after the line has moved on."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.codes import crockford, id_of, rid_of
from chalicelib.errors import Busy
from chalicelib.issuing.issue import issue
from chalicelib.queueing.line import RING, LineKey
from chalicelib.store import ledger, lines, table, tickets
from chalicelib.store.tickets import Ticket
from chalicelib.ticketing.take_ticket import _ticket
from tests.factories import HOME, NINE, a_take, an_office, moment
from tests.functions.ticketing.test_take_ticket import a_wish

KEY = LineKey("rsud", "2026-03-02")
AT = moment("Monday 2026-03-02 09:00")


def pending():
    return _ticket(an_office(), a_wish(AT), lines.read(HOME, KEY))


def the_line_moves_on(key: LineKey = KEY) -> None:
    for n in range(RING + 1):
        lines.apply(HOME, key, a_take(n), NINE)


def the_stream_has_seen(seq: int) -> None:
    table.lines(HOME).put(
        {"pk": f"ledger#{KEY.office}#{KEY.day}#{KEY.epoch}", "sk": f"{seq:08d}", "seq": seq, "hash": "0" * 64}
    )
    ledger.forget()


@pytest.mark.slow
def test_a_repeat_from_before_the_fence_is_answered_from_the_filled_ticket(aws):
    ticket, _ = issue(an_office(), pending(), NINE)
    the_line_moves_on()
    tickets.move(HOME, ticket.id, 1, number="A001", turn=ticket.turn, state="waiting")

    again, line = issue(an_office(), ticket, NINE)

    assert again.number == "A001"
    assert line.issued["A"] == RING + 2


@pytest.mark.slow
def test_while_the_stream_is_behind_nobody_can_know(aws):
    ticket = pending()
    tickets.put_pending(HOME, ticket)
    the_line_moves_on()

    with pytest.raises(Busy):
        issue(an_office(), ticket, NINE)


@pytest.mark.slow
def test_a_request_that_never_happened_begins_anew_once_the_stream_has_passed(aws):
    ticket = pending()
    tickets.put_pending(HOME, ticket)
    the_line_moves_on()
    the_stream_has_seen(RING + 1)

    issued, line = issue(an_office(), ticket, NINE)

    assert issued.number == f"A{RING + 2:03d}"
    assert tickets.read(HOME, ticket.id).fence == RING + 1
    assert line.seq == RING + 2


def test_a_move_goes_forward_only(aws):
    ticket, _ = issue(an_office(), pending(), NINE)

    assert tickets.move(HOME, ticket.id, 5, state="called")
    assert not tickets.move(HOME, ticket.id, 4, state="waiting")
    assert tickets.read(HOME, ticket.id).state == "called"
    assert not tickets.move(HOME, "nobody", 1, state="called")


@pytest.mark.engine
def test_the_same_request_at_the_same_moment_is_one_number(dynamodb):
    ticket = a_ticket("0" * 16)

    with ThreadPoolExecutor(16) as pool:
        issued = list(pool.map(lambda _: issue(an_office(), ticket, NINE)[0].number, range(16)))

    assert set(issued) == {"A001"}
    assert lines.read(HOME, KEY).seq == 1


@pytest.mark.engine
def test_many_at_the_same_moment_get_each_their_number_without_gaps(dynamodb):
    wanted = [a_ticket(crockford(n.to_bytes(10))) for n in range(24) for _ in range(2)]

    with ThreadPoolExecutor(16) as pool:
        issued = list(pool.map(patiently, wanted))

    numbers = {ticket.id: number for ticket, number in zip(wanted, issued, strict=True)}
    assert sorted(numbers.values()) == [f"A{n:03d}" for n in range(1, 25)]
    assert all(numbers[ticket.id] == number for ticket, number in zip(wanted, issued, strict=True))


def patiently(ticket) -> str:
    """As a page does: ask again when told that it is busy."""
    for _ in range(20):
        try:
            return issue(an_office(), ticket, NINE)[0].number
        except Busy:
            continue
    raise AssertionError("busy for ever")


def a_ticket(code: str) -> Ticket:
    return Ticket(
        id=id_of(code), code=code, office="rsud", day=KEY.day, epoch=1, service="umum", letter="A",
        rid=rid_of(code), fence=0, body="b", taken=NINE, expires=NINE,
    )  # fmt: skip
