"""Take a number, over HTTP, on the tables in memory."""

from uuid import uuid4

import pytest

from chalicelib.errors import OfficeClosed
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines, offices
from chalicelib.ticketing.take_ticket import take_ticket
from chalicelib.ticketing.wish import Wish
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.api import ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")

TICKETS = "/offices/rsud/tickets"


@pytest.fixture(autouse=True)
def _an_office_that_never_closes(aws: None) -> None:
    load(open_always())


def test_a_number_from_home_waits_but_is_not_present():
    said = ask("POST", TICKETS, {"service": "umum"})

    assert said.status == 201
    ticket = said.body
    assert (ticket["number"], ticket["state"], ticket["present"]) == ("A001", "waiting", False)
    assert (ticket["office"], ticket["service"], ticket["class"]) == ("rsud", "umum", "walk-in")
    assert ticket["ahead"] == 0
    assert ticket["turn"].endswith("+07:00")
    assert ticket["why"].startswith("Giliran dihitung dari pukul")
    assert ticket["links"]["self"].endswith(f"/api/tickets/{ticket['code']}")
    assert ticket["links"]["page"].endswith(f"/#/t/{ticket['code']}")


def test_the_ticket_speaks_the_readers_language():
    ticket = ask("POST", TICKETS, {"service": "umum"}, headers={"Accept-Language": "en-GB, id;q=0.5"}).body

    assert ticket["why"].startswith("Your turn counts from")


def test_numbers_follow_each_other_by_letter():
    taken = [ask("POST", TICKETS, {"service": s}).body["number"] for s in ("umum", "gigi", "umum")]

    assert taken == ["A001", "B001", "A002"]


def test_the_same_key_gives_the_same_ticket():
    key = str(uuid4())

    first = ask("POST", TICKETS, {"service": "umum"}, key=key)
    ask("POST", TICKETS, {"service": "umum"})
    again = ask("POST", TICKETS, {"service": "umum"}, key=key)

    assert (again.status, again.body["code"], again.body["number"]) == (201, first.body["code"], "A001")


def test_the_same_key_gives_the_same_ticket_hours_later_and_when_the_office_has_closed():
    office, wish = an_office(), a_wish(moment("Monday 2026-03-02 09:00"))
    first, _ = take_ticket(office, wish, moment("Monday 2026-03-02 09:00"))

    again, _ = take_ticket(
        office, a_wish(moment("Monday 2026-03-02 22:00")), moment("Monday 2026-03-02 22:00")
    )

    assert (again.code, again.number, again.turn) == (first.code, "A001", first.turn)


def test_the_same_key_gives_the_same_ticket_on_the_next_day():
    office = an_office()
    first, _ = take_ticket(
        office, a_wish(moment("Monday 2026-03-02 09:00")), moment("Monday 2026-03-02 09:00")
    )

    again, _ = take_ticket(
        office, a_wish(moment("Tuesday 2026-03-03 09:00")), moment("Tuesday 2026-03-03 09:00")
    )

    assert (again.code, again.day, again.number) == (first.code, "2026-03-02", "A001")


def test_nobody_takes_a_number_of_a_closed_office():
    at = moment("Sunday 2026-03-01 09:00")

    with pytest.raises(OfficeClosed):
        take_ticket(an_office(), a_wish(at), at)


def test_the_same_key_with_another_body_is_refused():
    key = str(uuid4())
    ask("POST", TICKETS, {"service": "umum"}, key=key)

    said = ask("POST", TICKETS, {"service": "gigi"}, key=key)

    assert (said.status, said.kind) == (422, "key-reused")
    assert lines.read(HOME, LineKey("rsud", today())).issued.get("B") is None


def test_the_same_key_at_another_office_is_another_request():
    load(open_always(), open_always(id="rsud-igd"))
    key = str(uuid4())

    first = ask("POST", TICKETS, {"service": "umum"}, key=key).body
    second = ask("POST", "/offices/rsud-igd/tickets", {"service": "umum"}, key=key).body

    assert first["code"] != second["code"]


