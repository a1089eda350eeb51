"""What staff see of the visitor before them: what was booked and is brought, and nothing that opens or reaches them."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib import stream
from chalicelib.calling.asked import line_now
from chalicelib.store import bookings, offices, tickets
from chalicelib.store.codec import line_pk
from tests.factories import HOME
from tests.functions.api import a_hospital, ask
from tests.functions.deployed import deployed, load_office, record

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

STAFF = ["rsud:staff"]
ONE = "/offices/rsud/counters/1"
NEAR = {"position": {"distance": 10, "accuracy": 5}}


@pytest.fixture(autouse=True)
def _an_open_counter(deployed):
    load_office(a_hospital())
    offices.forget()
    did("PUT", "state", {"state": "open"})


def followed():
    """The stream has come as far as the line."""
    office, now = offices.read("rsud"), datetime.now(UTC)
    batch = stream.by_office([record(line_pk(line_now(office, now)), "line")])
    assert stream.follow_office("rsud", batch["rsud"], now) == ""


def did(method, path, body=None):
    said = ask(method, f"{ONE}/{path}", body or {}, groups=STAFF)
    assert said.status in (200, 201)
    followed()
    return said.body


def taken(**wish):
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum", **wish}).body["code"]
    followed()
    assert ask("POST", f"/tickets/{code}/check-in", NEAR).status == 200
    followed()
    return code


def there(language="en"):
    return ask("GET", f"{ONE}/ticket", groups=STAFF, headers={"Accept-Language": language})


def test_a_counter_without_a_ticket_has_none():
    assert (there().status, there().kind) == (404, "unknown-ticket")


def test_a_number_from_home_says_when_it_was_taken_and_when_its_visitor_came():
    taken(language="en")
    did("POST", "calls")

    told = there().body

    assert (told["number"], told["service"], told["class"], told["phase"]) == (
        "A001",
        "umum",
        "walk-in",
        "called",
    )
    assert told["taken"] <= told["came"] <= told["since"]
    assert (told["language"], told["stations"], told["requires"]) == ("en", [], [])
    assert told["why"].startswith("Your turn counts from")


def test_at_the_next_station_the_first_is_named_and_what_it_requires():
    code = taken()
    did("POST", "calls")
    did("POST", "transfer", {"service": "gigi"})
    did("PUT", "state", {"state": "open", "services": ["gigi"]})
    did("POST", "calls")

    told = there("id").body

    assert (told["service"], [one["service"] for one in told["stations"]]) == ("gigi", ["umum"])
    assert told["requires"] == [{"id": "Kartu berobat", "en": "Patient card"}]
    assert "Anda dialihkan ke Poli gigi" in told["why"]
    assert ask("GET", f"/tickets/{code}").body["stations"][0]["service"] == "umum"


def test_neither_the_code_nor_the_phone_nor_an_identity_is_told():
    code = taken(phone="081234567890")
    ticket = tickets.by_code(code)[1]
    booking = bookings.Booking(
        "b1", "0" * 16, "rsud", "umum", "2026-03-02T09:00", 1, "body", 2**40, state="checked_in", name="Ani Lestari",
        phone="081234567890", nik_last4="1234", party=2,
    )  # fmt: skip
    bookings.put_pending(HOME, booking)
    tickets.move(HOME, ticket.id, ticket.seq + 1, booking="b1")
    did("POST", "calls")

    told = there().body

    assert (told["name"], told["party"]) == ("Ani Lestari", 2)
    text = json.dumps(told)
    assert not [one for one in (code, "0" * 16, "081234567890", "1234567890", ticket.id) if one in text]


def test_before_the_stream_has_come_the_line_tells_what_it_knows():
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    assert ask("POST", f"/tickets/{code}/check-in", NEAR).status == 200
    assert ask("POST", f"{ONE}/calls", {}, groups=STAFF).status == 201

    told = there().body

    assert (told["number"], told["service"], "taken" in told) == ("A001", "umum", False)


def test_it_is_for_the_office_s_own_staff():
    assert ask("GET", f"{ONE}/ticket").status == 401
    assert ask("GET", f"{ONE}/ticket", groups=["samsat:staff"]).status == 403
