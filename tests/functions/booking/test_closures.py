"""Everyone whom a closure concerns is told, offered a new slot first, and keeps their seniority; reopening undoes it."""

from datetime import timedelta

import pytest

from chalicelib.booking import tend_closures
from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.as_read import as_read
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of, run_asked
from chalicelib.booking.find_concerned import find_concerned
from chalicelib.booking.reschedule import reschedule
from chalicelib.booking.tend_waitlist import tend as tend_waitlist
from chalicelib.errors import OfficeClosed, SlotFull
from chalicelib.messaging.on_message import tell
from chalicelib.store import bookings, concerned, offices, slots
from chalicelib.store.slot_keys import keys_of
from tests.factories import HOME, an_office_document, moment
from tests.functions.booking.closing import (
    DAY,
    an_open_office,
    book_all,
    closed,
    follow_all,
    offers_of,
    reopened,
    swept,
)
from tests.functions.booking.places import accounts_for
from tests.functions.booking.waiters import booked, known, waits
from tests.functions.deployed import asked, deployed, texts
from tests.promises.guards import GUARDS

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

MONDAY = moment("Monday 2026-03-02 09:00")
A_MINUTE = timedelta(minutes=1)
SLOTS = [f"{DAY}T{at}" for at in ("08:00", "08:30", "09:00", "09:30")]
NEXT = [f"2026-03-05T{at}" for at in ("08:00", "08:30", "09:00", "09:30")]
PHONE = "+6281234567890"


def told(now=MONDAY) -> list[str]:
    """What the messages that wait say once they are sent."""
    seen = len(texts())
    for one in asked("messages"):
        tell(one, now)
    return [text for _, text in texts()[seen:]]


def test_everyone_is_offered_the_first_free_slots_in_the_order_in_which_they_booked():
    office = an_open_office()
    # The latest slot was booked first.
    made = [
        booked(office, f"{n}", slot, now=MONDAY - timedelta(hours=4 - n))
        for n, slot in enumerate(reversed(SLOTS))
    ]
    other = booked(office, "f", NEXT[1])

    closed(MONDAY)
    swept(MONDAY)

    assert offers_of(made) == [NEXT[0], NEXT[2], NEXT[3], "2026-03-06T08:00"]
    assert known(other).slot == NEXT[1]


def test_an_offer_of_the_office_stands_for_a_day():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)

    closed(MONDAY)
    swept(MONDAY)

    assert known(made).until == int((MONDAY + timedelta(days=1)).timestamp())
    answer = as_read(offices.read("rsud"), known(made), MONDAY)
    had = {"id": SLOTS[0], "start": f"{SLOTS[0]}:00+07:00"}
    assert (answer["state"], answer["closure"]) == ("offered", {"why": "Listrik padam", "slot": had})
    assert answer["offer"] == {
        "slot": {"id": NEXT[0], "start": f"{NEXT[0]}:00+07:00"},
        "until": "2026-03-03T09:00:00+07:00",
    }
    assert answer["waiting"] == {"ahead": 0, "from": DAY, "to": "2026-05-03"}
    assert "slot" not in answer


def test_they_are_told_once_in_one_message():
    office = an_open_office()
    book_all(office, [SLOTS[0]], MONDAY, phone=PHONE)
    told()

    closed(MONDAY)
    swept(MONDAY)
    first = told()
    swept(MONDAY + A_MINUTE)
    swept(MONDAY + 3 * A_MINUTE)

    assert len(first) == 1
    assert first[0].startswith(
        "RSUD: tutup Rab 4 Mar 08.00. Gantinya Kam 5 Mar 08.00, terima sebelum Sel 3 Mar 09.00: http"
    )
    assert len(first[0]) <= 160
    assert told() == []


