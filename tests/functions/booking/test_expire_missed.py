"""Who booked and did not come: lapsed when the day is over, counted once, and what an office may make of that."""

from datetime import date, datetime, timedelta

import pytest

from chalicelib.booking.as_read import as_read
from chalicelib.booking.cancel import cancel
from chalicelib.booking.expire_missed import expire_missed
from chalicelib.booking.keys import keys_of
from chalicelib.errors import BookingExpired
from chalicelib.issuing.check_in import check_in_booking, may_come
from chalicelib.issuing.erase_visitor import erase_booking
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import run_of
from chalicelib.reporting.write_reports import summarise
from chalicelib.store import bookings, identities, no_shows, slots, table
from chalicelib.store.no_shows import no_show_rate
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.deployed import deployed

from .waiters import booked, known

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

OFFICE = an_office()
TUESDAY = date(2026, 3, 3)
SLOT, LAST = "2026-03-03T09:30", "2026-03-03T14:30"
MORNING, OVER = moment("Tuesday 2026-03-03 09:20"), moment("Tuesday 2026-03-03 15:31")
NIK = "3204110609979999"


def counted(office: Office = OFFICE, day: date = TUESDAY) -> tuple[int, int] | None:
    return no_shows.read(office, "umum", day)


def plan(office: Office, now: datetime = OVER) -> str:
    run = run_of(office, office.service("umum"), "2026-03-04T09:00")
    no_shows.forget()
    return str(keys_of(office, office.service("umum"), run or (), now)[0].plan)


def measured(booked: int, missed: int, day: date = TUESDAY) -> None:
    no_shows.put(OFFICE, "umum", day, booked, missed)


def overbooking(percent: int) -> Office:
    return an_office(slot={**an_office_document()["slot"], "overbooking": {"most_percent": percent}})


def test_who_did_not_come_has_missed_it_and_may_book_again():
    came, missed = booked(OFFICE, "a", SLOT), booked(OFFICE, "b", SLOT, nik=NIK)
    check_in_booking(OFFICE, came, "visitor", MORNING)

    assert expire_missed(OFFICE, OVER) == 1

    assert [known(one).state for one in (came, missed)] == ["checked_in", "expired"]
    assert counted() == (2, 1)
    assert identities.claim(HOME, missed.identity, "rsud#umum", "x", 0) == "x"
    assert as_read(OFFICE, known(missed), OVER)["state"] == "expired"
    with pytest.raises(BookingExpired):
        may_come(OFFICE, known(missed), OVER)


@pytest.mark.parametrize(
    ("now", "is_counted"),
    [
        (moment("Tuesday 2026-03-03 12:00"), False),
        # The last slot is at 14.30, and one may be an hour late.
        (moment("Tuesday 2026-03-03 15:30"), False),
        (moment("Tuesday 2026-03-03 15:31"), True),
        (moment("Tuesday 2026-03-10 09:00"), True),
        (moment("Wednesday 2026-03-11 09:00"), False),
    ],
)
def test_a_day_is_counted_when_nobody_may_check_in_any_more(now, is_counted):
    booked(OFFICE, "a", LAST)

    expire_missed(OFFICE, now)

    assert (counted() is not None) == is_counted


def test_a_day_is_counted_once_and_a_second_time_is_the_same():
    booked(OFFICE, "a", SLOT)
    booked(OFFICE, "b", LAST)

    assert [expire_missed(OFFICE, OVER) for _ in range(2)] == [2, 0]

    first = counted()
    table.lines(HOME).delete("noshow#rsud", "umum#2026-03-03")
    assert expire_missed(OFFICE, OVER) == 2
    assert counted() == first == (2, 2)


def test_who_cancelled_did_not_miss_it():
    kept, gone = booked(OFFICE, "a", SLOT), booked(OFFICE, "b", SLOT)
    cancel(OFFICE, gone, MORNING)

    expire_missed(OFFICE, OVER)

    assert [known(one).state for one in (kept, gone)] == ["expired", "cancelled"]
    assert counted() == (1, 1)


def test_a_booking_of_several_slots_is_counted_once():
    [umum, gigi] = an_office_document()["services"]
    office = an_office(services=[{**umum, "slots": 2}, gigi])
    booked(office, "a", SLOT)

    expire_missed(office, OVER)

    assert counted(office) == (1, 1)


