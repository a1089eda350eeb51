"""Entering a draw, and what comes of it: one entry a person, a booking without a slot, then a place or none."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib import codes, stream
from chalicelib.booking import persons
from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.as_read import as_read, found
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.enter_draw import enter_draw
from chalicelib.booking.entering import entering
from chalicelib.booking.release_told import release_told
from chalicelib.booking.tend_waitlist import tend
from chalicelib.drawing.hold import close, give, reveal
from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.errors import (
    AlreadyBooked,
    AlreadyEntered,
    DrawnInstead,
    DrawNotOpen,
    DrawOver,
    KeyReused,
    SlotFull,
    UnknownBooking,
)
from chalicelib.issuing.erase_visitor import erase_booking
from chalicelib.store import bookings, draws, entries, slots, table
from chalicelib.store.bookings import Booking
from chalicelib.store.draws import Draw, DrawKey
from chalicelib.store.slots import pk_of
from tests.factories import HOME, moment
from tests.functions.api import Said, ask, load, open_always
from tests.functions.booking.waiters import due, follow
from tests.functions.booking.waiters import known as kept
from tests.functions.deployed import asked, deployed, items, record
from tests.functions.drawing.draws_held import (
    ANNOUNCED,
    CLOSED,
    DAY,
    KEY,
    OPEN,
    a_drawing_document,
    a_drawing_office,
    placed,
    the_draw,
    the_list,
)

__all__ = ["deployed"]

OFFICE = a_drawing_office()
LATER = CLOSED + timedelta(minutes=5)


def nik(n: int) -> str:
    """Somebody's."""
    return f"32041106099{n:05d}"


@pytest.fixture(autouse=True)
def _announced(deployed: None) -> None:
    """The office draws the day, and its draw is announced."""
    load(a_drawing_document())
    hold_draws(OFFICE, ANNOUNCED)


def enters(n: int, key: str = "", at: datetime = OPEN, **body) -> Booking:
    """Somebody enters by the form."""
    told = {"visitor": {"nik": nik(n), "name": f"Visitor {n}", "phone": "081234567890"}, **body}
    form = entering(OFFICE, the_draw(), told, "id", at)
    text = json.dumps(told, sort_keys=True)
    return enter_draw(OFFICE, form, "", key or uuid4().hex, text, at)


def drawn() -> Draw:
    hold_draws(OFFICE, CLOSED)
    return the_draw()


def streamed() -> None:
    """The stream brings each slot as each booking's claim left it."""
    for item in items("slot#"):
        made = record(item["pk"], "slot")
        for booking in sorted(item.get("who", ())):
            made["dynamodb"]["NewImage"]["last"] = {"M": {"op": {"S": "book"}, "booking": {"S": booking}}}
            stream.follow_office(
                "rsud", [(made["dynamodb"]["SequenceNumber"], made["dynamodb"]["NewImage"])], LATER
            )


def reads(booking: Booking) -> dict:
    """The booking as its code shows it."""
    return as_read(*found(booking.code), LATER)


def test_who_enters_has_a_booking_without_a_slot_and_two_things_are_written():
    before = len(items(""))

    booking = enters(1, slots=[f"{DAY}T09:00"])

    answer = reads(booking)
    assert (answer["state"], "slot" in answer, "calendar" in answer["links"]) == ("entered", False, False)
    assert answer["draw"] == {"day": DAY, "closes": "2026-03-02T08:10:00+07:00", "entry": booking.entry}
    assert len(items("")) == before + 1
    kept = entries.read(HOME, KEY, booking.entry)
    assert (kept["id"], kept["wishes"], kept["members"]) == (booking.id, [f"{DAY}T09:00"], [])


def test_nothing_in_an_entry_says_who_it_is():
    booking = enters(1, members=[{"nik": nik(2), "name": "Budi"}])

    kept = str(items("draw#"))

    for told in (
        nik(1),
        nik(2),
        "Visitor",
        "Budi",
        "81234567890",
        booking.code,
        booking.identity,
        *booking.others,
    ):
        assert told not in kept