def test_who_finds_no_free_slot_is_first_for_the_next_that_comes_back():
    office = an_open_office(slot={"minutes": 30, "days": 3, "capacity": {"umum": 1}})
    tuesday = moment("Tuesday 2026-03-03 09:00")
    displaced = booked(office, "1", SLOTS[0], phone=PHONE, now=tuesday)
    full = [*NEXT, *(f"2026-03-06T{slot[11:]}" for slot in NEXT)]
    others = [booked(office, f"{n:x}", slot, now=tuesday) for n, slot in enumerate(full, 2)]
    waits(office, "a", "2026-03-05", "2026-03-05", now=tuesday - A_MINUTE)
    told(tuesday)

    closed(tuesday)
    swept(tuesday)

    assert (known(displaced).state, offers_of([displaced])) == ("waiting", [""])
    assert "Anda didahulukan begitu ada tempat" in told(tuesday)[0]
    cancel(offices.read("rsud"), known(others[0]), tuesday)
    follow_all(tuesday)
    tend_waitlist(offices.read("rsud"), tuesday + timedelta(minutes=31))
    assert offers_of([displaced]) == [NEXT[0]]
    assert known(displaced).until - int(tuesday.timestamp()) > 20 * 3600


def test_who_finds_no_free_slot_is_offered_the_newest_day_before_anybody_can_book_it():
    office = an_open_office(slot={"minutes": 30, "days": 3, "capacity": {"umum": 1}})
    displaced = booked(office, "1", SLOTS[0])
    for n, slot in enumerate(NEXT, 2):
        booked(office, f"{n:x}", slot)

    closed(MONDAY)
    swept(MONDAY)

    assert offers_of([displaced]) == ["2026-03-06T08:00"]
    with pytest.raises(Exception, match="unknown-slot"):
        booked(office, "f", "2026-03-06T08:30")


def test_accepting_gives_the_new_place_and_gives_up_the_old_one():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closed(MONDAY)
    swept(MONDAY)
    assert accounts_for(HOME, "rsud", "umum", SLOTS[0])["who"] == 1

    accept_offer(offices.read("rsud"), known(made), MONDAY)
    follow_all(MONDAY)

    now = known(made)
    assert (now.state, now.slot, now.moved, now.closure) == ("booked", NEXT[0], 0, "")
    assert accounts_for(HOME, "rsud", "umum", SLOTS[0])["who"] == 0
    assert accounts_for(HOME, "rsud", "umum", NEXT[0]) == {"who": 1, "held": 0, "back": 0, "left": 0}


def test_any_other_slot_can_be_chosen_and_that_is_no_move():
    office = an_open_office(slot={"minutes": 30, "days": 14, "capacity": {"umum": 1}, "reschedules": 0})
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closed(MONDAY)
    swept(MONDAY)
    office = offices.read("rsud")

    wanted = run_asked(office, office.service("umum"), {"slot": "2026-03-09T09:00"}, MONDAY)
    moved = reschedule(office, known(made), wanted, MONDAY)
    follow_all(MONDAY)

    assert known(made) == moved
    assert (moved.state, moved.slot, moved.moved) == ("booked", "2026-03-09T09:00", 0)
    assert accounts_for(HOME, "rsud", "umum", NEXT[0])["held"] == 0
    assert accounts_for(HOME, "rsud", "umum", SLOTS[0])["who"] == 0
    assert reschedule(office, known(made), wanted, MONDAY) == moved


def test_who_chooses_a_slot_that_is_full_keeps_the_offer():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    booked(office, "f", "2026-03-09T09:00")
    closed(MONDAY)
    swept(MONDAY)
    office = offices.read("rsud")
    wanted = run_asked(office, office.service("umum"), {"slot": "2026-03-09T09:00"}, MONDAY)

    with pytest.raises(SlotFull):
        reschedule(office, known(made), wanted, MONDAY)

    assert offers_of([made]) == [NEXT[0]]
    assert accept_offer(office, known(made), MONDAY).slot == NEXT[0]


def test_choosing_the_offered_slot_accepts_it():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closed(MONDAY)
    swept(MONDAY)
    office = offices.read("rsud")
    wanted = run_asked(office, office.service("umum"), {"slot": NEXT[0]}, MONDAY)

    reschedule(office, known(made), wanted, MONDAY)

    assert (known(made).state, known(made).slot) == ("booked", NEXT[0])
    assert accounts_for(HOME, "rsud", "umum", NEXT[0]) == {"who": 1, "held": 0, "back": 0, "left": 0}


