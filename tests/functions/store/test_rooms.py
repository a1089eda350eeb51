"""Waiting rooms on either engine: counted in blocks, settled once, numbers given once, passes used once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from chalicelib.store import passes, rooms, table
from chalicelib.store.rooms import Room
from tests.factories import HOME
from tests.promises.guards import always

NAMES = count()
EXPIRES = 2_000_000_000


def new_room():
    return Room(HOME, f"rsud#umum#{next(NAMES)}", EXPIRES)


def as_another_process(room):
    return Room(HOME, room.name, EXPIRES)


def kept(room):
    return table.visitors(HOME).get(f"room#{room.name}", "room")


@pytest.mark.usefixtures("engine")
def test_a_process_writes_once_for_many_who_come():
    room = new_room()

    assert all(room.come() for _ in range(51))

    # Blocks of 1, 2, 4, 8, 16 and 20.
    assert kept(room)["gathered"] == 51


@pytest.mark.usefixtures("engine")
def test_the_order_is_settled_once_for_all():
    room = new_room()
    other = as_another_process(room)
    assert all(one.come() for one in (room, room, room, other))

    settled = room.gathered()

    assert settled == 4
    assert [as_another_process(room).gathered(), other.gathered()] == [4, 4]
    assert not as_another_process(room).come()
    assert not room.come()


@pytest.mark.usefixtures("engine")
def test_a_process_that_counts_ahead_lets_those_come_whom_it_counted():
    room = new_room()
    for _ in range(4):
        room.come()

    settled = as_another_process(room).gathered()

    came = sum(room.come() for _ in range(20))
    assert (settled, came) == (7, 3)
    assert room.settled == 7


@pytest.mark.usefixtures("engine")
def test_a_room_that_nobody_came_to_is_settled_too():
    room = new_room()

    assert room.gathered() == 0
    assert not as_another_process(room).come()


@pytest.mark.usefixtures("engine")
def test_numbers_behind_are_given_once_and_none_that_time_has_passed():
    room = new_room()
    other = as_another_process(room)

    first = [room.number(0), other.number(0), room.number(0)]
    later = [room.number(500), other.number(500), other.number(100), room.number(100)]

    assert first == [0, 1, 2]
    assert len(set(later)) == 4
    assert min(later) >= 500
    assert max(later) < 510


@pytest.mark.usefixtures("engine")
def test_a_late_pass_keeps_its_first_time():
    assert passes.kept(HOME, "PASS") is None

    assert passes.keep(HOME, "PASS", 100, EXPIRES) == 100
    assert passes.keep(HOME, "PASS", 200, EXPIRES) == 100
    assert passes.kept(HOME, "PASS") == 100


@pytest.mark.usefixtures("engine")
def test_a_pass_is_used_once_and_few_of_one_origin_are():
    def used(own, what):
        return passes.use(HOME, "room#origin", own, what, 2, EXPIRES)

    assert [used("A", "b1"), used("A", "b2"), used("B", "h1"), used("C", "b3")] == ["", "b1", "", None]

    passes.give_back(HOME, "room#origin", "A", "b2")
    assert used("C", "b3") is None
    passes.give_back(HOME, "room#origin", "A", "b1")
    assert used("C", "b3") == ""
    assert passes.use_again(HOME, "room#origin", "B", "h1", "b4")
    assert not passes.use_again(HOME, "room#origin", "B", "h1", "b5")


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_in_a_rush_all_who_came_are_counted_and_no_number_is_given_twice():
    room = new_room()
    processes = [as_another_process(room) for _ in range(8)]

    def one(n):
        process = processes[n % 8]
        if n > 500 and process.gathered() >= 0:
            return "late", process.number(n // 10)
        return ("early", n) if process.come() else ("late", process.number(0))

    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(one, range(900)))

    early = [n for kind, n in said if kind == "early"]
    late = Counter(n for kind, n in said if kind == "late")
    settled = {process.gathered() for process in processes}
    assert len(settled) == 1
    assert len(early) <= settled.pop() <= len(early) + 8 * rooms.BLOCK
    assert set(late.values()) == {1}


def used_in_a_race():
    """Fifty bookings at once ask for one pass, and fifty passes of one address for the ten that it may use."""

    def one(n):
        return passes.use(HOME, "race", "PASS", f"b{n}", 60, EXPIRES)

    def another(n):
        return passes.use(HOME, "address", f"PASS{n}", "b", 10, EXPIRES)

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(one, range(50))).count(""), list(pool.map(another, range(50))).count("")


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_in_a_race_one_pass_is_used_for_one_booking_and_ten_of_an_address():
    assert used_in_a_race() == (1, 10)


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
@pytest.mark.parametrize(
    ("guard", "seen"), [("attribute_not_exists(#own)", (50, 10)), ("used < :most", (1, 50))]
)
def test_without_its_condition_the_race_is_seen_to_use_too_many(guard, seen, monkeypatch):
    always("UpdateItem", "passes#", guard)(monkeypatch)

    assert used_in_a_race() == seen


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_without_its_condition_the_order_is_seen_to_be_settled_more_than_once(monkeypatch):
    always("UpdateItem", "room#", "attribute_not_exists(settled)")(monkeypatch)
    room = new_room()
    room.come()
    first = as_another_process(room).gathered()

    came = [as_another_process(room).come() for _ in range(3)]

    assert (first, came) == (1, [True] * 3)
