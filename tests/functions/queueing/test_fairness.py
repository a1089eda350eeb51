"""Fair, whatever happens: total order, bounded overtaking, nobody starved, and no luck of retries or fast counters."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.errors import Refusal
from chalicelib.queueing.commands import CallNext, Finish, Hold, NoShow, Onward, Resume, SetCounter, Transfer
from chalicelib.queueing.line import Line, letter_of, place_of
from chalicelib.queueing.order import HeadStarts, find, is_absent, turn
from chalicelib.queueing.step import step
from tests.factories import KEY, NINE, a_take, rid

STARTS = HeadStarts()
BOUND = max(STARTS.booked, STARTS.priority) + STARTS.grace
SERVES = {"1": ("A",), "2": ("A", "B"), "3": ("B",)}
SKEW = 3
"""Seconds that the clocks of two functions may be apart."""

takes = st.tuples(
    st.just("take"),
    st.sampled_from("AB"),
    st.sampled_from(["walk-in", "priority", "booked early", "booked late"]),
)
works = st.tuples(
    st.sampled_from(["call", "call", "finish", "no_show", "hold", "back", "send", "send anew"]),
    st.sampled_from("123"),
    st.none(),
)
days = st.lists(
    st.tuples(st.one_of(takes, works), st.integers(0, 600), st.integers(-SKEW, SKEW)), max_size=50
)


@dataclass
class Day:
    """A day as it is lived, with what each visitor would say: when I came, and from when I count."""

    line: Line = field(default_factory=lambda: Line(KEY))
    came: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    called: list[tuple[str, str, Line]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)

    def do(self, command, now):
        """One step; a refused one leaves no trace."""
        before = self.line
        try:
            self.line, made = step(before, command, now)
        except Refusal:
            return
        if made.kind == "call":
            self.called.append((made.counter, made.number, before))
            self.late += self._overtaken(made, before)
        anew = [made.number] if made.kind == "transfer" and not command.keep_turn else []
        anew += [one.number for one in made.moved if one.state == "waiting"]
        anew += [made.number] if made.kind == "finish" and made.phase == "waiting" else []
        for number in anew:
            self.came[number] = self.counts[number] = now

    def _overtaken(self, made, before):
        """Whom this call passed over though its visitor came later than the bound allows."""
        came = self.came.get(made.number, 0)
        for _, other in who_could(before, made.counter):
            if find(before, made.number) and came > self.counts[other] + BOUND + SKEW:
                yield f"{made.number} before {other}"

    def take(self, letter, klass, now, name):
        """Somebody comes: with a booking early for its slot or just within the grace, or without one."""
        slot = {"booked early": now + 3600, "booked late": now - STARTS.grace}.get(klass)
        due = turn(klass.split()[0], now, slot, STARTS)
        self.do(a_take(name, due, letter=letter, klass=klass.split()[0]), now)
        number = f"{letter}{self.line.issued[letter]:03d}"
        self.came[number], self.counts[number] = now, max(now, slot or now)


def lived(events):
    """The day of these events."""
    day, now = Day(), NINE
    for counter in SERVES:
        day.do(SetCounter(rid(f"open {counter}"), counter=counter), now)
    for name, ((kind, where, klass), apart, skew) in enumerate(events):
        now += apart
        if kind == "take":
            day.take(where, klass, now + skew, name)
        else:
            day.do(_asked(kind, where, name, day.line), now + skew)
    return day, now


def _asked(kind, counter, name, line):
    onward = Onward({"A": "B"}, priority=STARTS.priority)
    aside = next(iter(line.aside), "")
    return {
        "call": CallNext(rid(name), counter=counter, letters=SERVES[counter], onward=onward),
        "finish": Finish(rid(name), counter=counter, onward=onward),
        "no_show": NoShow(rid(name), counter=counter, grace=STARTS.grace),
        "hold": Hold(rid(name), counter=counter),
        "back": Resume(rid(name), counter=counter, number=aside, grace=STARTS.grace),
        "send": Transfer(rid(name), counter=counter, to="2"),
        "send anew": Transfer(
            rid(name), counter=counter, letter="B", keep_turn=False, priority=STARTS.priority
        ),
    }[kind]


def who_could(line, counter):
    """All that the counter could have called from this line, by its own reckoning: (turn, number)."""
    return [
        (place.turn, place.number)
        for name, places in line.waiting.items()
        for place in places
        if not is_absent(name)
        and (place_of(name) == counter or (not place_of(name) and letter_of(name) in SERVES[counter]))
    ]


@given(days)
@settings(max_examples=150)
def test_every_list_is_sorted_by_turn_after_every_step(events):
    day, _ = lived(events)

    for line in [*(before for _, _, before in day.called), day.line]:
        for places in line.waiting.values():
            turns = [place.turn for place in places]
            assert turns == sorted(turns)


@given(days)
@settings(max_examples=150)
def test_each_call_takes_the_smallest_turn_of_all_that_the_counter_serves(events):
    for counter, number, before in lived(events)[0].called:
        could = who_could(before, counter)
        cell = before.cell(counter)
        if cell.number != number and (found := find(before, number)):
            assert found[1].turn <= min(could)[0] if could else True


@given(days)
@settings(max_examples=150)
def test_nobody_is_overtaken_by_one_who_came_later_than_the_largest_head_start_and_grace(events):
    assert lived(events)[0].late == []


@given(st.lists(st.tuples(takes, st.integers(0, 1800), st.just(0)), min_size=2, max_size=12))
@settings(max_examples=150)
def test_nobody_is_overtaken_so_when_all_wait_for_one_counter(arrivals):
    presses = [(("call", "2", None), 10, 0)] * len(arrivals)

    assert lived([*arrivals, *presses])[0].late == []


@given(days)
@settings(max_examples=100)
def test_everybody_is_called_in_the_end_and_in_the_order_of_their_turns(events):
    day, now = lived(events)
    called, line = [], day.line
    for n in range(200):
        now += 10
        try:
            line, made = step(line, CallNext(rid(f"drain {n}"), counter="2", letters=("A", "B")), now)
        except Refusal:
            break
        called += [made.turn] if made.kind == "call" else []
        if made.kind != "call":
            break

    assert called == sorted(called)
    assert all(place_of(name) in ("1", "3") for name in line.waiting)


@given(days, st.lists(st.sampled_from("12"), min_size=1, max_size=12))
@settings(max_examples=100)
def test_who_is_next_does_not_depend_on_which_counter_is_fast_or_asks_twice(events, presses):
    day, now = lived([event for event in events if event[0][0] == "take"])
    in_turn, either = _calls(day.line, ["1"] * len(presses), now), _calls(day.line, presses, now)
    twice = _calls(day.line, presses, now, repeats=3)

    assert either == in_turn == twice


def _calls(line, presses, now, repeats=1):
    """The numbers that presses of these counters call, for one service; each may be sent several times."""
    found = []
    for n, counter in enumerate(presses):
        command = CallNext(rid(f"press {n}"), counter=counter, letters=("A",))
        for _ in range(repeats):
            try:
                line, made = step(line, command, now + n * 10)
            except Refusal:
                break
            found += [made.number] if made.kind == "call" else []
    return found


@given(days)
@settings(max_examples=60)
def test_a_retry_of_any_step_changes_nobody_s_place(events):
    """The same day, with every request sent again right behind itself."""
    doubled = []
    line, now = Line(KEY), NINE
    for counter in SERVES:
        line = step(line, SetCounter(rid(f"open {counter}"), counter=counter), now)[0]
    for name, ((kind, where, _klass), apart, _) in enumerate(events):
        now += apart
        command = a_take(name, now, letter=where) if kind == "take" else _asked(kind, where, name, line)
        for _ in range(2):
            try:
                line, made = step(line, replace(command), now)
                doubled += [] if made.replayed else [made.seq]
            except Refusal:
                pass

    assert doubled == list(range(len(SERVES) + 1, line.seq + 1))
