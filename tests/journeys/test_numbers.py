"""Numbers from home and at the office: absent until come, called in order, withdrawn, missed, called again."""

import pytest

from schemas import topics
from tests.journeys.days import phone, sms_to
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

SERVICE = "rawat-inap"


def test_a_number_from_home_is_called_only_once_its_visitor_has_come(people, desk):
    desk.set("open", SERVICE)
    home = people.from_home(SERVICE)
    here = people.at_office(SERVICE)
    assert home["present"] is False

    desk.call(here["number"])
    desk.free()
    assert people.ticket(home["code"])["present"] is False
    people.comes("tickets", home["code"])

    desk.call(home["number"])
    called = eventually(lambda: _in(people.ticket(home["code"]), "called"))
    assert called["counter"] == desk.id
    assert called["call"] > 0


def test_who_came_first_is_called_first(people, desk):
    desk.set("open", SERVICE)
    first, second = people.at_office(SERVICE), people.at_office(SERVICE)
    assert people.ticket(second["code"])["ahead"] > people.ticket(first["code"])["ahead"]

    one = desk.call(first["number"])
    desk.free()
    two = desk.call(second["number"])

    assert two["seq"] > one["seq"]


def test_a_visitor_two_places_from_the_call_gets_one_sms(told, people, desk):
    mine = phone()
    people.at_office(SERVICE)
    before = [people.at_office(SERVICE) for _ in range(2)]
    last = people.from_home(SERVICE, phone=mine)
    people.comes("tickets", last["code"])

    desk.set("open", SERVICE)
    desk.call(before[0]["number"])
    assert sms_to(told["sms"], mine, last["number"])
    desk.free()
    desk.call(last["number"])

    eventually(lambda: people.ticket(last["code"])["state"] == "called")
    assert len(sms_to(told["sms"], mine, last["number"])) == 1


def test_a_withdrawn_number_is_not_called(public, people, desk):
    gone, next_one = people.at_office(SERVICE), people.at_office(SERVICE)

    public.delete(f"/tickets/{gone['code']}").expect(204)
    public.delete(f"/tickets/{gone['code']}").expect(204)
    desk.set("open", SERVICE)
    desk.call(next_one["number"])

    eventually(lambda: _in(people.ticket(gone["code"]), "withdrawn"))


def test_a_recall_is_a_call_of_its_own_and_a_no_show_ends_it(people, desk, display):
    desk.set("open", SERVICE)
    ticket = people.at_office(SERVICE)
    first = desk.call(ticket["number"])

    again = desk.verb("recalls").expect(200)
    assert again["call"] > first["call"]
    both = [(first["call"], False), (again["call"], True)]
    eventually(lambda: both in _calls(display, ticket["number"]), 20, "a board with the call and its recall")

    desk.verb("no-show").expect(200)
    eventually(lambda: _in(people.ticket(ticket["code"]), "no_show"))
    assert desk.number() == ""


def test_priority_is_called_before_those_who_came_shortly_before(people, desk, kiosk):
    walk_in = people.at_office(SERVICE)
    id = kiosk.say(topics.take(kiosk.office, kiosk.place), service=SERVICE, priority="elderly")
    elderly = kiosk.hears(topics.slip(kiosk.office, kiosk.place), id=id)
    people.leaves_at_end(elderly["code"])
    assert people.ticket(elderly["code"])["class"] == "priority"
    desk.set("open", SERVICE)

    desk.call(elderly["number"])

    assert people.ticket(walk_in["code"])["state"] == "waiting"


def _in(ticket, state):
    return ticket if ticket["state"] == state else None


def _calls(display, number):
    """What each board that came says of a number; a late one may come after a newer one."""
    boards = display.said(topics.board(display.office))
    return [[(c["call"], c["recall"]) for c in board["calls"] if c["number"] == number] for board in boards]