@pytest.mark.parametrize(
    ("body", "status", "kind", "field"),
    [
        ({}, 422, "invalid", "service"),
        ({"service": 7}, 422, "invalid", "service"),
        ({"service": "Poli Umum"}, 422, "invalid", "service"),
        ({"service": "mata"}, 404, "unknown-service", "service"),
        ({"service": "umum", "priority": "vip"}, 422, "invalid", "priority"),
        ({"service": "umum", "phone": "021-555-1234"}, 422, "invalid", "phone"),
        ({"service": "umum", "phone": "+14155550100"}, 422, "invalid", "phone"),
        ({"service": "umum", "phone": 62812345678}, 422, "invalid", "phone"),
        ({"service": "umum", "language": "fr"}, 422, "invalid", "language"),
        ({"service": "umum", "at": "moon"}, 422, "invalid", "at"),
        ({"service": "umum", "number": "A001"}, 422, "invalid", "number"),
    ],
)
def test_a_field_at_fault_is_named(body, status, kind, field):
    said = ask("POST", TICKETS, body)

    assert (said.status, said.kind, said.body["field"]) == (status, kind, field)
    assert said.body["detail"]


def test_a_service_that_takes_only_bookings_gives_no_number():
    doc = open_always()
    doc["services"][0]["takes"] = ["booking"]
    load(doc)

    said = ask("POST", TICKETS, {"service": "umum"})

    assert (said.status, said.kind) == (409, "not-taken")


def test_an_unknown_office_is_not_found():
    for office in ("nowhere", "No%20Where", "x" * 60):
        said = ask("POST", f"/offices/{office}/tickets", {"service": "umum"})

        assert (said.status, said.kind) == (404, "unknown-office")


def test_an_office_of_another_region_is_served_from_its_home():
    load(open_always(id="samsat"), home="ap-southeast-5")

    ticket = ask("POST", "/offices/samsat/tickets", {"service": "umum"}).body

    assert ask("GET", f"/tickets/{ticket['code']}").body["number"] == "A001"
    assert lines.read("ap-southeast-5", LineKey("samsat", today())).seq == 1
    assert lines.read(HOME, LineKey("samsat", today())).seq == 0


def test_a_priority_from_home_is_only_claimed():
    ticket = ask("POST", TICKETS, {"service": "umum", "priority": "elderly"}).body

    assert ticket["class"] == "walk-in"


def test_the_quota_from_home_ends_with_retry_after(monkeypatch):
    load(open_always(from_home_per_day=2))
    monkeypatch.setenv("ANTREAN_RATE_LIMITS", "on")
    from chalicelib.settings import settings

    settings.cache_clear()
    for _ in range(2):
        assert ask("POST", TICKETS, {"service": "umum"}).status == 201

    said = ask("POST", TICKETS, {"service": "umum"})

    assert (said.status, said.kind) == (429, "too-many")
    assert 0 < int(said.headers["retry-after"]) <= 86_401


def test_a_crash_after_the_ticket_was_written_is_completed_by_the_repeat():
    office, at = an_office(), moment("Monday 2026-03-02 09:00")
    from chalicelib.store import tickets
    from chalicelib.ticketing.take_ticket import _ticket

    tickets.put_pending(HOME, _ticket(office, a_wish(at), lines.read(HOME, LineKey("rsud", "2026-03-02"))))

    ticket, _ = take_ticket(office, a_wish(at), at)

    assert ticket.number == "A001"


def a_wish(at, **changes):
    office = an_office()
    values = {
        "service": office.service("umum"),
        "caller": "",
        "key": "k" * 32,
        "body": "b" * 32,
        "taken": int(at.timestamp()),
    }
    return Wish(**{**values, **changes})


def today() -> str:
    from datetime import UTC, datetime

    from chalicelib.queueing.hours import day_of

    offices.forget()
    return day_of(an_office(hours=an_office_document()["hours"]), datetime.now(UTC))