def test_the_same_request_gives_the_same_entry_and_another_body_is_refused():
    first = enters(1, "k" * 32)

    assert enters(1, "k" * 32) == first
    with pytest.raises(KeyReused):
        enters(1, "k" * 32, waitlist=True)


def test_one_person_enters_once_whatever_they_wish_and_no_code_is_told():
    first = enters(1)

    for again in ({}, {"slots": [f"{DAY}T10:00"]}, {"members": [{"nik": nik(2)}]}):
        with pytest.raises(AlreadyEntered) as refused:
            enters(1, **again)
        assert (refused.value.field, first.code in str(refused.value)) == ("visitor.nik", False)
    assert len(entries.collect(HOME, KEY)) == 1
    assert len([one for one in visitors() if one["pk"].startswith("booking#")]) == 1


def test_who_comes_along_is_in_the_draw_and_enters_no_more():
    enters(1, members=[{"nik": nik(2)}, {"nik": nik(3)}])

    with pytest.raises(AlreadyEntered):
        enters(3)
    with pytest.raises(AlreadyEntered) as refused:
        enters(4, members=[{"nik": nik(5)}, {"nik": nik(2)}])
    assert refused.value.field == "members.1.nik"
    assert enters(5).state == "entered"


def test_nobody_enters_before_it_opens_or_when_it_has_closed():
    with pytest.raises(DrawNotOpen):
        enters(1, at=moment("Monday 2026-03-02 07:59"))
    first = enters(1, "k" * 32, at=moment("Monday 2026-03-02 08:00"))
    enters(2, at=moment("Monday 2026-03-02 08:09"))
    with pytest.raises(DrawOver):
        enters(3, at=moment("Monday 2026-03-02 08:10"))

    assert enters(1, "k" * 32, at=LATER) == first
    assert len(entries.collect(HOME, KEY)) == 2


def test_an_entry_that_crashed_before_it_counted_opens_nothing_and_stands_in_nobodys_way():
    booking = enters(1)
    table.lines(HOME).delete(f"{KEY.pk}#{DAY}#{booking.entry[0]}", booking.entry)

    with pytest.raises(UnknownBooking):
        found(booking.code)

    assert reads(enters(1))["state"] == "entered"


def test_a_request_that_was_cut_short_is_finished_by_its_repeat():
    booking = enters(1, "k" * 32)
    table.lines(HOME).delete(f"{KEY.pk}#{DAY}#{booking.entry[0]}", booking.entry)

    assert reads(enters(1, "k" * 32))["state"] == "entered"


def test_who_has_a_booking_for_the_service_does_not_enter():
    claim = claim_of(
        OFFICE, {"service": "umum", "slot": "2026-03-03T09:00", "visitor": {"nik": nik(1)}}, "id", OPEN
    )
    book(OFFICE, claim, "", "b" * 32, "", OPEN)

    with pytest.raises(AlreadyBooked):
        enters(1)
    with pytest.raises(AlreadyBooked):
        enters(2, members=[{"nik": nik(1)}])
    assert entries.collect(HOME, KEY) == {}


def test_who_withdraws_may_enter_anew_and_the_first_request_stays_withdrawn():
    first = enters(1, "k" * 32)
    cancel(OFFICE, first, OPEN)
    cancel(OFFICE, first, OPEN)

    again = enters(1, slots=[f"{DAY}T10:00"])

    assert reads(first)["state"] == "cancelled"
    assert reads(again)["state"] == "entered"
    assert enters(1, "k" * 32).state == "cancelled"
    assert entries.read(HOME, KEY, again.entry)["id"] == again.id


def test_who_is_drawn_is_booked_and_who_is_not_reads_so_with_their_rank():
    booked = {n: enters(n) for n in range(1, 16)}

    draw = drawn()

    shown = {n: reads(one) for n, one in booked.items()}
    assert sorted(one["draw"]["rank"] for one in shown.values()) == list(range(1, 16))
    assert {one["draw"]["entries"] for one in shown.values()} == {15}
    states = {one["draw"]["rank"]: one["state"] for one in shown.values()}
    assert states == {rank: "booked" if rank <= 12 else "not_drawn" for rank in range(1, 16)}
    listed = the_list(draw)["entries"]
    for one in shown.values():
        assert one.get("slot", {}).get("id") == listed[one["draw"]["entry"]].get("slot")


