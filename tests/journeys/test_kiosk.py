"""A kiosk takes a number, and what is printed lands on paper."""

from pathlib import Path

import pytest
import requests

from schemas import topics
from tests.journeys.days import slots, today
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud


def test_the_same_take_again_is_the_same_slip(kiosk, people):
    take, slip = topics.take(kiosk.office, kiosk.place), topics.slip(kiosk.office, kiosk.place)

    id = kiosk.say(take, service="kebidanan", language="id")
    first = kiosk.hears(slip, id=id)
    people.leaves_at_end(first["code"])
    kiosk.say(take, id=id, service="kebidanan", language="id")
    eventually(lambda: len(kiosk.said(slip, id=id)) >= 2)

    again = kiosk.said(slip, id=id)[-1]
    assert (again["number"], again["code"]) == (first["number"], first["code"])
    assert first["number"] in first["lines"]
    kiosk.say(topics.printed(kiosk.office, kiosk.place), id=id, number=first["number"], printed=True)
    assert people.ticket(first["code"])["state"] == "waiting"


def test_a_booking_checks_in_at_the_kiosk(public, kiosk, people, office):
    free = [slot for slot in slots(public, office, "igd", today(public, office)) if slot["left"]]
    if not free:
        pytest.skip("the office's day is nearly over: it has no slot left today")
    booking = people.booked("igd", free[0]["id"])

    id = kiosk.say(topics.take(kiosk.office, kiosk.place), booking=booking["code"])
    slip = kiosk.hears(topics.slip(kiosk.office, kiosk.place), id=id)

    people.leaves_at_end(slip["code"])
    assert people.ticket(slip["code"])["number"] == slip["number"]
    assert public.get(f"/bookings/{booking['code']}").expect(200)["state"] == "checked_in"


def test_the_agent_prints_the_number_that_it_shows(told, people):
    folder = Path(told["slips"])
    before = set(folder.glob("*.png"))
    origin = told["kiosk"].rstrip("/")

    answer = requests.post(
        f"{origin}/agent/take", json={"service": "kebidanan"}, headers={"Origin": origin}, timeout=60
    )

    said = answer.json()
    assert answer.status_code == 200, said
    people.leaves_at_end(said["code"])
    assert said["printed"] is True, said
    picture = eventually(lambda: printed(folder, before, said["number"]), 20, "the slip on paper")
    assert picture.read_bytes().startswith(b"\x89PNG")


def printed(folder, before, number):
    """The picture of the slip with this number, once it is there; slips of others may come out as well."""
    new = set(folder.glob("*.png")) - before
    slips = [one for one in new if number.encode() in one.with_suffix(".bin").read_bytes()]
    return slips[0] if slips and slips[0].stat().st_size else None


def test_kiosks_are_told_what_the_office_offers(kiosk, public, office):
    catalogue = kiosk.hears(topics.catalogue(office))

    described = public.get(f"/offices/{office}").expect(200)
    assert [one["id"] for one in catalogue["services"]] == [one["id"] for one in described["services"]]


def test_an_unknown_service_is_refused_on_the_slip(kiosk):
    id = kiosk.say(topics.take(kiosk.office, kiosk.place), service="pangkas-rambut")

    refused = kiosk.hears(topics.slip(kiosk.office, kiosk.place), id=id)["refused"]

    assert refused["type"].endswith("unknown-service")
    assert refused["title"]
