"""The same request, or too many, in the same moment: one ticket, one call, no slot oversold."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journeys.days import slots, today
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud


def at_once(count, ask):
    """The answers of `count` threads that ask in the same moment."""
    with ThreadPoolExecutor(count) as crowd:
        return [one.result() for one in [crowd.submit(ask, n) for n in range(count)]]


def test_one_request_eight_times_in_the_same_moment_is_one_ticket(public, people, office):
    key, path = str(uuid4()), f"/offices/{office}/tickets"

    answers = at_once(8, lambda _: public.post(path, {"service": "rawat-inap"}, key))

    got = {(a.expect(201)["code"], a.body["number"]) for a in answers}
    people.leaves_at_end(answers[0].body["code"])
    assert len(got) == 1


def test_eight_visitors_in_the_same_moment_get_eight_numbers(public, people, office):
    path = f"/offices/{office}/tickets"

    answers = at_once(8, lambda _: public.post(path, {"service": "rawat-inap"}))

    for answer in answers:
        people.leaves_at_end(answer.expect(201)["code"])
    assert len({answer.body["number"] for answer in answers}) == 8


def test_one_call_eight_times_in_the_same_moment_is_one_call(desk, people):
    desk.set("open", "rawat-inap")
    first, second = people.at_office("rawat-inap"), people.at_office("rawat-inap")
    desk.call(first["number"])
    desk.free()
    key = str(uuid4())

    answers = at_once(8, lambda _: desk.verb("calls", key))

    assert {a.expect(201)["number"] for a in answers} == {second["number"]}
    assert len({a.body["call"] for a in answers}) == 1


def test_of_fifty_who_want_one_slot_exactly_as_many_get_it_as_it_has_places(public, office):
    service, capacity = "igd", 6
    slot = untouched(public, office, service, capacity)
    path = f"/offices/{office}/bookings"

    with ThreadPoolExecutor(10) as crowd:
        asked = [crowd.submit(public.post, path, {"service": service, "slot": slot}) for _ in range(50)]
        answers = [one.result() for one in asked]

    got = [answer.body["code"] for answer in answers if answer.status == 201]
    refused = [answer for answer in answers if answer.status != 201]
    try:
        assert len(got) == capacity
        for answer in refused:
            answer.refused(409, "slot-full")
        day = today(public, office).fromisoformat(slot[:10])
        eventually(
            lambda: any(s["id"] == slot and not s["left"] for s in slots(public, office, service, day))
        )
    finally:
        for code in got:
            public.delete(f"/bookings/{code}").expect(204)


def untouched(public, office, service, capacity):
    """A slot far ahead that nobody has booked."""
    for ahead in range(13, 2, -1):
        for slot in slots(public, office, service, today(public, office) + timedelta(ahead)):
            if slot["left"] == capacity:
                return slot["id"]
    raise AssertionError("every slot has a booking")
