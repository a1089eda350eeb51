"""The draw: an order that nobody can tell, choose or better, and places that follow from it alone."""

import hashlib
import hmac
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.drawing import (
    Entry,
    allocate,
    commit_of,
    draw_id,
    proof_of,
    rank_of,
    ranked,
    root_of,
    sealed,
    seed_of,
)
from chalicelib.queueing.merkle import root_from

DRAW = draw_id("rsud", "umum", "2026-03-16")
SLOTS = tuple(f"2026-03-16T{hour:02d}:00" for hour in range(8, 12))
RUNS = tuple((slot,) for slot in SLOTS)


def person(name: object) -> str:
    """A person's leaf: without the secret it tells nothing."""
    return hmac.new(b"pepper", f"{DRAW}|{name}".encode(), hashlib.sha256).hexdigest()


def an_entry(name: object, party: int = 1, *wishes: int) -> Entry:
    members = tuple(person(f"{name}, member {n}") for n in range(party - 1))
    return Entry(person(name), tuple(SLOTS[wish] for wish in wishes), members)


def seed(n: object) -> bytes:
    return seed_of(f"secret {n}".encode(), DRAW)


def drawn(entries: list[Entry], n: object = 1) -> list[Entry]:
    return ranked(entries, seed(n), root_of(one for entry in entries for one in entry.people))


def test_the_bytes_are_those_that_are_published():
    """A stranger's own lines, from docs/draw.md alone."""
    key, a, b = bytes(32), "aa" * 32, "bb" * 32
    tree = [hashlib.sha256(b"\x00" + bytes.fromhex(one)).digest() for one in (a, b)]
    root = hashlib.sha256(b"\x01" + tree[0] + tree[1]).digest()
    seed = hmac.new(key, b"antrean|draw|rsud|umum|2026-03-16", hashlib.sha256).digest()

    assert root_of([b, a]) == root.hex()
    assert seed_of(key, DRAW) == seed
    assert commit_of(seed) == hashlib.sha256(seed).hexdigest()
    assert rank_of(seed, root.hex(), a) == hashlib.sha256(b"\x02" + seed + root + bytes.fromhex(a)).digest()
    assert sealed({"b": 1, "a": ["é"]}) == hashlib.sha256('{"a":["é"],"b":1}'.encode()).hexdigest()


@given(st.permutations(range(12)))
def test_when_somebody_came_changes_nothing(order):
    entries = [an_entry(n, 1, n % 4) for n in range(12)]
    mixed = [entries[n] for n in order]

    assert drawn(mixed) == drawn(entries)
    assert allocate(drawn(mixed), RUNS, dict.fromkeys(SLOTS, 2)) == allocate(
        drawn(entries), RUNS, dict.fromkeys(SLOTS, 2)
    )


@given(st.lists(st.integers(0, 3), max_size=4))
def test_what_one_wishes_changes_no_rank(wishes):
    others = [an_entry(n) for n in range(9)]
    order = drawn([*others, an_entry("me", 1, *wishes)])

    assert [one.entry for one in order] == [one.entry for one in drawn([*others, an_entry("me")])]


def test_who_is_under_the_root_can_prove_it():
    people = [person(n) for n in range(11)]

    for one in people:
        proof = proof_of(people, one)
        path = [bytes.fromhex(step) for step in proof["path"]]
        found = root_from(bytes.fromhex(one), proof["index"], proof["size"], path)
        assert (found or b"").hex() == root_of(people)


@pytest.mark.parametrize(
    ("asked", "places", "given_"),
    [
        # (party, wishes…) in the order drawn; the places of each slot; the slot of each, by its number.
        ([(1, 2), (1, 2), (1, 2)], [1, 1, 2, 1], [2, 2, 0]),
        ([(1,), (1,), (1,)], [1, 0, 1, 1], [0, 2, 3]),
        ([(1, 3, 1), (1, 3, 1), (1, 3, 1)], [1, 1, 1, 1], [3, 1, 0]),
        ([(5,), (1,), (1,)], [2, 4, 0, 0], [None, 0, 0]),
        ([(3, 0), (2, 0), (1, 0)], [4, 1, 2, 0], [0, 2, 0]),
        ([(2,), (2,), (1,)], [1, 2, 1, 1], [1, None, 0]),
        ([(1,)], [0, 0, 0, 0], [None]),
    ],
)  # fmt: skip
def test_one_after_the_other_gets_the_first_wish_that_has_room_else_the_earliest(asked, places, given_):
    order = [an_entry(n, *one) for n, one in enumerate(asked)]

    found = allocate(order, RUNS, dict(zip(SLOTS, places, strict=True)))

    assert [found.get(one.entry) for one in order] == [None if n is None else SLOTS[n] for n in given_]


def test_a_booking_of_several_slots_needs_room_in_each():
    runs = list(pairwise(SLOTS))
    places = dict(zip(SLOTS, [2, 1, 1, 2], strict=True))

    found = allocate([an_entry("a", 1, 2), an_entry("b"), an_entry("c")], runs, places)

    assert found == {person("a"): SLOTS[2], person("b"): SLOTS[0]}


def test_a_wish_that_is_no_slot_is_passed_over():
    found = allocate([Entry(person("a"), ("2026-03-16T23:00",))], RUNS, dict.fromkeys(SLOTS, 1))

    assert found == {person("a"): SLOTS[0]}


@given(
    st.lists(st.tuples(st.integers(1, 5), st.lists(st.integers(0, 3), max_size=3, unique=True)), max_size=25),
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.integers(0, 9),
)
def test_no_place_is_given_twice_and_none_is_left_that_would_have_fitted(asked, places, n):
    entries = [an_entry(n, party, *wishes) for n, (party, wishes) in enumerate(asked)]
    free = dict(zip(SLOTS, places, strict=True))

    found = allocate(drawn(entries, n), RUNS, free)

    for one in entries:
        if one.entry in found:
            free[found[one.entry]] -= one.party
    assert min(free.values()) >= 0
    without = [one.party for one in entries if one.entry not in found]
    assert all(party > max(free.values()) for party in without)


def test_nobody_can_draw_without_the_seed_and_each_draw_has_its_own():
    entries = [an_entry(n) for n in range(50)]
    orders = {tuple(one.entry for one in drawn(entries, n)) for n in range(200)}

    assert len(orders) == 200
    assert len({seed_of(b"secret", draw_id("rsud", "umum", f"2026-03-{day}")) for day in range(10, 30)}) == 20
