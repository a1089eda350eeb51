"""What broke a promise in a day at one line, in words, as the table's stream shows it; nothing when all were kept."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import RING, Line

from .doors import Message, rid_of_step

Seen = list[tuple[Line, Step]]


def faults_of(seen: Seen, messages: list[Message], answers: list[tuple[str, str, str]]) -> list[str]:
    """All that is wrong, whatever it is."""
    return [
        *_of_seqs(seen),
        *_of_numbers(seen),
        *_of_answers(seen, messages, answers),
        *[fault for line, made in seen for fault in _of_line(line, made)],
        *[
            fault
            for (before, _), (line, made) in itertools.pairwise(seen)
            for fault in _of_step(before, line, made)
        ],
    ]


def _of_seqs(seen: Seen) -> Iterator[str]:
    yield from (f"seq {made.seq} stands at {n}" for n, (_, made) in enumerate(seen, 1) if made.seq != n)
    done = Counter(made.rid for _, made in seen)
    yield from (f"request {rid} was done {times} times" for rid, times in done.items() if times > 1)


def _of_numbers(seen: Seen) -> Iterator[str]:
    issued: dict[str, list[str]] = defaultdict(list)
    for _, made in seen:
        if made.kind == "take":
            issued[made.number[0]].append(made.number)
    for letter, numbers in issued.items():
        if numbers != [f"{letter}{n:03d}" for n in range(1, len(numbers) + 1)]:
            yield f"the numbers of {letter} are {numbers}"


def _of_answers(seen: Seen, messages: list[Message], answers: list[tuple[str, str, str]]) -> Iterator[str]:
    done = {made.rid: made.result for _, made in seen}
    rids = {message.name: rid_of_step(message) for message in messages}
    for name, kind, said in sorted(set(answers)):
        if done.get(rids[name]) != said:
            yield f"{kind} {name} was answered {said}, the stream has {done.get(rids[name])}"


def _of_line(line: Line, made: Step) -> Iterator[str]:
    numbers = Counter(number for number, _ in places(line))
    yield from (
        f"{number} is in {times} places at seq {made.seq}" for number, times in numbers.items() if times > 1
    )
    if len(line.ring) > RING:
        yield f"the ring has {len(line.ring)} at seq {made.seq}"
    for name, waiting in line.waiting.items():
        turns = [place.turn for place in waiting]
        if turns != sorted(turns):
            yield f"{name} is not sorted at seq {made.seq}"


def _of_step(before: Line, line: Line, made: Step) -> Iterator[str]:
    """Only the numbers that a step names come or go, and a call takes the smallest turn that was there to take."""
    was, now = dict(places(before)), dict(places(line))
    named = {made.number, *(one.number for one in made.moved)}
    for number in (was.keys() ^ now.keys()) - named:
        yield f"{number} was lost or came from nowhere at seq {made.seq}"
    ended = {"finish", "withdraw", "void"} if made.phase != "waiting" else set()
    if made.number in was.keys() - now.keys() and made.kind not in ended:
        yield f"{made.number} was lost by {made.kind} at seq {made.seq}"
    if made.kind == "call":
        yield from _of_call(before, made)


def _of_call(before: Line, made: Step) -> Iterator[str]:
    back = [one.turn for one in made.moved if one.state == "waiting"]
    own = before.cell(made.counter).number == made.number
    turns = [turn for name, turn in _callable(before, made.counter)] + back
    waits = any(place.number == made.number for places in before.waiting.values() for place in places)
    if not waits and not own:
        yield f"{made.number} was called at seq {made.seq} although it did not wait"
    if not made.reason and not own and made.turn != min(turns):
        yield f"{made.number} was called at seq {made.seq} before one with an earlier turn"


def _callable(line: Line, counter: str) -> Iterator[tuple[str, int]]:
    """The lists and turns that a counter of these races may call: all but what was sent to another counter."""
    for name, waiting in line.waiting.items():
        sent_to = name[1:-2].removeprefix("@")
        if sent_to in ("", counter) and not name.endswith(".h"):
            yield from ((name, place.turn) for place in waiting)


def places(line: Line) -> Iterator[tuple[str, str]]:
    """Every number in the line, with where it is."""
    yield from ((place.number, name) for name, waiting in line.waiting.items() for place in waiting)
    yield from ((cell.number, cell.phase) for cell in line.counters.values() if cell.number)
    yield from ((number, aside.kind) for number, aside in line.aside.items())
