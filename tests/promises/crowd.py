"""Many processes at one draw: the same people enter by all of them, with families and wishes, while others hold it."""

import json
import multiprocessing
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

from chalicelib import codes
from chalicelib.booking.confirm import confirm
from chalicelib.booking.enter_draw import enter_draw
from chalicelib.booking.entering import entering
from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.errors import Busy, Refusal
from chalicelib.homes import SomeFailed
from chalicelib.queueing import draw_list
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import bookings, draw_lists, draws, entries
from tests.factories import HOME
from tests.functions.drawing import draws_held
from tests.functions.drawing.draws_held import CLOSED, DAY, KEY, OPEN, a_drawing_office, placed, the_draw

from .history import slot_records
from .racing import environment, telling, told_by, unlucky
from .trouble import Crashed

OFFICE = a_drawing_office()
HOURS = (8, 9, 10, 11, 13, 14)
TRIES = 25

Answer = tuple[str, str, tuple[int, ...]]
"""The key of a request, what it was told, and for which people."""

verifier = SimpleNamespace(**run_path(str(Path(__file__).parents[2] / "web" / "public" / "verify_draw.py")))


@dataclass(frozen=True)
class Crowd:
    """So many processes enter so many people, each of them by all, and so many hold the draw meanwhile."""

    enter: int = 10
    people: int = 24
    hold: int = 3
    chance: float = 0.02
    without: str = ""


def make_rooms() -> None:
    """What a draw needs beside the tables, on the local AWS: a bucket and the secrets."""
    s3, manager = client("s3", HOME), client("secretsmanager", HOME)
    there = {one["Name"] for one in manager.list_secrets()["SecretList"]}
    for name in {settings().secret_id, settings().draws_secret_id} - there:
        manager.create_secret(Name=name, SecretString=f"{name} of the tests")
    bucket = settings().boards_bucket(HOME)
    if bucket not in {one["Name"] for one in s3.list_buckets()["Buckets"]}:
        draws_held.make_bucket()


def come_all(what: Crowd) -> list[Answer]:
    """Let all of them enter while the clock comes by, then hold the draw by several at once; what was answered."""
    entered = _at_once(
        what, [(_enters, n) for n in range(what.enter)] + [(_follows, n) for n in range(what.hold)]
    )
    late = _at_once(what, [(_draws, n) for n in range(what.hold)] + [(_comes_late, 0)])
    for n in range(TRIES):
        _hold(CLOSED + timedelta(minutes=1 + n))
        if the_draw().state == "drawn":
            break
    follow()
    return entered + late


def follow() -> None:
    """Follow what the stream shows of the slots, each record twice."""
    for record in slot_records():
        for _ in range(2):
            last = record.get("last") or {}
            if last.get("op") == "book":
                confirm(OFFICE, last["booking"], record["pk"].rpartition("#")[2], CLOSED)


def faults_of_draw(answers: list[Answer]) -> list[str]:
    """What is wrong with the draw after all of this, in words; nothing when the promises were kept."""
    found, draw = list[str](), the_draw()
    listed = draw_lists.read(OFFICE, draw)
    told = {name: getattr(draw, name) for name in ("commit", "root", "sealed")}
    try:
        verifier.check(
            verifier.joined([verifier.read(json.dumps(one).encode()) for one in draw_list.cut(listed)]), told
        )
    except verifier.Fault as fault:
        found.append(f"the list: {fault}")
    ways = defaultdict(set)
    for key, said, people in answers:
        for person in people if said == "entered" else ():
            ways[person].add(key)
    found += [
        f"person {person} is in the draw by {sorted(keys)}" for person, keys in ways.items() if len(keys) > 1
    ]
    kept = entries.collect(HOME, KEY)
    for key, said, people in answers:
        item = kept.get(draws_held.leaf(nik(people[0])))
        if said == "entered" and (
            item is None or item["id"] != _id(key) or item["sk"] not in listed["entries"]
        ):
            found.append(f"{key} was told it is entered, and is not")
        if said == "late" and item is not None and item["id"] == _id(key):
            found.append(f"{key} was told it comes too late, and is entered")
    won = {kept[leaf]["id"]: one["slot"] for leaf, one in listed["entries"].items() if "slot" in one}
    if won != placed():
        found.append(f"drawn are {won}, places have {placed()}")
    size = {kept[leaf]["id"]: 1 + len(one.get("members", ())) for leaf, one in listed["entries"].items()}
    for slot, left in draws_held.left().items():
        taken = sum(size[one] for one, at in placed().items() if at == slot)
        if taken + left != listed["places"][slot] or left < 0:
            found.append(f"{slot} has {taken} taken and {left} left of {listed['places'][slot]}")
    for own, slot in won.items():
        booking = bookings.read(HOME, own)
        if booking is None or (booking.state, booking.slot) != ("booked", slot):
            found.append(f"{own} was drawn into {slot} and is {booking.state if booking else 'nothing'}")
    return found