def test_a_day_without_slots_is_not_counted():
    expire_missed(OFFICE, moment("Monday 2026-03-09 09:00"))

    assert counted(day=date(2026, 3, 7)) is None
    assert counted(day=date(2026, 3, 6)) == (0, 0)


def test_the_hash_of_who_was_erased_goes_with_the_booking():
    missed = booked(OFFICE, "a", SLOT, nik=NIK)
    erase_booking(HOME, missed.id, MORNING)
    assert known(missed).identity

    expire_missed(OFFICE, OVER)

    assert known(missed).identity == ""


@pytest.mark.parametrize(
    ("booked", "missed", "rate"), [(0, 0, 0.0), (49, 40, 0.0), (50, 5, 0.1), (200, 18, 0.09), (60, 60, 1.0)]
)
def test_a_rate_is_measured_from_fifty_bookings_on(booked, missed, rate):
    measured(booked, missed)

    assert no_show_rate(OFFICE, "umum", OVER) == rate
    assert no_show_rate(OFFICE, "gigi", OVER) == 0.0


@pytest.mark.parametrize(("back", "rate"), [(0, 0.5), (60, 0.5), (61, 0.0)])
def test_a_rate_is_of_the_last_sixty_days(back, rate):
    measured(100, 50, TUESDAY - timedelta(days=back))

    assert no_show_rate(OFFICE, "umum", OVER) == rate


def test_an_office_that_did_not_turn_it_on_gives_no_place_more():
    measured(100, 50)

    assert plan(OFFICE) == "4/0/0"


@pytest.mark.parametrize(
    ("booked", "missed", "most", "places"),
    [
        (100, 0, 50, 4),
        (100, 20, 50, 5),
        (100, 50, 50, 6),
        (100, 50, 200, 8),
        (100, 19, 50, 4),
        (40, 20, 50, 4),
    ],
)
def test_an_office_may_give_as_many_places_more_as_its_own_rate_says(booked, missed, most, places):
    measured(booked, missed)

    assert plan(overbooking(most)) == f"{places}/0/0"


def test_a_slot_grows_and_shrinks_with_the_rate_and_nobody_loses_a_place():
    office = overbooking(50)
    run = run_of(office, office.service("umum"), "2026-03-04T09:00") or ()
    for n in range(4):
        booked(office, f"{n}", "2026-03-04T09:00", now=OVER)
    measured(100, 50)
    no_shows.forget()
    booked(office, "more", "2026-03-04T09:00", now=OVER)
    measured(100, 0)
    no_shows.forget()

    keys = keys_of(office, office.service("umum"), run, OVER)

    assert slots.left(HOME, keys, int(OVER.timestamp())) == {"2026-03-04T09:00": 0}
    assert len(slots.booked_in(HOME, "rsud", "umum", ["2026-03-04T09:00"])) == 5


def test_the_report_says_how_many_of_those_who_booked_did_not_come():
    booked(OFFICE, "a", SLOT)
    assert "bookings" not in summarise(OFFICE, "2026-03-03")

    expire_missed(OFFICE, OVER)

    assert summarise(OFFICE, "2026-03-03")["bookings"] == {"made": 1, "missed": 1}


def test_nothing_in_the_counts_says_who_it_was():
    missed = booked(OFFICE, "a", SLOT)
    expire_missed(OFFICE, OVER)

    [item] = table.lines(HOME).query("noshow#rsud", prefix="umum#2026-03-03")

    assert set(item) == {"pk", "sk", "booked", "missed", "expires"}
    assert missed.id not in str(item)
    assert bookings.read(HOME, missed.id) is not None


def test_who_was_moved_to_another_day_has_not_missed_the_old_one_whose_place_is_still_to_be_given_back():
    mine = booked(OFFICE, "a", SLOT)
    bookings.begin_move(HOME, mine.id, "2026-03-04T09:30", (), 3)
    later = known(mine)
    bookings.end_move(HOME, later, later.start + 86_400)

    assert expire_missed(OFFICE, OVER) == 0

    assert (known(mine).state, counted()) == ("booked", (0, 0))
