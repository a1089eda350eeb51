"""Offers, dues and the waitlist's order on each engine: a place goes from one hand into the next by one write."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest

from chalicelib.errors import Busy, SlotFull
from chalicelib.queueing.quota import Plan
from chalicelib.store import dues, holds, offers, slots, table, waitlist
from chalicelib.store.connection import Connection
from chalicelib.store.dues import Due
from chalicelib.store.holds import Hold
from chalicelib.store.slot_item import places_in
from chalicelib.store.slots import SlotKey
from chalicelib.store.waitlist import Waiting
from tests.factories import HOME, NINE
from tests.promises.guards import GUARDS

KEY = SlotKey("rsud", "umum", "2026-03-04T09:00", NINE + 172_800, Plan(3))
NEXT = SlotKey("rsud", "umum", "2026-03-04T09:30", NINE + 174_600, Plan(3))


def an_offer(booking: str, n: int = 1, until: int = NINE + 900, run=(KEY,)) -> Hold:
    return offers.offer_of(booking, "rsud", "umum", [key.slot for key in run], n, until)


def keep(booking: str, n: int = 1, now: int = NINE, spare: bool = False, run=(KEY,)) -> Hold:
    made = an_offer(booking, n, run=run)
    offers.keep(HOME, run, made, booking, now, spare)
    return made


def full(*back: int, key: SlotKey = KEY) -> None:
    """A slot whose three places were booked, and so many given back at once by each."""
    for n, places in enumerate(back):
        slots.claim(HOME, [key], f"b{n}", NINE, places)
    rest = 3 - sum(back)
    if rest:
        slots.claim(HOME, [key], "stays", NINE, rest)
    for n, places in enumerate(back):
        slots.release(HOME, [key.pk], f"b{n}", places, due=NINE + n)


def there(key: SlotKey = KEY) -> tuple[int, set[str], set[str], set[str]]:
    """What is left, held, given back, and who has places."""
    item = table.lines(HOME).get(key.pk, "slot") or {}
    places = places_in(item)
    return places.web, set(places.held), set(places.back), set(item.get("who", ()))


@pytest.mark.usefixtures("engine")
def test_what_was_given_back_is_nobodys_until_it_is_due():
    full(1)

    assert slots.left(HOME, [KEY], NINE) == {KEY.slot: 0}
    assert offers.room(HOME, [KEY], NINE - 1, spare=True) == 0
    assert offers.room(HOME, [KEY], NINE, spare=False) == 1
    with pytest.raises(SlotFull):
        keep("w", now=NINE - 1)


@pytest.mark.usefixtures("engine")
def test_an_offer_takes_what_is_due_out_of_what_was_given_back():
    full(1, 1)

    made = keep("w")

    assert there() == (0, {made.written}, {f"{NINE + 1}.1.b1"}, {"stays"})


@pytest.mark.usefixtures("engine")
def test_an_offer_is_kept_once_however_often_it_is_asked():
    full(1)
    first = keep("w")

    keep("w")

    assert there() == (0, {first.written}, set(), {"stays"})


@pytest.mark.usefixtures("engine")
def test_of_a_familys_places_the_rest_stays_given_back():
    full(3)

    made = keep("w", 2)

    assert there() == (0, {made.written}, {f"{NINE}.1.b0"}, set())


@pytest.mark.usefixtures("engine")
def test_what_lacks_is_taken_from_what_is_left_where_that_is_everybodys():
    slots.claim(HOME, [KEY], "b0", NINE)
    slots.release(HOME, [KEY.pk], "b0", due=NINE)

    with pytest.raises(SlotFull):
        keep("w", 3)
    made = keep("w", 3, spare=True)

    assert there() == (0, {made.written}, set(), set())


@pytest.mark.usefixtures("engine")
def test_a_slot_that_nobody_was_ever_at_is_offered_too():
    made = keep("w", 2, spare=True)

    assert there() == (1, {made.written}, set(), set())


@pytest.mark.usefixtures("engine")
def test_an_offer_is_settled_once_and_not_when_it_was_passed_on():
    full(1)
    made = keep("w")

    assert holds.settle(HOME, [KEY.pk], made, "w")
    assert there() == (0, set(), set(), {"stays", "w"})
    offers.give_back(HOME, [KEY.pk], made, "w", NINE)
    assert not holds.settle(HOME, [KEY.pk], made, "w")
    assert there() == (0, set(), set(), {"stays", "w"})


@pytest.mark.usefixtures("engine")
def test_an_offer_that_is_passed_on_is_given_back_once():
    full(1)
    made = keep("w")

    for _ in range(2):
        offers.give_back(HOME, [KEY.pk], made, "w", NINE + 60)

    assert there() == (0, set(), {f"{NINE + 60}.1.w"}, {"stays"})
    assert not holds.settle(HOME, [KEY.pk], made, "w")


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(("now", "lapses"), [(NINE + 899, False), (NINE + 900, True)])
def test_only_what_ran_out_lapses(now, lapses):
    full(1)
    made = keep("w")

    offers.lapse(HOME, KEY.pk, "w", now, now)

    assert there()[1:3] == ((set(), {f"{now}.1.w"}) if lapses else ({made.written}, set()))


@pytest.mark.usefixtures("engine")
def test_what_is_due_is_set_free_and_nothing_else():
    full(1, 1)

    assert [offers.free(HOME, KEY.pk, NINE) for _ in range(2)] == [1, 0]

    assert there() == (1, set(), {f"{NINE + 1}.1.b1"}, {"stays"})


@pytest.mark.usefixtures("engine")
def test_what_the_same_one_gives_back_twice_in_a_second_is_there_twice():
    for _ in range(2):
        slots.claim(HOME, [KEY], "b0", NINE)
        assert slots.release(HOME, [KEY.pk], "b0", due=NINE)

    assert there()[2] == {f"{NINE}.1.b0", f"{NINE + 1}.1.b0"}


@pytest.mark.usefixtures("engine")
def test_an_offer_nobody_deals_with_is_anybodys_after_ten_minutes():
    full(1)
    made = keep("w")

    with pytest.raises(SlotFull):
        slots.claim(HOME, [KEY], "late", NINE + 900 + 599)
    slots.claim(HOME, [KEY], "late", NINE + 900 + 600)

    assert not holds.settle(HOME, [KEY.pk], made, "w")
    assert there() == (0, set(), set(), {"stays", "late"})


@pytest.mark.usefixtures("engine")
def test_a_run_of_slots_is_offered_whole_or_not_at_all():
    full(1)
    for n in range(3):
        slots.claim(HOME, [NEXT], f"n{n}", NINE)

    with pytest.raises(SlotFull):
        keep("w", run=(KEY, NEXT), spare=True)
    assert there()[2] == {f"{NINE}.1.b0"}
    slots.release(HOME, [NEXT.pk], "n0", due=NINE)
    made = keep("w", run=(KEY, NEXT), spare=True)

    assert [there(key)[1:3] for key in (KEY, NEXT)] == [({made.written}, set())] * 2


@pytest.mark.usefixtures("engine")
def test_who_waits_stands_in_their_order_with_the_displaced_first():
    people = [
        Waiting("late", waitlist.joined(NINE + 5), 1, "2026-03-02", "2026-03-06"),
        Waiting("third", waitlist.joined(NINE, 10), 2, "2026-03-02", "2026-03-06"),
        Waiting("second", waitlist.joined(NINE, 9), 1, "2026-03-02", "2026-03-06"),
        Waiting("first", waitlist.displaced(NINE + 99), 1, "2026-03-02", "2026-03-06"),
    ]
    waitlist.put_all(HOME, "rsud", "umum", people, NINE)
    waitlist.put(HOME, "rsud", "umum", people[0], NINE)

    assert waitlist.first(HOME, "rsud", "umum", 9) == people[::-1]
    assert waitlist.first(HOME, "rsud", "umum", 2) == people[:1:-1]
    assert [waitlist.ahead(HOME, "rsud", "umum", one, 9) for one in people[::-1]] == [0, 1, 2, 3]
    assert waitlist.ahead(HOME, "rsud", "umum", people[0], 2) == 2
    waitlist.remove(HOME, "rsud", "umum", people[2].rank, "second")
    assert waitlist.ahead(HOME, "rsud", "umum", people[2], 9) is None
    assert waitlist.ahead(HOME, "rsud", "umum", people[0], 9) == 2


@pytest.mark.usefixtures("engine")
def test_more_than_a_batch_comes_onto_the_list():
    people = [Waiting(f"{n}", waitlist.joined(NINE, n), 1, "2026-03-02", "2026-03-02") for n in range(60)]

    waitlist.put_all(HOME, "rsud", "umum", people, NINE)

    assert waitlist.first(HOME, "rsud", "umum", 99) == people


@pytest.mark.usefixtures("engine")
def test_what_is_due_is_seen_to_in_its_order_and_forgotten():
    second, first = Due(NINE + 1, "umum", KEY.slot, "b"), Due(NINE, "umum", KEY.slot, "offer-a")
    for due in (second, first, Due(NINE + 2, "umum", KEY.slot, "c"), first):
        dues.put(HOME, "rsud", due)

    assert dues.by(HOME, "rsud", NINE + 1, 9) == [first, second]
    assert dues.by(HOME, "rsud", NINE + 1, 1) == [first]
    dues.remove(HOME, "rsud", first)
    assert dues.by(HOME, "rsud", NINE + 1, 9) == [second]


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_of_many_who_are_offered_the_same_place_at_the_same_moment_one_has_it():
    full(1, 1)

    def one(n: int) -> str:
        try:
            keep(f"w{n}", now=NINE + 1)
        except (SlotFull, Busy) as refusal:
            return type(refusal).__name__
        return "offered"

    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(one, range(24)))

    left, held, back, _ = there()
    assert (said.count("offered"), len(held), left, back) == (2, 2, 0, set())


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
@pytest.mark.parametrize("guarded", [True, False])
def test_what_was_seen_as_given_back_may_be_gone_when_the_offer_is_written(guarded, monkeypatch):
    """Right before the first offer's write, which follows its reading of the slot, another one takes the place."""
    full(1)
    keep_first = Connection.ask
    writes: list[str] = []

    def overtaken(self: Connection, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        if operation == "UpdateItem" and ":offer" in asked["ExpressionAttributeValues"]:
            writes.append(asked["ExpressionAttributeValues"][":offer"]["S"])
            if len(writes) == 2:
                keep("faster")
        return keep_first(self, operation, asked)

    monkeypatch.setattr(Connection, "ask", overtaken)
    if not guarded:
        GUARDS["offer: back as it was"](monkeypatch)

    with pytest.raises(SlotFull) if guarded else nullcontext():
        keep("slower")

    assert len(there()[1]) == (1 if guarded else 2)


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_without_the_condition_that_it_is_still_there_a_place_is_given_back_twice(monkeypatch):
    full(1)
    made = keep("w")
    GUARDS["back: still there"](monkeypatch)

    for n in range(2):
        offers.give_back(HOME, [KEY.pk], made, "w", NINE + n)

    assert len(there()[2]) == 2
