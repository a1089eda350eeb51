"""What one counter's staff ask for in a day, made up as they go: by what the line shows them, however old that is."""

import random
from typing import Any

from chalicelib.queueing import commands as c
from chalicelib.queueing.line import Line
from chalicelib.store import lines
from tests.factories import HOME, KEY, NINE

from .doors import Message

LETTERS = ("A", "B")
ONWARD = c.Onward({"A": "B"}, keep_turn=True)
"""Some who are done at A go on to B."""

NOWHERE = c.Onward({})
"""Others are done; said so, for the default cannot be sent to another process."""

GRACE = 900


def wish(counter: str, n: int, luck: random.Random) -> Message | None:
    """The nth message of a counter; None when what came to mind is not possible. All begin with a call, at once."""
    now = NINE + 30 * n + luck.randrange(3)
    kind = luck.choices(list(WISHES), [weight for weight, _ in WISHES.values()])[0] if n else "call"
    command = WISHES[kind][1](counter, luck, now)
    pressed = isinstance(command, c.CallNext) and command.by
    return Message(f"{counter} {n}", command, now, n + 1 if pressed else 0) if command else None


def _take(counter: str, luck: random.Random, now: int) -> c.Command:
    klass = luck.choice(["walk-in", "walk-in", "priority"])
    turn = now - luck.randrange(20) - (900 if klass == "priority" else 0)
    return c.Take("", letter=luck.choice("AAB"), klass=klass, turn=turn)


def _call(counter: str, luck: random.Random, now: int) -> c.Command:
    by, onward = luck.choice([f"button-{counter}", "staff"]), luck.choice([ONWARD, NOWHERE])
    pressed = by != "staff"
    return c.CallNext("", by if pressed else "", counter=counter, letters=LETTERS, onward=onward)


def _call_this(counter: str, luck: random.Random, now: int) -> c.Command | None:
    number = _one(luck, [place.number for places in _seen().waiting.values() for place in places])
    if not number:
        return None
    return c.CallThis("", counter=counter, letters=LETTERS, number=number, reason="urgent", onward=NOWHERE)


def _leave(counter: str, luck: random.Random, now: int) -> c.Command | None:
    number = _one(luck, [place.number for places in _seen().waiting.values() for place in places])
    if not number:
        return None
    return luck.choice([c.Withdraw("", number=number), c.Void("", counter=counter, number=number)])


def _resume(counter: str, luck: random.Random, now: int) -> c.Command | None:
    number = _one(luck, sorted(_seen().aside))
    return c.Resume("", counter=counter, number=number, grace=GRACE) if number else None


def _transfer(counter: str, luck: random.Random, now: int) -> c.Command:
    other = str(luck.randrange(4))
    to = "" if other == counter else other
    return c.Transfer(
        "", counter=counter, letter=luck.choice(["", "B"]), to=to, keep_turn=luck.random() < 0.5
    )


def _simple(command: Any, **more: Any) -> Any:
    return lambda counter, luck, now: command("", counter=counter, **more)


WISHES: dict[str, tuple[int, Any]] = {
    "take": (12, _take), "call": (10, _call), "call this": (2, _call_this), "leave": (1, _leave),
    "recall": (1, _simple(c.Recall)), "serve": (2, _simple(c.Serve)), "finish": (2, _simple(c.Finish, onward=NOWHERE)),
    "no-show": (2, _simple(c.NoShow, grace=GRACE)), "hold": (2, _simple(c.Hold)), "resume": (2, _resume),
    "transfer": (2, _transfer), "undo": (3, _simple(c.Undo)),
    "pause": (1, _simple(c.SetCounter, state="paused")), "open": (1, _simple(c.SetCounter, state="open")),
}  # fmt: skip
"""What is asked for, how often, and how it is made up."""


def _seen() -> Line:
    return lines.read(HOME, KEY, consistent=False)


def _one(luck: random.Random, numbers: list[str]) -> str:
    return luck.choice(numbers) if numbers else ""
