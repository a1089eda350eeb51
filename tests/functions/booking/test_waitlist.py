"""The waitlist: what comes back is offered to who waits, in their order, for a short time; no place is lost or made."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.as_read import as_read, found
from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.booking.join_waitlist import enlist, join
from chalicelib.booking.keys import keys_of
from chalicelib.booking.reschedule import reschedule
from chalicelib.booking.tend_waitlist import tend
from chalicelib.booking.wish import wish_of
from chalicelib.errors import (
    AlreadyBooked,
    BookingCancelled,
    Invalid,
    KeyReused,
    NotOffered,
    OfferOver,
    PlacesFree,
    SlotFull,
)
from chalicelib.messaging.on_message import tell
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import Slot, run_of, slots_on
from chalicelib.store import bookings, offers, slots, table, waitlist
from chalicelib.store.slots import SlotKey
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.deployed import asked, deployed, load_office, texts
from tests.promises.guards import GUARDS

from .places import accounts_for
from .waiters import (
    DELAY,
    MONDAY,
    SLOT,
    accepted,
    an_office_with,
    booked,
    cancelled,
    due,
    follow,
    known,
    tended,
    to_be_seen,
    waits,
)

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

NIK, PHONE = "3204110609979999", "0812 3456 7890"
DUE = MONDAY + DELAY
NEXT = "2026-03-04T09:30"


def everything(slot: str = SLOT) -> dict[str, int]:
    return accounts_for(HOME, "rsud", "umum", slot)


def filled(office: Office, slot: str = SLOT, but: tuple[str, ...] = ()) -> None:
    """Book all other places of the day, so that whoever comes has to wait."""
    for n, one in enumerate(slots_on(office, office.service("umum"), datetime.fromisoformat(slot).date())):
        if one.id not in (slot, *but):
            booked(office, chr(0x4E00 + n), one.id, party=one.capacity)


# What is given back.


def test_what_is_given_back_is_due_after_a_delay_that_nobody_knows():
    office, delays = an_office_with(), set()
    for n in range(12):
        cancelled(office, booked(office, f"{n:x}"))
        [at] = due(office)
        delays.add(at - int(MONDAY.timestamp()))
        tended(office, DUE)

    assert all(5 * 60 <= delay <= 30 * 60 for delay in delays)
    assert len(delays) > 6


def test_what_is_given_back_goes_to_who_waits_and_not_to_who_is_fast():
    office = an_office_with()
    filled(office)
    first = booked(office, "a")
    waiting = waits(office, "w")

    cancelled(office, first)

    when = datetime.fromtimestamp(due(office)[0], UTC)
    for at in (MONDAY, when):
        with pytest.raises(SlotFull):
            booked(office, "b", now=at)
    assert tended(office, when) == 1
    with pytest.raises(SlotFull):
        booked(office, "b", now=when)
    assert known(waiting).offered == (SLOT,)
    assert everything() == {"who": 0, "held": 1, "back": 0, "left": 0}


def test_what_nobody_waits_for_is_anybodys():
    office = an_office_with()
    cancelled(office, booked(office, "a"))

    assert tended(office, DUE) == 0

    assert everything() == {"who": 0, "held": 0, "back": 0, "left": 1}
    assert to_be_seen(office) == []


def test_what_is_not_due_yet_waits():
    office = an_office_with()
    cancelled(office, booked(office, "a"))

    tended(office, MONDAY + timedelta(minutes=4))

    assert everything() == {"who": 0, "held": 0, "back": 1, "left": 0}
    assert len(to_be_seen(office)) == 1


def test_who_moves_away_gives_the_place_back_in_the_same_way():
    office = an_office_with()
    first = booked(office, "a")

    reschedule(office, first, a_run(office, NEXT), MONDAY)

    assert everything() == {"who": 0, "held": 0, "back": 1, "left": 0}
    assert everything(NEXT) == {"who": 1, "held": 0, "back": 0, "left": 0}


def test_who_moves_to_and_fro_loses_no_place():
    office = an_office_with(places=3)
    first = booked(office, "a")
    at, key = int(MONDAY.timestamp()) + 600, a_key(office)
    for _ in range(3):
        slots.claim(HOME, [key], first.id, at)
        assert slots.release(HOME, [key.pk], first.id, due=at)

    assert [one - at for one in due(office)] == [0, 1, 2]


def a_key(office: Office, slot: str = SLOT) -> SlotKey:
    return keys_of(office, office.service("umum"), a_run(office, slot), MONDAY)[0]


def a_run(office: Office, slot: str) -> tuple[Slot, ...]:
    run = run_of(office, office.service("umum"), slot)
    assert run
    return run


def test_a_place_of_the_office_or_of_a_partner_is_its_own_again_at_once():
    quota = {"percent": 50, "release_minutes": 60}
    office = an_office_with(
        slot={"minutes": 30, "days": 14, "capacity": {"umum": 2}, "quota": {"walk_in": quota}}
    )
    claim = claim_of(office, {"service": "umum", "slot": SLOT}, "id", MONDAY)
    made = book(office, claim, "sari", "a" * 32, "b" * 32, MONDAY, "walk_in")

    cancelled(office, made)

    assert slots.left(HOME, [a_key(office)], int(MONDAY.timestamp()), "walk_in") == {SLOT: 1}


def test_nothing_is_blocked_for_ever_when_nobody_tends():
    office = an_office_with()
    cancelled(office, booked(office, "a"))
    at = datetime.fromtimestamp(due(office)[0], UTC)

    with pytest.raises(SlotFull):
        booked(office, "b", now=at + timedelta(seconds=599))

    assert booked(office, "b", now=at + timedelta(seconds=600)).state == "booked"
    assert everything() == {"who": 1, "held": 0, "back": 0, "left": 0}


# Who waits.


def test_who_waits_is_told_how_many_are_before_them():
    office = an_office_with()
    booked(office, "a")
    filled(office)
    first, second = waits(office, "v"), waits(office, "w", now=MONDAY + timedelta(seconds=1))

    read = as_read(office, second, MONDAY)

    assert (read["state"], read["waiting"]) == ("waiting", {"ahead": 1, "from": SLOT[:10], "to": SLOT[:10]})
    assert "slot" not in read
    assert as_read(office, first, MONDAY)["waiting"]["ahead"] == 0
    assert found(second.code)[1] == second


def test_who_could_book_at_once_is_told_so():
    office = an_office_with()

    with pytest.raises(PlacesFree) as refused:
        waits(office, "w")

    assert "04-03-2026 pukul 08.00" in refused.value.sentence()


@pytest.mark.parametrize(("party", "may"), [(1, False), (2, True)])
def test_a_family_may_wait_where_there_are_too_few_places(party, may):
    office = an_office_with(places=2)
    filled(office)
    booked(office, "a")

    if may:
        assert waits(office, "w", party=party).state == "waiting"
    else:
        with pytest.raises(PlacesFree):
            waits(office, "w", party=party)


def test_the_same_key_waits_once_and_another_body_is_refused():
    office = an_office_with()
    booked(office, "a")
    filled(office)
    first = waits(office, "w")

    again = waits(office, "w", now=MONDAY + timedelta(minutes=5))

    assert (again.code, again.rank) == (first.code, first.rank)
    assert len(waitlist.first(HOME, "rsud", "umum", 9)) == 1
    with pytest.raises(KeyReused):
        join(office, wish_of(office, {"service": "umum"}, "id", MONDAY), "", "w" * 32, "other", MONDAY)


def test_a_repeat_after_places_came_free_gets_its_booking():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    waiting = waits(office, "w")
    slots.release(HOME, [a_key(office).pk], first.id)

    assert waits(office, "w").code == waiting.code


def test_one_person_waits_once_for_a_service():
    office = an_office_with()
    booked(office, "a")
    filled(office)
    waiting = waits(office, "v", visitor={"nik": NIK})

    with pytest.raises(AlreadyBooked):
        waits(office, "w", visitor={"nik": NIK})
    with pytest.raises(AlreadyBooked):
        booked(office, "b", "2026-03-05T09:00", nik=NIK)

    assert len(waitlist.first(HOME, "rsud", "umum", 9)) == 1
    cancelled(office, waiting)
    assert booked(office, "c", "2026-03-05T09:00", nik=NIK).state == "booked"


def test_a_wish_for_days_that_are_past_stands_in_nobodys_way():
    office = an_office_with()
    booked(office, "a")
    filled(office)
    waiting = waits(office, "v", visitor={"nik": NIK})
    later = moment("Thursday 2026-03-05 08:00")

    assert booked(office, "b", "2026-03-05T09:00", nik=NIK, now=later).state == "booked"
    assert as_read(office, known(waiting), later)["state"] == "expired"


def test_an_entry_that_a_crash_left_out_is_put_onto_the_list_when_it_is_read():
    office = an_office_with()
    booked(office, "a")
    filled(office)
    waiting = waits(office, "w")
    waitlist.remove(HOME, "rsud", "umum", waiting.rank, waiting.id)

    assert as_read(office, waiting, MONDAY)["waiting"]["ahead"] == 0

    assert [one.id for one in waitlist.first(HOME, "rsud", "umum", 9)] == [waiting.id]


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"from": "tomorrow"}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"to": "2026-03-01"}, "to"),
        ({"from": "2026-03-05", "to": "2026-03-04"}, "to"),
        ({"to": "2026-05-02"}, "to"),
        ({"from": "2026-06-01"}, "to"),
        ({"slot": SLOT}, "slot"),
    ],
)
def test_a_field_at_fault_is_named(days, field):
    with pytest.raises(Invalid) as refused:
        wish_of(an_office(), {"service": "umum", **days}, "id", MONDAY)

    assert refused.value.field == field


def test_a_wish_is_from_today_until_the_newest_day_unless_it_says_otherwise():
    wish = wish_of(an_office(), {"service": "umum"}, "id", MONDAY)

    assert (wish.first, wish.last) == ("2026-03-02", "2026-03-16")


def test_the_list_holds_nothing_personal():
    office = an_office_with()
    booked(office, "a")
    filled(office)
    waiting = waits(office, "w", visitor={"name": "Siti Aminah", "phone": PHONE, "nik": NIK})

    kept = str(table.lines(HOME).query("wait#rsud#umum"))

    assert not any(told in kept for told in ("Siti", "3456", NIK, "9999", waiting.code))


# Offers.


def test_who_came_first_is_offered_the_place_first():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    waiting = [waits(office, key, now=MONDAY + timedelta(seconds=n)) for n, key in enumerate("vwx")]
    cancelled(office, first)

    tended(office, DUE)

    assert [known(one).state for one in waiting] == ["offered", "waiting", "waiting"]
    assert as_read(office, known(waiting[1]), DUE)["waiting"]["ahead"] == 0


def test_whom_a_closure_displaced_goes_before_all_who_joined():
    office = an_office_with()
    first, second = booked(office, "a"), booked(office, "b", NEXT)
    filled(office, but=(NEXT,))
    joined = waits(office, "w")
    enlist(office, second, ("booked",), (SLOT[:10], SLOT[:10]), waitlist.displaced(second.made))
    cancelled(office, first)

    tended(office, DUE)

    assert (known(second).state, known(joined).state) == ("offered", "waiting")


@pytest.mark.parametrize(
    ("days", "party", "gets"),
    [
        ((SLOT[:10], SLOT[:10]), 1, True),
        (("2026-03-02", "2026-03-10"), 1, True),
        (("2026-03-05", "2026-03-10"), 1, False),
        (("2026-03-02", "2026-03-03"), 1, False),
        ((SLOT[:10], SLOT[:10]), 2, False),
    ],
)
def test_a_place_goes_to_the_first_whom_it_suits(days, party, gets):
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    unsure = waits(office, "v", party=2)
    enlist(office, unsure, ("waiting",), days, "1#0000000001#000000")
    table.lines(HOME).update(
        "wait#rsud#umum", f"1#0000000001#000000#{unsure.id}", "SET party = :n", values={":n": party}
    )
    table.visitors(HOME).update(f"booking#{unsure.id}", "booking", "SET party = :n", values={":n": party})
    other = waits(office, "w", now=MONDAY + timedelta(seconds=1))
    cancelled(office, first)

    tended(office, DUE)

    assert (known(unsure).offer == SLOT) == gets
    assert (known(other).offer == SLOT) != gets


def test_a_familys_places_go_to_several_and_to_nobody_else():
    office = an_office_with(places=3)
    first = booked(office, "a", party=3)
    filled(office)
    pair, single = waits(office, "v", party=2), waits(office, "w", now=MONDAY + timedelta(seconds=1))
    cancelled(office, first)

    assert tended(office, DUE) == 2

    assert [known(one).state for one in (pair, single)] == ["offered", "offered"]
    assert everything() == {"who": 0, "held": 3, "back": 0, "left": 0}


def test_several_places_that_came_back_make_one_offer_for_a_family():
    office = an_office_with(places=3)
    alone = [booked(office, key) for key in "abc"]
    filled(office)
    family = waits(office, "w", party=3)
    for n, one in enumerate(alone):
        cancelled(office, one, MONDAY + timedelta(seconds=n))

    tended(office, DUE + timedelta(minutes=1))

    assert known(family).state == "offered"
    assert everything() == {"who": 0, "held": 3, "back": 0, "left": 0}


def test_an_offer_is_read_by_its_code():
    office = an_office_with()
    load_office(an_office_document())
    first = booked(office, "a")
    filled(office)
    waiting = waits(office, "w")
    cancelled(office, first)

    tended(office, DUE)

    read = as_read(office, known(waiting), DUE)
    assert read["state"] == "offered"
    assert read["offer"] == {
        "slot": {"id": SLOT, "start": "2026-03-04T09:00:00+07:00"},
        "until": (DUE + timedelta(minutes=15)).astimezone(office.zone).isoformat(),
    }
    assert "slot" not in read


def test_who_is_offered_a_place_is_told_once_by_sms():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    waits(office, "w", visitor={"phone": PHONE})
    cancelled(office, first)
    asked("messages")
    tended(office, DUE)
    follow(office, SLOT, DUE)

    said = [one for one in asked("messages") if one["kind"] == "offered"]
    sent = [tell(one, DUE) for one in said]

    assert sent == [True, False]
    [(phone, text)] = texts()
    assert phone == "+6281234567890"
    assert "ada tempat untuk Anda Rab 4 Mar 09.00. Ambil sebelum 09.46:" in text


@pytest.mark.parametrize("minutes", [0, 14, 20])
def test_who_accepts_in_time_or_before_anybody_else_is_booked(minutes):
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    waiting = waits(office, "w")
    cancelled(office, first)
    tended(office, DUE)
    asked("messages")

    at = DUE + timedelta(minutes=minutes)
    once, again = accepted(office, waiting, at), accept_offer(office, known(waiting), at)

    assert (once.state, once.slot, again) == ("booked", SLOT, once)
    assert once.expires == once.start + bookings.KEPT
    assert everything() == {"who": 1, "held": 0, "back": 0, "left": 0}
    assert {one["kind"] for one in asked("messages")} == {"booked"}


def test_an_offer_that_is_not_accepted_in_time_goes_on_to_the_next():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    slow = waits(office, "v", visitor={"nik": NIK})
    after = waits(office, "w", now=MONDAY + timedelta(seconds=1))
    cancelled(office, first)
    tended(office, DUE)
    over = DUE + timedelta(minutes=15)

    with pytest.raises(SlotFull):
        booked(office, "b", now=over)
    assert tended(office, over) == 1

    assert (known(slow).state, known(after).state) == ("expired", "offered")
    with pytest.raises(OfferOver):
        accept_offer(office, known(slow), over)
    assert everything() == {"who": 0, "held": 1, "back": 0, "left": 0}
    assert booked(office, "c", "2026-03-05T09:00", nik=NIK).state == "booked"


def test_who_declines_lets_the_next_have_it_at_once():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    unwilling, after = waits(office, "v"), waits(office, "w", now=MONDAY + timedelta(seconds=1))
    cancelled(office, first)
    tended(office, DUE)

    cancelled(office, unwilling, DUE)
    cancelled(office, unwilling, DUE)
    assert tended(office, DUE) == 1

    assert (known(unwilling).state, known(after).state) == ("cancelled", "offered")
    with pytest.raises(BookingCancelled):
        accept_offer(office, known(unwilling), DUE)


def test_who_leaves_the_list_is_offered_nothing():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    gone = waits(office, "v")
    cancelled(office, gone)
    cancelled(office, first)

    assert waitlist.first(HOME, "rsud", "umum", 9) == []
    assert tended(office, DUE) == 0


def test_who_is_offered_nothing_yet_can_accept_nothing():
    office = an_office_with()
    booked(office, "a")
    filled(office)

    with pytest.raises(NotOffered):
        accept_offer(office, waits(office, "w"), DUE)


def test_whom_nobody_tended_the_public_may_follow():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    slow = waits(office, "v")
    cancelled(office, first)
    tended(office, DUE)
    late = DUE + timedelta(minutes=25)

    assert booked(office, "b", now=late).state == "booked"

    with pytest.raises(OfferOver):
        accept_offer(office, known(slow), late)
    assert as_read(office, known(slow), late + timedelta(seconds=1))["state"] == "expired"
    tended(office, late)
    assert known(slow).state == "expired"
    assert everything() == {"who": 1, "held": 0, "back": 0, "left": 0}


@pytest.mark.parametrize("guarded", [True, False])
def test_what_was_passed_on_cannot_be_accepted_at_the_same_moment(guarded, monkeypatch):
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    slow = waits(office, "v")
    cancelled(office, first)
    tended(office, DUE)
    as_seen = known(slow)
    over = int((DUE + timedelta(minutes=15)).timestamp())
    offers.lapse(HOME, a_key(office).pk, slow.id, over, over)
    if not guarded:
        GUARDS["offer: still held"](monkeypatch)

    accepts = pytest.raises(OfferOver) if guarded else nullcontext()
    with accepts:
        accept_offer(office, as_seen, DUE)

    assert (sum(everything().values()) == 1) == guarded


def test_places_that_nobody_gave_back_are_offered_too():
    office, larger = an_office_with(), an_office_with(places=2)
    booked(office, "a")
    filled(office)
    waiting = waits(office, "w")
    minutes = [DUE + timedelta(minutes=n) for n in range(15)]

    assert sum(tended(larger, at) for at in minutes) == 1

    assert known(waiting).state == "offered"


def test_a_service_of_several_slots_is_offered_whole_runs():
    document = an_office_document()
    [umum, gigi] = document["services"]
    office = an_office_with(services=[{**umum, "slots": 2}, gigi])
    first = booked(office, "a")
    for key, slot in (
        ("b", "2026-03-04T08:00"),
        ("c", "2026-03-04T10:00"),
        ("d", "2026-03-04T11:00"),
        ("e", "2026-03-04T13:00"),
        ("f", "2026-03-04T14:00"),
    ):
        booked(office, key, slot)
    waiting = waits(office, "w")
    cancelled(office, first)
    follow(office, NEXT, MONDAY)

    assert tended(office, DUE, SLOT, NEXT) == 1

    assert known(waiting).offered == (SLOT, NEXT)
    assert [everything(one)["held"] for one in (SLOT, NEXT)] == [1, 1]
    assert accepted(office, waiting, DUE).slots == (SLOT, NEXT)
    follow(office, NEXT, DUE)
    assert [everything(one) for one in (SLOT, NEXT)] == [{"who": 1, "held": 0, "back": 0, "left": 0}] * 2


def test_what_comes_back_at_night_is_offered_in_the_morning():
    office = an_office_with()
    first = booked(office, "a")
    filled(office)
    waiting = waits(office, "w")
    evening = moment("Monday 2026-03-02 19:50")
    cancelled(office, first, evening)

    [at] = due(office)
    assert tend(office, moment("Monday 2026-03-02 22:00")) == 0

    assert (
        moment("Monday 2026-03-02 19:54")
        < datetime.fromtimestamp(at, UTC)
        <= moment("Tuesday 2026-03-03 08:25")
    )
    if datetime.fromtimestamp(at, UTC) > evening + timedelta(minutes=10):
        assert known(waiting).state == "waiting"
