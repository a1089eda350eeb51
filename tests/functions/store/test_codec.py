"""A line as an item: nothing is lost on the way, and it stays small."""

from hypothesis import given

from chalicelib.queueing.commands import CallNext, Moved, Step
from chalicelib.queueing.line import Aside, Call, Cell, Line, LineKey, Place, Undoable
from chalicelib.store.codec import decode, encode, key_of, line_pk
from chalicelib.store.plain import plain, plain_item, typed_item
from tests.factories import KEY, NINE, a_take, after, opened, rid
from tests.functions.queueing.test_properties import days, lived


@given(days)
def test_a_line_comes_back_as_it_was_written_after_every_step(day):
    for _, line, made in lived(day):
        assert decode(plain_item(typed_item(encode(line, made)))) == (line, made)


def test_times_at_the_day_s_midnight_and_before_come_back():
    midnight = 1772409600  # 2026-03-02T00:00Z
    cell = Cell("open", "A001", "A.w", midnight, "called", midnight, 1, ("A",))
    line = Line(
        KEY, 1, waiting={"A.w": (Place("X7", midnight - 5), Place("A002", midnight))}, counters={"1": cell},
        calls=(Call(1, "A001", "1", midnight),), ring=((rid(1), "A001:1"),), presses={"button-1": (7, "A001:1")},
        aside={"A009": Aside("held", "A@2.w", midnight - 9, midnight, "2")},
        undo={"1": Undoable("void", midnight, cell, (("A.w", Place("A003", midnight)),), (),
                            (("A009", Aside("missed", "A.p", midnight, midnight + 1)),))},
    )  # fmt: skip
    made = Step(
        1,
        "end",
        rid(1),
        midnight,
        moved=(Moved("A001", "ended"), Moved("A1000", "waiting", "B@2.p", midnight - 1)),
    )

    assert decode(encode(line, made)) == (line, made)


def test_a_key_is_read_as_it_is_written():
    key = LineKey("samsat-jayapura", "2026-03-02", 3)

    assert (line_pk(key), key_of(line_pk(key))) == ("line#samsat-jayapura#2026-03-02#3", key)


def test_with_200_waiting_a_busy_line_takes_less_than_4_kb():
    assert size_of(encode(*busy_line(200))) <= 4096


def busy_line(waiting):
    """A line of ten counters that are all serving, one call in 4 s, a full ring, and so many waiting; and its last step."""
    counters = [str(n) for n in range(1, 11)]
    line = after(*[opened(counter) for counter in counters])
    line = after(*[a_take(f"early {n}", NINE + n) for n in range(70)], line=line)
    for n, counter in enumerate(counters):
        press = CallNext(rid(counter), f"button-rsud-{counter}", press=999, counter=counter, letters=("A",))
        line = after(press, line=line, now=NINE + 600 + 4 * n)
    waits = tuple(Place(f"A{n:03d}", NINE + 11 * n) for n in range(100, 100 + waiting))
    line = line.with_list("A.w", waits)
    made = Step(
        line.seq,
        "call",
        rid("x"),
        NINE,
        "button-rsud-1",
        "A012:12",
        "A012",
        "1",
        list="A.w",
        turn=NINE,
        call=12,
    )
    return line, made


def size_of(item):
    """Bytes as DynamoDB counts them: names and values, 3 for each list or map and 1 for each of its elements."""
    return sum(len(name.encode()) + _size(value) for name, value in typed_item(item).items())


def _size(value):
    [(kind, content)] = value.items()
    if kind == "N":
        return len(content.lstrip("-0.")) // 2 + 2
    if kind == "L":
        return 3 + sum(1 + _size(one) for one in content)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _size(one) for name, one in content.items())
    if kind == "B":
        return len(plain(value))
    return {"S": len, "BOOL": lambda _: 1, "NULL": lambda _: 1}[kind](content)