def test_the_stream_books_who_was_drawn_once_and_tells_them():
    booked = {n: enters(n) for n in range(1, 15)}
    drawn()
    before = {n: reads(one) for n, one in booked.items()}

    streamed()
    streamed()

    kept = {n: bookings.read(HOME, one.id) for n, one in booked.items()}
    assert [kept[n].state for n in kept].count("booked") == 12
    won = [n for n in kept if kept[n].state == "booked"]
    assert {n: kept[n].slot for n in won} == {n: placed()[booked[n].id] for n in won}
    assert all(kept[n].expires == kept[n].start + bookings.KEPT for n in won)
    assert {n: reads(one) for n, one in booked.items()} == before
    assert {one["booking"] for one in asked("messages") if one["kind"] == "booked"} == {
        booked[n].id for n in won
    }


def test_a_family_has_places_for_all_or_none():
    big = [enters(10 * n, members=[{"nik": nik(10 * n + m)} for m in range(1, 2)]) for n in range(1, 9)]

    drawn()
    streamed()

    states = [reads(one)["state"] for one in big]
    assert (states.count("booked"), states.count("not_drawn")) == (6, 2)
    assert {item["left"] for item in items("slot#")} == {0}


def test_who_was_not_drawn_waits_in_the_order_drawn_if_they_wish():
    made = {n: enters(n, waitlist=n % 2 == 1) for n in range(1, 21)}

    drawn()

    shown = {n: reads(one) for n, one in made.items()}
    losers = sorted((one["draw"]["rank"], n) for n, one in shown.items() if "slot" not in one)
    assert len(losers) == 8
    assert {n: shown[n]["state"] for _, n in losers} == {
        n: "waiting" if n % 2 else "not_drawn" for _, n in losers
    }
    waiting = [n for _, n in losers if n % 2]
    assert [shown[n]["waiting"] for n in waiting] == [
        {"ahead": place, "from": DAY, "to": DAY} for place in range(len(waiting))
    ]


def test_who_was_not_drawn_is_offered_what_comes_back_and_has_one_booking_then():
    made = {n: enters(n, waitlist=True) for n in range(1, 14)}
    drawn()
    streamed()
    [loser] = [n for n, one in made.items() if reads(one)["state"] == "waiting"]
    winner = kept(next(one for n, one in made.items() if n != loser))
    cancel(OFFICE, winner, CLOSED)
    follow(OFFICE, winner.slot, CLOSED)
    later = datetime.fromtimestamp(due(OFFICE, winner.slot)[0], UTC)

    assert tend(OFFICE, later) == 1

    offered = reads(made[loser])
    assert (offered["state"], offered["offer"]["slot"]["id"]) == ("offered", winner.slot)
    accepted = accept_offer(OFFICE, kept(made[loser]), later)
    assert (accepted.state, accepted.slot) == ("booked", winner.slot)
    with pytest.raises(AlreadyBooked):
        persons.check(OFFICE, replace(accepted, id="another"), later)


def test_what_was_drawn_can_be_cancelled_and_its_place_is_free():
    booking = enters(1)
    drawn()
    streamed()

    cancel(OFFICE, bookings.read(HOME, booking.id) or booking, LATER)

    assert reads(booking)["state"] == "cancelled"
    assert placed() == {}


def test_who_cancels_while_the_draw_is_held_gives_the_place_back():
    booking = enters(1)
    draw = close(OFFICE, the_draw(), CLOSED)
    cancel(OFFICE, booking, LATER)

    give(OFFICE, reveal(OFFICE, draw), CLOSED)
    assert set(placed()) == {booking.id}
    streamed()

    assert (reads(booking)["state"], placed()) == ("cancelled", {})
    assert "gone" not in the_list()["entries"][booking.entry]


