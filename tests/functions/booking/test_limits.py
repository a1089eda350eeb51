"""How often one may book: by person, phone and address, and never at the cost of who has a booking."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib import codes
from chalicelib.booking import limits
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.door import Knock, Wanted
from chalicelib.booking.enter_room import enter_room
from chalicelib.booking.hold_place import hold_place
from chalicelib.booking.join_waitlist import join
from chalicelib.booking.wish import wish_of
from chalicelib.errors import SlotFull, TooMany
from chalicelib.queueing.places import WALK_IN
from chalicelib.queueing.slots import run_of
from chalicelib.settings import settings
from chalicelib.store import table as tables
from chalicelib.store import tries
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.api import ask, load, open_always

from .asking import NIKS, free, reserve

EARLY = moment("Monday 2026-03-02 08:00")
SLOT = "2026-03-02T09:30"
PHONE = "0812-3456-7890"
HERE, THERE = Knock(address="198.51.100.7"), Knock(address="198.51.100.8")
MANY = {"minutes": 30, "days": 14, "capacity": {"umum": 200}}


@pytest.fixture(autouse=True)
def limited(aws, monkeypatch):
    monkeypatch.setenv("ANTREAN_RATE_LIMITS", "on")
    settings.cache_clear()


def the_office(**slot):
    return an_office(slot={**MANY, **slot})


def books(key, visitor=None, knock=HERE, now=EARLY, office=None, quota="web", slot=SLOT):
    office = office or the_office()
    body = {"service": "umum", "slot": slot, "visitor": visitor or {}}
    return book(office, claim_of(office, body, "id", now), "", key, "b" * 32, now, quota, knock=knock)


def holds(key, knock=HERE, now=EARLY):
    office = the_office()
    service = office.service("umum")
    return hold_place(
        office, Wanted(service, run_of(office, service, SLOT) or (), 1), "", key, "b", now, knock
    )


def too_many(ask, *args, **more):
    with pytest.raises(TooMany) as refused:
        ask(*args, **more)
    return refused.value


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(limits, "OF_AN_ADDRESS", 3)
    monkeypatch.setattr(limits, "OF_A_PERSON", 3)


def test_of_an_address_some_may_try_in_an_hour_and_others_go_on(few):
    made = [books("a"), books("b"), books("c")]

    refused = too_many(books, "d", now=EARLY + timedelta(minutes=20))

    assert refused.retry_after == 40 * 60
    too_many(holds, "e")
    assert books("d", knock=THERE).state == "booked"
    assert books("d2", now=EARLY + timedelta(hours=1)).state == "booked"
    assert books("a").code == made[0].code


def test_who_has_a_hold_gets_it_also_when_no_more_may_be_tried(few):
    first = holds("a")
    for key in "bc":
        holds(key)

    too_many(holds, "d")
    assert holds("a") == first


def test_who_may_try_no_more_costs_no_write_and_leaves_nothing(few):
    for key in "abc":
        books(key)
    too_many(books, "d")
    asked = []
    for table in (tables.lines(HOME), tables.visitors(HOME)):
        table.connection.client.meta.events.register(
            "before-call.dynamodb", lambda model, **_: asked.append(model.name)
        )

    too_many(books, "e")

    assert asked == ["BatchGetItem", "GetItem"]


def test_an_address_is_kept_as_a_hash_of_the_day_and_not_for_long():
    books("a", now=moment("Monday 2026-03-02 08:30"))
    seen = codes.address(HOME, "2026-03-02", HERE.address)

    hour = int(EARLY.timestamp()) // 3600
    kept = tables.visitors(HOME).get(f"tries#rsud#address#{seen}", str(hour))

    assert kept["n"] == 1
    assert kept["expires"] <= EARLY.timestamp() + 86_400
    assert HERE.address not in str(kept)


def test_where_nobody_knows_the_address_nothing_is_counted(few):
    assert {books(key, knock=Knock()).state for key in "abcdef"} == {"booked"}


def test_one_person_may_try_some_times_a_day(few):
    for key in "abc":
        cancel(the_office(), books(key, {"nik": NIKS[0]}, knock=Knock(key, key)), EARLY)

    refused = too_many(books, "d", {"nik": NIKS[0]}, knock=THERE)

    assert (refused.field, refused.retry_after) == ("visitor.nik", 23 * 3600)
    assert books("e", {"nik": NIKS[1]}, knock=THERE).state == "booked"
    assert books("a", {"nik": NIKS[0]}).state == "cancelled"


def test_a_phone_books_five_a_day_for_a_family():
    for n in range(5):
        books(str(n), {"phone": PHONE})

    refused = too_many(books, "more", {"phone": "+62 812 3456 7890"})

    assert (refused.field, refused.sentence("id")) == (
        "visitor.phone",
        "Nomor HP ini sudah dipakai untuk 5 pemesanan hari ini.",
    )
    assert books("other", {"phone": "0812-3456-7891"}).state == "booked"
    assert books("none").state == "booked"
    assert books("0", {"phone": PHONE}).state == "booked"
    tomorrow = EARLY + timedelta(days=1)
    assert books("tomorrow", {"phone": PHONE}, now=tomorrow, slot="2026-03-03T09:30").state == "booked"


def test_an_office_may_allow_a_phone_more():
    office = the_office(phone_bookings=7)
    for n in range(7):
        books(str(n), {"phone": PHONE}, office=office)

    assert too_many(books, "more", {"phone": PHONE}, office=office).field == "visitor.phone"


def test_what_is_cancelled_or_found_no_place_counts_for_a_phone_no_more():
    office = the_office(capacity={"umum": 4})
    made = [books(str(n), {"phone": PHONE}, office=office) for n in range(4)]
    for n in range(3):
        with pytest.raises(SlotFull):
            books(f"full {n}", {"phone": PHONE}, office=office)
    books("fifth", {"phone": PHONE}, office=office, slot="2026-03-02T10:00")
    too_many(books, "sixth", {"phone": PHONE}, office=office, slot="2026-03-02T10:00")

    cancel(office, made[0], EARLY)

    assert books("sixth", {"phone": PHONE}, office=office, slot="2026-03-02T10:00").state == "booked"


def test_what_staff_book_is_not_limited(few):
    office = the_office(quota={"walk_in": {"percent": 50, "release_minutes": 30}})
    for n in range(8):
        booking = books(f"{n}", {"phone": PHONE, "nik": NIKS[0]}, office=office, quota=WALK_IN)
        cancel(office, booking, EARLY)

    assert {books(f"x{n}", {"phone": PHONE}, office=office, quota=WALK_IN).state for n in range(8)} == {
        "booked"
    }


def test_who_waits_for_a_place_is_counted_too(few):
    office = an_office(slot={**MANY, "capacity": {"umum": 1}})
    books("a", office=office), books("b", office=office, slot="2026-03-02T10:00")
    books("c", office=office, slot="2026-03-02T10:30")
    body = {"service": "umum", "from": "2026-03-01", "to": "2026-03-01"}
    wish = wish_of(office, {**body, "from": "2026-03-02", "to": "2026-03-02", "party": 5}, "id", EARLY)

    too_many(join, office, wish, "", "k" * 32, "b" * 32, EARLY, HERE.address)
    assert join(office, wish, "", "k" * 32, "b" * 32, EARLY, THERE.address).state == "waiting"


def test_without_limits_nothing_is_counted(few, monkeypatch):
    monkeypatch.setenv("ANTREAN_RATE_LIMITS", "off")
    settings.cache_clear()

    assert {books(str(n), {"phone": PHONE}).state for n in range(9)} == {"booked"}


def test_another_process_knows_who_tried_too_often(few):
    for key in "abc":
        books(key)
    tries.forget()

    too_many(books, "d")


def test_over_http_it_is_429_with_retry_after(few):
    load(open_always(slot=MANY))
    slot = free()[0]["id"]

    said = [reserve(slot) for _ in range(4)]

    assert [one.status for one in said] == [201, 201, 201, 429]
    assert said[3].kind == "too-many"
    assert 0 < int(said[3].headers["retry-after"]) <= 3600


def test_reads_are_never_limited(few):
    load(open_always(slot=MANY))
    for _ in range(4):
        reserve(free()[0]["id"], str(uuid4()))

    assert {ask("GET", f"/offices/rsud{path}").status for path in ("", "/services/umum/alternatives")} == {
        200
    }


def test_the_numbers_are_generous():
    document = an_office_document()

    assert (limits.OF_AN_ADDRESS, limits.OF_A_PERSON, an_office().phone_bookings) == (400, 20, 5)
    assert an_office(slot={**document["slot"], "phone_bookings": 3}).phone_bookings == 3


def test_who_has_a_pass_is_counted_by_it_alone(few):
    """In a rush a booking writes four times: itself, its pass, its person, its slot; the stream confirms it later."""
    opens = moment("Monday 2026-03-02 08:00")
    document = an_office_document()
    document["services"][0]["nik"] = "required"
    room = {**MANY, "opens": "08:00", "room": {"per_second": 5, "minutes": 30}}
    office = an_office(slot=room, services=document["services"])
    service, day = office.service("umum"), opens.date() + timedelta(days=14)
    came = enter_room(office, service, day, "", "k", HERE.address, opens - timedelta(minutes=1), NIKS[0])
    late, knock = opens + timedelta(minutes=2), Knock(came.written, HERE.address)
    asked = []
    for table in (tables.lines(HOME), tables.visitors(HOME)):
        table.connection.client.meta.events.register(
            "before-call.dynamodb", lambda model, **_: asked.append(model.name)
        )

    made = books("a", {"nik": NIKS[0]}, knock, late, office, slot=f"{day}T09:30")

    assert made.state == "booked"
    # Before it the room is settled, by the first who asks; and a slot that nobody booked before is made first.
    assert [name for name in asked if name != "GetItem"] == [
        "UpdateItem", "BatchGetItem", "PutItem", "UpdateItem", "PutItem", "UpdateItem", "PutItem", "UpdateItem",
    ]  # fmt: skip


def test_an_address_holds_a_score_of_places_in_the_time_of_one_and_can_book_all_the_same():
    for n in range(limits.HELD_AT_ONCE):
        holds(f"h{n}")

    refused = too_many(holds, "one more", now=EARLY + timedelta(seconds=90))

    assert refused.retry_after == 210
    assert books("a").state == "booked"
    assert holds("there", knock=THERE)[1].n == 1
    assert holds("later", now=EARLY + timedelta(minutes=5))[1].n == 1


def test_who_made_too_many_bookings_with_a_phone_has_the_pass_for_another_try():
    slot = {**MANY, "opens": "08:00", "room": {"per_second": 5, "minutes": 600}}
    office = an_office(slot=slot)
    day, service = date(2026, 3, 16), office.service("umum")
    opened = moment("Monday 2026-03-02 08:05")
    made = enter_room(office, service, day, "", "p", "198.51.100.9", opened)
    knock, at = Knock(made.written, "198.51.100.9"), datetime.fromtimestamp(made.at, UTC)
    for n in range(office.phone_bookings):
        books(f"{n}", {"phone": PHONE}, THERE, at, office, slot="2026-03-03T09:30")

    too_many(books, "full", {"phone": PHONE}, knock, at, office, slot="2026-03-16T09:30")

    assert books("none", {}, knock, at, office, slot="2026-03-16T09:30").state == "booked"
