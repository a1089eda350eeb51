"""A ticket's life as its visitor sees it: watched, checked in, called, withdrawn."""

import time
from uuid import uuid4

import pytest

from chalicelib import codes
from chalicelib.queueing.commands import CallNext, EndDay, Finish, Serve, SetCounter
from chalicelib.queueing.line import RING
from chalicelib.store import lines, tickets
from tests.factories import HOME, a_take, rid
from tests.functions.api import Said, ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")

NEAR = {"position": {"distance": 90, "accuracy": 20}}


@pytest.fixture(autouse=True)
def _an_office_that_never_closes(aws: None) -> None:
    load(open_always())


def take(service: str = "umum") -> dict:
    return ask("POST", "/offices/rsud/tickets", {"service": service}).body


def look(code: str) -> dict:
    return ask("GET", f"/tickets/{code}").body


def check_in(code: str, body: dict, key: str | None = None) -> Said:
    return ask("POST", f"/tickets/{code}/check-in", body, key=key)


def act(code: str, *commands) -> None:
    """Let a counter do something on the ticket's line."""
    known = tickets.by_code(code)
    for n, command in enumerate(commands):
        lines.apply(HOME, known[1].line, command, int(time.time()) + 3 * n)


def opens_and_calls():
    return SetCounter(rid("open"), counter="1", state="open"), CallNext(
        rid("call"), counter="1", letters=("A",)
    )


def test_who_checks_in_near_by_can_be_called():
    code = take()["code"]

    said = check_in(code, NEAR)

    assert (said.status, said.body["state"], said.body["present"]) == (200, "waiting", True)
    act(code, *opens_and_calls())
    called = look(code)
    assert (called["state"], called["counter"], called["call"]) == ("called", "1", 1)
    assert (called["ahead"], called["wait"]) == (0, {"minutes": [0, 0]})


def test_a_check_in_again_is_the_same():
    code, key = take()["code"], str(uuid4())

    first, again = check_in(code, NEAR, key), check_in(code, NEAR, key)

    assert (first.status, first.body) == (again.status, again.body)


@pytest.mark.parametrize(
    ("distance", "accuracy", "status"),
    [
        (0, 0, 200),
        (100, 0, 200),
        (101, 0, 409),
        (240, 150, 200),
        (251, 150, 409),
        (251, 5000, 409),
        (5000, 10, 409),
    ],
)
def test_near_is_a_hundred_metres_and_a_phones_blur_counts_to_150(distance, accuracy, status):
    said = check_in(take()["code"], {"position": {"distance": distance, "accuracy": accuracy}})

    assert said.status == status
    if status == 409:
        assert said.kind == "too-far"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "position"),
        ({**NEAR, "lobby_code": "123456"}, "position"),
        ({"position": 3}, "position"),
        ({"position": {"distance": 3}}, "position.accuracy"),
        ({"position": {"distance": -1, "accuracy": 0}}, "position.distance"),
        ({"position": {"distance": True, "accuracy": 0}}, "position.distance"),
        ({"position": {"distance": 1, "accuracy": 0, "latitude": -5.4}}, "position.latitude"),
        ({"lobby_code": "12345"}, "lobby_code"),
        ({"lobby_code": 123456}, "lobby_code"),
        ({"lobby_code": "١٢٣٤٥٦"}, "lobby_code"),
        ({"near": True}, "near"),
    ],
)
def test_a_proof_at_fault_is_named(body, field):
    said = check_in(take()["code"], body)

    assert (said.status, said.body["field"]) == (422, field)


@pytest.mark.parametrize(("age", "status"), [(0, 200), (1, 200), (2, 409)])
def test_the_lobby_code_and_the_one_before_are_good(age, status):
    code = take()["code"]
    window = steady_window()

    said = check_in(code, {"lobby_code": codes.lobby_code(HOME, "rsud", window - age)})

    assert said.status == status


def test_six_digits_cannot_be_guessed():
    code = take()["code"]
    window = steady_window()
    good = codes.lobby_code(HOME, "rsud", window)
    bad = next(
        c
        for c in ("000000", "000001", "000002")
        if c not in (good, codes.lobby_code(HOME, "rsud", window - 1))
    )

    said = [check_in(code, {"lobby_code": bad}) for _ in range(5)] + [check_in(code, {"lobby_code": good})]

    assert [(one.status, one.kind) for one in said[:5]] == [(409, "wrong-code")] * 5
    assert (said[5].status, said[5].kind) == (429, "too-many")
    assert 0 < int(said[5].headers["retry-after"]) <= 60


