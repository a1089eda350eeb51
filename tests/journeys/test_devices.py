"""How devices are: what they say of themselves, and that they came and went."""

from functools import partial

import pytest

from schemas import topics
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud


def known(staff, office, name):
    devices = staff.get(f"/offices/{office}/line").expect(200)["devices"]
    return next((one for one in devices if one["thing"] == name), {})


def is_faulty(device):
    return device.get("fault") == "paper_out" and device["status"] == "online"


def is_online(staff, office, name):
    return known(staff, office, name).get("status") == "online"


def test_staff_see_a_kiosk_come_run_out_of_paper_and_go(connect, kiosk, staff, office):
    name = kiosk.name

    kiosk.say(topics.health(name), thing=name, status="online", paper="out", fault="paper_out")

    eventually(lambda: is_faulty(known(staff, office, name)), 30)
    kiosk.say(topics.health(name), thing=name, status="online", paper="ok")
    eventually(lambda: "fault" not in known(staff, office, name), 30)
    connect.leave("kiosk")
    eventually(lambda: known(staff, office, name)["status"] == "offline", 30)


def test_the_agents_of_the_office_are_online(told, staff, office):
    for name in told["agents"]:
        eventually(partial(is_online, staff, office, name), 60, name)


def test_the_display_notes_what_it_has_spoken(display, public, office):
    day = public.get(f"/offices/{office}/board").expect(200)["day"]

    display.say(topics.spoken(office, display.place), day=day, call=1)
