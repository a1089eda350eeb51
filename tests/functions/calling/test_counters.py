"""What the counters' use cases answer, and that a repeat is answered the same."""

import pytest

from chalicelib.calling.asked import ByButton, ByPage
from chalicelib.calling.call_next import call_next
from chalicelib.calling.finish import finish
from chalicelib.calling.no_show import no_show
from chalicelib.calling.recall import recall
from chalicelib.calling.serve import serve
from chalicelib.calling.set_counter import Wanted
from chalicelib.calling.set_counter import set_counter as set_it
from chalicelib.errors import CounterBusy, KeyReused, NobodyWaiting, UnknownCounter, UnknownService
from chalicelib.queueing.commands import EndDay, Step
from chalicelib.queueing.line import LineKey
from chalicelib.store import ledger, lines, table
from chalicelib.store.codec import decode, line_pk
from tests.factories import HOME, KEY, NINE, a_take, moment, opened, rid

AT_NINE = moment("Monday 2026-03-02 09:00")
LATER = moment("Monday 2026-03-02 09:01")
NEXT_DAY = moment("Tuesday 2026-03-03 09:05")


def set_counter(office, counter, state, services, now, hand_over=""):
    return set_it(office, counter, Wanted(state, services, hand_over), "staff:sari", now)


def by_page(key, counter="1", route="calls", body="", press=""):
    return ByPage((route, "rsud", counter, "sub", str(key)), body, press)


def test_a_call_answers_with_the_ticket_its_call_number_and_the_step(three_wait):
    answer = call_next(three_wait, "1", by_page(1), AT_NINE)

    assert answer == {
        "counter": "1",
        "state": "open",
        "seq": 6,
        "number": "A001",
        "ticket": "A001",
        "call": 1,
    }


def test_a_repeated_call_is_answered_the_same_after_others_have_called(three_wait):
    first = call_next(three_wait, "1", by_page(1), AT_NINE)
    call_next(three_wait, "2", by_page(2, "2"), LATER)
    call_next(three_wait, "1", by_page(3), LATER)

    assert call_next(three_wait, "1", by_page(1), LATER) == first


def test_counters_that_call_at_once_get_a_ticket_each(three_wait):
    one = call_next(three_wait, "1", by_page(1), AT_NINE)
    two = call_next(three_wait, "2", by_page(2, "2"), AT_NINE)

    assert (one["number"], two["number"]) == ("A001", "A002")


def test_a_key_that_was_used_for_another_press_is_refused(three_wait):
    call_next(three_wait, "1", by_page(1, body="one", press="17"), AT_NINE)

    with pytest.raises(KeyReused):
        call_next(three_wait, "1", by_page(1, body="two", press="18"), LATER)


def test_one_press_is_one_call_under_whatever_key_it_comes(three_wait):
    first = call_next(three_wait, "1", by_page(1, press="17"), AT_NINE)

    assert call_next(three_wait, "1", by_page(2, press="17"), LATER) == first


def test_one_press_is_one_call_also_when_the_ring_has_long_forgotten_it(three_wait):
    """The ledger has followed the 70 steps between."""
    made = [Step(seq, "take", f"before {seq}", NINE) for seq in range(1, 6)]
    first = call_next(three_wait, "1", by_page(1, press="17"), AT_NINE)
    made.append(decode(table.lines(HOME).get(line_pk(KEY), "line") or {})[1])
    for n in range(70):
        made.append(lines.apply(HOME, KEY, a_take(f"between {n}"), NINE + n)[1])
    for step in made:
        ledger.append(HOME, KEY, step, "")

    assert call_next(three_wait, "1", by_page(2, press="17"), LATER) == first
    assert call_next(three_wait, "1", by_page(3, press="18"), LATER)["number"] == "A002"


def test_a_press_of_another_counter_or_day_is_another(three_wait):
    first = call_next(three_wait, "1", by_page(1, press="17"), AT_NINE)
    second = call_next(three_wait, "2", by_page(2, "2", press="17"), AT_NINE)

    assert (first["number"], second["number"]) == ("A001", "A002")
    tomorrow = LineKey("rsud", "2026-03-03")
    lines.apply(HOME, KEY, EndDay(rid("end")), NINE + 3600)
    for command in (opened("1"), a_take("dewi"), a_take("eko")):
        lines.apply(HOME, tomorrow, command, NINE + 86_400)
    assert call_next(three_wait, "1", by_page(3, press="17"), NEXT_DAY)["seq"] == 4
    assert call_next(three_wait, "1", by_page(1, press="17"), NEXT_DAY)["number"] == first["number"]


def test_a_button_s_press_is_one_call_however_often_it_comes(three_wait):
    press = ByButton("button-rsud-1", 17)

    first = call_next(three_wait, "1", press, AT_NINE)

    assert call_next(three_wait, "1", press, LATER) == first


def test_a_ticket_s_life_at_a_counter(three_wait):
    call_next(three_wait, "1", by_page(1), AT_NINE)

    again = recall(three_wait, "1", by_page(2, route="recalls"), LATER)
    served = serve(three_wait, "1", by_page(3, route="serving"), LATER)
    done = finish(three_wait, "1", False, by_page(4, route="finish"), LATER)

    assert (again["number"], again["call"]) == ("A001", 2)
    assert (served["number"], served["state"]) == ("A001", "open")
    assert done == {"counter": "1", "state": "open", "seq": 9}


def test_who_did_not_come_leaves_the_counter_free(three_wait):
    call_next(three_wait, "1", by_page(1), AT_NINE)

    no_show(three_wait, "1", by_page(2, route="no-show"), LATER)

    assert lines.read(HOME, KEY).cell("1").number == ""


def test_a_call_that_finds_nobody_finishes_and_says_so_each_time(three_wait):
    for n in range(3):
        call_next(three_wait, "1", by_page(n), moment(f"Monday 2026-03-02 09:0{n}"))

    for _ in range(2):
        with pytest.raises(NobodyWaiting):
            call_next(three_wait, "1", by_page(9), moment("Monday 2026-03-02 09:10"))

    assert lines.read(HOME, KEY).cell("1").number == ""


def test_a_counter_is_set_once_however_often_it_is_asked(three_wait):
    first = set_counter(three_wait, "1", "paused", (), AT_NINE)

    assert (
        set_counter(three_wait, "1", "paused", (), LATER)
        == first
        == {"counter": "1", "state": "paused", "seq": 6}
    )


def test_a_counter_that_is_closed_again_and_again_with_its_services_takes_one_step(three_wait):
    said = [set_counter(three_wait, "1", "closed", ("umum", "gigi"), at) for at in (AT_NINE, LATER)]

    assert said == [{"counter": "1", "state": "closed", "seq": 6}] * 2


def test_staff_choose_what_a_counter_calls_today(three_wait):
    set_counter(three_wait, "1", "open", ("gigi",), AT_NINE)

    with pytest.raises(NobodyWaiting):
        call_next(three_wait, "1", by_page(1), AT_NINE)


def test_a_counter_with_a_ticket_does_not_close_and_says_its_ticket(three_wait):
    call_next(three_wait, "1", by_page(1), AT_NINE)

    with pytest.raises(CounterBusy):
        set_counter(three_wait, "1", "closed", (), LATER)
    assert set_counter(three_wait, "1", "paused", (), LATER)["number"] == "A001"


def test_what_the_office_does_not_have_is_not_found(three_wait):
    with pytest.raises(UnknownCounter):
        call_next(three_wait, "9", by_page(1), AT_NINE)
    with pytest.raises(UnknownService):
        set_counter(three_wait, "1", "open", ("none",), AT_NINE)