def test_who_booked_elsewhere_before_the_draw_keeps_that_and_gives_the_drawn_place_back():
    booking = enters(1, members=[{"nik": nik(2)}])
    claim = claim_of(
        OFFICE, {"service": "umum", "slot": "2026-03-03T09:00", "visitor": {"nik": nik(2)}}, "id", OPEN
    )
    other = book(OFFICE, claim, "", "b" * 32, "", OPEN)
    drawn()

    streamed()

    assert reads(booking)["state"] == "cancelled"
    assert reads(other)["state"] == "booked"
    assert set(placed()) == set()


def test_who_had_their_data_deleted_is_drawn_all_the_same():
    booking = enters(1)
    erase_booking(HOME, booking.id, OPEN)

    drawn()
    streamed()

    answer = reads(booking)
    assert (answer["state"], answer["visitor"]) == ("booked", {})


def test_who_is_not_drawn_is_not_remembered_for_long_unless_they_wait():
    short, long = enters(1), enters(2, waitlist=True)

    assert short.expires == int(moment("Monday 2026-03-02 08:10").timestamp()) + bookings.UNCONFIRMED
    assert long.expires == int(moment("Tuesday 2026-03-17 00:00").timestamp())


@pytest.mark.parametrize("at", ["08:00", "08:09", "08:10"])
def test_what_is_drawn_is_neither_booked_nor_held_nor_moved_to(at):
    now, slot = moment(f"Monday 2026-03-02 {at}"), f"{DAY}T09:00"
    claim = claim_of(OFFICE, {"service": "umum", "slot": slot}, "id", now)

    with pytest.raises(DrawnInstead) as refused:
        book(OFFICE, claim, "", "k" * 32, "", now)

    assert refused.value.more == {"closes": "2026-03-02T08:10:00+07:00"}
    assert bookings.read(HOME, codes.id_of(codes.code(HOME, "booking", "rsud", "", "k" * 32))) is None


def test_once_it_is_drawn_what_is_left_is_booked_by_whoever_comes():
    enters(1, slots=[f"{DAY}T09:00"])
    claim = claim_of(OFFICE, {"service": "umum", "slot": f"{DAY}T09:00"}, "id", LATER)
    with pytest.raises(DrawnInstead):
        book(OFFICE, claim, "", "k" * 32, "", LATER)

    drawn()

    assert book(OFFICE, claim, "", "k" * 32, "", LATER).state == "booked"
    with pytest.raises(SlotFull):
        book(OFFICE, claim, "", "l" * 32, "", LATER)


def test_a_draw_that_could_not_be_held_within_a_day_keeps_the_places_from_nobody():
    entered = enters(1)
    claim = claim_of(OFFICE, {"service": "umum", "slot": f"{DAY}T09:00"}, "id", LATER)
    before, after = moment("Tuesday 2026-03-03 08:09"), moment("Tuesday 2026-03-03 08:10")
    with pytest.raises(DrawnInstead):
        book(OFFICE, claim, "", "k" * 32, "", before)

    assert hold_draws(OFFICE, after) == []

    assert the_draw().state == "announced"
    assert [as_read(*found(entered.code), at)["state"] for at in (before, after)] == ["entered", "not_drawn"]
    assert book(OFFICE, claim, "", "k" * 32, "", after).state == "booked"


def test_a_day_whose_draw_nobody_announced_is_free_after_its_minutes():
    claim = claim_of(OFFICE, {"service": "umum", "slot": "2026-03-13T09:00"}, "id", LATER)

    assert book(OFFICE, claim, "", "k" * 32, "", LATER).state == "booked"


def visitors() -> list[dict]:
    from chalicelib.session import client
    from chalicelib.settings import settings

    kept = client("dynamodb", HOME).scan(TableName=settings().visitors_table)["Items"]
    return [table.from_image(one) for one in kept]


# Over HTTP, about a draw that is open just now.

SOON = (datetime.now(UTC) + timedelta(days=5)).date().isoformat()
NOW = DrawKey("rsud", "umum", SOON)
PATH = f"/offices/rsud/services/umum/draws/{SOON}"
BODY = {"visitor": {"nik": nik(1), "name": "Siti Aminah"}, "language": "en"}