def _at_once(what: Crowd, doing: list[tuple[Any, int]]) -> list[Answer]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.promises.racing", __name__])
    start, results = context.Barrier(len(doing)), context.Queue()
    processes = [
        context.Process(
            target=telling, args=(do, environment(), start, results, f"{do.__name__} {n}", what, n)
        )
        for do, n in doing
    ]
    return [answer for heard in told_by(processes, results) for answer in heard]


def _enters(luck: random.Random, what: Crowd, n: int) -> list[Answer]:
    """Enter everybody, in any order, some with others; each request is repeated, as an unlucky phone does."""
    unlucky(luck, what.chance, what.without)
    answers = []
    for person in luck.sample(range(1, what.people + 1), what.people):
        along = [other % what.people + 1 for other in range(person, person + luck.choice([0, 0, 0, 1, 2]))]
        wishes = [f"{DAY}T{hour:02d}:00" for hour in luck.sample(HOURS, luck.randrange(3))]
        request = (f"{n:016x}{person:016x}", (person, *along), wishes)
        answers += [_ask_until_answered(*request, OPEN) for _ in range(luck.choice([1, 1, 2]))]
    return answers


def _comes_late(luck: random.Random, what: Crowd, n: int) -> list[Answer]:
    unlucky(luck, what.chance, what.without)
    return [
        _ask_until_answered(f"{n:015x}f{person:016x}", (person,), [], CLOSED)
        for person in range(1, what.people + 1)
    ]


def _follows(luck: random.Random, what: Crowd, n: int) -> list[Answer]:
    """The clock comes by while they enter, and again after a crash."""
    unlucky(luck, what.chance / 4, what.without)
    for minute in range(4):
        _hold(OPEN + timedelta(minutes=minute, seconds=n))
    return []


def _draws(luck: random.Random, what: Crowd, n: int) -> list[Answer]:
    unlucky(luck, what.chance / 4, what.without)
    for minute in range(8):
        _hold(CLOSED + timedelta(seconds=n + minute))
    return []


def _hold(now: Any) -> None:
    try:
        hold_draws(OFFICE, now)
    except (Crashed, SomeFailed, Busy):
        draw_lists.forget()


def _ask_until_answered(key: str, people: tuple[int, ...], wishes: list[str], at: Any) -> Answer:
    for _ in range(TRIES):
        try:
            return (key, _asked(key, people, wishes, at), people)
        except (Crashed, Busy):
            continue
    return (key, "nothing", people)


def _asked(key: str, people: tuple[int, ...], wishes: list[str], at: Any) -> str:
    first, *along = [{"nik": nik(person)} for person in people]
    body = {"visitor": first, "members": along, "slots": wishes}
    draw = draws.read(HOME, KEY)
    assert draw
    try:
        booking = enter_draw(OFFICE, entering(OFFICE, draw, body, "id", at), "", key, json.dumps(body), at)
    except Refusal as refusal:
        if isinstance(refusal, Busy):
            raise
        return "late" if type(refusal).__name__ == "DrawOver" else type(refusal).__name__
    return booking.state


def nik(person: int) -> str:
    """Somebody's."""
    return f"32041106099{person:05d}"


def _id(key: str) -> str:
    return codes.id_of(codes.code(HOME, "entry", "rsud", "umum", DAY, "", key))
