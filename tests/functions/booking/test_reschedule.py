"""A booking is moved: the old place is kept until the new one is certain, and whatever is cut short is finished."""

import pytest

from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.confirm import confirm
from chalicelib.booking.keys import keys_of
from chalicelib.booking.reschedule import reschedule
from chalicelib.errors import Busy, MovedTooOften, NotBooked, SlotFull, SlotPast
from chalicelib.issuing.check_in import check_in_booking
from chalicelib.queueing.slots import run_of
from chalicelib.store import bookings, slots, table
from chalicelib.store.bookings import Booking
from chalicelib.store.connection import Connection
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.api import ask
from tests.promises.guards import GUARDS

from .asking import NIKS, free, left, reserve
from .places import given_back

pytestmark = pytest.mark.usefixtures("always_open")

EARLY = moment("Monday 2026-03-02 08:00")
OLD, NEW, OTHER = "2026-03-02T09:30", "2026-03-02T10:30", "2026-03-03T09:30"
OFFICE = an_office()
UMUM = OFFICE.service("umum")
UMUM_PLACES = 4
TWICE = an_office(
    services=[one | ({"slots": 2} if one["id"] == "umum" else {}) for one in an_office_document()["services"]]
)
"""The office where a booking takes two slots in a row."""


def run(slot: str, office=OFFICE):
    found = run_of(office, office.service("umum"), slot)
    assert found
    return found


def booked(key: str = "k", slot: str = OLD, party: int = 1) -> Booking:
    claim = claim_of(OFFICE, {"service": "umum", "slot": slot, "party": party}, "id", EARLY)
    made = book(OFFICE, claim, "", key * 32, "b" * 32, EARLY)
    confirmed = confirm(OFFICE, made.id, made.slot, EARLY)
    assert confirmed
    return confirmed


def places(*asked: str) -> list[int]:
    """Places of slots that nobody has: left, or given back and not offered again yet."""
    keys = keys_of(OFFICE, UMUM, [run(slot)[0] for slot in asked], EARLY)
    found = slots.left(HOME, keys, int(EARLY.timestamp()))
    return [found[slot] + given_back(HOME, OFFICE.id, UMUM.id, slot) for slot in asked]


def stored(booking: Booking) -> Booking:
    known = bookings.read(HOME, booking.id)
    assert known
    return known


def test_a_moved_booking_keeps_its_code_and_has_one_place():
    before = booked(party=3)

    after = reschedule(OFFICE, before, run(NEW), EARLY)

    assert (after.code, after.slot, after.start, after.moved) == (before.code, NEW, before.start + 3_600, 1)
    assert stored(before) == after == reschedule(OFFICE, after, run(NEW), EARLY)
    assert places(OLD, NEW) == [4, 1]
    assert after.expires == after.start + bookings.KEPT


def test_who_finds_the_new_slot_full_keeps_the_old_one():
    mine = booked()
    booked("x", NEW, 4)

    with pytest.raises(SlotFull):
        reschedule(OFFICE, mine, run(NEW), EARLY)

    assert (stored(mine).slot, stored(mine).to, places(OLD, NEW)) == (OLD, "", [3, 0])
    assert reschedule(OFFICE, mine, run(OTHER), EARLY).slot == OTHER


def test_a_booking_is_moved_as_often_as_the_office_allows():
    mine = booked()
    for slot in (NEW, OLD, NEW):
        mine = reschedule(OFFICE, mine, run(slot), EARLY)

    with pytest.raises(MovedTooOften):
        reschedule(OFFICE, mine, run(OLD), EARLY)
    assert reschedule(OFFICE, mine, run(NEW), EARLY).slot == NEW


def test_a_slot_that_has_begun_cannot_be_chosen():
    with pytest.raises(SlotPast):
        reschedule(OFFICE, booked(slot=OTHER), run(OLD), moment("Monday 2026-03-02 09:30"))


