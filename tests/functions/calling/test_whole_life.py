"""What a counter does beside call and serve: hold, resume, transfer, stations, out of order, undo, void, hand-over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.calling.asked import ByPage
from chalicelib.calling.call_next import call_next
from chalicelib.calling.call_this import call_this
from chalicelib.calling.correct import correct
from chalicelib.calling.finish import finish
from chalicelib.calling.hold import hold
from chalicelib.calling.no_show import no_show
from chalicelib.calling.resume import resume
from chalicelib.calling.set_counter import Wanted, set_counter
from chalicelib.calling.transfer import transfer
from chalicelib.calling.undo import undo
from chalicelib.calling.void import void
from chalicelib.errors import (
    CounterBusy,
    CounterClosed,
    GraceOver,
    HeldNot,
    KeyReused,
    NotEnded,
    NothingToUndo,
    NotPresent,
    NotTaken,
    ReasonMissing,
    TicketGone,
    UndoTooLate,
    UnknownCounter,
    UnknownFloor,
)
from chalicelib.queueing.commands import EndDay
from chalicelib.store import lines, numbers, tickets
from tests.factories import HOME, KEY, NINE, a_take, moment, rid
from tests.functions.deployed import a_ticket

AT = moment("Monday 2026-03-02 09:00")


def minutes(n):
    return AT + timedelta(minutes=n)


def page(key, counter="1", route="verb"):
    return ByPage((route, "rsud", counter, "sub-of-sari", str(key)), "")


def waiting(name):
    return [place.number for place in lines.read(HOME, KEY).places(name)]


@pytest.fixture
def called(hospital):
    """Monday 09:01: counter 1 has called A001."""
    call_next(hospital, "1", page("first"), minutes(1))
    return hospital


def test_who_is_on_hold_waits_again_with_the_turn_it_had(called):
    held = hold(called, "1", page(1), minutes(2))
    back = resume(called, "2", "A001", page(2, "2"), minutes(30))

    assert held == {"counter": "1", "state": "open", "seq": 7}
    assert back == {"counter": "2", "state": "open", "seq": 8}
    assert waiting("A.w") == ["A001", "A002", "A003"]


def test_resuming_another_leaves_the_counter_its_own_ticket(called):
    hold(called, "1", page(1), minutes(2))
    call_next(called, "1", page(2), minutes(3))

    back = resume(called, "1", "A001", page(3), minutes(4))

    assert (back["number"], back["ticket"]) == ("A002", "A002")


def test_who_was_missed_may_come_back_for_a_quarter_of_an_hour(called):
    no_show(called, "1", page(1), minutes(2))
    resume(called, "1", "A001", page(2), minutes(17))
    assert waiting("A.w")[0] == "A001"

    call_next(called, "1", page(3), minutes(18))
    no_show(called, "1", page(4), minutes(19))
    with pytest.raises(GraceOver):
        resume(called, "1", "A001", page(5), minutes(35))


def test_what_does_not_stand_aside_cannot_be_resumed(called):
    for number in ("A001", "A002", "A999"):
        with pytest.raises(HeldNot):
            resume(called, "1", number, page(number), minutes(2))


@pytest.mark.parametrize(
    ("where", "keep_turn", "name", "turn"),
    [
        ({"service": "gigi"}, True, "B.w", NINE),
        ({"service": "gigi"}, False, "B.w", NINE + 120),
        ({"counter": "2"}, True, "A@2.w", NINE),
        ({"floor": "atas"}, True, "A@atas.w", NINE),
    ],
)
def test_a_ticket_is_sent_to_a_service_a_counter_or_a_floor(called, where, keep_turn, name, turn):
    answer = transfer(called, "1", where, keep_turn, page(1), minutes(2))

    [place] = lines.read(HOME, KEY).places(name)
    assert (place.number, place.turn) == ("A001", turn)
    assert answer == {"counter": "1", "state": "open", "seq": 7}


def test_a_counter_of_the_floor_calls_whom_it_was_sent(called):
    transfer(called, "1", {"floor": "atas"}, True, page(1), minutes(2))

    below = call_next(called, "1", page(2), minutes(3))
    above = call_next(called, "2", page(3, "2"), minutes(3))

    assert (below["number"], above["number"]) == ("A002", "A001")


def test_nobody_is_sent_where_nobody_is(called):
    with pytest.raises(CounterClosed):
        transfer(called, "1", {"counter": "3"}, True, page(1), minutes(2))
    with pytest.raises(UnknownFloor):
        transfer(called, "1", {"floor": "atap"}, True, page(2), minutes(2))
    transfer(called, "1", {"service": "gigi"}, True, page(3), minutes(2))
    assert call_next(called, "2", page(4, "2"), minutes(3))["number"] == "A001"
    with pytest.raises(NotTaken) as refused:
        transfer(called, "2", {"floor": "bawah"}, True, page(5, "2"), minutes(4))
    assert refused.value.field == "floor"


def test_who_is_done_at_the_clinic_waits_at_the_pharmacy(called):
    answer = finish(called, "1", False, page(1), minutes(2))

    assert "number" not in answer
    [place] = lines.read(HOME, KEY).places("S.w")
    assert (place.number, place.turn) == ("A001", NINE + 120)


def test_the_last_station_is_the_last(called):
    finish(called, "1", True, page(1), minutes(2))
    assert waiting("S.w") == []

    call_next(called, "1", page(2), minutes(3))
    call_next(called, "1", page(3), minutes(4))
    assert waiting("S.w") == ["A002"]


def test_a_call_before_its_turn_needs_a_reason(called):
    with pytest.raises(ReasonMissing) as refused:
        call_this(called, "2", "A003", "", page(1, "2"), minutes(2))
    assert refused.value.field == "reason"

    answer = call_this(called, "2", "A003", "urgent", page(2, "2"), minutes(2))
    assert (answer["number"], answer["ticket"], answer["call"]) == ("A003", "A003", 2)


def test_the_one_whose_turn_it_is_needs_no_reason(called):
    assert call_this(called, "2", "A002", "", page(1, "2"), minutes(2))["number"] == "A002"


def test_who_has_not_come_or_waits_no_more_cannot_be_called(called):
    lines.apply(HOME, KEY, a_take("dewi", present=False), NINE)

    with pytest.raises(NotPresent):
        call_this(called, "2", "A004", "urgent", page(1, "2"), minutes(2))
    with pytest.raises(TicketGone):
        call_this(called, "2", "A001", "urgent", page(2, "2"), minutes(2))


def test_a_call_is_taken_back_within_ten_seconds(called):
    soon = minutes(1) + timedelta(seconds=10)

    answer = undo(called, "1", page(1), soon)

    assert answer == {"counter": "1", "state": "open", "seq": 7}
    assert waiting("A.w") == ["A001", "A002", "A003"]
    with pytest.raises(NothingToUndo):
        undo(called, "1", page(2), soon)


def test_an_undone_finish_gives_the_counter_its_ticket_again(called):
    finish(called, "1", False, page(1), minutes(2))

    answer = undo(called, "1", page(2), minutes(2))

    assert (answer["number"], answer["call"]) == ("A001", 1)
    assert waiting("S.w") == []


def test_after_ten_seconds_it_is_too_late(called):
    with pytest.raises((UndoTooLate, NothingToUndo)):
        undo(called, "1", page(1), minutes(1) + timedelta(seconds=11))


def test_a_void_number_is_gone_for_good(called):
    answer = void(called, "1", "A002", page(1), minutes(2))

    assert answer["number"] == "A001"
    assert waiting("A.w") == ["A003"]
    lines.apply(HOME, KEY, a_take("dewi"), NINE)
    assert waiting("A.w") == ["A003", "A004"]
    with pytest.raises(TicketGone):
        void(called, "1", "A002", page(2), minutes(2))


def test_a_counter_that_closes_hands_its_ticket_over(called):
    with pytest.raises(CounterBusy):
        set_counter(called, "1", Wanted("closed"), "staff:sari", minutes(2))

    for _ in range(2):
        answer = set_counter(called, "1", Wanted("closed", hand_over="2"), "staff:sari", minutes(2))

    assert answer == {"counter": "1", "state": "closed", "seq": 7}
    assert waiting("A@2.w") == ["A001"]


def test_a_day_is_set_right_only_behind_its_close(called):
    with pytest.raises(NotEnded):
        correct(called, KEY.day, "A002", "served", page(1, "", "corrections"), minutes(2))
    lines.apply(HOME, KEY, EndDay(rid("end")), NINE + 300)

    first = correct(called, KEY.day, "A002", "served", page(2, "", "corrections"), minutes(10))
    again = correct(called, KEY.day, "A002", "served", page(2, "", "corrections"), minutes(11))

    assert first == again == {"seq": 8}


def test_what_is_right_already_is_not_set_right_again(called):
    take = a_take("citra", ticket="citra")
    a_ticket(take)
    numbers.put(HOME, KEY, "A003", "citra", NINE + 86_400)
    tickets.move(HOME, "citra", 5, state="served")
    with pytest.raises(NotEnded):
        correct(called, KEY.day, "A003", "served", page(1, "", "corrections"), minutes(2))
    lines.apply(HOME, KEY, EndDay(rid("end")), NINE + 300)

    first = correct(called, KEY.day, "A003", "no_show", page(2, "", "corrections"), minutes(10))
    tickets.move(HOME, "citra", first["seq"], state="no_show")

    assert correct(called, KEY.day, "A003", "no_show", page(3, "", "corrections"), minutes(11)) == first
    assert lines.read(HOME, KEY).seq == first["seq"]
    other = replace(page(2, "", "corrections"), body="another")
    with pytest.raises(KeyReused):
        correct(called, KEY.day, "A003", "no_show", other, minutes(12))


def test_a_repeat_of_any_verb_does_nothing_and_is_answered_the_same(hospital):
    verbs = [
        lambda at: call_next(hospital, "1", page(1), at),
        lambda at: hold(hospital, "1", page(2), at),
        lambda at: resume(hospital, "1", "A001", page(3), at),
        lambda at: call_this(hospital, "1", "A003", "together", page(4), at),
        lambda at: transfer(hospital, "1", {"service": "gigi"}, False, page(5), at),
        lambda at: undo(hospital, "1", page(6), at),
        lambda at: finish(hospital, "1", False, page(7), at),
        lambda at: void(hospital, "1", "A002", page(8), at),
    ]
    said = [verb(minutes(n) if n < 5 else minutes(4)) for n, verb in enumerate(verbs)]
    seq = lines.read(HOME, KEY).seq

    assert [answer["seq"] for answer in said] == list(range(6, 14))
    assert [verb(minutes(40)) for verb in verbs] == said
    assert lines.read(HOME, KEY).seq == seq


@pytest.mark.parametrize("verb", [hold, undo])
def test_a_counter_that_has_nothing_is_refused_so(hospital, verb):
    with pytest.raises((CounterClosed, NothingToUndo)):
        verb(hospital, "3", page(1, "3"), minutes(1))
    with pytest.raises(UnknownCounter):
        verb(hospital, "9", page(2, "9"), minutes(1))


def test_a_step_says_which_of_the_staff_but_not_who(called):
    assert page(1).by.startswith("staff:")
    assert len(page(1).by) == 16
    assert "sari" not in page(1).by
    assert page(1).by == page(2).by != ByPage(("verb", "rsud", "1", "sub-of-budi", "1"), "").by
