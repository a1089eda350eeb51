"""Buttons: what a push does, and what it must not do."""

import time
from uuid import uuid4

import pytest

from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

SERVICE = "rawat-inap"


def refusals(button, since):
    """The red lights since then, by the last part of their type."""
    states = button.thing.said(button.state)[since:]
    return [one["refused"]["type"].rpartition("/")[2] for one in states if "refused" in one]


def test_a_push_calls_a_double_recalls_a_long_push_is_a_no_show(button, desk, people):
    desk.set("open", SERVICE)
    ticket = people.at_office(SERVICE)
    desk.call(ticket["number"])
    shown = button.thing.hears(button.state, number=ticket["number"], light="green")
    assert shown["state"] == "open"
    called = people.ticket(ticket["code"])

    button.push("double", time.time())
    eventually(lambda: people.ticket(ticket["code"]).get("call", 0) > called.get("call", 0))
    button.push("long", time.time())

    eventually(lambda: people.ticket(ticket["code"])["state"] == "no_show")


def test_a_press_for_a_closed_counter_is_refused_by_a_red_light(button, desk):
    desk.set("closed")
    since = len(button.thing.said(button.state))

    button.push("single", time.time())

    assert eventually(lambda: refusals(button, since)) == ["counter-closed"]
    assert button.thing.said(button.state)[-1]["light"] == "red"


def test_the_same_press_again_calls_nobody_else(button, desk, people):
    desk.set("open", SERVICE)
    first, second = people.at_office(SERVICE), people.at_office(SERVICE)
    desk.call(first["number"])
    desk.free()
    seq = button.push("single", time.time())
    eventually(lambda: desk.number() == second["number"])

    button.push("single", time.time(), seq)
    button.push("single", time.time(), seq - 1)
    since = len(button.thing.said(button.state))
    button.push("double", time.time())
    eventually(lambda: len(button.thing.said(button.state)) > since)

    assert desk.number() == second["number"]


def test_a_press_that_is_no_press_is_refused(button, desk):
    desk.set("open", SERVICE)
    since = len(button.thing.said(button.state))

    button.thing.raw(button.topic, '{"v": 1, "id": "x", "press": "sing')

    assert eventually(lambda: refusals(button, since)) == ["invalid"]


def test_staff_repeat_a_call_under_its_key_and_get_the_same(desk, people):
    desk.set("open", SERVICE)
    mine = people.at_office(SERVICE)
    desk.call(mine["number"])
    key = str(uuid4())

    first = desk.verb("recalls", key).expect(200)
    again = desk.verb("recalls", key).expect(200)

    assert again == first