def test_an_offer_that_is_not_accepted_passes_on_but_the_booking_waits_and_can_still_choose():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closed(MONDAY)
    swept(MONDAY)
    late = MONDAY + timedelta(days=1, minutes=1)

    tend_waitlist(offices.read("rsud"), late)
    follow_all(late)

    assert known(made).state == "waiting"
    assert as_read(offices.read("rsud"), known(made), late)["closure"]["why"] == "Listrik padam"
    assert accounts_for(HOME, "rsud", "umum", NEXT[0])["held"] == 0
    office = offices.read("rsud")
    wanted = run_asked(office, office.service("umum"), {"slot": "2026-03-09T09:00"}, late)
    assert reschedule(office, known(made), wanted, late).state == "booked"


def test_reopening_gives_everyone_their_slot_back_who_has_no_other_yet():
    office = an_open_office()
    made = [
        booked(office, f"{n}", slot, phone=PHONE, now=MONDAY - timedelta(hours=4 - n))
        for n, slot in enumerate(SLOTS[:3])
    ]
    told()
    closure = closed(MONDAY)
    swept(MONDAY)
    accept_offer(offices.read("rsud"), known(made[0]), MONDAY)
    follow_all(MONDAY)
    told()

    reopened(closure, MONDAY + A_MINUTE)
    swept(MONDAY + A_MINUTE)

    now = [known(one) for one in made]
    assert (now[0].state, now[0].slot) == ("booked", NEXT[0])
    assert [(one.state, one.slot) for one in now[1:]] == [("booked", slot) for slot in SLOTS[1:3]]
    assert [accounts_for(HOME, "rsud", "umum", slot)["who"] for slot in SLOTS[:3]] == [0, 1, 1]
    assert sum(accounts_for(HOME, "rsud", "umum", slot)["held"] for slot in NEXT[:3]) == 0
    assert [text[:55] for text in told()] == [
        "RSUD: buka kembali. Jadwal Anda Rab 4 Mar 08.30 tetap b",
        "RSUD: buka kembali. Jadwal Anda Rab 4 Mar 09.00 tetap b",
    ]


def test_the_place_of_who_was_displaced_is_nobody_elses_when_the_office_opens_again():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closure = closed(MONDAY)
    swept(MONDAY)
    reopened(closure, MONDAY + A_MINUTE)

    with pytest.raises(SlotFull):
        booked(offices.read("rsud"), "f", SLOTS[0], now=MONDAY + A_MINUTE)

    swept(MONDAY + A_MINUTE)
    assert known(made).slot == SLOTS[0]


def test_a_slot_that_is_past_when_the_office_opens_again_is_not_given_back():
    office = an_open_office()
    made = book_all(office, [SLOTS[0], SLOTS[3]], MONDAY)
    closure = closed(MONDAY)
    swept(MONDAY)
    nine = moment("Wednesday 2026-03-04 09:00")

    reopened(closure, nine)
    swept(nine)

    assert [known(one).state for one in made] == ["offered", "booked"]


def test_what_two_managers_closed_is_given_back_by_the_second_reopening():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY, phone=PHONE)
    first, second = closed(MONDAY, key="1"), closed(MONDAY, key="2")
    told()
    swept(MONDAY)
    assert len(told()) == 1

    reopened(first, MONDAY + A_MINUTE)
    swept(MONDAY + A_MINUTE)
    assert known(made).state == "offered"
    reopened(second, MONDAY + 2 * A_MINUTE)
    swept(MONDAY + 2 * A_MINUTE)

    assert (known(made).state, known(made).slot) == ("booked", SLOTS[0])


