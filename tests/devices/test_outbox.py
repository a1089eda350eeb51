"""The outbox: nothing lost, nothing doubled, whatever is killed when."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.outbox import PRINTED, Outbox
from tests.devices.cloud import slip
from tests.devices.office import ROOT

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TAKE = {"v": 1, "id": "take-1", "at": "2026-03-02T02:00:00.000Z", "service": "igd"}

# Each step of a take's life, and the state in which a power cut right after it leaves the take.
STEPS = {
    "outbox.add(TAKE, NOW)": "asking",
    "outbox.answer(SLIP, NOW)": "slip",
    "outbox.start_printing('take-1')": "printing",
    "outbox.finish_printing('take-1', None, NOW)": "printed",
    "outbox.mark_told('take-1', 'printed')": "printed",
}

UNTIL_KILLED = """
import os, signal
from datetime import UTC, datetime
from pathlib import Path
from devices.outbox import Outbox
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TAKE, SLIP = {take!r}, {slip!r}
outbox = Outbox(Path({file!r}))
{steps}
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite"


def lived(file: Path, steps: list[str]) -> None:
    """Another process that goes these steps and is killed without a chance to close anything."""
    code = UNTIL_KILLED.format(take=TAKE, slip=slip("take-1"), file=str(file), steps="\n".join(steps))
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert ended.returncode == -9


@pytest.mark.parametrize("count", range(1, len(STEPS) + 1))
def test_what_a_step_wrote_is_there_after_kill_9(file: Path, count: int) -> None:
    steps = list(STEPS)[:count]
    lived(file, steps)

    take = Outbox(file).take("take-1")

    assert take.state == STEPS[steps[-1]]
    assert take.payload == TAKE


def test_killed_while_printing_it_is_not_printed_again_and_the_fault_is_told(file: Path) -> None:
    lived(file, list(STEPS)[:3])
    outbox = Outbox(file)

    assert outbox.recover(NOW) == 1
    assert outbox.next_to_print() is None
    assert [(take.id, take.fault) for take in outbox.untold(10)] == [("take-1", "interrupted")]
    assert outbox.unshown(NOW - timedelta(minutes=2)) == outbox.take("take-1")


def test_killed_before_printing_it_is_printed_after(file: Path) -> None:
    lived(file, list(STEPS)[:2])
    outbox = Outbox(file)

    assert outbox.recover(NOW) == 0
    waiting = outbox.next_to_print()
    assert waiting is not None
    assert waiting.slip == slip("take-1")


def test_a_take_without_an_answer_is_asked_again_with_the_same_id(file: Path) -> None:
    lived(file, list(STEPS)[:1])

    assert [take.payload for take in Outbox(file).asking(10)] == [TAKE]


def test_the_same_take_twice_is_one(file: Path) -> None:
    outbox = Outbox(file)
    outbox.add(TAKE, NOW)
    again = outbox.add(TAKE | {"service": "other"}, NOW)

    assert again.payload["service"] == "igd"
    assert len(outbox.asking(10)) == 1


def test_a_slip_that_comes_twice_counts_once(file: Path) -> None:
    outbox = Outbox(file)
    outbox.add(TAKE, NOW)

    assert outbox.answer(slip("take-1", "A001"), NOW)
    assert not outbox.answer(slip("take-1", "A002"), NOW)
    assert outbox.take("take-1").slip == slip("take-1", "A001")


def test_a_slip_that_nobody_asked_for_is_not_kept(file: Path) -> None:
    assert not Outbox(file).answer(slip("stranger"), NOW)


def test_a_refusal_ends_the_asking_and_prints_nothing(file: Path) -> None:
    outbox = Outbox(file)
    outbox.add(TAKE, NOW)
    outbox.answer({"id": "take-1", "refused": {"type": "closed", "title": "Tutup"}}, NOW)

    assert outbox.asking(10) == []
    assert outbox.next_to_print() is None
    assert outbox.take("take-1").is_done


def test_what_is_done_and_told_is_forgotten_and_nothing_else(file: Path) -> None:
    outbox = Outbox(file)
    for name in ("old", "untold", "asking"):
        outbox.add(TAKE | {"id": name}, NOW)
    for name in ("old", "untold"):
        outbox.answer(slip(name), NOW)
        outbox.start_printing(name)
        outbox.finish_printing(name, None, NOW)
    outbox.mark_told("old", PRINTED)
    outbox.forget(NOW + timedelta(days=7))

    with pytest.raises(KeyError):
        outbox.take("old")
    assert [take.id for take in outbox.untold(10)] == ["untold"]
    assert [take.id for take in outbox.asking(10)] == ["asking"]


def test_the_disk_is_asked_to_keep_every_step(file: Path) -> None:
    outbox = Outbox(file)

    assert outbox._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)


@given(st.lists(st.sampled_from(["add", "answer", "start", "finish", "recover"]), max_size=30))
def test_whatever_happens_in_whatever_order_a_slip_goes_to_the_printer_at_most_once(steps: list[str]) -> None:
    outbox = Outbox(Path(":memory:"))
    act = {
        "add": lambda: outbox.add(TAKE, NOW),
        "answer": lambda: outbox.answer(slip("take-1"), NOW),
        "finish": lambda: outbox.finish_printing("take-1", None, NOW),
        "recover": lambda: outbox.recover(NOW),
    }
    started = 0
    for step in steps:
        if step == "start":
            started += outbox.start_printing("take-1")
        else:
            act[step]()
    outbox.close()

    assert started <= 1
