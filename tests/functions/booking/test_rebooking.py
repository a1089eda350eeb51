"""A number of a service that a manager closed is told why, and can become a booking with its seniority."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.booking.rebook_ticket import rebook_ticket
from chalicelib.booking.tend_closures import tend
from chalicelib.following import write_tickets
from chalicelib.issuing.found import found
from chalicelib.messaging.on_message import tell
from chalicelib.queueing.hours import local
from chalicelib.store import bookings, lines, offices, table, tickets
from chalicelib.store.codec import decode, line_pk
from chalicelib.store.running import running
from tests.factories import HOME, an_office
from tests.functions.api import Said, ask, load, open_always
from tests.functions.booking.closing import follow_all
from tests.functions.deployed import asked, deployed, texts

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

PHONE = "081234567890"
MANAGER = ["rsud:manager"]


@pytest.fixture(autouse=True)
def _an_office_that_never_closes(deployed: None) -> None:
    load(open_always())


def now() -> datetime:
    return datetime.now(UTC)


def today(ahead: int = 0) -> str:
    return (local(an_office(), now()) + timedelta(days=ahead)).date().isoformat()


def take(service: str = "umum", **more: Any) -> dict[str, Any]:
    """A number, which the stream has noted."""
    made = ask("POST", "/offices/rsud/tickets", {"service": service, **more}).body
    office = offices.read("rsud")
    key = running(office, now())
    line = lines.read(HOME, key)
    item = table.lines(HOME).get(line_pk(key), "line") or {}
    write_tickets(office, line, decode(item)[1])
    return dict(made)


def close(**more: Any) -> str:
    body = {"from": today(), "why": {"id": "Listrik padam", "en": "Power cut"}, **more}
    return str(ask("POST", "/offices/rsud/closures", body, groups=MANAGER).body["id"])


def rebook(code: str, key: str | None = None, **body: Any) -> Said:
    return ask("POST", f"/tickets/{code}/rebooking", body, key=key)


def page(code: str) -> dict[str, Any]:
    return dict(ask("GET", f"/tickets/{code}").body)


def free(ahead: int = 2) -> str:
    day = today(ahead)
    return str(ask("GET", f"/offices/rsud/services/umum/slots?date={day}").body["slots"][0]["id"])


def test_the_tickets_page_says_that_its_service_was_closed_and_why():
    umum, gigi = take("umum"), take("gigi")

    close(service="umum", serve_waiting=False)

    assert page(umum["code"])["closure"] == {
        "why": "Listrik padam",
        "serve_waiting": False,
        "rebooking": True,
    }
    assert "closure" not in page(gigi["code"])
    assert page(umum["code"])["state"] == "waiting"


def test_who_left_a_telephone_is_told_once():
    told, silent, other = take(phone=PHONE), take(), take("gigi", phone=PHONE)
    close(service="umum")

    for _ in range(2):
        tend(offices.read("rsud"), now())
    for one in asked("messages"):
        tell(one, now())

    assert [phone for phone, _ in texts()] == ["+6281234567890"]
    assert texts()[0][1].startswith(f"RSUD: tutup hari ini. Nomor {told['number']} tetap menunggu.")
    assert silent["number"] != other["number"]


def test_a_number_becomes_a_booking_before_all_who_booked_later_and_leaves_the_line():
    ticket = take(phone=PHONE)
    close(service="umum")

    said = rebook(ticket["code"])

    assert said.status == 201
    assert (said.body["state"], said.body["closure"]) == ("offered", {"why": "Listrik padam"})
    assert said.body["offer"]["slot"]["id"] == f"{today(1)}T00:00" or said.body["offer"]["slot"][
        "id"
    ] > today(1)
    assert said.body["visitor"] == {"phone": "+6281****890"}
    known = bookings.by_code(said.body["code"])
    assert known is not None
    assert known[1].rank == f"0#{known[1].made:010d}"
    assert page(ticket["code"])["state"] == "withdrawn"


def test_one_number_becomes_one_booking_under_whatever_key():
    ticket, key = take(), str(uuid4())
    close(service="umum")

    first, again, other = rebook(ticket["code"], key), rebook(ticket["code"], key), rebook(ticket["code"])

    assert first.body == again.body == other.body
    follow_all(now())
    assert rebook(ticket["code"]).body == first.body


def test_a_slot_can_be_chosen_at_once():
    ticket = take()
    close(service="umum")
    slot = free(2)

    said = rebook(ticket["code"], slot=slot)

    assert (said.status, said.body["state"], said.body["slot"]["id"]) == (201, "booked", slot)
    assert said.body["rescheduled"] == 0
    assert "closure" not in said.body


def test_who_chooses_a_full_slot_keeps_the_number():
    ticket, slot = take(), free(2)
    for _ in range(4):
        ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": slot})
    close(service="umum")

    said = rebook(ticket["code"], slot=slot)

    assert (said.status, said.kind) == (409, "slot-full")
    assert page(ticket["code"])["state"] == "waiting"
    assert rebook(ticket["code"]).status == 201


@pytest.mark.parametrize("cut", ["leave_line", "put_on_list"])
def test_a_request_that_died_in_between_is_finished_by_the_next(cut, monkeypatch):
    ticket = take()
    close(service="umum")

    def dies(*_: Any) -> None:
        raise RuntimeError("died")

    with monkeypatch.context() as patch:
        patch.setattr(f"chalicelib.booking.rebook_ticket.{cut}", dies)
        assert rebook(ticket["code"]).status == 500
    said = rebook(ticket["code"])

    assert said.status == 201
    assert said.body["state"] in ("offered", "waiting")
    assert page(ticket["code"])["state"] == "withdrawn"


def test_a_number_that_was_called_meanwhile_stays_a_number():
    ticket = take()
    close(service="umum")
    staff = ["rsud:staff"]
    ask("POST", f"/tickets/{ticket['code']}/check-in", {"position": {"distance": 10, "accuracy": 10}})
    ask("PUT", "/offices/rsud/counters/1/state", {"state": "open"}, groups=staff)
    assert ask("POST", "/offices/rsud/counters/1/calls", {}, groups=staff).status == 201

    said = rebook(ticket["code"])

    assert (said.status, said.kind) == (409, "ticket-gone")


def test_a_number_of_a_service_that_is_open_stays_a_number():
    ticket = take()

    said = rebook(ticket["code"])

    assert (said.status, said.kind) == (409, "still-open")


def test_a_number_of_a_service_without_bookings_cannot_become_one():
    ticket = take("gigi")
    close()

    assert page(ticket["code"])["closure"]["rebooking"] is False
    said = rebook(ticket["code"])
    assert (said.status, said.kind) == (409, "not-taken")
    assert page(ticket["code"])["state"] == "waiting"


def test_bad_fields_and_codes_are_refused():
    ticket = take()
    close(service="umum")

    assert rebook("0" * 16).status == 404
    assert rebook(ticket["code"], slot="tomorrow").body["field"] == "slot"
    assert rebook(ticket["code"], who="me").body["field"] == "who"
    closed = rebook(ticket["code"], slot=f"{today()}T23:30")
    assert (closed.status, closed.kind) == (409, "service-closed")


def test_a_manager_sees_whom_a_closure_would_concern_and_then_how_many_are_told():
    take(), take("gigi")
    slot = free(0) if local(an_office(), now()).hour < 22 else ""
    later = free(1)
    for one in filter(None, (slot, later)):
        ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": one})
    follow_all(now())
    path = f"/offices/rsud/concerned?from={today()}&to={today(1)}"

    whole = ask("GET", path, groups=MANAGER).body
    service = ask("GET", f"{path}&service=gigi", groups=MANAGER).body
    assert whole == {"bookings": 2 if slot else 1, "numbers": 2}
    assert service == {"bookings": 0, "numbers": 1}
    assert ask("GET", f"/offices/rsud/concerned?from={today(1)}", groups=MANAGER).body == {
        "bookings": 1,
        "numbers": 0,
    }

    closure = close(to=today(1))
    before = ask("GET", f"/offices/rsud/closures/{closure}", groups=MANAGER).body["concerned"]
    tend(offices.read("rsud"), now())
    after = ask("GET", f"/offices/rsud/closures/{closure}", groups=MANAGER).body["concerned"]

    assert before == {"bookings": 0, "numbers": 0, "told": 0, "done": False}
    assert (after["bookings"], after["numbers"], after["done"]) == (whole["bookings"], 2, False)
    assert after["told"] >= 2


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "from"), ("from=2020-01-01", "from"), ("from=DAY&to=2020-01-01", "to"), ("from=DAY&service=mata", "service"), ("from=DAY&x=1", "x")],
)  # fmt: skip
def test_a_query_at_fault_is_named(query, field):
    said = ask("GET", f"/offices/rsud/concerned?{query.replace('DAY', today())}", groups=MANAGER)

    assert said.status in (404, 422)
    assert said.body["field"] == field


def test_only_its_manager_sees_whom_a_closure_concerns():
    closure = close()

    for groups in (["rsud:staff"], ["igd:manager"]):
        assert ask("GET", f"/offices/rsud/concerned?from={today()}", groups=groups).status == 403
        assert ask("GET", f"/offices/rsud/closures/{closure}", groups=groups).status == 403
    assert ask("GET", f"/offices/rsud/closures/{'0' * 16}", groups=MANAGER).status == 404


def phones_of(number: str, booking: str) -> tuple[str, str]:
    """The phones that a ticket and a booking have."""
    ticket, booked = tickets.by_code(number), bookings.by_code(booking)
    assert ticket
    assert booked
    return ticket[1].phone, booked[1].phone


def test_the_phone_moves_along_and_is_deleted_by_either_code():
    numbers = [take(phone=PHONE)["code"], take(phone="081234567891")["code"]]
    close(service="umum", serve_waiting=False)
    booked = [rebook(number).body["code"] for number in numbers]
    assert [phones_of(*one) for one in zip(numbers, booked, strict=True)] == [
        ("", "+6281234567890"),
        ("", "+6281234567891"),
    ]

    ask("DELETE", f"/tickets/{numbers[0]}/visitor")
    ask("DELETE", f"/bookings/{booked[1]}/visitor")

    assert [phones_of(*one) for one in zip(numbers, booked, strict=True)] == [("", ""), ("", "")]


def test_a_phone_that_is_deleted_in_that_moment_does_not_move_along():
    number = take(phone=PHONE)["code"]
    close(service="umum", serve_waiting=False)
    office, seen, line = found(number)
    assert ask("DELETE", f"/tickets/{number}/visitor").status == 204

    made = rebook_ticket(office, seen, line, None, now())

    assert phones_of(number, made.code) == ("", "")
