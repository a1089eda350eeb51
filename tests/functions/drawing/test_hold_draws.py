"""A draw is held by the clock: announced with a commit, followed, closed under a root, and only then drawn."""

import json
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest

from chalicelib.drawing import hold, seeds
from chalicelib.drawing.hold_draws import hold_draw, hold_draws
from chalicelib.errors import AlreadyEntered, Busy
from chalicelib.homes import SomeFailed
from chalicelib.queueing.drawing import commit_of
from chalicelib.queueing.slots import run_of
from chalicelib.session import client
from chalicelib.store import draw_lists, draws, entries, slots, table
from chalicelib.store.draws import DrawMoved
from chalicelib.store.slot_keys import keys_of
from tests.factories import HOME, moment

from .draws_held import (
    ANNOUNCED,
    CLOSED,
    DAY,
    KEY,
    OPEN,
    PLACES,
    a_drawing_document,
    a_drawing_office,
    announced,
    enter,
    held,
    leaf,
    left,
    make_bucket,
    placed,
    the_draw,
    the_list,
)

verifier = SimpleNamespace(**run_path(str(Path(__file__).parents[3] / "web" / "public" / "verify_draw.py")))


@pytest.fixture(autouse=True)
def _a_bucket(aws: None) -> None:
    make_bucket()


def faults(draw, **published) -> str:
    """What anyone's check of the draw's list finds."""
    try:
        parts = [verifier.read(json.dumps(part).encode()) for part in the_list(draw)["parts"]]
        verifier.check(verifier.joined(parts), published)
    except verifier.Fault as fault:
        return str(fault)
    return ""


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


def test_the_root_is_published_before_the_seed_is():
    """Each write of the draw in its order: what is published when."""
    announced()
    enter("ani")
    seen = []
    connection = table.lines(HOME).connection.client.meta.events

    def wrote(params, **_):
        if params.get("Key", {}).get("pk") == {"S": KEY.pk}:
            seen.append(sorted(name.removeprefix(":") for name in params["ExpressionAttributeValues"]))

    connection.register("before-parameter-build.dynamodb.UpdateItem", wrote)

    held()

    told = [[name for name in ("root", "sealed", "seed", "state") if name in one] for one in seen]
    assert told == [["root", "sealed", "state"], ["seed"], ["state"]]


def test_without_its_secret_a_draw_is_not_drawn_and_says_so():
    announced()
    enter("ani")
    client("secretsmanager", HOME).put_secret_value(SecretId="antrean/draws", SecretString="another")
    seeds.forget()

    with pytest.raises(SomeFailed):
        held()

    draw = the_draw()
    assert (draw.state, draw.seed, placed()) == ("closed", "", {})


@pytest.mark.parametrize("revealed", [False, True])
def test_a_list_that_was_changed_after_the_close_is_not_drawn(revealed):
    announced()
    enter("ani")
    from chalicelib.drawing.hold import close, reveal

    office = a_drawing_office()
    draw = close(office, the_draw(), CLOSED)
    if revealed:
        draw = reveal(office, draw)
    changed = the_list(draw)["parts"][0]
    changed["entries"][leaf("ani")]["wishes"] = [f"{DAY}T09:00"]
    from chalicelib.settings import settings

    client("s3", HOME).put_object(
        Bucket=settings().boards_bucket(HOME), Key=f"draws/rsud/umum/{DAY}/{draw.listed}.1.json",
        Body=json.dumps(changed).encode(),
    )  # fmt: skip
    draw_lists.forget()

    with pytest.raises(SomeFailed):
        held()

    assert (the_draw().state, the_draw().seed, placed()) == ("closed", draw.seed, {})


