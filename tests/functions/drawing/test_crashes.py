"""The function that holds a draw dies, before and after each write that it makes: the draw comes to the same, once."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.drawing import seeds
from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import draw_lists, table
from tests.factories import HOME

from .draws_held import (
    ANNOUNCED,
    CLOSED,
    OPEN,
    a_drawing_office,
    enter,
    faults,
    left,
    make_bucket,
    placed,
    the_draw,
    the_list,
)

pytestmark = pytest.mark.slow

OFFICE = a_drawing_office()
SOME = 12
"""Of the thirty and more writes, how many it dies behind in one run."""
STEPS = (ANNOUNCED, OPEN, CLOSED)
"""The minutes at which the clock comes by; what dies in one of them is tried again a minute later."""


class Crashed(BaseException):
    """The process died here; nothing in it can catch that."""


@contextmanager
def dying(at: int, when: str, asked: list[str]) -> Iterator[None]:
    """Die before or after the request of that number; `asked` has those that were made, by name."""

    def count(model: Any, **_: Any) -> None:
        asked.append(model.name)
        if when == "before" and len(asked) == at:
            raise Crashed

    def die(**_: Any) -> None:
        if when == "after" and len(asked) == at:
            raise Crashed

    clients = [table.lines(HOME).connection.client, client("s3", HOME), client("secretsmanager", HOME)]
    for one in clients:
        one.meta.events.register("before-call", count, unique_id="count")
        one.meta.events.register("after-call", die, unique_id="die")
    try:
        yield
    finally:
        for one in clients:
            one.meta.events.unregister("before-call", unique_id="count")
            one.meta.events.unregister("after-call", unique_id="die")


def begin() -> None:
    """Nothing held yet; nobody has entered."""
    lines, s3 = table.lines(HOME), client("s3", HOME)
    for item in client("dynamodb", HOME).scan(TableName=settings().lines_table)["Items"]:
        lines.delete(item["pk"]["S"], item["sk"]["S"])
    bucket = settings().boards_bucket(HOME)
    for one in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
        s3.delete_object(Bucket=bucket, Key=one["Key"])
    restart()


def restart() -> None:
    """Another process, which remembers nothing."""
    draw_lists.forget()
    seeds.forget()


WHO: dict[Any, list[tuple[int, tuple[str, ...], bool]]] = {
    ANNOUNCED: [(n, ("09:00",), n == 0) for n in range(5)],
    OPEN: [(n, ("10:00", "09:00")[: n % 3], n == 7) for n in range(5, 9)],
}
"""Who enters after which minute: a name, wishes, members."""


def day(crash: int = 0, when: str = "before") -> list[str]:
    """The draw's whole life with one crash; all requests that were made until it."""
    begin()
    asked: list[str] = []
    for now in STEPS:
        with dying(crash, when, asked):
            try:
                hold_draws(OFFICE, now)
            except Crashed:
                restart()
        if len(asked) == crash:
            hold_draws(OFFICE, now + timedelta(seconds=30))
            asked.append("again")
        for name, wishes, members in WHO.get(now, ()):
            enter(name, *wishes, members=members)
    return asked


def outcome() -> dict[str, Any]:
    """What the draw came to, but for the moments of its checkpoints."""
    draw = the_draw()
    assert draw.state == "drawn"
    assert faults(draw, commit=draw.commit, root=draw.root, sealed=draw.sealed) == ""
    entries = the_list(draw)["entries"]
    return {"seed": draw.seed, "root": draw.root, "entries": entries, "placed": placed(), "left": left()}


def test_wherever_it_dies_the_draw_comes_to_the_same_and_no_place_is_lost_or_given_twice(aws):
    make_bucket()
    asked = day()
    expected = outcome()
    # A read changes nothing, and to die before a write is to die behind the one before.
    writes = [n for n, name in enumerate(asked, 1) if name in ("UpdateItem", "PutItem", "PutObject")]
    assert len(writes) > 30
    assert sum(expected["left"].values()) + len(asked_for(expected)) == 2 * len(expected["left"])

    # Some of them, others in each run: a day's life takes two seconds.
    some = random.sample(writes, SOME)
    for crash, when in [(writes[0], "before"), *((n, "after") for n in some)]:
        day(crash, when)

        assert outcome() == expected, f"died {when} request {crash}, {asked[crash - 1]}"


def asked_for(outcome: dict[str, Any]) -> list[str]:
    """Each place that was drawn, once for each of its people."""
    won = [one for one in outcome["entries"].values() if "slot" in one]
    return [one["slot"] for one in won for _ in range(1 + len(one.get("members", ())))]
