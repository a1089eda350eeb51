"""A desk that never closes: who waits at midnight is called, and nobody has to open the counters again."""

from uuid import uuid4

import pytest

from chalicelib.calling.asked import ByPage
from chalicelib.calling.call_next import call_next
from chalicelib.calling.close_days import _hand_over, close_days
from chalicelib.calling.set_counter import Wanted, set_counter
from chalicelib.offices.read_board import read_board
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines, offices
from chalicelib.store.running import running
from chalicelib.ticketing.take_ticket import take_ticket
from chalicelib.ticketing.wish import Wish
from tests.factories import HOME, a_take, an_office, moment
from tests.functions.api import ALWAYS, load, open_always

pytestmark = pytest.mark.usefixtures("aws")

MONDAY, TUESDAY = LineKey("rsud", "2026-03-02"), LineKey("rsud", "2026-03-03")
LATE = moment("Monday 2026-03-02 23:50")
EARLY = moment("Tuesday 2026-03-03 00:15")


@pytest.fixture
def desk():
    """Monday 23:50: counter 1 is open, and nobody is there."""
    load(open_always())
    office = offices.read("rsud")
    set_counter(office, "1", Wanted("open", ("umum",)), "staff:sari", LATE)
    return office


def take(office, at, name="ani", present=True):
    wish = Wish(office.service("umum"), "kiosk-rsud-1", name, "", int(at.timestamp()), present=present)
    return take_ticket(office, wish, at)[0]


def call(office, at):
    return call_next(office, "1", ByPage(("calls", "rsud", "1", "sari", str(uuid4())), ""), at)


def test_who_waits_at_midnight_is_called_after_it_and_so_is_who_comes_then(desk):
    first = take(desk, LATE)
    assert close_days(desk, EARLY) == []
    second = take(desk, EARLY, "budi")

    told = [call(desk, EARLY.replace(minute=minute)) for minute in (20, 25)]

    assert [one["number"] for one in told] == [first.number, second.number] == ["A001", "A002"]
    assert read_board(desk, EARLY)["day"] == MONDAY.day


def test_with_nobody_waiting_the_new_day_begins_with_its_counters_open(desk):
    take(desk, LATE)
    call(desk, LATE)

    assert close_days(desk, EARLY) == [MONDAY]
    assert lines.read(HOME, TUESDAY).cell("1").letters == ("A",)
    assert take(desk, EARLY, "budi").day == TUESDAY.day
    assert call(desk, EARLY)["number"] == "A001"
    assert read_board(desk, EARLY)["day"] == TUESDAY.day


def test_who_was_called_a_moment_ago_keeps_the_day_open(desk):
    take(desk, LATE)
    call(desk, EARLY)

    assert close_days(desk, EARLY) == []


def test_the_close_that_died_before_the_counters_were_handed_over_is_finished(desk, monkeypatch):
    monkeypatch.setattr("chalicelib.calling.close_days._hand_over", lambda office, now: None)
    assert close_days(desk, EARLY) == [MONDAY]
    assert lines.read(HOME, TUESDAY).cell("1").state == "closed"
    monkeypatch.setattr("chalicelib.calling.close_days._hand_over", _hand_over)

    for _ in range(2):
        close_days(desk, EARLY.replace(minute=30))

    assert (lines.read(HOME, TUESDAY).cell("1").state, lines.read(HOME, TUESDAY).seq) == ("open", 1)


def test_a_counter_that_was_closed_in_the_new_day_stays_closed(desk):
    close_days(desk, EARLY)
    set_counter(desk, "1", Wanted("closed"), "staff:sari", EARLY)

    close_days(desk, EARLY.replace(minute=30))

    assert lines.read(HOME, TUESDAY).cell("1").state == "closed"


@pytest.mark.parametrize(
    ("now", "ended"), [("Tuesday 2026-03-03 05:30", []), ("Tuesday 2026-03-03 06:00", [MONDAY])]
)
def test_who_has_waited_for_hours_uncalled_keeps_no_day_from_its_close(desk, now, ended):
    take(desk, LATE, present=False)

    assert close_days(desk, moment(now)) == ended


def test_an_office_that_closes_at_night_begins_each_day_anew():
    office = an_office(hours={**ALWAYS, "tuesday": {"open": "00:00", "close": "23:30"}})
    lines.apply(HOME, MONDAY, a_take("ani", int(LATE.timestamp())), int(LATE.timestamp()))

    assert running(office, EARLY) == MONDAY
    assert running(office, moment("Wednesday 2026-03-04 00:15")) == LineKey("rsud", "2026-03-04")
