"""The kernel against the model: every command in any order, with clocks apart, repeats, old presses and fallen fences."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chalicelib.errors import DayEnded, NotEnded, PressStale, Refusal, TicketGone
from chalicelib.queueing import commands as c
from chalicelib.queueing.at_counter import NOBODY
from chalicelib.queueing.line import RING, Line
from chalicelib.queueing.step import FenceFallen, step
from chalicelib.store.codec import decode, encode
from chalicelib.store.plain import plain_item, typed_item
from tests.factories import KEY, NINE, rid

from .model import GONE, Model, No

SERVES = {"1": (("A",), ""), "2": (("A", "B"), "L2"), "3": (("B", "C"), "L2")}
"""What the office gave each counter: letters and floor."""

GRACE, KINDS = 60, {"walk-in": "w", "booked": "b", "priority": "p"}

counters = st.sampled_from("123")
pauses = st.sampled_from([0, 1, 3, 3, 8, 30, 70])
onwards = st.builds(
    c.Onward, st.sampled_from([{}, {"A": "B"}, {"A": "C", "B": "C"}]), st.booleans(), st.just(900)
)
orders = st.fixed_dictionaries({"counter": counters, "onward": onwards})


class LineAndModel(RuleBasedStateMachine):
    """Each rule asks both for the same and compares where every number is then."""

    def __init__(self):
        super().__init__()
        self.line, self.model, self.now, self.made = Line(KEY), Model(serves=SERVES), NINE, []
        self.names, self.before, self.presses = 0, None, 0

    def both(self, command, on_model, pause, apart=0):
        """Carry the command out on both; the step, or None when both refused it."""
        self.now += pause
        now = self.now + apart
        self.names += 1
        command = replace(command, rid=rid(self.names))
        refused, after, made = "", self.line, None
        try:
            after, made = step(self.line, command, now)
        except Refusal as refusal:
            refused = type(refusal).__name__
        said = self._on_model(on_model, now, made)
        assert refused in said, f"the line said {refused or 'yes'}, the model {said}"
        if made is None:
            return None
        self.before, self.line = self.line, after
        self.made.append((command, made))
        assert made.seq == self.line.seq == self.before.seq + 1, "a seq was left out"
        return made

    def _on_model(self, on_model, now, made):
        """The refusals that the model finds right; an empty one when it does what was asked."""
        if self.model.ended:
            return (DayEnded.__name__,)
        try:
            on_model(now, made)
        except No as no:
            return no.args
        return ("",)

    @initialize()
    def counters_open(self):
        for counter in SERVES:
            self._set(counter, "open", (), "", 0)

    @rule(
        letter=st.sampled_from("AAB"), klass=st.sampled_from([*KINDS, "walk-in", "home"]),
        early=st.integers(-20, 5), pause=pauses,
    )  # fmt: skip
    def somebody_comes(self, letter, klass, early, pause):
        present, klass = klass != "home", "walk-in" if klass == "home" else klass
        name, turn = f"{letter}.{KINDS[klass] if present else 'h'}", self.now + early
        made = self.both(
            c.Take("", letter=letter, klass=klass, present=present, turn=turn),
            lambda now, made: self._same(made, self.model.take(letter, name, turn)),
            pause,
        )
        assert made is None or made.result == made.number

    def _same(self, made, number):
        assert made is None or made.number == number, "another number was issued"

    @rule(
        data=st.data(), what=st.sampled_from(["check_in", "withdraw", "void"]), counter=counters, pause=pauses
    )
    def a_number_is_asked_about(self, data, what, counter, pause):
        number = self._number(data, "list", "held")
        if what == "check_in":
            seen = data.draw(st.none() | st.integers(-900, 0))
            turn = None if seen is None else self.now + seen
            self.both(
                c.CheckIn("", number=number, turn=turn), lambda *_: self.model.check_in(number, turn), pause
            )
        elif what == "withdraw":
            self.both(c.Withdraw("", number=number), lambda *_: self.model.leave(number), pause)
        else:
            command = c.Void("", counter=counter, number=number)
            self.both(command, lambda now, _: self.model.void(counter, number, now), pause)

    @rule(order=orders, pause=pauses, apart=st.integers(-3, 3), pressed=st.booleans())
    def next_is_called(self, order, pause, apart, pressed):
        counter, onward = order["counter"], order["onward"]
        letters, floor = SERVES[counter]
        press, self.presses = (self.presses if pressed else None), self.presses + 1

        def on_model(now, made):
            first = self.model.may_call(counter, letters, floor, onward, now)
            if not first:
                self.model.finish(counter, onward, now)
                assert made is None or made.result == NOBODY
                return
            assert made is None or made.number in first, "not the smallest turn was called"
            self.model.call(counter, made.number if made else "", onward, now)

        by = f"button-{counter}" if pressed else "staff"
        command = c.CallNext("", by, press=press, letters=letters, floor=floor, **order)
        self.both(command, on_model, pause, apart)

    @rule(data=st.data(), order=orders, reason=st.sampled_from(["", "urgent", "because"]), pause=pauses)
    def a_chosen_one_is_called(self, data, order, reason, pause):
        counter, onward, number = order["counter"], order["onward"], self._number(data, "list")
        letters, floor = SERVES[counter]

        def on_model(now, made):
            self._may_call_at_all(counter, onward, now)
            self.model.needs_reason(
                counter, letters, floor, onward, now, number, reason, refused=made is None
            )
            self.model.call(counter, number, onward, now)

        command = c.CallThis("", letters=letters, floor=floor, number=number, reason=reason, **order)
        made = self.both(command, on_model, pause)
        assert made is None or made.reason in ("", reason)

    def _may_call_at_all(self, counter, onward, now):
        try:
            self.model.may_call(counter, *SERVES[counter], onward, now)
        except No as no:
            if "NobodyWaiting" not in no.args:
                raise

    @precondition(lambda self: any(cell.number for cell in self.line.counters.values()))
    @rule(
        data=st.data(), what=st.sampled_from(["recall", "serve", "no_show", "hold", "finish", "last"]),
        onward=onwards, pause=pauses,
    )  # fmt: skip
    def a_counter_works(self, data, what, onward, pause):
        counter = self._counter(data)
        on, last = c.Onward() if what == "last" else onward, what == "last"
        model = self.model
        asked: dict[str, tuple[Any, Any]] = {
            "recall": (c.Recall, lambda now, _: model.recall(counter)),
            "serve": (c.Serve, lambda now, _: model.serve(counter, now)),
            "no_show": (
                partial(c.NoShow, grace=GRACE),
                lambda now, _: model.put_aside(counter, "missed", now),
            ),
            "hold": (c.Hold, lambda now, _: model.put_aside(counter, "held", now)),
            "finish": (partial(c.Finish, onward=onward), lambda now, _: model.finish(counter, on, now)),
            "last": (
                partial(c.Finish, onward=onward, last=last),
                lambda now, _: model.finish(counter, on, now),
            ),
        }
        command, on_model = asked[what]
        self.both(command("", counter=counter), on_model, pause)

    @precondition(lambda self: self.line.aside)
    @rule(data=st.data(), counter=counters, pause=pauses)
    def one_comes_back(self, data, counter, pause):
        number = self._number(data, "held", "missed")
        command = c.Resume("", counter=counter, number=number, grace=GRACE)
        self.both(command, lambda now, _: self.model.resume(counter, number, GRACE, now), pause)

    @precondition(lambda self: any(cell.number for cell in self.line.counters.values()))
    @rule(
        data=st.data(), letter=st.sampled_from(["", "", "B", "C"]), keep=st.booleans(), pause=pauses,
        where=st.sampled_from([("", ""), ("1", ""), ("3", ""), ("", "L2")]),
    )  # fmt: skip
    def one_is_sent_on(self, data, letter, where, keep, pause):
        (to, floor), counter = where, self._counter(data)
        command = c.Transfer(
            "",
            counter=counter,
            letter=letter,
            to=to,
            floor=floor,
            keep_turn=keep,
            priority=900,
            beside=_beside(floor),
        )
        self.both(
            command, lambda now, _: self.model.transfer(counter, letter, to, floor, keep, 900, now), pause
        )

    @rule(
        counter=counters, letters=st.sampled_from([(), (), ("B",)]), pause=pauses,
        state=st.sampled_from(["open", "open", "open", "paused", "closed"]),
        hand_over=st.sampled_from(["", "line", "1", "2"]),
    )  # fmt: skip
    def a_counter_opens_or_closes(self, counter, state, letters, hand_over, pause):
        self._set(counter, state, letters, hand_over, pause)

    def _set(self, counter, state, letters, hand_over, pause):
        floor = SERVES[counter][1]
        command = c.SetCounter(
            "", counter=counter, state=state, letters=letters, hand_over=hand_over, floor=floor,
            beside=_beside(floor),
        )  # fmt: skip
        self.both(
            command, lambda now, _: self.model.set_counter(counter, state, letters, hand_over, now), pause
        )

    @rule(counter=counters, pause=st.sampled_from([0, 1, 5, 11]))
    def undo(self, counter, pause):
        command = c.Undo("", counter=counter, floor=SERVES[counter][1])
        self.both(command, lambda now, _: self.model.undo(counter, now), pause)

    @precondition(lambda self: self.made)
    @rule()
    def undo_at_once(self):
        """A step that is taken back before anything else happens leaves no trace in lists, counters and aside."""
        command, _ = self.made[-1]
        counter, before = getattr(command, "counter", ""), self.before
        if not counter or isinstance(command, c.Undo):
            return
        command = c.Undo("", counter=counter, floor=SERVES[counter][1])
        made = self.both(command, lambda now, _: self.model.undo(counter, now), 1)
        if made is not None:
            assert _lists(self.line) == _lists(before), "undo left the lists otherwise"
            assert _cells(self.line) == _cells(before), "undo left a counter otherwise"
            assert _aside(self.line, self.now) == _aside(before, self.now), "undo left others aside"

    @precondition(lambda self: self.names > 55)
    @rule(pause=pauses)
    def the_day_ends(self, pause):
        self.both(c.EndDay(""), lambda *_: self.model.end(), pause)

    @rule(data=st.data(), phase=st.sampled_from(["served", "no_show", "void"]))
    def it_is_set_right(self, data, phase):
        """Only behind the close, and it moves nobody."""
        number, before = self._number(data, "gone"), self.line
        command = c.Correct(rid(f"c{self.names}"), number=number, phase=phase)
        if not self.model.ended or number not in self.model.where:
            with pytest.raises(TicketGone if self.model.ended else NotEnded):
                step(before, command, self.now)
            return
        after, made = step(before, command, self.now)
        assert (after.waiting, after.counters, after.aside) == (before.waiting, before.counters, before.aside)
        assert (made.number, made.phase) == (number, phase)

    @precondition(lambda self: self.made)
    @rule(data=st.data(), later=st.integers(0, 10**6))
    def a_request_comes_again(self, data, later):
        """It changes nothing, as long as its fence stands; afterwards the record decides."""
        back = data.draw(st.integers(1, min(len(self.made), RING + 6)))
        command, made = self.made[-back]
        fenced = replace(command, press=None, fence=made.seq - 1)
        if back > RING:
            with pytest.raises(FenceFallen):
                step(self.line, fenced, self.now + later)
            return
        again, said = step(self.line, fenced, self.now + later)
        assert (again, said.result, said.replayed) == (self.line, made.result, True), "a repeat did something"

    @precondition(lambda self: any(one.press is not None for one, _ in self.made))
    @rule(data=st.data(), lower=st.integers(0, 2))
    def a_press_comes_again(self, data, lower):
        """The last press of a thing is answered as it was, a lower one is refused, whatever the ring knows."""
        pressed = {one.by: (one, made) for one, made in self.made if one.press is not None}
        command, made = pressed[data.draw(st.sampled_from(sorted(pressed)))]
        if lower and command.press >= lower:
            with pytest.raises(PressStale):
                step(self.line, replace(command, rid=rid("x"), press=command.press - lower), self.now)
            return
        again, said = step(self.line, replace(command, rid=rid("y")), self.now + 10**6)
        assert (again, said.result) == (self.line, made.result)

    def _number(self, data, *kinds):
        """A number of which it makes sense, mostly; else any, also one that was never issued."""
        fit = sorted(number for number, at in self.model.where.items() if at[0] in kinds)
        if fit and data.draw(st.sampled_from([True, True, True, False])):
            return data.draw(st.sampled_from(fit))
        return data.draw(st.sampled_from(["A099", *self.model.where]))

    def _counter(self, data):
        """A counter that has a ticket, mostly."""
        busy = [counter for counter in SERVES if self.model.has(counter)]
        if busy and data.draw(st.sampled_from([True, True, True, False])):
            return data.draw(st.sampled_from(busy))
        return data.draw(counters)

    @invariant()
    def every_number_is_where_the_model_has_it_and_nowhere_else(self):
        found = list(_where(self.line))
        numbers = [number for number, _ in found]
        assert len(numbers) == len(set(numbers)), "a number is in two places"
        model = {number: at for number, at in self.model.where.items() if at != GONE}
        known = {number for number in model if model[number][0] == "missed" and number not in numbers}
        assert all(self.now - model[number][3] > GRACE - 9 for number in known), "a missed one was lost"
        assert dict(found) == {number: at for number, at in model.items() if number not in known}

    @invariant()
    def counters_are_as_the_model_has_them(self):
        desks = {
            counter: (cell.state, cell.letters, cell.since) for counter, cell in self.line.counters.items()
        }
        model = {n: (desk.state, desk.letters, desk.since) for n, desk in self.model.desks.items()}
        if not self.model.ended:
            assert desks == model

    @invariant()
    def lists_are_sorted_by_turn_and_nothing_grows_without_bound(self):
        for name, places in self.line.waiting.items():
            turns = [place.turn for place in places]
            assert turns, f"{name} is kept although it is empty"
            assert turns == sorted(turns), f"{name} is not sorted by turn"
        assert len(self.line.ring) == min(RING, self.line.seq)
        assert set(self.line.undo) <= set(SERVES)
        assert len(self.line.calls) <= 6

    @invariant()
    def nobody_waits_for_a_counter_that_is_closed(self):
        for name in self.line.waiting:
            place = name[1:-2].removeprefix("@")
            assert place not in SERVES or self.line.cell(place).state != "closed", (
                f"{name} is called by nobody"
            )

    @invariant()
    def the_line_comes_back_as_it_was_written(self):
        if self.made:
            made = self.made[-1][1]
            assert decode(plain_item(typed_item(encode(self.line, made)))) == (self.line, made)


def _beside(floor):
    return tuple((counter, given) for counter, (given, on) in SERVES.items() if floor and on == floor)


def _where(line):
    for name, places in line.waiting.items():
        for place in places:
            yield place.number, ("list", name, place.turn)
    for counter, cell in line.counters.items():
        if cell.number:
            yield cell.number, ("cell", counter, cell.phase, cell.list, cell.turn)
    for number, aside in line.aside.items():
        yield number, (aside.kind, aside.list, aside.turn, aside.at)


def _lists(line):
    """Of equal turns, which stands before the other is the line's own to say."""
    return {name: sorted((p.turn, p.number) for p in places) for name, places in line.waiting.items()}


def _cells(line):
    return {counter: cell for counter, cell in line.counters.items() if cell.state != "closed"}


def _aside(line, now):
    return {n: one for n, one in line.aside.items() if one.kind == "held" or now - one.at <= GRACE}


MANY = settings(
    max_examples=70, stateful_step_count=60, deadline=None, derandomize=True,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.slow
def test_the_line_is_as_the_model_has_it_after_any_commands():
    run_state_machine_as_test(LineAndModel, settings=MANY)
