"""Slots on either engine, and in a rush on the strict one."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from chalicelib.errors import Busy, SlotFull
from chalicelib.queueing.quota import Plan
from chalicelib.store import slots, table
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


SPLIT = SlotKey("rsud", "umum", "2026-03-02T11:00", NINE + 7_200, Plan(2, 1, 1))
FREED = replace(SPLIT, freed=frozenset({"partner"}))


def claims(key: SlotKey, booking: str, n: int = 1, quota: str = "web", now: int = NINE) -> str:
    try:
        slots.claim(HOME, [key], booking, now, n, quota)
    except SlotFull:
        return "full"
    return "placed"


@pytest.mark.usefixtures("engine")
def test_a_family_has_a_place_for_each_or_none():
    assert [claims(KEY, "two", 2), claims(KEY, "more", 2), claims(KEY, "one", 1)] == [
        "placed",
        "full",
        "placed",
    ]
    slots.release(HOME, [KEY.pk], "two", 2)
    assert left() == 2


@pytest.mark.usefixtures("engine")
def test_each_quota_has_its_own_places():
    said = [
        claims(SPLIT, f"{quota}{n}", 1, quota) for quota in ("web", "walk_in", "partner") for n in range(3)
    ]

    assert said == ["placed", "placed", "full", "placed", "full", "full", "placed", "full", "full"]


@pytest.mark.usefixtures("engine")
def test_what_a_partner_did_not_use_is_the_webs_when_its_time_has_come():
    assert [claims(SPLIT, "a"), claims(SPLIT, "b"), claims(SPLIT, "c")] == ["placed", "placed", "full"]

    assert slots.left(HOME, [FREED], NINE)[FREED.slot] == 1
    assert [claims(FREED, "c"), claims(FREED, "d", 1, "partner")] == ["placed", "full"]
    assert claims(SPLIT, "e", 1, "partner") == "full"


@pytest.mark.usefixtures("engine")
def test_a_partner_that_used_its_place_leaves_the_web_none():
    claims(SPLIT, "p", 1, "partner")

    assert [claims(FREED, name) for name in "abc"] == ["placed", "placed", "full"]
    slots.release(HOME, [FREED.pk], "p", 1, "partner")
    assert claims(FREED, "c") == "placed"


@pytest.mark.usefixtures("engine")
def test_a_larger_plan_gives_places_and_a_smaller_one_takes_those_that_are_left():
    larger, smaller = replace(KEY, plan=Plan(4)), replace(KEY, plan=Plan(2))
    for booking in ("b1", "b2", "b3"):
        claims(KEY, booking)

    assert [claims(larger, "b4"), claims(larger, "b5"), claims(smaller, "b6")] == ["placed", "full", "full"]
    slots.release(HOME, [KEY.pk], "b1")
    assert claims(smaller, "b6") == "full"


TWO = (replace(KEY, slot="2026-03-02T13:00"), replace(KEY, slot="2026-03-02T13:30"))


@pytest.mark.usefixtures("engine")
def test_a_booking_of_two_slots_has_both_or_none():
    for n in range(3):
        claims(TWO[1], f"b{n}")

    with pytest.raises(SlotFull):
        slots.claim(HOME, TWO, "long", NINE)
    assert slots.left(HOME, TWO, NINE) == {TWO[0].slot: 3, TWO[1].slot: 0}

    slots.release(HOME, [TWO[1].pk], "b0")
    for _ in range(2):
        slots.claim(HOME, TWO, "long", NINE)
    assert slots.left(HOME, TWO, NINE) == {TWO[0].slot: 2, TWO[1].slot: 0}


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_in_a_rush_for_several_slots_and_quotas_the_counts_stay_exact():
    run = [replace(SPLIT, slot=f"2026-03-02T{hour}:00", plan=Plan(5, 2, 1)) for hour in (13, 14, 15)]

    def one(n: int) -> tuple[str, int]:
        wanted = run[n % 2 : n % 2 + 2] if n % 5 == 0 else [run[n % 3]]
        quota, size = ("web", "web", "walk_in", "partner")[n % 4], 1 + n % 3
        try:
            slots.claim(HOME, wanted, f"b{n}", NINE, size, quota)
        except (SlotFull, Busy):
            return f"b{n}", 0
        return f"b{n}", size

    with ThreadPoolExecutor(20) as pool:
        placed = {booking: size for booking, size in pool.map(one, range(90)) if size}

    for key in run:
        item = table.lines(HOME).get(key.pk, "slot")
        taken = sum(placed[booking] for booking in item["who"])
        assert taken + item["left"] + item["walk_in"] + item["partner"] == 8
        assert min(item["left"], item["walk_in"], item["partner"]) >= 0
        assert set(item["who"]) <= placed.keys()


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("before", "after", "by", "then"),
    [
        (Plan(5, 5), Plan(10), ("walk_in",) * 3, "web"),
        (Plan(5, 5), Plan(8, 2), ("walk_in",) * 4, "web"),
        (Plan(10), Plan(5, 5), ("web",) * 10, "walk_in"),
        (Plan(5, 5), Plan(2, 2), ("web",) * 5, "walk_in"),
        (Plan(4, 2, 4), Plan(6, 2, 2), ("partner",) * 4 + ("web",) * 4, "walk_in"),
    ],
)
def test_no_more_are_booked_than_the_office_has_places_when_it_shares_them_otherwise(before, after, by, then):
    for n, quota in enumerate(by):
        slots.claim(HOME, [replace(KEY, plan=before)], f"before {n}", NINE, quota=quota)
    got = len(by)

    for n, quota in enumerate((then,) * 12 + ("web", "walk_in", "partner") * 12):
        with suppress(SlotFull):
            slots.claim(HOME, [replace(KEY, plan=after)], f"after {n}", NINE, quota=quota)
            got += 1

    assert got == max(len(by), after.whole)


@pytest.mark.usefixtures("engine")
def test_a_place_given_back_is_nobodys_while_more_are_taken_than_there_are():
    booked = [(f"web {n}", "web") for n in range(5)] + [("walk-in", "walk_in")]
    for booking, quota in booked:
        slots.claim(HOME, [replace(KEY, plan=Plan(5, 5))], booking, NINE, quota=quota)
    small = replace(KEY, plan=Plan(2, 2))
    with pytest.raises(SlotFull):
        slots.claim(HOME, [small], "first", NINE, quota="walk_in")

    slots.release(HOME, [small.pk], "walk-in", quota="walk_in")

    with pytest.raises(SlotFull):
        slots.claim(HOME, [small], "second", NINE, quota="walk_in")
