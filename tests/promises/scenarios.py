"""The promises of the store, one small story each, on whatever engine is there; each rests on one condition of a write."""

from dataclasses import replace

import pytest

from chalicelib.errors import AlreadyEntered, DayEnded, KeyReused, PressStale, SlotFull
from chalicelib.following import write_tickets
from chalicelib.issuing.issue import issue
from chalicelib.ledger.append import append_step
from chalicelib.queueing.commands import CallNext, EndDay, Step, Take
from chalicelib.queueing.drawing import Entry
from chalicelib.queueing.ledger import Gap, root, verify
from chalicelib.queueing.line import Line
from chalicelib.queueing.quota import Plan
from chalicelib.queueing.step import FenceFallen
from chalicelib.store import (
    bookings,
    draws,
    entries,
    holds,
    ledger,
    lines,
    offers,
    requests,
    slots,
    table,
    tickets,
)
from chalicelib.store.bookings import Booking
from chalicelib.store.codec import decode, line_pk
from chalicelib.store.draws import Checkpoint, Draw, DrawKey, DrawMoved
from chalicelib.store.holds import Hold
from chalicelib.store.slots import SlotKey
from tests.factories import HOME, KEY, NINE, a_call, a_take, an_office, opened, rid

from .doors import Message, ticket_of

FORGOTTEN = 6
"""So many steps later the short ring of these stories has forgotten a request."""

CALL = CallNext("", counter="1", letters=("A",))
OFFICE = an_office()
DRAW = DrawKey("rsud", "umum", "2026-03-16")


def two_who_saw_the_same_line_call_two_tickets():
    _begun("ani", "budi")
    seen = lines.read(HOME, KEY)

    called = [lines.apply(HOME, KEY, a_call(counter, counter), NINE, seen)[1].number for counter in "12"]

    assert called == ["A001", "A002"]


def two_who_begin_the_day_take_two_numbers():
    taken = [lines.apply(HOME, KEY, a_take(name), NINE, Line(KEY))[1].number for name in ("ani", "budi")]

    assert taken == ["A001", "A002"]


def a_repeat_is_answered_from_the_ring():
    _begun("ani", "budi")

    called = [lines.apply(HOME, KEY, a_call("c"), NINE + n)[1].result for n in (0, 9)]

    assert called == ["A001:1", "A001:1"]


def a_press_is_answered_from_its_sequence_when_the_ring_has_forgotten_it():
    _begun("ani", "budi")
    press = replace(CALL, rid=rid("press 2"), by="button-1", press=2)
    first = lines.apply(HOME, KEY, press, NINE)[1].result
    _moved_on()

    assert lines.apply(HOME, KEY, press, NINE + 60)[1].result == first == "A001:1"
    with pytest.raises(PressStale):
        lines.apply(HOME, KEY, replace(press, rid=rid("press 1"), press=1), NINE + 90)


def a_request_that_the_ring_has_forgotten_is_not_done_again():
    _begun("ani", "budi")
    first = _asked(NINE)
    _moved_on()
    seq = lines.read(HOME, KEY).seq

    assert _asked(NINE + 30).result == first.result == "A001:1"
    assert lines.read(HOME, KEY).seq == seq


def a_key_that_comes_with_another_body_is_refused():
    _asked_for("body")

    with pytest.raises(KeyReused):
        _asked_for("another body")


def twins_whose_request_never_happened_go_on_from_one_fence():
    _begun("ani")
    request = _asked_for("body")
    _moved_on()
    fences = []
    for _ in range(2):
        fences.append(requests._fenced_again(HOME, request, lines.read(HOME, KEY)).fence)
        _moved_on()

    assert fences[0] == fences[1]


def a_take_that_another_process_did_meanwhile_is_not_done_again():
    _begun("ani", "citra")
    seen = lines.read(HOME, KEY)

    taken = [lines.apply(HOME, KEY, a_take("budi", NINE + 1), NINE + 1, seen)[1].result for _ in range(2)]

    assert taken == ["A003", "A003"]


def a_take_whose_fence_fell_meanwhile_is_not_done_again():
    _begun("ani")
    seen = lines.read(HOME, KEY)
    take = replace(a_take("budi", NINE + 1), fence=seen.seq)
    lines.apply(HOME, KEY, take, NINE, seen)
    _moved_on()

    with pytest.raises(FenceFallen):
        lines.apply(HOME, KEY, take, NINE, seen)


def nobody_takes_a_number_of_a_day_that_has_ended_meanwhile():
    _begun("ani")
    seen = lines.read(HOME, KEY)
    lines.apply(HOME, KEY, EndDay(rid("end")), NINE + 60)

    with pytest.raises(DayEnded):
        lines.apply(HOME, KEY, a_take("budi", NINE + 1), NINE + 1, seen)


