"""What stands before a booking: what a refusal costs, and that nobody is refused who has a place."""

from contextlib import suppress
from datetime import date, timedelta

import pytest

from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.booking.confirm import confirm
from chalicelib.booking.door import NOBODY, Knock, Wanted
from chalicelib.booking.enter_room import enter_room
from chalicelib.booking.hold_place import hold_place
from chalicelib.booking.keys import keys_of, pks_of
from chalicelib.booking.reschedule import reschedule
from chalicelib.booking.use_pass import HOLDS
from chalicelib.errors import NotAdmitted, PassUsed, SlotFull
from chalicelib.queueing.slots import run_of
from chalicelib.store import bookings, gate, slots
from chalicelib.store import table as tables
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.booking.asking import NIKS

pytestmark = pytest.mark.usefixtures("aws")

EARLY = moment("Monday 2026-03-02 08:00")
SLOT, NEXT = "2026-03-02T09:30", "2026-03-02T10:00"


def second(n):
    return EARLY + timedelta(seconds=n)


def books(key, slot=SLOT, now=EARLY, knock=NOBODY, hold="", office=None, **more):
    office = office or an_office()
    claim = claim_of(office, {"service": "umum", "slot": slot, **more}, "id", now)
    return book(office, claim, "", str(key) * 4, "b" * 32, now, hold=hold, knock=knock)


def holds(key, slot=SLOT, now=EARLY, n=1, knock=NOBODY, office=None):
    office = office or an_office()
    service, run = run_at(slot, office)
    return hold_place(office, Wanted(service, run, n), "", str(key) * 4, "b" * 32, now, knock)


def run_at(slot, office=None):
    office = office or an_office()
    return office.service("umum"), run_of(office, office.service("umum"), slot) or ()


def frees(booking):
    """Cancelled, and offered again already: the place is anybody's."""
    bookings.move(HOME, booking.id, ("pending", "booked"), state="cancelled")
    slots.release(HOME, pks_of(booking), booking.id)


def is_refused(ask, *args, **more):
    with pytest.raises(SlotFull):
        ask(*args, **more)
    return True


def as_another_process():
    gate.forget()


@pytest.fixture
def requests():
    """What was asked of which table since the last time."""
    asked: list[str] = []
    for name, table in (("lines", tables.lines(HOME)), ("visitors", tables.visitors(HOME))):

        def note(model, name=name, **_):
            asked.append(f"{model.name} {name}")

        table.connection.client.meta.events.register("before-call.dynamodb", note)

    def since() -> list[str]:
        told, asked[:] = list(asked), []
        return told

    return since


@pytest.fixture
def sold_out():
    """A slot whose four places are taken, known to no process."""
    made = [books(n) for n in range(4)]
    as_another_process()
    return made


def test_the_first_who_is_refused_costs_a_read_of_the_slot_and_the_others_none(sold_out, requests):
    assert is_refused(books, "first")
    assert requests() == ["BatchGetItem lines", "GetItem visitors"]

    assert all(is_refused(books, f"{n}", now=second(n % 2)) for n in range(10, 60))

    # Whether the request came before is asked by its own key; nothing is written, and the slot is left alone.
    assert requests() == ["GetItem visitors"] * 50


def test_holds_are_refused_at_the_same_price(sold_out, requests):
    assert is_refused(holds, "first")
    assert requests() == ["BatchGetItem lines", "GetItem lines"]

    assert all(is_refused(holds, f"{n}", now=second(1)) for n in range(10, 60))

    assert requests() == ["GetItem lines"] * 50


def test_after_a_moment_the_slot_is_read_again(sold_out, requests):
    assert is_refused(books, "first")
    assert is_refused(books, "second", now=second(2))

    assert requests().count("BatchGetItem lines") == 2


def test_a_place_that_came_back_elsewhere_is_found_within_the_moment(sold_out):
    assert is_refused(books, "first")
    remembered = dict(gate._seen())
    frees(sold_out[0])
    gate._seen().update(remembered)

    assert is_refused(books, "second", now=second(1))
    assert books("third", now=second(2)).state == "booked"