@pytest.fixture
def opened() -> Draw:
    return open_now()


def open_now(opens: int = -60, closes: int = 600) -> Draw:
    load(open_always(slot={"minutes": 60, "days": 14, "capacity": {"umum": 2}}))
    at = int(datetime.now(UTC).timestamp())
    return draws.announce(HOME, Draw(NOW, at + opens, at + closes, "ab" * 32, at + 86_400))


def post(body: dict | None = None, key: str | None = None) -> Said:
    return ask("POST", f"{PATH}/entries", BODY if body is None else body, key=key)


def test_over_http_somebody_enters_looks_and_withdraws(opened):
    key = str(uuid4())
    made, again = post(key=key), post(key=key)

    assert (made.status, made.body) == (201, again.body)
    assert (made.body["state"], made.body["party"], made.body["draw"]["day"]) == ("entered", 1, SOON)
    assert made.body["visitor"] == {"name": "S*** A***", "nik": "************0001"}
    own = f"/bookings/{made.body['code']}"
    assert ask("GET", own).body == made.body
    refused = post()
    assert (refused.status, refused.kind, made.body["code"] in refused.text) == (
        409,
        "already-entered",
        False,
    )
    assert ask("GET", f"{own}/calendar").status == 404
    assert ask("POST", f"{own}/check-in", {"position": {"distance": 1, "accuracy": 1}}).status == 409
    assert ask("PATCH", own, {"slot": f"{SOON}T09:00"}).status == 409
    assert ask("DELETE", own).status == 204
    assert post(key=key).body["state"] == "cancelled"


@pytest.mark.parametrize(
    ("opens", "closes", "state", "kind"),
    [(60, 600, "announced", "draw-not-open"), (-60, 600, "open", None), (-600, -1, "closed", "draw-over")],
)
def test_the_clock_says_whether_a_draw_is_open(opens, closes, state, kind):
    open_now(opens, closes)

    said, entered = ask("GET", PATH), post()

    assert (said.status, said.body["state"], said.body["commit"]) == (200, state, "ab" * 32)
    assert ask("GET", f"{PATH}/list").body["state"] == state
    assert "seed" not in said.body
    assert entered.kind == kind if kind else entered.status == 201


def test_a_draw_and_its_list_are_read_by_anyone_while_it_goes_on_and_after():
    load(a_drawing_document())
    path = f"/offices/rsud/services/umum/draws/{DAY}"
    booking = enters(1)
    hold_draws(OFFICE, OPEN + timedelta(minutes=1))
    meanwhile = ask("GET", f"{path}/list").body
    assert (meanwhile["people"], "entries" in meanwhile) == ({booking.entry: 1}, False)
    assert ask("GET", path).body["entries"] == 1

    drawn()

    draw, listed = ask("GET", path).body, ask("GET", f"{path}/list").body
    assert draw["state"] == listed["state"] == "drawn"
    assert (draw["entries"], draw["places"], draw["parts"]) == (1, listed["places"], 1)
    assert sum(draw["places"].values()) == 12
    assert {name: listed[name] for name in ("root", "sealed", "seed", "commit")} == {
        name: draw[name] for name in ("root", "sealed", "seed", "commit")
    }
    assert listed["entries"] == {booking.entry: {"rank": 1, "slot": f"{DAY}T08:00"}}
    assert ask("GET", f"{path}/list?part=2").body["field"] == "part"


@pytest.mark.parametrize("day", ["2026-03-17", "2026-3-17", "x", "2026-13-40", "a" * 1100])
def test_a_day_without_a_draw_is_not_found(day):
    paths = [f"/offices/rsud/services/umum/draws/{day}{more}" for more in ("", "/list")]

    assert [ask("GET", path).kind for path in paths] == ["unknown-draw"] * 2
    assert ask("POST", f"{paths[0]}/entries", BODY).kind == "unknown-draw"