def test_who_booked_while_the_process_did_not_know_of_the_closure_is_found_until_three_minutes_after():
    before = an_open_office()
    closed(MONDAY)
    swept(MONDAY)

    made = booked(before, "1", SLOTS[0], now=MONDAY + timedelta(seconds=29))
    swept(MONDAY + A_MINUTE)

    assert known(made).state == "offered"
    swept(MONDAY + 2 * A_MINUTE)
    assert concerned.finished(HOME, "rsud") == {}
    swept(MONDAY + 3 * A_MINUTE)
    assert concerned.finished(HOME, "rsud") != {}


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
@pytest.mark.parametrize(
    ("now", "concerns"),
    [
        ("Wednesday 2026-03-04 07:00", ["08:00", "08:30", "09:00", "09:30"]),
        ("Wednesday 2026-03-04 08:17", ["08:00", "08:30", "09:00", "09:30"]),
        ("Wednesday 2026-03-04 09:17", ["08:30", "09:00", "09:30"]),
        ("Wednesday 2026-03-04 09:40", ["09:00", "09:30"]),
        ("Wednesday 2026-03-04 23:50", []),
    ],
)
def test_closing_today_concerns_those_who_could_still_have_come(zone, now, concerns):
    office = an_open_office(time_zone=zone)
    earlier = moment("Tuesday 2026-03-03 09:00", zone)
    made = book_all(office, SLOTS, earlier)
    at = moment(now, zone)

    closed(at)
    swept(at)
    # Over midnight it is still the day on which it was closed.
    swept(at + timedelta(minutes=15))

    displaced = [one for one in map(known, made) if one.displaced]
    assert [one.was[0][11:] for one in displaced] == concerns


def test_who_came_already_or_cancelled_is_not_concerned():
    office = an_open_office()
    came, gone, stays = book_all(office, SLOTS[:3], MONDAY)
    bookings.move(HOME, came.id, ("booked",), state="checked_in", ticket="T" * 16)
    cancel(office, known(gone), MONDAY)

    closed(MONDAY)
    swept(MONDAY)

    assert [known(one).state for one in (came, gone, stays)] == ["checked_in", "cancelled", "offered"]


def test_a_family_is_offered_a_slot_in_which_all_have_places():
    office = an_open_office(places=3)
    family = booked(office, "1", SLOTS[0], party=3, now=MONDAY - A_MINUTE)
    single = booked(office, "2", SLOTS[1])
    booked(office, "3", NEXT[0])

    closed(MONDAY)
    swept(MONDAY)

    assert offers_of([family, single]) == [NEXT[1], NEXT[0]]


def test_a_closed_service_leaves_the_bookings_of_others():
    services = [
        {"id": "umum", "letter": "A", "name": {"id": "Poli umum", "en": "General"}, "minutes": 10, "takes": ["booking"], "requires": []},
        {"id": "gigi", "letter": "B", "name": {"id": "Poli gigi", "en": "Dental"}, "minutes": 20, "takes": ["booking"], "requires": []},
    ]  # fmt: skip
    slot = {"minutes": 30, "days": 14, "capacity": {"umum": 1, "gigi": 1}}
    office = an_open_office(services=services, slot=slot)
    [made] = book_all(office, [SLOTS[0]], MONDAY)

    closed(MONDAY, service="gigi")
    swept(MONDAY)

    assert known(made).state == "booked"


def test_an_offer_of_the_waitlist_in_a_closed_slot_is_taken_back_and_whoever_waits_waits_on():
    office = an_open_office()
    holder = booked(office, "1", SLOTS[0])
    for n, slot in enumerate(SLOTS[1:], 2):
        booked(office, f"{n}", slot)
    waiter = waits(office, "a", DAY, DAY)
    cancel(office, known(holder), MONDAY)
    follow_all(MONDAY)
    later = MONDAY + timedelta(minutes=31)
    tend_waitlist(office, later)
    follow_all(later)
    assert offers_of([waiter]) == [SLOTS[0]]

    closed(later)
    with pytest.raises(OfficeClosed):
        accept_offer(offices.read("rsud"), known(waiter), later)
    swept(later)

    assert (known(waiter).state, known(waiter).closure) == ("waiting", "")
    assert accounts_for(HOME, "rsud", "umum", SLOTS[0])["held"] == 0


def test_at_night_only_those_are_told_who_would_come_in_vain():
    office = an_open_office(sms_per_day=1)
    night = moment("Tuesday 2026-03-03 23:50")
    book_all(office, [SLOTS[0], "2026-03-05T08:00"], MONDAY, phone=PHONE)
    told()

    closed(night, to="2026-03-05")
    swept(night)
    soon = told(night)
    swept(moment("Wednesday 2026-03-04 08:00"))
    later = told(moment("Wednesday 2026-03-04 08:00"))

    assert [text[:29] for text in soon] == ["RSUD: tutup Rab 4 Mar 08.00. "]
    assert [text[:29] for text in later] == ["RSUD: tutup Kam 5 Mar 08.00. "]
    assert "Jum 6 Mar" in soon[0]


