"""A minute of everybody at once, through every door; then the public ledger is the only witness."""

from functools import partial

import pytest

from tests.journeys.counter import Desk
from tests.journeys.crowd import Crowd, opened
from tests.journeys.days import today
from tests.journeys.judge import OVER, judged
from tests.journeys.test_ledger import check_chain, sha256, whole_ledger
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

TAKERS, EACH_TAKES, HANDS, EACH_TAPS = 8, 12, 3, 18
"""Eight who take by HTTP, and three who tap at kiosks: 150 numbers, unless the machine is slow."""
TAKING, CALLING = 20, 45
"""Seconds after which nobody takes, and nobody calls any more; who still waits then leaves."""


@pytest.fixture
def desks(staff, public, office):
    """All counters of the office, as they were when the crowd has gone."""
    counters = public.get(f"/offices/{office}").expect(200)["counters"]
    every = [Desk(staff, office, one["id"]) for one in counters]
    line = staff.get(f"/offices/{office}/line").expect(200)["counters"]
    usual = {one["counter"]: one.get("services", ()) for one in line}
    opened(every)
    yield every
    for desk in every:
        desk.free()
        desk.set("closed", *usual.get(desk.id, ()))


@pytest.fixture
def crowd(public, office):
    """Everybody; whoever waits at the end leaves."""
    everybody = Crowd(public, office)
    yield everybody
    everybody.leave(set(everybody.numbers) - everybody.gone)


def test_everybody_at_once_and_the_ledger_shows_no_fault(public, office, desks, kiosk, button, crowd):
    first, second, third, fourth = desks

    crowd.runs(
        TAKING,
        CALLING,
        *[partial(crowd.taker, EACH_TAKES)] * TAKERS,
        *[partial(crowd.kiosk, kiosk, EACH_TAPS)] * HANDS,
        *[partial(crowd.page, desk) for desk in (first, second, fourth)],
        partial(crowd.agent, second.id),
        partial(crowd.agent, third.id),
        partial(crowd.hardware, button),
    )
    for desk in desks:
        desk.free()
    numbers, day = set(crowd.numbers), today(public, office)
    all_given = eventually(lambda: given(public, office, day, numbers), 120, "every number in the ledger")
    crowd.leave(number for number in numbers if all_given.state[number] not in OVER)
    story = eventually(lambda: ended(public, office, day, numbers), 120, "the end of every number")
    crowd.gone = numbers
    assert crowd.faults == []
    assert story.faults == []
    assert len(numbers) > TAKERS
    assert any(story.calls.values())


def given(public, office, day, numbers):
    """The story once each number stands in the ledger."""
    story = told(public, office, day, numbers)
    return story if story and all(story.taken[number] for number in numbers) else None


def told(public, office, day, numbers):
    """The story of these numbers by the ledger as it is, whose chain is whole."""
    entries, epoch, root = whole_ledger(public, office, day)
    if check_chain(entries, sha256(f"antrean|{office}|{day}|{epoch}")) != root:
        return None  # it grew while its pages were read
    return judged(entries, numbers)


def ended(public, office, day, numbers):
    """The story once each number has its end."""
    story = told(public, office, day, numbers)
    return story if story and all(story.state.get(number) in OVER for number in numbers) else None
