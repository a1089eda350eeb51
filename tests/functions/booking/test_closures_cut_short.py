"""The sweep dies instead of everything that it would write or say, and the next one finishes what was cut short."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.booking.tend_closures import tend
from chalicelib.following import follow_slot
from chalicelib.messaging.on_message import tell
from chalicelib.store import bookings, concerned, offices, table
from chalicelib.store.slot_item import pk_of
from tests.factories import HOME, moment
from tests.functions.booking.closing import DAY, an_open_office, closed, reopened, swept
from tests.functions.booking.crashing import clients, is_effect
from tests.functions.booking.places import accounts_for
from tests.functions.booking.waiters import booked, known
from tests.functions.deployed import asked, deployed, texts
from tests.promises.trouble import Crashed

__all__ = ["deployed"]

pytestmark = [pytest.mark.usefixtures("deployed"), pytest.mark.slow]

MONDAY = moment("Monday 2026-03-02 09:00")
A_MINUTE = timedelta(minutes=1)
OLD, NEW = f"{DAY}T08:00", "2026-03-05T08:00"
SHORT = {day: {"open": "08:00", "close": "08:30"} for day in ("wednesday", "thursday", "friday")}
MOST = 40
"""More writes than a sweep of one booking makes."""


@contextmanager
def dying(nth: int) -> Iterator[None]:
    """From its nth effect on this process is dead: nothing that it would still do is done."""
    seen = 0

    def dies(model: Any, **_: Any) -> None:
        nonlocal seen
        seen += is_effect(model)
        if seen >= nth:
            raise Crashed

    for one in clients():
        one.meta.events.register("before-call", dies, unique_id="dies")
    try:
        yield
    finally:
        for one in clients():
            one.meta.events.unregister("before-call", dies, unique_id="dies")


def test_whatever_is_cut_short_everyone_is_offered_one_slot_and_told_once() -> None:
    for nth in range(1, MOST):
        office = an_open_office(id=f"rsud{nth}", hours=SHORT)
        made = booked(office, "1", OLD, phone="+6281234567890")
        asked("messages")
        closed(MONDAY, office=office.id)
        with dying(nth):
            died = _sweeps(office.id, MONDAY)

        _after(office.id)

        assert (known(made).state, known(made).offer) == ("offered", NEW), nth
        assert accounts_for(HOME, office.id, "umum", NEW) == {"who": 0, "held": 1, "back": 0, "left": 0}
        assert accounts_for(HOME, office.id, "umum", OLD)["who"] == 1
        assert _told("tutup") == 1, nth
        assert len(concerned.finished(HOME, office.id)) == 1
        if not died:
            return
    pytest.fail("a sweep writes more than was cut short")


def test_whatever_is_cut_short_everyone_has_their_slot_again() -> None:
    for nth in range(1, MOST):
        office = an_open_office(id=f"rsud{nth}", hours=SHORT)
        made = booked(office, "1", OLD, phone="+6281234567890")
        closure = closed(MONDAY, office=office.id)
        tend(offices.read(office.id), MONDAY)
        asked("messages")
        reopened(closure, MONDAY + A_MINUTE, office.id)
        with dying(nth):
            died = _sweeps(office.id, MONDAY + A_MINUTE)

        _after(office.id)

        assert (known(made).state, known(made).slot) == ("booked", OLD), nth
        assert accounts_for(HOME, office.id, "umum", OLD) == {"who": 1, "held": 0, "back": 0, "left": 0}
        there = accounts_for(HOME, office.id, "umum", NEW)
        assert (there["held"], sum(there.values())) == (0, 1), nth
        assert _told("buka kembali") == 1, nth
        if not died:
            return
    pytest.fail("a sweep writes more than was cut short")


def _sweeps(office: str, now: datetime) -> bool:
    """Whether the process died in its sweep."""
    try:
        tend(offices.read(office), now)
    except Crashed:
        return True
    return False


def _after(office: str) -> None:
    """The stream, and the clock of the next minutes."""
    for minute in (1, 2, 4):
        for slot in (OLD, NEW):
            item = table.lines(HOME).get(pk_of(office, "umum", slot), "slot")
            if item:
                follow_slot(offices.read(office), item, MONDAY + minute * A_MINUTE)
        tend(offices.read(office), MONDAY + minute * A_MINUTE)


def _told(said: str) -> int:
    """How many SMS that say so the messages that wait come to."""
    seen = len(texts())
    for one in asked("messages"):
        tell(one, MONDAY + 5 * A_MINUTE)
    return sum(1 for _, text in texts()[seen:] if said in text)


def test_a_booking_keeps_its_code_and_who_has_it() -> None:
    office = an_open_office()
    made = booked(office, "1", OLD)
    closed(MONDAY)
    swept(MONDAY)

    found = bookings.by_code(made.code)

    assert found is not None
    assert (found[1].id, found[1].made, found[1].identity) == (made.id, made.made, made.identity)
