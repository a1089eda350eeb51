"""Where else there is a place: near in time, then in space, for a party, and looked up once for all who are refused."""

from datetime import date, timedelta

import pytest

from chalicelib.booking import alternatives as module
from chalicelib.booking.alternatives import alternatives
from chalicelib.booking.keys import keys_of
from chalicelib.errors import Busy
from chalicelib.queueing.slots import slots_on
from chalicelib.store import offices, slots
from chalicelib.store import table as tables
from chalicelib.store.table import Table
from tests.factories import an_office_document, moment
from tests.functions.api import ask, load, open_always

from .asking import free

pytestmark = pytest.mark.usefixtures("aws")

EARLY = moment("Monday 2026-03-02 08:10")
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
SLOT = an_office_document()["slot"]


def an_office_at(own, kilometres_east, home="ap-southeast-3", **changes):
    """An office on the same latitude as the others, near the equator."""
    place = {"latitude": 0.0, "longitude": 105.0 + kilometres_east / 111.195}
    return {**an_office_document(id=own, position=place, **changes), "home": home}


def country(*documents):
    """Load these offices, each at its own home."""
    load(*documents)
    for order, doc in enumerate(documents):
        for region in ("ap-southeast-3", "ap-southeast-5"):
            item = tables.lines(region).get("offices", f"{order:04d}#{doc['id']}") or {}
            tables.lines(region).put({**item, "home": doc["home"]})
    offices.forget()


def book(own, slot, n=4, service="umum"):
    office = offices.read(own)
    there = office.service(service)
    run = [one for one in slots_on(office, there, date.fromisoformat(slot[:10])) if one.id == slot]
    slots.claim(office.home, keys_of(office, there, run, EARLY), f"{own}{slot}{n}", int(EARLY.timestamp()), n)


def book_out(own, day=MONDAY, before="24:00"):
    office = offices.read(own)
    for slot in slots_on(office, office.service("umum"), day):
        if slot.id[11:] < before:
            book(own, slot.id)


def found(own="rsud", n=1, now=EARLY, service="umum"):
    office = offices.read(own)
    return [
        (one.office.id, one.slot.id, one.left)
        for one in alternatives(office, office.service(service), n, now)
    ]


def test_the_next_slots_of_the_service_itself_come_first_in_time():
    country(an_office_at("rsud", 0))
    book("rsud", "2026-03-02T08:30")
    book("rsud", "2026-03-02T09:00", 3)

    assert found() == [
        ("rsud", "2026-03-02T09:00", 1),
        ("rsud", "2026-03-02T09:30", 4),
        ("rsud", "2026-03-02T10:00", 4),
    ]
    assert found(n=2)[0] == ("rsud", "2026-03-02T09:30", 4)


def test_other_offices_offer_their_first_place_and_the_nearer_goes_before():
    country(an_office_at("rsud", 0), an_office_at("far", 80), an_office_at("near", 3.2))
    book_out("rsud")
    book_out("near", before="09:30")
    book_out("far", before="09:30")

    office = offices.read("rsud")
    listed = alternatives(office, office.service("umum"), 1, EARLY)

    assert [(one.office.id, one.slot.id) for one in listed] == [
        ("near", "2026-03-02T09:30"),
        ("far", "2026-03-02T09:30"),
        ("rsud", "2026-03-03T08:00"),
        ("rsud", "2026-03-03T08:30"),
        ("rsud", "2026-03-03T09:00"),
    ]
    assert [round(one.kilometres, 1) for one in listed] == [3.2, 80.0, 0.0, 0.0, 0.0]


def test_a_place_sooner_goes_before_one_nearer():
    country(an_office_at("rsud", 0), an_office_at("near", 1), an_office_at("far", 500))
    book_out("rsud")
    book_out("near")

    assert [one[:2] for one in found()][:2] == [
        ("far", "2026-03-02T08:30"),
        ("rsud", "2026-03-03T08:00"),
    ]


def test_a_service_is_found_elsewhere_by_its_kind():
    def doc(own, away, service, kind):
        services = [
            {**an_office_document()["services"][0], "id": service, **({"kind": kind} if kind else {})}
        ]
        return an_office_at(
            own, away, services=services, counters=[{"id": "1", "services": [service]}],
            slot={**SLOT, "capacity": {service: 4}},
        )  # fmt: skip

    country(
        doc("rsud", 0, "umum", "poli-umum"),
        doc("a", 1, "poli-umum", ""),
        doc("b", 2, "dokter", "poli-umum"),
        doc("c", 3, "umum", ""),
    )
    book_out("rsud")

    assert {(one[0]) for one in found()} == {"rsud", "a", "b"}


def test_an_office_at_home_elsewhere_is_asked_there():
    country(an_office_at("rsud", 0), an_office_at("timur", 5, home="ap-southeast-5"))
    book_out("rsud")
    book("timur", "2026-03-02T08:30")

    assert found()[0] == ("timur", "2026-03-02T09:00", 4)