def test_who_withdraws_is_gone_and_again_is_the_same():
    code = take()["code"]

    assert [ask("DELETE", f"/tickets/{code}").status for _ in range(2)] == [204, 204]
    assert look(code)["state"] == "withdrawn"
    known = tickets.by_code(code)
    tickets.move(HOME, known[1].id, 2, state="withdrawn", number="A001")
    assert look(code)["state"] == "withdrawn"
    assert ask("DELETE", f"/tickets/{code}").status == 204


@pytest.mark.slow
def test_a_withdrawal_again_that_the_line_has_forgotten_waits_for_the_stream():
    code = take()["code"]
    region, ticket = tickets.by_code(code)
    tickets.move(HOME, ticket.id, 1, state="waiting", number="A001")
    assert ask("DELETE", f"/tickets/{code}").status == 204
    act(code, *(a_take(n) for n in range(RING + 1)))

    early = ask("DELETE", f"/tickets/{code}")
    tickets.move(region, ticket.id, 2, state="withdrawn")

    assert (early.status, early.headers["retry-after"]) == (503, "2")
    assert ask("DELETE", f"/tickets/{code}").status == 204
    tickets.move(region, ticket.id, 3, state="served")
    assert ask("DELETE", f"/tickets/{code}").status == 409


def test_a_check_in_with_the_same_key_and_another_proof_is_refused():
    code, key = take()["code"], str(uuid4())
    check_in(code, NEAR, key)

    said = check_in(code, {"lobby_code": "123456"}, key)

    assert (said.status, said.kind) == (422, "key-reused")


def test_even_who_is_present_has_to_say_it_rightly():
    code = take()["code"]
    check_in(code, NEAR)

    assert check_in(code, {}).status == 422


def test_a_called_ticket_cannot_be_withdrawn():
    code = take()["code"]
    check_in(code, NEAR)
    act(code, *opens_and_calls())

    said = ask("DELETE", f"/tickets/{code}")

    assert (said.status, said.kind) == (409, "ticket-gone")


def test_a_withdrawn_ticket_cannot_check_in():
    code = take()["code"]
    ask("DELETE", f"/tickets/{code}")

    said = check_in(code, NEAR)

    assert (said.status, said.kind) == (409, "ticket-gone")


def test_a_day_that_has_ended_takes_no_number():
    code = take()["code"]
    act(code, EndDay(rid("end")))

    said = ask("POST", "/offices/rsud/tickets", {"service": "umum"})

    assert (said.status, said.kind) == (409, "day-ended")


def test_those_before_are_counted():
    for _ in range(3):
        check_in(take()["code"], NEAR)

    last = take()

    assert last["ahead"] == 3
    low, high = last["wait"]["minutes"]
    assert 0 < low < high


def test_a_ticket_goes_from_serving_to_served():
    code = take()["code"]
    check_in(code, NEAR)
    act(code, *opens_and_calls(), Serve(rid("serve"), counter="1"))
    assert look(code)["state"] == "serving"

    act(code, Finish(rid("finish"), counter="1"))
    tickets.move(HOME, tickets.by_code(code)[1].id, 6, state="served", number="A001", counter="1", call=1)
    served = look(code)
    assert served["state"] == "served"
    assert served["links"]["survey"].endswith("/survey")


@pytest.mark.parametrize("code", ["0000000000000000", "short", "%2e%2e%2f", "7Q2M4XK9T0ZB6HVU", "x" * 900])
def test_an_unknown_code_opens_nothing(code):
    assert [ask(method, f"/tickets/{code}").status for method in ("GET", "DELETE")] == [404, 404]
    assert check_in(code, NEAR).status == 404
    assert ask("POST", f"/tickets/{code}/survey", {"satisfaction": 3}).status == 404


def test_a_code_opens_as_people_write_it():
    code = take()["code"]

    assert look(f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}".lower())["code"] == code


def test_a_ticket_whose_step_never_happened_is_no_ticket():
    code = take()["code"]
    ticket = tickets.by_code(code)[1]
    from dataclasses import replace

    lost = replace(ticket, id=codes.id_of("0" * 16), code="0" * 16, rid=rid("lost"), number="")
    tickets.put_pending(HOME, lost)

    assert ask("GET", f"/tickets/{lost.code}").status == 404


def steady_window() -> int:
    """The lobby's window, with at least 10 s left of it."""
    left = 60 - time.time() % 60
    if left < 10:
        time.sleep(left)
    return int(time.time()) // 60
