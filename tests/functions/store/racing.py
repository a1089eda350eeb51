"""Eight processes at one line: what each does, and what the line's stream must then show."""

import itertools
import os
import random
from collections import Counter
from dataclasses import replace

import boto3

from chalicelib.errors import Busy, Refusal
from chalicelib.queueing.commands import CallNext
from chalicelib.queueing.order import in_call_order
from chalicelib.queueing.step import FenceFallen
from chalicelib.settings import settings
from chalicelib.store import lines, requests
from chalicelib.store.codec import decode, encode
from chalicelib.store.table import from_image
from tests.factories import HOME, KEY, NINE, a_take

CRASH = 0.15
"""How often a process dies before a write, and how often after it, before it has the answer."""

REQUESTS = 30


class Crashed(Exception):
    """The process died here; whoever asked asks again."""


def write_whatever(table, line, after, made):
    """The writer without its condition `seq = :seen`: what the races must find."""
    table.put(encode(after, made))


WRITERS = {"if unchanged": lines.write_if_unchanged, "whatever": write_whatever}


def work(process, writer):
    """One process's day: takes and calls, in the same order as its twin's, each asked until it is answered.

    Processes 2n and 2n + 1 are twins: every request is sent by both at about the same time.
    """
    luck = random.Random(f"{process} {writer}")
    counter, answers = str(process // 2), []
    for n in range(REQUESTS):
        name, command = f"{counter} {n}", command_of(counter, n)
        result = _ask_until_answered(name, command, NINE + n * 10, _crashing(WRITERS[writer], luck))
        if result:
            answers.append((name, type(command).__name__, result))
    return answers


def command_of(counter, n):
    """The nth request of a pair of twins: by turns a take and a call to their counter."""
    return a_take(f"{counter} {n}", NINE + n) if n % 2 == 0 else CallNext("", counter=counter, letters=("A",))


def _ask_until_answered(name, command, now, write):
    for _ in range(40):
        try:
            request = requests.begin(HOME, (name,), "", lines.read(HOME, KEY), now)
            asked = replace(command, rid=request.rid, fence=request.fence)
            return lines.apply(HOME, KEY, asked, now, write=write)[1].result
        except (Crashed, Busy):
            continue
        except (Refusal, FenceFallen):
            return None
    return None


def _crashing(write, luck):
    def written(table, line, after, made):
        if luck.random() < CRASH:
            raise Crashed
        there = write(table, line, after, made)
        if luck.random() < CRASH:
            raise Crashed
        return there

    return written


def history():
    """The lines and steps that the table's stream shows, in its order."""
    streams = boto3.client("dynamodbstreams", HOME, endpoint_url=os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
    [stream] = streams.list_streams(TableName=settings().lines_table)["Streams"]
    [shard] = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]["Shards"]
    place = streams.get_shard_iterator(
        StreamArn=stream["StreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    records = []
    while place:
        page = streams.get_records(ShardIterator=place)
        if not page["Records"]:
            break
        records += page["Records"]
        place = page.get("NextShardIterator")
    images = [record["dynamodb"]["NewImage"] for record in records]
    return [decode(from_image(image)) for image in images if image["sk"]["S"] == "line"]


def faults(seen, answers):
    """What broke a promise, in words; nothing when all were kept."""
    numbers = [made.number for _, made in seen if made.kind == "take"]
    calls = [made.number for _, made in seen if made.kind == "call"]
    by_name: dict[tuple[str, str], set[str]] = {}
    for name, kind, result in answers:
        by_name.setdefault((name, kind), set()).add(result)
    said = Counter(result for (_, kind), results in by_name.items() if kind == "Take" for result in results)
    return [
        *[f"step {made.seq} stands at {n}" for n, (_, made) in enumerate(seen, 1) if made.seq != n],
        *[f"number {n} is {number}" for n, number in enumerate(numbers, 1) if number != f"A{n:03d}"],
        *[f"{number} was called {count} times" for number, count in Counter(calls).items() if count > 1],
        *[f"{number} was given to {count} visitors" for number, count in said.items() if count > 1],
        *[f"{name} was answered {results}" for name, results in by_name.items() if len(results) > 1],
        *[f"{number} was answered but never issued" for number in said.keys() - set(numbers)],
        *_out_of_order(seen),
    ]


def _out_of_order(seen):
    for (before, _), (_, made) in itertools.pairwise(seen):
        first = next((place.number for _, place in in_call_order(before, "A")), None)
        if made.kind == "call" and made.number != first:
            yield f"{made.number} was called before {first}"
