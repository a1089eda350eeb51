"""Fifty at once for the last place: one has it, 49 are told where else, and the counts are exact."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from chalicelib.booking import alternatives
from chalicelib.booking.alternatives import offering
from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.booking.keys import keys_of
from chalicelib.errors import SlotFull
from chalicelib.queueing.slots import run_of
from chalicelib.store import gate, offices, slots
from chalicelib.store import table as tables
from tests.factories import HOME, an_office_document, moment
from tests.functions.api import load

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("dynamodb")]

EARLY = moment("Monday 2026-03-02 08:10")
SLOT = "2026-03-02T09:00"
CROWD = 50


@pytest.fixture
def hospital(monkeypatch):
    """The office with all but one place of a slot taken."""
    load(an_office_document(), an_office_document(id="lain"))
    office = offices.read("rsud")
    slots.claim(HOME, the_slot(office), "taken", int(EARLY.timestamp()), 3)
    # This engine keeps no secrets.
    monkeypatch.setattr("chalicelib.codes.secret", lambda region: b"secret")
    return office


def the_slot(office):
    service = office.service("umum")
    return keys_of(office, service, run_of(office, service, SLOT) or (), EARLY)


def asks(office, n, party=1):
    """What the n-th of the crowd gets: a state, or the alternatives."""
    claim = claim_of(office, {"service": "umum", "slot": SLOT, "party": party}, "id", EARLY)
    try:
        with offering(office, claim.service, party, "id", EARLY):
            return book(office, claim, "", f"{n:032d}", "b" * 32, EARLY).state
    except SlotFull as full:
        return tuple((one["office"], one["slot"]["id"]) for one in full.more["alternatives"])


def at_once(office, crowd=CROWD):
    start = Barrier(crowd)

    def one(n):
        start.wait(60)
        return asks(office, n)

    with ThreadPoolExecutor(crowd) as pool:
        return list(pool.map(one, range(crowd)))


WHERE_ELSE = (
    ("rsud", "2026-03-02T08:30"),
    ("lain", "2026-03-02T08:30"),
    ("rsud", "2026-03-02T09:30"),
    ("rsud", "2026-03-02T10:00"),
)


def test_fifty_at_once_for_the_last_place(hospital):
    said = at_once(hospital)

    assert Counter(said) == {"booked": 1, WHERE_ELSE: 49}
    assert slots.left(HOME, the_slot(hospital), int(EARLY.timestamp())) == {SLOT: 0}
    assert len(slots.booked_in(HOME, "rsud", "umum", [SLOT])) == 2


def test_who_of_them_asks_again_is_answered_the_same(hospital):
    said = at_once(hospital)

    again = [asks(hospital, n) for n in range(CROWD)]

    assert again == said


def test_of_those_who_come_when_it_is_full_each_pays_one_read(hospital):
    asks(hospital, 0)
    gate.forget()
    alternatives.forget()
    spent = []

    def note(parsed, model, **_):
        told = parsed.get("ConsumedCapacity", [])
        units = sum(one["CapacityUnits"] for one in (told if isinstance(told, list) else [told]))
        spent.append((model.name, units))

    for one in (tables.lines(HOME), tables.visitors(HOME)):
        one.connection.client.meta.events.register("after-call.dynamodb", note)
        one.connection.client.meta.events.register(
            "provide-client-params.dynamodb",
            lambda params, **_: {**params, "ReturnConsumedCapacity": "TOTAL"},
        )
    asks(hospital, 1)
    first, spent[:] = list(spent), []

    said = {asks(hospital, n) for n in range(2, CROWD)}

    assert said == {WHERE_ELSE}
    # Nothing is written, the slot is not asked, and the read is of a key that is nobody else's.
    assert spent == [("GetItem", 1.0)] * 48
    # The slot, their own booking, the other office with its closures, and the next slots of both.
    names = ["BatchGetItem", "GetItem", "GetItem", "Query", "BatchGetItem", "BatchGetItem"]
    assert [name for name, _ in first] == names