def test_what_was_cancelled_or_has_become_a_ticket_is_not_moved():
    cancelled, came = booked("a"), booked("b")
    cancel(OFFICE, cancelled, EARLY)
    check_in_booking(OFFICE, came, "visitor", EARLY)

    for one in (cancelled, came):
        with pytest.raises(NotBooked):
            reschedule(OFFICE, stored(one), run(NEW), EARLY)
    assert places(OLD, NEW) == [3, 4]


def test_a_move_that_ended_before_its_claim_is_taken_back_by_the_next():
    mine = booked()
    bookings.begin_move(HOME, mine.id, NEW, (), 3)

    moved = reschedule(OFFICE, stored(mine), run(OTHER), EARLY)

    assert (moved.slot, moved.moved, places(OLD, NEW, OTHER)) == (OTHER, 1, [4, 4, 3])


def claimed(mine: Booking, slot: str) -> None:
    """As far as a process comes that dies behind the claim of the new place."""
    bookings.begin_move(HOME, mine.id, slot, (), 3)
    slots.claim(HOME, keys_of(OFFICE, UMUM, run(slot), EARLY), mine.id, int(EARLY.timestamp()), mine.party)


def test_a_move_that_ended_behind_its_claim_is_finished_by_the_stream():
    mine = booked(party=2)
    claimed(mine, NEW)

    for _ in range(2):
        confirm(OFFICE, mine.id, NEW, EARLY)

    assert (stored(mine).slot, stored(mine).to, stored(mine).moved, places(OLD, NEW)) == (NEW, "", 1, [4, 2])


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": {"monday": {"open": "08:00", "close": "10:00"}}},
        {"services": [], "counters": []},
    ],
)
def test_a_move_is_finished_also_where_the_office_offers_that_slot_no_more(changes):
    """Else its place would be nobody's, and the stream would stop at it."""
    mine = booked()
    claimed(mine, NEW)

    confirm(an_office(**changes), mine.id, NEW, EARLY)

    assert (stored(mine).slot, stored(mine).start, stored(mine).to) == (NEW, mine.start + 3_600, "")


def test_a_double_tap_moves_once():
    """The second has read the booking before the first moved it, and comes behind it."""
    mine = booked()

    moved = [reschedule(OFFICE, mine, run(NEW), EARLY) for _ in range(2)]

    assert [one.slot for one in moved] == [NEW, NEW]
    assert (stored(mine).moved, stored(mine).to, places(OLD, NEW)) == (1, "", [4, 3])


def test_who_has_all_of_the_new_slots_already_keeps_them():
    document = an_office_document()
    document["services"][0]["slots"] = 2
    office = an_office(services=document["services"])
    claim = claim_of(office, {"service": "umum", "slot": "2026-03-02T10:00"}, "id", EARLY)
    mine = book(office, claim, "", "k" * 32, "b" * 32, EARLY)
    confirm(office, mine.id, mine.slot, EARLY)

    moved = reschedule(OFFICE, stored(mine), run(NEW), EARLY)

    assert (moved.slot, moved.run, places("2026-03-02T10:00", NEW)) == (NEW, (), [4, 3])


def test_a_move_that_ended_behind_its_claim_is_finished_by_the_same_request():
    mine = booked()
    claimed(mine, NEW)

    assert reschedule(OFFICE, stored(mine), run(NEW), EARLY).slot == NEW
    assert places(OLD, NEW) == [4, 3]


def test_a_move_that_ended_behind_its_claim_is_finished_before_the_next():
    mine = booked()
    claimed(mine, NEW)

    moved = reschedule(OFFICE, stored(mine), run(OTHER), EARLY)

    assert (moved.slot, moved.moved, places(OLD, NEW, OTHER)) == (OTHER, 2, [4, 4, 3])


def test_who_cancels_in_the_middle_of_a_move_leaves_no_place_behind():
    mine = booked(party=2)
    claimed(mine, NEW)

    cancel(OFFICE, stored(mine), EARLY)
    confirm(OFFICE, mine.id, NEW, EARLY)

    assert places(OLD, NEW) == [4, 4]