def a_ticket_that_is_asked_for_hours_later_has_its_number():
    message = Message("ani", Take("", turn=NINE), NINE)
    first = issue(OFFICE, ticket_of(message), NINE)[0].number
    _follow()
    _moved_on()

    assert issue(OFFICE, ticket_of(message), NINE + 3600)[0].number == first == "A001"


def a_step_that_is_followed_again_does_not_turn_a_ticket_back():
    _begun()
    message = Message("ani", Take("", turn=NINE), NINE)
    ticket, _ = issue(OFFICE, ticket_of(message), NINE)
    taken = _last()
    write_tickets(OFFICE, *taken)
    lines.apply(HOME, KEY, a_call("c"), NINE)
    write_tickets(OFFICE, *_last())

    write_tickets(OFFICE, *taken)

    assert tickets.read(HOME, ticket.id).state == "called"


def of_twins_whose_take_never_happened_one_sets_the_new_fence():
    pending = tickets.put_pending(HOME, ticket_of(Message("ani", Take("", turn=NINE), NINE)))

    assert [tickets.renew_fence(HOME, pending, fence) for fence in (70, 140)] == [True, False]


def an_entry_of_the_ledger_is_written_once():
    _begun("ani", "budi")
    made = list(STEPS.values())
    for step in made:
        append_step(HOME, KEY, step)
    ledger.forget()

    assert [append_step(HOME, KEY, step, "code")[1] for step in made] == [False] * len(made)
    assert verify(ledger.read(HOME, KEY), root(KEY)) is None


def an_entry_waits_for_the_one_before():
    _begun("ani")
    ledger.forget()

    with pytest.raises(Gap):
        append_step(HOME, KEY, STEPS[2])


def the_last_place_of_a_slot_goes_to_one():
    slot = SlotKey("rsud", "umum", "2026-03-02T09:00", NINE, Plan(2))
    for booking in ("ani", "budi"):
        slots.claim(HOME, [slot], booking, NINE)

    with pytest.raises(SlotFull):
        slots.claim(HOME, [slot], "citra", NINE)


def a_booking_has_one_place_however_often_it_asks():
    slot = SlotKey("rsud", "umum", "2026-03-02T09:00", NINE, Plan(4))
    for booking in ("ani", "budi", "budi", "ani"):
        slots.claim(HOME, [slot], booking, NINE)

    assert slots.left(HOME, [slot], NINE) == {slot.slot: 2}


def the_last_place_is_held_for_one():
    slot = SlotKey("rsud", "umum", "2026-03-02T09:00", NINE, Plan(2))
    for own in ("ani", "budi"):
        holds.keep(HOME, [slot], _hold(own), NINE)

    with pytest.raises(SlotFull):
        holds.keep(HOME, [slot], _hold("citra"), NINE)


def a_hold_keeps_its_place_once_however_often_it_is_asked():
    slot = SlotKey("rsud", "umum", "2026-03-02T09:00", NINE, Plan(4))
    for own in ("ani", "budi", "budi", "ani"):
        holds.keep(HOME, [slot], _hold(own), NINE)

    assert slots.left(HOME, [slot], NINE) == {slot.slot: 2}


def _hold(own: str) -> Hold:
    return Hold(own, "rsud", "umum", ("2026-03-02T09:00",), 1, NINE + 300)


def a_booking_is_on_its_way_to_one_slot():
    booking = Booking("ani", "1" * 16, "rsud", "umum", "2026-03-02T09:00", NINE, "b", NINE, state="booked")
    bookings.put_pending(HOME, booking)

    ways = [bookings.begin_move(HOME, "ani", f"2026-03-02T{at}:00", (), 3) for at in (10, 11, 10)]

    assert [way.to for way in ways if way] == ["2026-03-02T10:00"] * 3


def a_draw_keeps_the_commit_with_which_it_was_announced():
    told = [draws.announce(HOME, Draw(DRAW, NINE, NINE + 600, f"{n}" * 64, NINE)).commit for n in (1, 2)]

    assert [*told, draws.read(HOME, DRAW).commit] == ["1" * 64] * 3


def a_person_has_one_entry_in_a_draw_whatever_they_wish():
    entries.enter(HOME, DRAW, Entry("a" * 64), "first", False, NINE)

    with pytest.raises(AlreadyEntered):
        entries.enter(HOME, DRAW, Entry("a" * 64, ("2026-03-16T09:00",)), "second", False, NINE)
    entries.enter(HOME, DRAW, Entry("a" * 64), "first", False, NINE)

    assert {leaf: item["id"] for leaf, item in entries.collect(HOME, DRAW).items()} == {"a" * 64: "first"}