@pytest.mark.parametrize("part", ["0", "x", "-1", "99999", ""])
def test_a_part_at_fault_is_named(opened, part):
    assert ask("GET", f"{PATH}/list?part={part}").body["field"] == "part"


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"visitor": None}, 422, "visitor.nik"),
        ({"visitor": {"name": "Siti"}}, 422, "visitor.nik"),
        ({"visitor": {"nik": "1"}}, 422, "visitor.nik"),
        ({"members": [{"name": "Budi"}]}, 422, "members.0.nik"),
        ({"members": [{"nik": nik(1)}]}, 422, "members.0.nik"),
        ({"party": 2}, 422, "members"),
        ({"party": 3, "members": [{"nik": nik(2)}]}, 422, "party"),
        ({"members": [{"nik": nik(n)} for n in range(2, 7)]}, 422, "members"),
        ({"slots": "x"}, 422, "slots"),
        ({"slots": ["x"]}, 422, "slots.0"),
        ({"slots": [f"{SOON}T09:00", f"{SOON}T09:00"]}, 422, "slots.1"),
        ({"slots": [f"{SOON}T09:00", f"{SOON}T09:30"]}, 404, "slots.1"),
        ({"slots": ["2026-03-02T09:00"]}, 404, "slots.0"),
        ({"slots": [f"{SOON}T{hour:02d}:00" for hour in range(8, 14)]}, 422, "slots"),
        ({"waitlist": "yes"}, 422, "waitlist"),
        ({"language": "jv"}, 422, "language"),
        ({"nonce": 1}, 422, "nonce"),
    ],
)  # fmt: skip
def test_a_field_at_fault_is_named(opened, changes, status, field):
    body = {name: value for name, value in {**BODY, **changes}.items() if value is not None}

    said = post(body)

    assert (said.status, said.body["field"]) == (status, field)
    assert items("draw#rsud#umum#") == []


@pytest.mark.parametrize(
    ("day", "at", "told"),
    [
        (DAY, "Sunday 2026-03-01 12:00", "draw"),
        (DAY, "Monday 2026-03-02 08:09", "draw"),
        (DAY, "Monday 2026-03-02 08:10", None),
        ("2026-03-14", "Saturday 2026-02-28 08:05", None),
        ("2026-03-13", "Monday 2026-03-02 08:05", None),
        ("0001-01-01", "Monday 2026-03-02 08:05", None),
        ("9999-12-31", "Monday 2026-03-02 08:05", "draw"),
    ],
)
def test_a_day_says_when_it_is_drawn_until_it_has_been(day, at, told):
    found = release_told(OFFICE, OFFICE.service("umum"), date.fromisoformat(day), moment(at))

    assert found.get("release", {}).get("mode") == told
    if day == DAY and told:
        assert found["release"] == {
            "opens": "2026-03-02T08:00:00+07:00",
            "closes": "2026-03-02T08:10:00+07:00",
            "mode": "draw",
            "draw": f"https://antrean.example/api/offices/rsud/services/umum/draws/{DAY}",
        }


def test_over_http_a_day_that_is_drawn_says_until_when():
    here = datetime.now(UTC) + timedelta(hours=7)
    begun = here - timedelta(minutes=30)
    rules = {"opens": f"{begun:%H:%M}", "draw": {"services": ["umum"], "minutes": 60}}
    load(open_always(slot={"minutes": 60, "days": 14, "capacity": {"umum": 2}, **rules}))
    slot = f"{(begun + timedelta(days=14)).date().isoformat()}T09:00"

    listed = ask("GET", f"/offices/rsud/services/umum/slots?date={slot[:10]}").body
    assert listed["release"]["mode"] == "draw"
    booked = ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": slot})
    kept = ask("POST", "/offices/rsud/holds", {"service": "umum", "slot": slot})

    assert (booked.status, booked.kind, booked.body["field"]) == (409, "drawn-instead", "slot")
    assert datetime.fromisoformat(booked.body["closes"]) > datetime.now(UTC)
    assert kept.kind == "drawn-instead"
    assert slots.has(HOME, pk_of("rsud", "umum", slot), "x") is False