def test_places_that_the_office_takes_away_meanwhile_are_said_to_be_gone():
    announced()
    for n in range(4):
        enter(n, "09:00")
    office = a_drawing_office()
    from chalicelib.drawing.hold import close

    close(office, the_draw(), CLOSED)
    fewer = a_drawing_office(
        slot={
            "minutes": 60, "days": 14, "capacity": {"umum": [{"from": "08:00", "places": 2}, {"from": "09:00", "places": 1},
            {"from": "10:00", "places": 2}]}, "opens": "08:00", "draw": {"services": ["umum"], "minutes": 10},
        }
    )  # fmt: skip

    held(fewer)

    got = sorted(the_list()["entries"].values(), key=lambda one: one["rank"])
    assert [("gone" in one) for one in got] == [False, True, False, False]
    assert len(placed()) == 3
    assert "taken away" in faults(the_draw())


def test_of_two_that_hold_a_draw_at_once_one_goes_on():
    announced()
    enter("ani")
    office, seen = a_drawing_office(), the_draw()
    hold_draw(office, seen, CLOSED)

    with pytest.raises(DrawMoved):
        hold_draw(office, seen, CLOSED)

    assert hold_draws(office, CLOSED) == []
    assert len(placed()) == 1


@pytest.mark.parametrize(("busy", "state"), [(hold.TRIES - 1, "drawn"), (hold.TRIES, "closed")])
def test_a_place_is_given_again_while_the_table_is_busy_and_else_in_a_minute(busy, state, monkeypatch):
    announced()
    for n in range(PLACES + 3):
        enter(n)
    monkeypatch.setattr(hold, "PAUSE", 0)
    monkeypatch.setattr(slots, "claim", times_busy(busy, slots.claim))

    with pytest.raises(SomeFailed) if state == "closed" else nullcontext():
        hold_draws(a_drawing_office(), CLOSED)

    assert the_draw().state == state
    hold_draws(a_drawing_office(), CLOSED + timedelta(minutes=1))
    assert (the_draw().state, len(placed()), set(left().values())) == ("drawn", PLACES, {0})


def times_busy(n, do):
    """What it does from the n-th time on; before, the answer is lost after it was done, and comes as `Busy`."""
    times = iter(range(n))

    def done(*said, **more):
        answer = do(*said, **more)
        if next(times, None) is not None:
            raise Busy("UpdateItem")
        return answer

    return done


def test_a_draw_that_cannot_be_held_stops_no_other():
    office = a_drawing_office(
        services=[
            {**one, "takes": ["number", "booking"]} for one in a_drawing_document()["services"]
        ],
        slot={
            "minutes": 60, "days": 14, "capacity": {"umum": 2, "gigi": 2}, "opens": "08:00",
            "draw": {"services": ["umum", "gigi"], "minutes": 10},
        },
    )  # fmt: skip
    hold_draws(office, ANNOUNCED)
    bad = draws.read(HOME, KEY)
    table.lines(HOME).update(
        bad.key.pk, DAY, "SET #commit = :none", "", {"#commit": "commit"}, {":none": "00" * 32}
    )

    with pytest.raises(SomeFailed):
        hold_draws(office, CLOSED)

    states = [draws.read(HOME, draws.DrawKey("rsud", one, DAY)).state for one in ("umum", "gigi")]
    assert states == ["closed", "drawn"]


def test_a_booking_of_several_slots_is_drawn_into_a_run():
    services = a_drawing_document()["services"]
    office = a_drawing_office(services=[{**services[0], "slots": 2}, services[1]])
    announced(office)
    for n in range(6):
        enter(n)

    held(office)

    draw = the_draw()
    assert faults(draw) == ""
    begins = [one["slot"][-5:] for one in the_list(draw)["entries"].values() if "slot" in one]
    assert sorted(begins) == ["08:00", "08:00", "10:00", "10:00", "13:00", "13:00"]
    keys = keys_of(
        office, office.service("umum"), run_of(office, office.service("umum"), f"{DAY}T08:00") or (), CLOSED
    )
    assert slots.left(HOME, keys, int(CLOSED.timestamp())) == {f"{DAY}T08:00": 0, f"{DAY}T09:00": 0}
