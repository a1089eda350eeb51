"""The board is what the contract says, whatever the day was."""

import json
from datetime import UTC, datetime

from hypothesis import given, settings

from chalicelib.queueing.board import board, service_board, service_calls
from chalicelib.queueing.waiting_time import Pace
from schemas import topics
from tests.contracts import check_message
from tests.factories import a_call, a_take, after, an_office, moment, opened
from tests.functions.queueing.test_properties import days, lived

AT = moment("Monday 2026-03-02 09:00")
OFFICE = an_office()
PACE = Pace(OFFICE)


@given(days)
@settings(max_examples=40, deadline=None)
def test_every_line_s_boards_fit_their_contracts(day):
    *_, (_, line, _) = lived(day)
    whole = {"v": 1, "id": "one", **board(line, PACE, datetime.now(UTC), "0" * 64)}

    check_message(topics.board("rsud"), json.dumps(whole))
    for service in OFFICE.services:
        check_message(topics.service_board("rsud", service.id), json.dumps(service_board(whole, service.id)))


def test_who_watches_a_ticket_is_told_the_order_and_the_counters_of_its_service_alone():
    line = after(opened(), *[a_take(n) for n in range(40)], a_take("citra", letter="B"), a_call("one"))

    umum, gigi = (service_calls(line, service) for service in OFFICE.services)

    assert (umum["waiting"], umum["total"]) == ([f"A{n:03d}" for n in range(2, 32)], 39)
    assert umum["counters"] == [{"counter": "1", "number": "A001", "call": 1}]
    assert (gigi["waiting"], gigi["total"], gigi["counters"]) == (["B001"], 1, [])


def test_the_board_shows_who_waits_in_call_order_and_who_is_where():
    line = after(opened(), a_take("ani"), a_take("budi"), a_take("citra", letter="B"), a_call("one"))

    shown = board(line, PACE, AT)

    assert shown["waiting"] == [{"number": "A002", "service": "umum"}, {"number": "B001", "service": "gigi"}]
    assert shown["counters"][:2] == [
        {"counter": "1", "state": "open", "number": "A001"},
        {"counter": "2", "state": "closed"},
    ]
    assert [(call["call"], call["number"], call["counter"]) for call in shown["calls"]] == [(1, "A001", "1")]
    assert [(one["service"], one["waiting"]) for one in shown["services"]] == [("umum", 1), ("gigi", 1)]


def test_a_service_s_board_names_the_first_thirty_and_counts_all():
    line = after(*[a_take(n) for n in range(40)], a_take("citra", letter="B"))

    shown = service_board(board(line, PACE, AT), "umum")

    assert (len(shown["waiting"]), shown["total"]) == (30, 40)
    assert {one["service"] for one in shown["waiting"]} == {"umum"}