def test_a_region_that_is_away_takes_nothing_from_the_others(monkeypatch):
    country(
        an_office_at("rsud", 0), an_office_at("timur", 5, home="ap-southeast-5"), an_office_at("dekat", 9)
    )
    offices.read("timur"), offices.read("dekat")
    batch_get = Table.batch_get

    def away(self, *args, **more):
        if self is tables.lines("ap-southeast-5"):
            raise Busy
        return batch_get(self, *args, **more)

    monkeypatch.setattr(Table, "batch_get", away)

    assert {one[0] for one in found()} == {"rsud", "dekat"}


def test_what_is_rushed_for_is_not_offered():
    room = {**SLOT, "days": 1, "opens": "08:00", "room": {"per_second": 5, "minutes": 30}}
    country(an_office_at("rsud", 0, slot=room))
    book_out("rsud", before="14:30")

    assert [one[1] for one in found()] == ["2026-03-02T14:30"]
    assert [one[1] for one in found(now=EARLY + timedelta(minutes=30))] == [
        "2026-03-02T14:30", "2026-03-03T08:00", "2026-03-03T08:30",
    ]  # fmt: skip


def test_no_more_than_ten_offices_are_read_and_five_asked():
    country(an_office_at("rsud", 0), *(an_office_at(f"k{n}", 10 + n) for n in range(14)))

    listed = found()

    assert sorted({one[0] for one in listed} - {"rsud"}) == ["k0", "k1", "k2", "k3", "k4"]


def test_it_is_looked_up_once_for_all_who_are_refused():
    country(an_office_at("rsud", 0), *(an_office_at(f"k{n}", 10 + n) for n in range(8)))
    asked = []
    for region in ("ap-southeast-3", "ap-southeast-5"):
        tables.lines(region).connection.client.meta.events.register(
            "before-call.dynamodb", lambda model, **_: asked.append(model.name)
        )

    listed = [found() for _ in range(49)]

    # The slots of this office and of five others; and each office that was looked at, with its closures, and the list.
    assert asked.count("BatchGetItem") == 6
    assert asked.count("GetItem") <= 9
    assert len(asked) <= 6 + 9 + 9 + 1
    assert all(one == listed[0] for one in listed)


def test_what_was_found_is_offered_for_five_seconds_and_never_when_it_is_past():
    country(an_office_at("rsud", 0))
    before = moment("Monday 2026-03-02 08:29") + timedelta(seconds=56)
    assert found(now=before)[0][1] == "2026-03-02T08:30"
    book("rsud", "2026-03-02T09:00")

    assert found(now=before + timedelta(seconds=3))[1] == ("rsud", "2026-03-02T09:00", 4)
    assert found(now=before + timedelta(seconds=4))[0][1] == "2026-03-02T09:30"


# Over HTTP.

PATH = "/offices/rsud/services/umum/alternatives"


def test_over_http_the_refused_are_told_where_else():
    load(open_always(), {**open_always(id="lain"), "name": {"id": "Lain", "en": "Other"}})
    slot = free()[0]["id"]
    body = {"service": "umum", "slot": slot, "party": 4}
    code = ask("POST", "/offices/rsud/bookings", body).body["code"]
    other = ask("POST", "/offices/rsud/bookings", {**body, "slot": free()[1]["id"]}).body["code"]

    said = [
        ask("POST", "/offices/rsud/bookings", body, headers={"Accept-Language": "en"}),
        ask("POST", "/offices/rsud/holds", body),
        ask("PATCH", f"/bookings/{other}", {"slot": slot}),
    ]

    assert [(one.status, one.kind) for one in said] == [(409, "slot-full")] * 3
    offered = [one.body["alternatives"] for one in said]
    assert {one["name"] for one in offered[0]} == {"Regional Hospital", "Other"}
    assert {one["office"] for one in offered[1]} == {"rsud", "lain"}
    assert all(one["slot"]["id"] != slot or one["office"] == "lain" for one in offered[0])
    assert ask("GET", f"/bookings/{code}").status == 200


def test_over_http_one_may_ask_before():
    load(open_always())

    one, four, english = (ask("GET", f"{PATH}{query}") for query in ("", "?party=4", "?party=1"))

    assert [said.status for said in (one, four, english)] == [200] * 3
    assert len(one.body["alternatives"]) == module.HERE
    assert one.body == english.body


@pytest.mark.parametrize("party", ["0", "6", "x", "", "1.0", "-1", "२", "1" * 50])
def test_a_party_that_is_none_is_named(party):
    load(open_always())

    said = ask("GET", f"{PATH}?party={party}")

    assert (said.status, said.body["field"]) == (422, "party")


@pytest.mark.parametrize(
    ("service", "status", "kind"), [("gigi", 409, "not-taken"), ("x", 404, "unknown-service")]
)
def test_a_service_without_slots_has_no_alternatives(service, status, kind):
    load(open_always())

    said = ask("GET", f"/offices/rsud/services/{service}/alternatives")

    assert (said.status, said.kind) == (status, kind)
