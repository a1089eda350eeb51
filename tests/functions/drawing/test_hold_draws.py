"""A draw is held by the clock: announced with a commit, followed, closed under a root, and only then drawn."""

import json
from datetime import timedelta

import pytest

from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.errors import AlreadyEntered
from chalicelib.queueing.drawing import commit_of
from chalicelib.store import draws, entries
from tests.factories import HOME, moment

from .draws_held import (
    ANNOUNCED,
    CLOSED,
    KEY,
    OPEN,
    PLACES,
    a_drawing_office,
    announced,
    enter,
    faults,
    held,
    leaf,
    left,
    placed,
    the_draw,
    the_list,
)

pytestmark = pytest.mark.usefixtures("a_bucket")


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("Sunday 2026-03-01 07:59", []),
        ("Sunday 2026-03-01 08:00", ["2026-03-16"]),
        ("Monday 2026-03-02 08:09", ["2026-03-16", "2026-03-17"]),
        ("Monday 2026-03-02 08:10", ["2026-03-17"]),
        ("Friday 2026-02-27 12:00", []),
        ("Saturday 2026-02-28 23:59", []),
    ],
)
def test_a_draw_is_announced_a_day_before_it_opens_if_the_office_is_open_then(at, days):
    hold_draws(a_drawing_office(), moment(at))

    assert [one.key.day for one in draws.of_service(HOME, "rsud", "umum", "2026-01-01")] == days


def test_an_office_that_draws_nothing_has_no_draws():
    hold_draws(a_drawing_office(slot={"minutes": 60, "days": 14, "capacity": {"umum": 2}}), ANNOUNCED)

    assert draws.of_service(HOME, "rsud", "umum", "2026-01-01") == []


def test_what_was_announced_stands_whatever_the_office_says_later():
    draw = announced()

    later = a_drawing_office(
        slot={
            "minutes": 30, "days": 14, "capacity": {"umum": 1}, "opens": "08:00",
            "draw": {"services": ["umum"], "minutes": 30},
        }
    )  # fmt: skip
    hold_draws(later, OPEN)

    now = the_draw()
    assert (now.commit, now.opens, now.closes) == (draw.commit, draw.opens, draw.closes)
    assert (draw.opens, draw.closes) == (
        int(moment("Monday 2026-03-02 08:00").timestamp()),
        int(moment("Monday 2026-03-02 08:10").timestamp()),
    )


def test_the_commit_is_of_the_seed_that_is_revealed_and_nothing_tells_it_before():
    draw = announced()
    enter("ani")
    assert (draw.state, draw.seed, len(draw.commit)) == ("announced", "", 64)

    after = held()

    assert commit_of(bytes.fromhex(after.seed)) == draw.commit
    assert draw.seed == ""


def test_each_minute_publishes_who_is_in_by_then():
    announced()
    enter("ani", members=1)
    hold_draws(a_drawing_office(), OPEN)
    enter("budi", "09:00")
    hold_draws(a_drawing_office(), OPEN + timedelta(minutes=1))

    draw = the_draw()

    assert [point.people for point in draw.checkpoints] == [2, 3]
    assert draw.entries == 2
    listed = the_list()
    assert listed["people"] == {leaf("ani"): 1, leaf("ani 0"): 1, leaf("budi"): 2}
    assert listed["parts"][0]["state"] == "open"
    assert "entries" not in listed["parts"][0]


def test_a_long_draw_has_no_more_checkpoints_than_can_be_kept():
    office = a_drawing_office(
        slot={
            "minutes": 60, "days": 14, "capacity": {"umum": 2}, "opens": "08:00",
            "draw": {"services": ["umum"], "minutes": 720},
        }
    )  # fmt: skip
    announced(office)
    for minute in range(1, 721, 5):
        hold_draws(office, moment("Monday 2026-03-02 08:00") + timedelta(minutes=minute))

    assert 20 <= len(the_draw().checkpoints) <= 31


