"""Buttons: what a push does, and what it must not do."""

import time
from uuid import uuid4

import pytest

from tests.journeys.counter import Button
from tests.journeys.waiting import eventually, never

pytestmark = pytest.mark.cloud

SERVICE = "rawat-inap"


def refused(button, since, slug):
    """The states since then that refuse for this reason; others may stand between and after them."""
    return [one for one in button.refusals(since) if one["refused"]["type"].endswith(f"/{slug}")]


def test_a_push_calls_a_double_recalls_a_long_push_is_a_no_show(button, desk, people):
    desk.set("open", SERVICE)
    ticket = people.at_office(SERVICE)
    desk.call(ticket["number"])
    shown = button.thing.hears(button.state, number=ticket["number"], light="green")
    assert shown["state"] == "open"
    called = people.ticket(ticket["code"])

    button.works("double", lambda: people.ticket(ticket["code"]).get("call", 0) > called.get("call", 0))
    button.works("long", lambda: people.ticket(ticket["code"])["state"] == "no_show")

    assert desk.number() == ""


def test_a_press_for_a_closed_counter_is_refused_by_a_red_light(button, desk):
    desk.set("closed")
    since = len(button.thing.said(button.state))

    button.works("single", lambda: refused(button, since, "counter-closed"))

    assert {one["light"] for one in refused(button, since, "counter-closed")} == {"red"}


def test_the_same_press_again_calls_nobody_else(button, desk, people):
    desk.set("open", SERVICE)
    first, second = people.at_office(SERVICE), people.at_office(SERVICE)
    desk.call(first["number"])
    desk.free()
    button.works("single", lambda: desk.number() == second["number"])
    called = people.ticket(second["code"])["call"]

    button.push("single", time.time(), Button.last)
    button.push("single", time.time(), Button.last - 1)
    button.works("double", lambda: people.ticket(second["code"])["call"] > called)

    never(lambda: desk.number() != second["number"], 1, "an old press did something")


def test_a_press_that_is_no_press_is_refused(button, desk):
    desk.set("open", SERVICE)
    since = len(button.thing.said(button.state))

    button.thing.raw(button.topic, '{"v": 1, "id": "x", "press": "sing')

    assert eventually(lambda: refused(button, since, "invalid"))


def test_staff_repeat_a_call_under_its_key_and_get_the_same(desk, people):
    desk.set("open", SERVICE)
    mine = people.at_office(SERVICE)
    desk.call(mine["number"])
    key = str(uuid4())

    first = desk.verb("recalls", key).expect(200)
    again = desk.verb("recalls", key).expect(200)

    assert again == first