def test_who_lost_the_race_for_the_last_place_teaches_it_too(requests):
    for n in range(3):
        books(n)
    as_another_process()
    service, slots_wanted = run_at(SLOT)
    run = keys_of(an_office(), service, slots_wanted, EARLY)
    with pytest.raises(SlotFull):
        slots.claim(HOME, run, "late", int(EARLY.timestamp()), 2)
    requests()

    assert is_refused(books, "after", party=2)
    assert requests() == ["GetItem visitors"]
    assert books("alone").state == "booked"


def test_who_has_a_booking_gets_it_whatever_the_gate_knows(sold_out):
    frees(sold_out[1])
    last = books("last")
    assert is_refused(books, "first")

    assert books(0).code == sold_out[0].code
    assert books(1).state == "cancelled"
    assert books("last").code == last.code


def test_who_has_a_hold_gets_it_and_books_whatever_the_gate_knows():
    code, kept = holds("mine", n=4)
    as_another_process()
    assert is_refused(holds, "first")
    assert is_refused(books, "second")

    assert holds("mine", n=4)[1] == kept
    assert books("booking", hold=code, party=4).state == "booked"


def test_a_move_to_a_full_slot_is_refused_before_anything_is_noted(sold_out, requests):
    office, moving, (_, run) = an_office(), books("moving", slot=NEXT), run_at(SLOT)
    requests()

    for n in range(3):
        with pytest.raises(SlotFull):
            reschedule(office, moving, run, second(n % 2))

    assert requests() == ["BatchGetItem lines"]
    assert bookings.read(HOME, moving.id).to == ""


# The newest day, with a waiting room before it.

ROOM = {**an_office_document()["slot"], "opens": "08:00", "room": {"per_second": 5, "minutes": 30}}
DAY, RUSHED, OTHER = date(2026, 3, 16), "2026-03-16T09:00", "2026-03-16T10:00"


def rushed():
    return an_office(slot=ROOM)


def a_pass(key="k"):
    office = rushed()
    return Knock(enter_room(office, office.service("umum"), DAY, "", key, "", second(-60)).written)


LATER = second(120)


def rushes(key, knock=NOBODY, slot=RUSHED, now=LATER, **more):
    return books(key, slot, now, knock, office=rushed(), **more)


def test_without_a_pass_nothing_of_a_rushed_day_is_had():
    office, other, (_, run) = rushed(), books("other", office=rushed()), run_at(RUSHED)

    for attempt in (
        lambda: rushes("a"),
        lambda: rushes("a", a_pass(), now=second(59)),
        lambda: rushes("a", now=LATER),
        lambda: holds("a", RUSHED, LATER, office=office),
        lambda: reschedule(office, other, run, LATER),
    ):
        with pytest.raises(NotAdmitted):
            attempt()

    assert rushes("a", now=EARLY + timedelta(minutes=30)).state == "booked"


def test_with_a_pass_one_books_one_place():
    mine = a_pass()

    first = rushes("a", mine)

    assert first.state == "booked"
    assert rushes("a", mine).code == first.code
    assert rushes("a").code == first.code
    with pytest.raises(PassUsed):
        rushes("b", mine, slot=OTHER)
    with pytest.raises(PassUsed):
        holds("c", OTHER, LATER, knock=mine, office=rushed())


def test_with_a_pass_one_holds_and_then_books_one_place():
    mine, office = a_pass(), rushed()
    holds("a", RUSHED, LATER, knock=mine, office=office)
    code, _ = holds("b", OTHER, LATER, knock=mine, office=office)

    late = LATER + timedelta(minutes=4)
    assert rushes("c", mine, OTHER, late, hold=code).state == "booked"
    with pytest.raises(PassUsed):
        rushes("d", mine, RUSHED, late)


def test_who_found_the_slot_full_books_another_with_the_same_pass():
    for n in range(4):
        rushes(n, a_pass(str(n)))
    mine = a_pass("mine")
    as_another_process()

    with pytest.raises(SlotFull):
        rushes("a", mine)
    assert rushes("b", mine, OTHER).state == "booked"


def test_a_pass_moves_a_booking_onto_a_rushed_day():
    office, mine, (_, run) = rushed(), a_pass(), run_at(RUSHED)
    other = books("other", office=office)
    confirm(office, other.id, other.slot, LATER)

    moved = reschedule(office, other, run, LATER, mine)

    assert moved.slot == RUSHED
    with pytest.raises(PassUsed):
        rushes("b", mine, OTHER)
    assert slots.booked_in(HOME, "rsud", "umum", [RUSHED]) == {other.id}