@pytest.mark.parametrize(
    ("at", "state"),
    [("08:10", "announced"), ("08:11", "drawn"), ("09:30", "drawn")],
)
def test_a_draw_is_closed_a_minute_after_its_last_entry_may_have_come(at, state):
    announced()
    enter("ani")

    hold_draws(a_drawing_office(), moment(f"Monday 2026-03-02 {at}"))

    assert the_draw().state == state


def test_a_draw_is_what_its_rule_says_and_everyone_has_their_places():
    announced()
    for n in range(20):
        enter(n, *["09:00", "10:00"][: n % 3], members=n % 4 == 0)
        if n == 10:
            hold_draws(a_drawing_office(), OPEN)

    draw = held()

    assert (draw.state, draw.entries, sum(draw.places.values())) == ("drawn", 20, PLACES)
    assert faults(draw, commit=draw.commit, root=draw.root, sealed=draw.sealed) == ""
    listed = the_list(draw)
    won = {one: told["slot"] for one, told in listed["entries"].items() if "slot" in told}
    assert placed() == {f"booking {n}": won[leaf(n)] for n in range(20) if leaf(n) in won}
    assert sum(1 + len(listed["entries"][one].get("members", ())) for one in won) == PLACES
    assert set(left().values()) == {0}


def test_the_list_names_nobody_and_opens_nothing():
    announced()
    enter("3204110609979999", members=1, booking="B00K1NG")
    draw = held()

    text = json.dumps(the_list(draw))

    assert "3204110609979999" not in text
    assert "B00K1NG" not in text
    assert codes_like(text) == []


def codes_like(text: str) -> list[str]:
    import re

    return re.findall(r'"[0-9A-HJKMNP-TV-Z]{16}"', text)


def test_who_withdrew_is_under_the_root_and_gets_nothing():
    announced()
    ani = enter("ani", members=1)
    entries.withdraw(HOME, KEY, ani.entry, "booking ani")
    enter("budi")

    draw = held()

    listed = the_list(draw)
    assert set(listed["people"]) == {leaf("ani"), leaf("ani 0"), leaf("budi")}
    assert set(listed["entries"]) == {leaf("budi")}
    assert set(placed()) == {"booking budi"}
    assert faults(draw) == ""


def test_who_withdrew_may_enter_anew_and_alone():
    ani = enter("ani", members=1)
    entries.withdraw(HOME, KEY, ani.entry, "booking ani")

    enter("ani", "09:00", booking="again")
    enter("ani 0", booking="alone")

    found = entries.collect(HOME, KEY)
    assert (found[leaf("ani")]["id"], found[leaf("ani")]["members"]) == ("again", [])
    assert (found[leaf("ani 0")]["id"], "of" in found[leaf("ani 0")]) == ("alone", False)
    assert not any("withdrawn" in item for item in found.values())


def test_a_person_is_in_one_entry_only():
    enter("ani", members=2)
    enter("ani", members=2)

    with pytest.raises(AlreadyEntered) as as_leader:
        enter("ani", booking="other")
    with pytest.raises(AlreadyEntered) as as_member:
        enter("ani 1", booking="other")
    enter("budi")
    assert (as_leader.value.field, as_member.value.field) == ("visitor.nik", "visitor.nik")
    assert len(entries.collect(HOME, KEY)) == 4


def test_a_family_with_one_who_is_in_already_does_not_enter_at_all():
    enter("ani 1")

    with pytest.raises(AlreadyEntered) as refused:
        enter("ani", members=3, booking="family")

    assert refused.value.field == "members.1.nik"
    assert set(entries.collect(HOME, KEY)) == {leaf("ani 1")}


def test_nobody_in_it_is_a_draw_too():
    announced()

    draw = held()

    assert (draw.state, draw.entries, placed()) == ("drawn", 0, {})
    assert faults(draw) == ""


def test_an_entry_that_comes_after_the_close_is_not_in_the_draw():
    announced()
    enter("ani")
    office = a_drawing_office()
    draw = the_draw()
    from chalicelib.drawing.hold import close, give, reveal

    closed = close(office, draw, CLOSED)
    enter("late")

    give(office, reveal(office, closed), CLOSED)

    assert set(the_list()["entries"]) == {leaf("ani")}
    assert set(placed()) == {"booking ani"}
    assert faults(the_draw()) == ""
