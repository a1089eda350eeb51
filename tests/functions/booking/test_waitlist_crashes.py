"""Whoever dies at whatever write: the stream and the clock finish it, and no place is lost, doubled or held for ever."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import following
from chalicelib.booking import tend_waitlist
from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.cancel import cancel
from chalicelib.booking.tend_waitlist import tend
from chalicelib.errors import Refusal
from chalicelib.queueing.office import Office
from chalicelib.store import dues, table, waitlist
from chalicelib.store.bookings import Booking
from chalicelib.store.slot_item import pk_of
from tests.factories import HOME
from tests.functions.deployed import deployed

from .crashing import Dying, kept, put_back
from .places import accounts_for
from .waiters import MONDAY, SLOT, an_office_with, booked, known, waits

__all__ = ["deployed"]

pytestmark = [pytest.mark.usefixtures("deployed"), pytest.mark.slow]

DUE = MONDAY + timedelta(minutes=30)
OVER = DUE + timedelta(minutes=15)
PLACES = 2


@dataclass
class Scene:
    """Two who are booked in one slot, three who wait for it, and a process that may die."""

    office: Office
    dying: Dying
    first: Booking
    second: Booking
    waiting: list[Booking] = field(default_factory=list)

    def seen(self, now: datetime) -> None:
        self.dying.follow(self.office, now)

    def ticks(self, now: datetime) -> None:
        tend(self.office, now)
        self.seen(now)

    def everybody(self) -> list[Booking]:
        return [known(one) for one in (self.first, self.second, *self.waiting)]


def a_scene(before: Callable[[Scene], None]) -> Scene:
    """All of a day's places are taken, there are who wait, and something has happened since."""
    hours = {"open": "09:00", "close": "09:30"}
    office = an_office_with(places=PLACES, hours={"monday": hours, "wednesday": hours})
    scene = Scene(office, Dying(), booked(office, "a"), booked(office, "b"))
    scene.waiting = [waits(office, key, now=MONDAY + timedelta(seconds=n)) for n, key in enumerate("vwx")]
    scene.seen(MONDAY)
    before(scene)
    return scene


def _nothing(scene: Scene) -> None:
    return


def _given_back(scene: Scene) -> None:
    cancel(scene.office, scene.first, MONDAY)
    scene.seen(MONDAY)


def _offered(scene: Scene) -> None:
    _given_back(scene)
    scene.ticks(DUE)


def _cancels(scene: Scene) -> None:
    cancel(scene.office, known(scene.first), MONDAY)


def _tends(scene: Scene) -> None:
    tend(scene.office, DUE)


def _tends_later(scene: Scene) -> None:
    tend(scene.office, OVER)


def _accepts(scene: Scene) -> None:
    accept_offer(scene.office, known(scene.waiting[0]), DUE)


def _declines(scene: Scene) -> None:
    cancel(scene.office, known(scene.waiting[0]), DUE)


def _joins(scene: Scene) -> None:
    waits(scene.office, "y", now=MONDAY)


DEEDS: dict[str, tuple[Callable[[Scene], None], Callable[[Scene], None], datetime]] = {
    "cancels": (_nothing, _cancels, MONDAY),
    "tends": (_given_back, _tends, DUE),
    "lapses": (_offered, _tends_later, OVER),
    "accepts": (_offered, _accepts, DUE),
    "declines": (_offered, _declines, DUE),
    "joins": (_nothing, _joins, MONDAY),
}
"""What comes before, what is cut short, and when that is."""


def quiet(scene: Scene, now: datetime) -> None:
    """Let the stream and the clock go on until nothing is to be seen to; nobody accepts anything any more."""
    scene.ticks(now + timedelta(minutes=2))
    while coming := dues.by(HOME, "rsud", 2**32, 1):
        at = max(datetime.fromtimestamp(coming[0].at, UTC), now)
        assert at < now + timedelta(hours=4), "something is to be seen to for ever"
        scene.ticks(at)


def faults(scene: Scene) -> list[str]:
    """What is wrong when all is quiet."""
    places = accounts_for(HOME, "rsud", "umum", SLOT)
    item = table.lines(HOME).get(pk_of("rsud", "umum", SLOT), "slot") or {}
    placed, found = set(item.get("who", ())), list[str]()
    if sum(places.values()) != PLACES:
        found.append(f"{places} are not {PLACES} places")
    if places["held"] or places["back"]:
        found.append(f"{places} are nobody's for ever")
    for one in scene.everybody():
        if (one.state == "booked") != (one.id in placed):
            found.append(f"{one.state} has {'a' if one.id in placed else 'no'} place")
        if one.state in ("pending", "offered"):
            found.append(f"{one.state} for ever")
    return found


@pytest.mark.parametrize("again", [True, False], ids=["asks again", "never asks again"])
@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_dies_at_any_write_leaves_nothing_that_is_not_finished(deed, again):
    before, does, now = DEEDS[deed]
    scene, n, died = a_scene(before), 0, True
    begun = kept()
    while died:
        put_back(begun)
        died = scene.dying.instead_of(n, lambda: does(scene))
        scene.seen(now)
        if again:
            try:
                does(scene)
            except Refusal as refused:
                pytest.fail(f"refused as {refused.slug()} after dying instead of write {n}")
            scene.seen(now)

        quiet(scene, now)

        assert faults(scene) == [], f"after dying instead of write {n}"
        n += 1
    assert n > 2


def test_who_accepted_and_died_is_booked_when_they_ask_again():
    scene, n, died = a_scene(_offered), 0, True
    begun = kept()
    while died:
        put_back(begun)
        died = scene.dying.instead_of(n, lambda: _accepts(scene))

        accept_offer(scene.office, known(scene.waiting[0]), DUE)

        assert known(scene.waiting[0]).slot == SLOT, f"after dying instead of write {n}"
        n += 1


def test_the_first_in_the_list_stays_the_first_wherever_the_tender_died():
    scene, n, died = a_scene(_given_back), 0, True
    begun = kept()
    while died:
        put_back(begun)
        died = scene.dying.instead_of(n, lambda: _tends(scene))
        scene.seen(DUE)
        scene.ticks(DUE)

        states = [known(one).state for one in scene.waiting]

        assert states == ["offered", "waiting", "waiting"], f"after dying instead of write {n}"
        assert len(waitlist.first(HOME, "rsud", "umum", 9)) == 2
        n += 1


FINISHERS = {
    "cancels": [(tend_waitlist, "finish_cancelling")],
    "declines": [(tend_waitlist, "finish_cancelling"), (tend_waitlist, "lapse_offer")],
    "tends": [(following, "note_due")],
    "lapses": [(tend_waitlist, "lapse_offer")],
    "accepts": [(following, "confirm"), (tend_waitlist, "lapse_offer")],
}
"""Who finishes what was cut short, and where they are called from; some of it is finished by either of two."""


@pytest.mark.parametrize("deed", FINISHERS)
def test_without_who_finishes_it_something_is_left_behind(deed, monkeypatch):
    before, does, now = DEEDS[deed]
    scene, n, died, found = a_scene(before), 0, True, list[str]()
    begun = kept()
    for room, finisher in FINISHERS[deed]:
        monkeypatch.setattr(room, finisher, lambda *_: None)
    while died and not found:
        put_back(begun)
        died = scene.dying.instead_of(n, lambda: does(scene))
        scene.seen(now)
        quiet(scene, now)
        found = faults(scene)
        n += 1

    assert found
