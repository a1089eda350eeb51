"""The page that explains the order tells the truth: its examples are the rule's own answers."""

import re
from pathlib import Path

import pytest

from chalicelib.queueing.commands import REASONS
from chalicelib.queueing.order import HeadStarts, turn

PAGE = Path("docs/order.md").read_text()
PICTURE = Path("docs/pictures/order.svg").read_text()
ROWS = re.findall(r"^\| (A\d+) \| ([a-z-]+) \| ([\d.]+) \| ([\d.]*) ?\| ([\d.]+) \|$", PAGE, re.M)


def seconds(clock):
    """9.20 in seconds of the day."""
    hour, minute = clock.split(".")
    return int(hour) * 3600 + int(minute) * 60


@pytest.mark.parametrize(("number", "klass", "came", "slot", "said"), ROWS)
def test_each_example_is_what_the_rule_gives(number, klass, came, slot, said):
    assert turn(klass, seconds(came), seconds(slot) if slot else None, HeadStarts()) == seconds(said)


def test_the_examples_stand_in_the_order_of_their_turns_as_in_the_picture():
    turns = [seconds(row[-1]) for row in ROWS]

    assert len(ROWS) == 6
    assert turns == sorted(turns)
    assert re.findall(r">\d\. (A\d+)<", PICTURE) == [row[0] for row in ROWS]


def test_every_reason_is_named():
    assert all(reason in PAGE for reason in REASONS)