def test_more_than_one_go_is_asked_for_again(monkeypatch):
    monkeypatch.setattr("chalicelib.booking.tend_closures.MOST", 2)
    office = an_open_office()
    made = book_all(office, SLOTS, MONDAY)

    closed(MONDAY)
    swept(MONDAY)
    assert sorted(map(bool, offers_of(made))) == [False, False, True, True]
    swept(MONDAY + timedelta(seconds=1))

    assert all(offers_of(made))


def test_cancelling_gives_up_the_old_place_and_the_offer():
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closed(MONDAY)
    swept(MONDAY)

    cancel(offices.read("rsud"), known(made), MONDAY)
    cancel(offices.read("rsud"), known(made), MONDAY)

    assert known(made).state == "cancelled"
    for slot in (SLOTS[0], NEXT[0]):
        there = accounts_for(HOME, "rsud", "umum", slot)
        assert (there["who"], there["held"], sum(there.values())) == (0, 0, 1)


@pytest.mark.parametrize(
    ("to", "claims", "state", "slot"),
    [
        (NEXT[3], True, "booked", NEXT[3]),
        (NEXT[3], False, "offered", ""),
        (SLOTS[2], True, "offered", ""),
        (SLOTS[2], False, "offered", ""),
    ],
)
def test_a_move_that_was_cut_short_is_finished_before_the_closure_takes_the_slot(to, claims, state, slot):
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    bookings.begin_move(HOME, made.id, to, (), 3)
    if claims:
        service = office.service("umum")
        run = run_asked(office, service, {"slot": to}, MONDAY)
        slots.claim(HOME, keys_of(office, service, run, MONDAY), made.id, int(MONDAY.timestamp()))

    closed(MONDAY)
    swept(MONDAY)

    now = known(made)
    assert (now.state, now.slot, now.to) == (state, slot, "")
    if state == "offered":
        assert now.was == ((to,) if claims else (SLOTS[0],))
        assert accounts_for(HOME, "rsud", "umum", now.was[0])["who"] == 1


@pytest.mark.parametrize("guard", ["", "closure: takes only what it closed"])
def test_who_moves_between_being_found_and_losing_the_slot_keeps_the_new_one(guard, monkeypatch):
    office = an_open_office()
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    found = tend_closures.find_concerned

    def and_then_moves(*asked):
        concerned = found(*asked)
        wanted = run_asked(office, office.service("umum"), {"slot": "2026-03-03T09:00"}, MONDAY)
        reschedule(office, known(made), wanted, MONDAY)
        return concerned

    monkeypatch.setattr(tend_closures, "find_concerned", and_then_moves)
    if guard:
        GUARDS[guard](monkeypatch)

    closed(MONDAY)
    swept(MONDAY)

    kept = (known(made).state, known(made).slot) == ("booked", "2026-03-03T09:00")
    assert kept is not bool(guard)


@pytest.mark.parametrize("again", [False, True])
def test_a_service_that_is_given_up_meanwhile_holds_up_nobody_else(again):
    two = an_office_document()["services"]
    two[1]["takes"] = ["booking"]
    office = an_open_office(
        services=two, slot={"minutes": 30, "days": 14, "capacity": {"umum": 1, "gigi": 1}}
    )
    body, before = {"service": "gigi", "slot": SLOTS[0], "party": 1}, MONDAY - A_MINUTE
    gone = book(office, claim_of(office, body, "id", before), "", "9" * 32, "b" * 32, before)
    [made] = book_all(office, [SLOTS[0]], MONDAY)
    closure = closed(MONDAY)
    if again:
        swept(MONDAY)
        reopened(closure, MONDAY)
    else:
        concerned.find(
            HOME, "rsud", closure.id, find_concerned(offices.read("rsud"), closure, [], MONDAY), 2**32
        )
    an_open_office(services=two[:1])

    swept(MONDAY)

    assert known(gone).state == ("offered" if again else "waiting")
    assert (known(made).state, known(made).slot) == (("booked", SLOTS[0]) if again else ("offered", ""))
