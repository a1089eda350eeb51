"""The line's rules again, as simply as can be: one place a number, no lists to keep sorted, no ring, no codec.

It knows nothing of the kernel but the values that go in and out, so the two can only agree where both are right.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.queueing.commands import REASONS, Onward

Where = tuple[Any, ...]
"""A number's one place: (list, name, turn) · (cell, counter, phase, name, turn) · (held | missed, name, turn, at) · (gone,)"""

GONE: Where = ("gone",)


class No(Exception):
    """The model refuses; `args` are the names of the refusals that fit."""


@dataclass(frozen=True)
class Desk:
    """A counter: open, paused or closed, the letters chosen for it, and since when its ticket is as it is."""

    state: str = "closed"
    letters: tuple[str, ...] = ()
    since: int = 0


@dataclass(frozen=True)
class Mark:
    """What a counter's step touched: each number's place before and after it, and the desk before it."""

    at: int
    places: dict[str, tuple[Where, Where]]
    desk: Desk


@dataclass
class Model:
    """The whole state; `where` holds every number that was ever issued, so none can be in two places or be lost."""

    where: dict[str, Where] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    marks: dict[str, Mark | None] = field(default_factory=dict)
    ended: bool = False
    serves: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    def taken_on(self, floor: str) -> set[str]:
        """The letters that the counters of a floor take which are not closed."""
        there = [(self.desk(counter), given) for counter, (given, on) in self.serves.items() if on == floor]
        return {letter for desk, given in there if desk.state != "closed" for letter in desk.letters or given}

    def has(self, counter: str) -> str:
        """The number that a counter has; empty when it has none."""
        return next((n for n, at in self.where.items() if at[:2] == ("cell", counter)), "")

    def desk(self, counter: str) -> Desk:
        return self.desks.get(counter, Desk())

    def callable(self, counter: str, letters: tuple[str, ...], floor: str) -> dict[str, int]:
        """The numbers that a counter may call, with their turns."""
        served = self.desk(counter).letters or letters
        return {
            number: at[2]
            for number, at in self.where.items()
            if at[0] == "list" and _may(at[1], counter, served, floor)
        }

    def take(self, letter: str, name: str, turn: int) -> str:
        number = f"{letter}{1 + sum(1 for n in self.where if n[0] == letter):03d}"
        self.where[number] = ("list", name, turn)
        return number

    def check_in(self, number: str, turn: int | None) -> None:
        at = self._waits(number)
        if at[1].endswith(".h"):
            early = turn is not None and turn < at[2]
            name = f"{at[1][0]}.{'p' if early else 'w'}"
            self.where[number] = ("list", name, turn if early else at[2])

    def leave(self, number: str) -> Where:
        """Withdraw or void; the place that the number had."""
        at = self.where.get(number, GONE)
        if at[0] not in ("list", "held"):
            raise No("TicketGone")
        self.where[number] = GONE
        return at

    def void(self, counter: str, number: str, now: int) -> None:
        self._works(counter)
        at = self.leave(number)
        self.marks[counter] = Mark(now, {number: (at, GONE)}, self.desk(counter))

    def call(self, counter: str, chosen: str, onward: Onward, now: int) -> None:
        """Call the number that the line chose; `may_call` has said which it may be."""
        ends = self._ends(counter, onward, now)
        waited = ends.get(chosen, self.where[chosen])
        self._step(counter, now, {**ends, chosen: ("cell", counter, "called", *waited[1:3])})

    def may_call(
        self, counter: str, letters: tuple[str, ...], floor: str, onward: Onward, now: int
    ) -> set[str]:
        """Those with the smallest turn once the counter's ticket has gone on; nobody when it only ends its ticket."""
        desk, has = self._works(counter), self.has(counter)
        if desk.state == "paused":
            raise No("CounterPaused")
        if has and self.where[has][2] == "called" and abs(now - desk.since) < 2:
            raise No("TooSoon")
        after = replace(self, where=self.where | self._ends(counter, onward, now))
        turns = after.callable(counter, letters, floor)
        if not turns and not has:
            raise No("NobodyWaiting")
        return {number for number, turn in turns.items() if turn == min(turns.values())}

    def needs_reason(
        self, counter: str, letters: tuple[str, ...], floor: str, onward: Onward, now: int, number: str,
        reason: str, refused: bool,
    ) -> None:  # fmt: skip
        """Refuse to call this number without a reason; of several with the same turn, the line says whose it is."""
        at = self._waits(number)
        if at[1].endswith(".h"):
            raise No("NotPresent")
        after = replace(self, where=self.where | self._ends(counter, onward, now))
        turns = list(after.callable(counter, letters, floor).items())
        earliest = min((turn for _, turn in turns), default=0)
        first = (number, earliest) in turns
        alone = [turn for _, turn in turns].count(earliest) == 1
        if reason not in REASONS and (not first or (refused and not alone)):
            raise No("ReasonMissing")

    def recall(self, counter: str) -> str:
        number = self._called(counter)
        self.marks[counter] = None
        return number

    def serve(self, counter: str, now: int) -> None:
        number = self._called(counter)
        self._step(counter, now, {number: ("cell", counter, "serving", *self.where[number][3:])})

    def finish(self, counter: str, onward: Onward, now: int) -> None:
        self._ticket(counter)
        self._step(counter, now, self._ends(counter, onward, now))

    def put_aside(self, counter: str, kind: str, now: int) -> None:
        number = self._called(counter) if kind == "missed" else self._ticket(counter)
        self._step(counter, now, {number: (kind, *self.where[number][3:], now)})

    def resume(self, counter: str, number: str, grace: int, now: int) -> None:
        self._works(counter)
        at = self.where.get(number, GONE)
        if at[0] not in ("held", "missed"):
            raise No("HeldNot")
        if at[0] == "missed" and now - at[3] > grace:
            # The line forgets who was missed too long ago.
            raise No("GraceOver", "HeldNot")
        self.where[number] = ("list", self._reachable(at[1]), at[2])
        self.marks[counter] = Mark(now, {number: (at, self.where[number])}, self.desk(counter))

    def transfer(
        self, counter: str, letter: str, to: str, floor: str, keep: bool, head_start: int, now: int
    ) -> None:
        number = self._ticket(counter)
        _, _, _, name, turn = self.where[number]
        own, letter = name[0], letter or name[0]
        if to and self.desk(to).state == "closed":
            raise No("CounterClosed")
        if floor and not any(letter in given for given, on in self.serves.values() if on == floor):
            raise No("NotTaken")
        if floor and letter not in self.taken_on(floor):
            raise No("CounterClosed")
        keep = keep or letter == own
        target = _name(letter, to or floor, name[-1])
        joined = turn if keep else now - (head_start if name[-1] == "p" else 0)
        self._step(counter, now, {number: ("list", target, joined)})

    def set_counter(
        self, counter: str, state: str, letters: tuple[str, ...], hand_over: str, now: int
    ) -> None:
        desk, number = self.desk(counter), self.has(counter)
        changes: dict[str, Where] = {}
        if state == "closed":
            to = "" if hand_over == "line" else hand_over
            if number and not hand_over:
                raise No("CounterBusy")
            if number and to and (to == counter or self.desk(to).state == "closed"):
                raise No("CounterClosed")
            if number:
                _, _, _, name, turn = self.where[number]
                changes[number] = ("list", _name(name[0], to, name[-1]), turn)
        chosen = () if state == "closed" else letters or desk.letters
        after = Desk(state, chosen, desk.since if number and state != "closed" else now)
        self._step(counter, now, changes, after)
        if self._pour_back(counter):
            # Who waited here alone is not sent back.
            self.marks[counter] = None

    def _pour_back(self, counter: str) -> bool:
        """Send those whom nobody could call any more to the common list; whether there were any."""
        floor, gone = self.serves[counter][1], self.desk(counter).state == "closed"
        left = {
            number: at
            for number, at in self.where.items()
            if at[0] == "list"
            and ((gone and _place(at[1]) == counter)
                 or (floor and _place(at[1]) == floor and at[1][0] not in self.taken_on(floor)))
        }  # fmt: skip
        self.where.update({n: ("list", _name(at[1][0], "", at[1][-1]), at[2]) for n, at in left.items()})
        return bool(left)

    def undo(self, counter: str, now: int) -> None:
        mark = self.marks.get(counter)
        if mark is None or any(self.where[n] != after for n, (_, after) in mark.places.items()):
            raise No("NothingToUndo")
        desk, floor = self.desk(counter), self.serves[counter][1]
        less = (mark.desk.state == "closed" != desk.state) or mark.desk.letters != desk.letters
        waited = [_place(at[1]) for at in self.where.values() if at[0] == "list"]
        if less and any(place and place in (counter, floor) for place in waited):
            raise No("NothingToUndo")
        if now - mark.at > 10:
            raise No("UndoTooLate", "NothingToUndo")
        for number, (before, _) in mark.places.items():
            self.where[number] = (
                ("list", self._reachable(before[1]), before[2]) if before[0] == "list" else before
            )
        self.desks[counter] = mark.desk
        self.marks[counter] = None

    def end(self) -> None:
        self.ended, self.desks, self.marks = True, dict.fromkeys(self.desks, Desk()), {}
        self.where = dict.fromkeys(self.where, GONE)

    def _step(self, counter: str, now: int, changes: dict[str, Where], desk: Desk | None = None) -> None:
        """Carry out a counter's step that can be taken back."""
        before = self.desk(counter)
        self.marks[counter] = Mark(now, {n: (self.where[n], after) for n, after in changes.items()}, before)
        self.where.update(changes)
        self.desks[counter] = desk or replace(before, since=now)

    def _ends(self, counter: str, onward: Onward, now: int) -> dict[str, Where]:
        """What becomes of the counter's ticket when it is done with it."""
        number = self.has(counter)
        if not number:
            return {}
        _, _, _, name, turn = self.where[number]
        letter = onward.next.get(name[0])
        if letter is None:
            return {number: GONE}
        joined = turn if onward.keep_turn else now - (onward.priority if name[-1] == "p" else 0)
        return {number: ("list", _name(letter, "", name[-1]), joined)}

    def _works(self, counter: str) -> Desk:
        desk = self.desk(counter)
        if desk.state == "closed":
            raise No("CounterClosed")
        return desk

    def _ticket(self, counter: str) -> str:
        self._works(counter)
        number = self.has(counter)
        if not number:
            raise No("NotCalled")
        return number

    def _called(self, counter: str) -> str:
        number = self._ticket(counter)
        if self.where[number][2] != "called":
            raise No("NotCalled")
        return number

    def _waits(self, number: str) -> Where:
        at = self.where.get(number, GONE)
        if at[0] != "list":
            raise No("TicketGone")
        return at

    def _reachable(self, name: str) -> str:
        place = name[1:-2].removeprefix("@")
        known = place in self.desks and self.desks[place].state == "closed"
        return _name(name[0], "", name[-1]) if known else name


def _name(letter: str, place: str, kind: str) -> str:
    return f"{letter}@{place}.{kind}" if place else f"{letter}.{kind}"


def _place(name: str) -> str:
    return name[1:-2].removeprefix("@")


def _may(name: str, counter: str, letters: tuple[str, ...], floor: str) -> bool:
    letter, place, kind = name[0], name[1:-2].removeprefix("@"), name[-1]
    if kind == "h":
        return False
    return (place == counter) if place not in ("", floor) else letter in letters