def test_who_is_not_let_in_costs_one_read(requests):
    with pytest.raises(NotAdmitted):
        rushes("a")

    assert requests() == ["GetItem visitors"]


def test_a_pass_holds_no_more_places_by_asking_twice_for_each():
    office, mine, got = rushed(), a_pass(), 0

    for n in range(12):
        for _ in range(3):
            with suppress(PassUsed):
                holds(n, (RUSHED, OTHER, "2026-03-16T11:00")[n % 3], LATER, knock=mine, office=office)
                got += 1
                break

    assert got == HOLDS


def test_a_hold_that_is_asked_for_again_costs_its_pass_nothing():
    office, mine = rushed(), a_pass()

    first = [holds("a", RUSHED, LATER, knock=mine, office=office)[1] for _ in range(HOLDS + 1)]
    others = [holds(n, OTHER, LATER, knock=mine, office=office)[1] for n in range(HOLDS - 1)]

    assert len(set(first)) == 1
    assert len(set(others)) == HOLDS - 1


def test_the_pass_of_another_person_moves_nothing():
    document = an_office_document(slot=ROOM)
    document["services"][0]["nik"] = "required"
    office = an_office(services=document["services"], slot=ROOM)
    other = books("other", office=office, visitor={"nik": NIKS[0]})
    confirm(office, other.id, other.slot, LATER)
    _, run = run_at(RUSHED, office)

    def pass_of(nik):
        came = enter_room(office, office.service("umum"), DAY, "", "k", "", second(-60), nik)
        return Knock(came.written)

    with pytest.raises(NotAdmitted):
        reschedule(office, other, run, LATER, pass_of(NIKS[1]))
    assert reschedule(office, other, run, LATER, pass_of(NIKS[0])).slot == RUSHED


@pytest.mark.parametrize("quota", ["walk_in", "partner"])
def test_a_quota_that_has_become_the_webs_goes_by_the_webs_door(quota):
    """The slot of nine is everybody's a minute after its day opens, and the room is not over yet."""
    share = {quota: {"percent": 50, "release_minutes": 14 * 24 * 60 + 59}}
    office = an_office(slot={**ROOM, "quota": share})
    claim = claim_of(office, {"service": "umum", "slot": RUSHED}, "id", second(59))

    assert book(office, claim, "", "a" * 32, "b" * 32, second(59), quota=quota).state == "booked"
    with pytest.raises(NotAdmitted):
        book(office, claim, "", "b" * 32, "b" * 32, LATER, quota=quota)


def test_a_hold_keeps_a_place_of_the_web_for_the_web():
    office = an_office(slot={**ROOM, "quota": {"walk_in": {"percent": 50, "release_minutes": 10}}})
    code, _ = holds("a", n=1, office=office)
    claim = claim_of(office, {"service": "umum", "slot": SLOT}, "id", EARLY)

    book(office, claim, "", "k" * 32, "b" * 32, EARLY, quota="walk_in", hold=code)

    item = tables.lines(HOME).get(f"slot#rsud#umum#{SLOT}", "slot")
    assert item
    assert (item["left"], item["walk_in"], len(item["held"])) == (1, 1, 1)


def test_what_was_held_with_one_pass_is_not_booked_with_another():
    office = rushed()
    early, late = a_pass("early"), a_pass("late")
    code, _ = holds("a", RUSHED, LATER, 4, knock=early, office=office)

    with pytest.raises(SlotFull):
        rushes("b", late, hold=code, party=4)
    assert rushes("c", early, hold=code, party=4).state == "booked"


def test_who_had_no_luck_takes_nothing_from_their_twin(monkeypatch):
    """The same request twice at once: one finds the slot full, then the other gets a place that came back."""
    mine, claim = a_pass(), slots.claim

    def loses(*asked):
        monkeypatch.setattr(slots, "claim", claim)
        assert rushes("a", mine).state == "booked"
        raise SlotFull(field="slot")

    monkeypatch.setattr(slots, "claim", loses)

    assert rushes("a", mine).state == "booked"
    with pytest.raises(PassUsed):
        rushes("b", mine, OTHER)
