"""What there is not, over HTTP: offices, services, counters, slots, codes, and days on which nobody works."""

from datetime import timedelta

import pytest

from tests.journeys.days import slots, today

pytestmark = pytest.mark.cloud

NOBODYS = "0000000000000000"
CLOSED_ON_SUNDAY = "imigrasi-lampung-tengah"


@pytest.mark.parametrize(
    "path", ["", "/board", "/services/igd/slots?date=2026-03-02", "/ledger?date=2026-03-02"]
)
def test_an_office_that_is_not(public, path):
    public.get(f"/offices/kantor-pos{path}").refused(404, "unknown-office")


def test_nobody_takes_or_books_at_an_office_that_is_not(public):
    public.post("/offices/kantor-pos/tickets", {"service": "igd"}).refused(404, "unknown-office")
    body = {"service": "igd", "slot": "2026-03-02T09:00"}
    public.post("/offices/kantor-pos/bookings", body).refused(404, "unknown-office")


def test_a_service_that_is_not(public, office):
    public.post(f"/offices/{office}/tickets", {"service": "pangkas-rambut"}).refused(404, "unknown-service")
    path = f"/offices/{office}/services/pangkas-rambut/slots?date={today(public, office)}"
    public.get(path).refused(404, "unknown-service")


def test_a_counter_that_is_not(staff, office):
    staff.post(f"/offices/{office}/counters/99/calls").refused(404, "unknown-counter")
    staff.put(f"/offices/{office}/counters/99/state", {"state": "open"}).refused(404, "unknown-counter")


@pytest.mark.parametrize("code", [NOBODYS, "short", "ILOU" * 4, "'; DROP TABLE--"])
def test_a_code_that_opens_nothing(public, code):
    for kind in ("tickets", "bookings"):
        public.get(f"/{kind}/{code}").refused(404)
        public.delete(f"/{kind}/{code}").refused(404)


def test_a_slot_that_is_not(public, office):
    path = f"/offices/{office}/bookings"
    day = today(public, office) + timedelta(3)
    for slot in (f"{day}T09:07", f"{day + timedelta(400)}T09:00"):
        public.post(path, {"service": "igd", "slot": slot}).refused(404, "unknown-slot")
    public.post(path, {"service": "igd", "slot": "besok pagi"}).refused(422, field="slot")


def test_a_slot_that_has_passed(public, office):
    day = today(public, office) - timedelta(1)

    answer = public.post(f"/offices/{office}/bookings", {"service": "igd", "slot": f"{day}T09:00"})

    assert answer.status in (404, 409)
    answer.refused(answer.status, "unknown-slot" if answer.status == 404 else "slot-past")


def test_a_slot_of_today_that_has_begun(public, office):
    offered = slots(public, office, "igd", today(public, office))
    begun = f"{today(public, office)}T00:00"
    if any(slot["id"] == begun for slot in offered):
        pytest.skip("the office's day has just begun: no slot has passed")

    public.post(f"/offices/{office}/bookings", {"service": "igd", "slot": begun}).refused(409, "slot-past")


def test_a_closed_day_has_no_slots_and_takes_no_booking(public):
    office = public.get(f"/offices/{CLOSED_ON_SUNDAY}").expect(200)
    assert not any(span["day"] == 6 for span in office["hours"])
    service = next(one["id"] for one in office["services"] if "booking" in one["takes"])
    day = today(public, CLOSED_ON_SUNDAY)
    sunday = day + timedelta((6 - day.weekday()) % 7 or 7)

    assert slots(public, CLOSED_ON_SUNDAY, service, sunday) == []
    body = {
        "service": service,
        "slot": f"{sunday}T09:00",
        "visitor": {"name": "A", "nik": "1801010101900001"},
    }
    public.post(f"/offices/{CLOSED_ON_SUNDAY}/bookings", body).refused(404, "unknown-slot")
