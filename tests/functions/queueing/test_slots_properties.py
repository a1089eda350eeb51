"""Whatever the hours, seasons, closures and rules: what is offered lies within the hours, each run in one span."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.hours import at_minute, day_of, hours_on, is_open
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure, Hours, Season
from chalicelib.queueing.release import release_of
from chalicelib.queueing.slots import Slot, bookable_days, find_slot, places_at, run_of, slots_on
from chalicelib.queueing.week import spans
from tests.factories import an_office

DAY = date(2026, 3, 2)
WHY = {"id": "Sebab", "en": "Reason"}
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


@st.composite
def some_hours(draw: st.DrawFn) -> Hours:
    edges = sorted(draw(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True)))
    inner = edges[1:-1]
    return Hours(edges[0], edges[-1], tuple(zip(inner[::2], inner[1::2], strict=False)))


@st.composite
def offices(draw: st.DrawFn) -> Office:
    office = an_office(
        time_zone=draw(st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])),
        closed=draw(st.sampled_from([[], [], [{"day": "2026-03-03", "why": WHY}]])),
    )
    capacity = st.lists(
        st.tuples(st.integers(0, 1439), st.integers(0, 6)),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[0],
    )
    service = replace(
        office.service("umum"), slots=draw(st.integers(1, 4)), capacity=tuple(sorted(draw(capacity)))
    )
    weekdays = st.dictionaries(st.integers(0, 6), some_hours(), max_size=7)
    seasons = draw(st.lists(st.just(("2026-03-04", "2026-03-06")), max_size=1))
    return replace(
        office,
        services=(service, *office.services[1:]),
        hours=draw(weekdays),
        seasons=tuple(Season(first, last, WHY, draw(weekdays)) for first, last in seasons),
        closures=tuple(draw(st.lists(closures(), max_size=2))),
        slot_minutes=draw(st.integers(5, 120)),
        slot_days=draw(st.integers(1, 60)),
        opens=draw(st.integers(0, 1439)),
    )


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    first = draw(st.integers(0, 9))
    last = first + draw(st.integers(0, 3))
    at = MIDNIGHT + timedelta(minutes=draw(st.integers(-2000, 12_000)))
    service = draw(st.sampled_from(["", "umum", "gigi"]))
    days = [(DAY + timedelta(days=n)).isoformat() for n in (first, last)]
    return Closure("c", service, days[0], days[1], WHY, int(at.timestamp()))


days = st.integers(0, 13).map(lambda n: DAY + timedelta(days=n))


def ends(office: Office, slot: Slot) -> datetime:
    return slot.start + timedelta(minutes=office.slot_minutes)


def opening(office: Office, day: date) -> list[tuple[datetime, datetime]]:
    """The spans of opening of a date in UTC, of the service that is booked."""
    told = spans(hours_on(office, day, "umum"))
    minutes = [
        tuple(int(said[:2]) * 60 + int(said[3:]) for said in (one["open"], one["close"])) for one in told
    ]
    return [(at_minute(office, day, begin), at_minute(office, day, end)) for begin, end in minutes]


@given(offices(), days)
def test_every_run_lies_within_one_span_of_the_hours(office, day):
    service = office.service("umum")
    for slot in slots_on(office, service, day):
        run = run_of(office, service, slot.id)

        assert run is not None
        assert len(run) == service.slots
        assert any(
            begin <= run[0].start and ends(office, run[-1]) <= end for begin, end in opening(office, day)
        )


@given(offices(), days)
def test_a_run_is_without_gaps_and_has_places_everywhere(office, day):
    service = office.service("umum")
    for slot in slots_on(office, service, day):
        run = run_of(office, service, slot.id) or ()

        assert all(ends(office, one) == after.start for one, after in pairwise(run))
        assert all(one.capacity == places_at(service, minute(office, one)) > 0 for one in run)


def minute(office: Office, slot: Slot) -> int:
    here = slot.start.astimezone(office.zone)
    return here.hour * 60 + here.minute


@given(offices(), days)
def test_the_office_and_the_service_are_open_at_the_start_of_every_slot(office, day):
    for slot in slots_on(office, office.service("umum"), day):
        assert is_open(office, slot.start, "umum")
        assert is_open(office, slot.start)


@given(offices(), days)
def test_slots_come_in_order_each_once_and_are_found_by_their_id(office, day):
    service = office.service("umum")
    offered = list(slots_on(office, service, day))

    assert offered == sorted(set(offered), key=lambda slot: slot.start)
    assert all(find_slot(office, service, slot.id) == slot for slot in offered)
    assert all(slot.id[:10] == day_of(office, slot.start) == day.isoformat() for slot in offered)


@given(offices(), days)
def test_where_a_break_or_a_closure_is_nothing_is_offered(office, day):
    service, hours = office.service("umum"), hours_on(office, day, "umum")
    offered = list(slots_on(office, service, day))

    assert hours is not None or not offered
    for begin, end in hours.breaks if hours else ():
        quiet = at_minute(office, day, begin), at_minute(office, day, end)
        assert all(ends(office, slot) <= quiet[0] or slot.start >= quiet[1] for slot in offered)


@given(offices(), st.integers(0, 20_000), days)
def test_a_day_is_bookable_from_the_moment_of_its_release(office, minutes, day):
    now = MIDNIGHT - timedelta(days=70) + timedelta(minutes=minutes * 7)

    first, last = bookable_days(office, now)

    opens = release_of(office, office.service("umum"), day).opens
    assert (day <= last) is (opens <= now)
    assert first.isoformat() == day_of(office, now)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(0, 1440))  # noqa: DTZ001 - hypothesis wants them bare
def test_a_minute_of_the_day_is_that_of_the_office_s_own_clock(when, minute):
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        at = at_minute(an_office(time_zone=zone), when.date(), minute)

        midnight = datetime.combine(when.date(), datetime.min.time(), tzinfo=ZoneInfo(zone))
        assert at - midnight == timedelta(minutes=minute)