def test_a_place_that_was_claimed_after_the_cancelling_is_given_back_by_the_stream():
    mine = booked()
    bookings.begin_move(HOME, mine.id, NEW, (), 3)
    cancel(OFFICE, stored(mine), EARLY)
    slots.claim(HOME, keys_of(OFFICE, UMUM, run(NEW), EARLY), mine.id, int(EARLY.timestamp()))

    assert confirm(OFFICE, mine.id, NEW, EARLY) is None
    assert places(OLD, NEW) == [4, 4]


def test_who_checks_in_in_the_middle_of_a_move_comes_for_the_old_slot():
    mine = booked()
    claimed(mine, NEW)

    ticket, _ = check_in_booking(OFFICE, stored(mine), "visitor", EARLY)
    confirm(OFFICE, mine.id, NEW, EARLY)

    assert ticket.slot == mine.start
    assert places(OLD, NEW) == [3, 4]


def test_an_old_record_of_the_stream_changes_nothing_after_a_move():
    moved = reschedule(OFFICE, booked(), run(NEW), EARLY)

    confirm(OFFICE, moved.id, OLD, EARLY)
    confirm(OFFICE, moved.id, NEW, EARLY)

    assert (stored(moved).slot, places(OLD, NEW)) == (NEW, [4, 3])


def test_a_booking_of_two_slots_moves_by_one_and_keeps_what_both_have():
    document = an_office_document()
    document["services"][0]["slots"] = 2
    office = an_office(services=document["services"])
    claim = claim_of(office, {"service": "umum", "slot": OLD, "party": 3}, "id", EARLY)
    mine = book(office, claim, "", "k" * 32, "b" * 32, EARLY)
    confirm(office, mine.id, mine.slot, EARLY)

    moved = reschedule(office, stored(mine), run("2026-03-02T10:00", office), EARLY)

    assert (moved.slot, moved.run) == ("2026-03-02T10:00", ("2026-03-02T10:30",))
    assert places(OLD, "2026-03-02T10:00", NEW) == [4, 1, 1]
    cancel(OFFICE, moved, EARLY)
    assert places(OLD, "2026-03-02T10:00", NEW) == [4, 4, 4]


