"""A draw that meets trouble: a secret that is away, a list that was changed, a busy table, two that hold it at once."""

import json
from contextlib import nullcontext
from datetime import timedelta

import pytest

from chalicelib.drawing import hold, seeds
from chalicelib.drawing.hold_draws import hold_draw, hold_draws
from chalicelib.errors import Busy
from chalicelib.homes import SomeFailed
from chalicelib.queueing.slots import run_of
from chalicelib.session import client
from chalicelib.store import draw_lists, draws, slots, table
from chalicelib.store.draws import DrawMoved
from chalicelib.store.slot_keys import keys_of
from tests.factories import HOME

from .draws_held import (
    ANNOUNCED,
    CLOSED,
    DAY,
    KEY,
    PLACES,
    a_drawing_document,
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