def of_two_who_hold_a_draw_at_once_one_says_what_it_is_over():
    seen = draws.announce(HOME, Draw(DRAW, NINE, NINE + 600, "1" * 64, NINE))
    told = {"listed": "list", "sealed": "b" * 64}
    draws.close(HOME, seen, Checkpoint(NINE, 1, "a" * 64), root="a" * 64, **told)

    for late in (draws.close, draws.check):
        with pytest.raises(DrawMoved):
            late(HOME, seen, Checkpoint(NINE, 2, "c" * 64), root="c" * 64, **told)

    assert draws.read(HOME, DRAW).root == "a" * 64


GIVEN_BACK = SlotKey("rsud", "umum", "2026-03-02T09:00", NINE + 7_200, Plan(1))
"""A slot of one place, which somebody booked and gave back."""


def an_offer_that_is_passed_on_is_given_back_once():
    made = _offered("ani")

    for n in range(2):
        offers.give_back(HOME, [GIVEN_BACK.pk], made, "ani", NINE + n)

    assert _slot()["back"] == {f"{NINE}.1.ani"}


def an_offer_that_was_passed_on_is_accepted_no_more():
    made = _offered("ani")
    offers.give_back(HOME, [GIVEN_BACK.pk], made, "ani", NINE)

    assert not holds.settle(HOME, [GIVEN_BACK.pk], made, "ani")
    assert "ani" not in _slot().get("who", ())


def of_two_who_are_offered_one_place_at_once_one_has_it():
    """Budi is offered it after the slot was read for Ani, and before that is written."""
    _given_back()
    events, writes = table.lines(HOME).connection.client.meta.events, list[str]()

    def overtaken(**_: object) -> None:
        writes.append("")
        # The first write is a guess; its refusal tells how the slot is.
        if len(writes) == 2:
            _keep("budi")

    events.register("before-call.dynamodb.UpdateItem", overtaken, unique_id="overtaken")
    try:
        with pytest.raises(SlotFull):
            _keep("ani")
    finally:
        events.unregister("before-call.dynamodb.UpdateItem", unique_id="overtaken")

    assert len(_slot()["held"]) == 1


def _given_back():
    slots.claim(HOME, [GIVEN_BACK], "citra", NINE)
    slots.release(HOME, [GIVEN_BACK.pk], "citra", due=NINE)


def _offered(booking: str) -> Hold:
    _given_back()
    return _keep(booking)


def _keep(booking: str) -> Hold:
    made = offers.offer_of(booking, "rsud", "umum", [GIVEN_BACK.slot], 1, NINE + 900)
    offers.keep(HOME, [GIVEN_BACK], made, booking, NINE, spare=False)
    return made


def _slot():
    return table.lines(HOME).get(GIVEN_BACK.pk, "slot") or {}


STEPS: dict[int, Step] = {}
"""The steps of the line by their seq, as its stream has them; emptied before each story."""


def _begun(*names):
    """Two open counters, and some who wait."""
    for command in (opened("1"), opened("2"), *[a_take(name) for name in names]):
        lines.apply(HOME, KEY, command, NINE)
        _last()


def _last():
    line, made = decode(table.lines(HOME).get(line_pk(KEY), "line") or {})
    STEPS[line.seq] = made
    return line, made


def _follow():
    for seq in sorted(STEPS.keys() | {_last()[0].seq}):
        write_tickets(OFFICE, lines.read(HOME, KEY), STEPS[seq])
        append_step(HOME, KEY, STEPS[seq])


def _moved_on():
    """More steps than the ring holds, which the ledger has followed."""
    at = _last()[0].seq
    for n in range(FORGOTTEN):
        lines.apply(HOME, KEY, a_take(f"{at} {n}", NINE + 100 + at + n), NINE)
        _last()
    for seq in sorted(STEPS):
        append_step(HOME, KEY, STEPS[seq])


def _asked_for(body):
    return requests.begin(HOME, ("calls", "key"), body, lines.read(HOME, KEY), NINE)


def _asked(now):
    seen = lines.read(HOME, KEY)
    made = requests.carry_out(HOME, _asked_for("body"), CALL, now, seen)[1]
    _last()
    return made


SCENARIOS = [
    story for name, story in list(globals().items())
    if not name.startswith("_") and getattr(story, "__module__", "") == __name__
]  # fmt: skip
"""All stories of this file."""