def test_over_http_a_booking_is_moved_and_says_so():
    first, second = free()[:2]
    code = reserve(first["id"]).body["code"]
    confirm(OFFICE, bookings.by_code(code)[1].id, first["id"], EARLY)

    said = [ask("PATCH", f"/bookings/{code}", {"slot": second["id"]}) for _ in range(2)]

    assert [one.status for one in said] == [200, 200]
    assert said[0].body == said[1].body == ask("GET", f"/bookings/{code}").body
    assert (said[0].body["slot"], said[0].body["rescheduled"]) == (
        {"id": second["id"], "start": second["start"]},
        1,
    )
    assert (left(first["id"]), left(second["id"])) == (3, 3)
    assert given_back(HOME, OFFICE.id, UMUM.id, first["id"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [({}, 422, "slot"), ({"slot": "soon"}, 422, "slot"), ({"slot": "2099-03-02T09:00"}, 404, "slot"),
     ({"slot": "2026-03-02T09:00", "party": 2}, 422, "party")],
)  # fmt: skip
def test_a_field_at_fault_is_named(body, status, field):
    code = reserve(free()[0]["id"]).body["code"]

    said = ask("PATCH", f"/bookings/{code}", body)

    assert (said.status, said.body["field"]) == (status, field)


def test_a_booking_the_stream_has_not_seen_yet_is_moved_too():
    first, second = free()[:2]
    code = reserve(first["id"]).body["code"]

    said = ask("PATCH", f"/bookings/{code}", {"slot": second["id"]})

    assert (said.status, said.body["slot"]["id"]) == (200, second["id"])


def test_who_asks_at_once_moves_no_more_often_than_the_office_allows():
    mine = booked()
    for slot in (NEW, OLD):
        mine = reschedule(OFFICE, mine, run(slot), EARLY)

    # Each has read the booking before any of them moved it.
    assert reschedule(OFFICE, mine, run(NEW), EARLY).moved == 3
    for slot in (OTHER, "2026-03-03T10:30"):
        with pytest.raises((MovedTooOften, Busy)):
            reschedule(OFFICE, mine, run(slot), EARLY)
    assert stored(mine).moved == 3


def test_a_person_is_remembered_for_as_long_as_their_moved_booking_stands():
    claim = claim_of(OFFICE, {"service": "umum", "slot": OLD, "visitor": {"nik": NIKS[0]}}, "id", EARLY)
    mine = book(OFFICE, claim, "", "k" * 32, "b" * 32, EARLY)
    confirm(OFFICE, mine.id, mine.slot, EARLY)

    moved = reschedule(OFFICE, mine, run("2026-03-13T09:30"), EARLY)

    noted = table.visitors(HOME).get(f"identity#{mine.identity}", "rsud#umum")
    assert noted
    assert noted["expires"] > moved.start


@pytest.mark.parametrize("guard", ["", "place: given back by who left it"])
def test_who_moves_back_while_the_old_place_is_given_back_keeps_it(guard, monkeypatch):
    before = booked()
    if guard:
        GUARDS[guard](monkeypatch)
    just_before_it_is_given_back(
        OLD, monkeypatch, lambda: reschedule(OFFICE, stored(before), run(OLD), EARLY)
    )

    reschedule(OFFICE, before, run(NEW), EARLY)

    assert stored(before).slot == OLD
    assert slots.has(HOME, keys_of(OFFICE, UMUM, run(OLD), EARLY)[0].pk, before.id) is not bool(guard)
    assert not slots.has(HOME, keys_of(OFFICE, UMUM, run(NEW), EARLY)[0].pk, before.id)
    assert places(OLD, NEW) == [UMUM_PLACES - (not guard), UMUM_PLACES]


def test_who_moves_to_where_the_stream_is_about_to_give_a_place_back_keeps_it(monkeypatch):
    before = booked()
    slots.claim(HOME, keys_of(OFFICE, UMUM, run(NEW), EARLY), before.id, int(EARLY.timestamp()))
    just_before_it_is_given_back(NEW, monkeypatch, lambda: reschedule(OFFICE, before, run(NEW), EARLY))

    confirm(OFFICE, before.id, NEW, EARLY)

    assert stored(before).slot == NEW
    assert slots.has(HOME, keys_of(OFFICE, UMUM, run(NEW), EARLY)[0].pk, before.id)
    assert places(OLD, NEW) == [UMUM_PLACES, UMUM_PLACES - 1]


def just_before_it_is_given_back(slot, monkeypatch, do):
    """Do something between what is known of a booking and the write that gives its place in this slot back, once."""
    ask, done = Connection.ask, list[bool]()

    def asked_meanwhile(self, name, asked):
        if (
            not done
            and name in ("UpdateItem", "TransactWriteItems")
            and "DELETE" in str(asked)
            and slot in str(asked)
        ):
            done.append(True)
            do()
        return ask(self, name, asked)

    monkeypatch.setattr(Connection, "ask", asked_meanwhile)


NINE, HALF_PAST, TEN = "2026-03-02T09:00", "2026-03-02T09:30", "2026-03-02T10:00"


def booked_twice() -> Booking:
    """A booking of two slots in a row, from nine on."""
    claim = claim_of(TWICE, {"service": "umum", "slot": NINE}, "id", EARLY)
    made = book(TWICE, claim, "", "k" * 32, "b" * 32, EARLY)
    confirmed = confirm(TWICE, made.id, made.slot, EARLY)
    assert confirmed
    return confirmed


def claimed_late(mine: Booking, slot: str) -> None:
    """As far as a mover comes who died, and whose claim of what it lacked came when the move was another's already."""
    slots.claim(HOME, keys_of(OFFICE, UMUM, run(slot), EARLY), mine.id, int(EARLY.timestamp()))


@pytest.mark.parametrize("followed", [False, True], ids=["before the stream", "behind the stream"])
def test_who_has_one_of_the_new_slots_already_gets_the_other(followed):
    """One moved to half past nine and lacked ten, another to ten: the first's claim came when the second's move was noted."""
    mine = booked_twice()
    bookings.begin_move(HOME, mine.id, TEN, (NEW,), 3)
    claimed_late(mine, TEN)
    if followed:
        confirm(TWICE, mine.id, TEN, EARLY)
        assert places(NINE, HALF_PAST, TEN, NEW) == [3, 3, 4, 4]

    moved = reschedule(TWICE, stored(mine), run(TEN, TWICE), EARLY)

    assert (moved.slot, moved.run, places(NINE, HALF_PAST, TEN, NEW)) == (TEN, (NEW,), [4, 4, 3, 3])


def test_who_has_one_of_the_new_slots_and_finds_the_other_full_keeps_the_old_ones_only():
    mine = booked_twice()
    booked("x", NEW, 4)
    bookings.begin_move(HOME, mine.id, TEN, (NEW,), 3)
    claimed_late(mine, TEN)

    with pytest.raises(SlotFull):
        reschedule(TWICE, stored(mine), run(TEN, TWICE), EARLY)
    confirm(TWICE, mine.id, TEN, EARLY)

    assert (stored(mine).slot, stored(mine).to, places(NINE, HALF_PAST, TEN, NEW)) == (NINE, "", [3, 3, 4, 0])


def begun(mine: Booking) -> Booking:
    """The booking, with its move noted."""
    noted = bookings.begin_move(HOME, mine.id, NEW, (), 3)
    assert noted
    return noted


def test_a_move_is_ended_only_by_who_knows_it_not_by_who_knows_one_before_it_to_the_same_slot():
    """Else the booking would stand where the place was given back between the two."""
    mine = booked()
    early = begun(mine)
    bookings.end_move(HOME, early, None)
    again, late = begun(mine), begun(mine)

    assert not bookings.end_move(HOME, early, mine.start)
    assert not bookings.end_move(HOME, early, None)
    assert again == late
    assert bookings.end_move(HOME, late, mine.start)


def ended(mine: Booking, slot: str) -> Booking:
    """As far as a process comes that dies behind the end of a move, before it gives the old place back."""
    claimed(mine, slot)
    assert bookings.end_move(HOME, stored(mine), int(run(slot)[0].start.timestamp()))
    assert places(mine.slot)[0] == 3
    return stored(mine)


@pytest.mark.parametrize("who", ["the stream", "the same request", "a cancelling"])
def test_the_old_place_of_one_who_moved_and_died_is_given_back(who):
    mine = booked()
    moved = ended(mine, NEW)

    {
        "the stream": lambda: confirm(OFFICE, mine.id, NEW, EARLY),
        "the same request": lambda: reschedule(OFFICE, moved, run(NEW), EARLY),
        "a cancelling": lambda: cancel(OFFICE, moved, EARLY),
    }[who]()

    assert places(OLD, NEW) == [4, 3 + (who == "a cancelling")]


def test_old_places_are_given_back_also_when_it_was_moved_on_before_the_stream_saw_it():
    mine = booked()
    ended(mine, NEW)
    ended(stored(mine), OTHER)

    for slot in (NEW, OTHER):
        confirm(OFFICE, mine.id, slot, EARLY)

    assert (stored(mine).slot, places(OLD, NEW, OTHER)) == (OTHER, [4, 4, 3])


def test_who_booked_keeps_place_and_time_when_the_office_cuts_its_slots_anew():
    mine = booked()
    anew = an_office(slot={**an_office_document()["slot"], "minutes": 45})

    confirm(anew, mine.id, OLD, EARLY)
    ticket, _ = check_in_booking(anew, stored(mine), "visitor", EARLY)

    assert (stored(mine).slot, ticket.slot) == (OLD, mine.start)


def test_who_booked_a_service_that_takes_no_bookings_any_more_is_served():
    mine = booked()
    document = an_office_document()
    retired = an_office(services=[document["services"][0] | {"takes": ["number"]}, *document["services"][1:]])

    ticket, _ = check_in_booking(retired, mine, "visitor", EARLY)

    assert (ticket.letter, ticket.slot) == ("A", mine.start)
