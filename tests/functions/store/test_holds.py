"""Places that are kept for a while, on either engine: nobody's twice, and everybody's when their time is over."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.errors import Busy, KeyReused, SlotFull
from chalicelib.queueing.quota import Plan
from chalicelib.store import holds, slots, table
from chalicelib.store.holds import Hold
from chalicelib.store.slots import SlotKey
from tests.factories import HOME, NINE

KEY = SlotKey("rsud", "umum", "2026-03-02T09:30", NINE + 1_800, Plan(3))
UNTIL = NINE + 300


def a_hold(own: str = "h1", n: int = 1, until: int = UNTIL, body: str = "b") -> Hold:
    return Hold(own, "rsud", "umum", (KEY.slot,), n, until, body)


def keeps(hold: Hold, now: int = NINE) -> str:
    try:
        holds.keep(HOME, [KEY], hold, now)
    except SlotFull:
        return "full"
    return "kept"


def left(now: int = NINE) -> int:
    return slots.left(HOME, [KEY], now)[KEY.slot]


@pytest.mark.usefixtures("engine")
def test_a_hold_keeps_its_places_once_however_often_it_is_asked():
    for _ in range(3):
        holds.keep(HOME, [KEY], a_hold(n=2), NINE)

    assert left() == 1
    assert keeps(a_hold("h2", 2)) == "full"


@pytest.mark.usefixtures("engine")
def test_a_hold_that_ran_out_is_anybodys():
    keeps(a_hold(n=3))

    assert [left(UNTIL - 1), left(UNTIL)] == [0, 3]
    with pytest.raises(SlotFull):
        slots.claim(HOME, [KEY], "b1", UNTIL - 1)
    slots.claim(HOME, [KEY], "b1", UNTIL)
    assert left(UNTIL) == 2


@pytest.mark.usefixtures("engine")
def test_a_held_place_becomes_the_bookings_once():
    hold = a_hold(n=2)
    keeps(hold)

    assert [holds.settle(HOME, [KEY.pk], hold, booking) for booking in ("b1", "b1", "b2")] == [
        True,
        False,
        False,
    ]
    assert (left(), left(UNTIL)) == (1, 1)
    assert slots.has(HOME, KEY.pk, "b1")
    assert not slots.has(HOME, KEY.pk, "b2")


@pytest.mark.usefixtures("engine")
def test_a_hold_that_ran_out_is_settled_only_while_nobody_took_it():
    first, second = a_hold("h1", 2), a_hold("h2", 1)
    keeps(first)
    keeps(second)

    assert holds.settle(HOME, [KEY.pk], second, "late")
    slots.claim(HOME, [KEY], "other", UNTIL)
    assert not holds.settle(HOME, [KEY.pk], first, "too late")
    assert left(UNTIL) == 1


@pytest.mark.usefixtures("engine")
def test_a_hold_is_given_back_once():
    hold = a_hold(n=2)
    keeps(hold)

    for _ in range(2):
        holds.drop(HOME, [KEY.pk], hold)

    assert left() == 3
    assert not holds.settle(HOME, [KEY.pk], hold, "b1")


@pytest.mark.usefixtures("engine")
def test_the_same_request_is_the_same_hold_and_another_body_is_refused():
    first = holds.put(HOME, a_hold())

    assert holds.put(HOME, a_hold(until=UNTIL + 60)) == first == holds.read(HOME, "h1")
    with pytest.raises(KeyReused):
        holds.put(HOME, a_hold(body="other"))
    assert holds.read(HOME, "h9") is None


@pytest.mark.usefixtures("engine")
def test_a_hold_of_two_slots_keeps_both_or_none():
    run = [SlotKey("rsud", "umum", f"2026-03-02T{at}", NINE, Plan(1)) for at in ("13:00", "13:30", "14:00")]
    slots.claim(HOME, run[2:], "b1", NINE)
    first = Hold("h1", "rsud", "umum", tuple(key.slot for key in run[:2]), 1, UNTIL)
    second = Hold("h2", "rsud", "umum", tuple(key.slot for key in run[1:]), 1, UNTIL)

    holds.keep(HOME, run[:2], first, NINE)
    with pytest.raises(SlotFull):
        holds.keep(HOME, run[1:], second, NINE)

    assert holds.settle(HOME, [key.pk for key in run[:2]], first, "b2")
    assert [slots.has(HOME, key.pk, "b2") for key in run] == [True, True, False]


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_holds_settlements_and_claims_at_once_give_no_place_twice():
    key = SlotKey("rsud", "umum", "2026-03-02T15:00", NINE, Plan(8))

    def one(n: int) -> int:
        hold = Hold(f"h{n}", "rsud", "umum", (key.slot,), 1 + n % 2, UNTIL if n % 3 else NINE - 1)
        try:
            if n % 4 == 0:
                slots.claim(HOME, [key], f"b{n}", NINE, hold.n)
                return hold.n
            holds.keep(HOME, [key], hold, NINE - 60)
            return hold.n if holds.settle(HOME, [key.pk], hold, f"b{n}") else 0
        except (SlotFull, Busy):
            return 0

    with ThreadPoolExecutor(20) as pool:
        placed = sum(pool.map(one, range(60)))

    item = table.lines(HOME).get(key.pk, "slot")
    assert placed == 8 - item["left"] - sum(int(hold.split(".")[1]) for hold in item.get("held", ()))
    assert item["left"] >= 0
