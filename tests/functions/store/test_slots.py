"""Slots on either engine, and in a rush on the strict one."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.errors import Busy, SlotFull
from chalicelib.queueing.quota import Plan
from chalicelib.store import slots
from chalicelib.store.slots import SlotKey
from tests.factories import HOME, NINE

KEY = SlotKey("rsud", "umum", "2026-03-02T09:00", NINE, Plan(3))


def left() -> int:
    return slots.left(HOME, [KEY], NINE)[KEY.slot]


def gives_back(booking: str) -> bool:
    return slots.release(HOME, [KEY.pk], booking)


def has(booking: str) -> bool:
    return slots.has(HOME, KEY.pk, booking)


@pytest.mark.usefixtures("engine")
def test_a_slot_that_nobody_booked_has_all_its_places():
    assert left() == 3
    assert not has("b1")


@pytest.mark.usefixtures("engine")
def test_a_booking_has_one_place_however_often_it_asks():
    for _ in range(3):
        slots.claim(HOME, [KEY], "b1", NINE)

    assert left() == 2
    assert has("b1")


@pytest.mark.usefixtures("engine")
def test_a_full_slot_refuses_but_not_whom_it_has():
    for booking in ("b1", "b2", "b3"):
        slots.claim(HOME, [KEY], booking, NINE)

    with pytest.raises(SlotFull):
        slots.claim(HOME, [KEY], "b4", NINE)
    slots.claim(HOME, [KEY], "b3", NINE)
    assert left() == 0


@pytest.mark.usefixtures("engine")
def test_a_place_is_given_back_once():
    slots.claim(HOME, [KEY], "b1", NINE)
    slots.claim(HOME, [KEY], "b2", NINE)

    assert [gives_back("b1"), gives_back("b1"), gives_back("nobody")] == [True, False, False]
    assert left() == 2


@pytest.mark.usefixtures("engine")
def test_the_last_one_may_leave_and_the_slot_is_whole_again():
    slots.claim(HOME, [KEY], "b1", NINE)

    assert gives_back("b1")
    assert left() == 3
    slots.claim(HOME, [KEY], "b2", NINE)
    assert left() == 2


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_in_a_rush_no_place_is_given_twice():
    key = SlotKey("rsud", "umum", "2026-03-02T10:00", NINE, Plan(10))

    def one(n: int) -> str:
        try:
            slots.claim(HOME, [key], f"b{n % 40}", NINE)
        except (SlotFull, Busy) as refusal:
            return type(refusal).__name__
        return f"b{n % 40}"

    with ThreadPoolExecutor(20) as pool:
        said = Counter(pool.map(one, range(80)))

    placed = {name for name in said if name.startswith("b")}
    assert len(placed) == 10
    assert slots.left(HOME, [key], NINE) == {key.slot: 0}
    assert all(slots.has(HOME, key.pk, booking) for booking in placed)
