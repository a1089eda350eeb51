"""Which board or state is newer, and what survives on disk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.disk import keep, kept
from devices.message import Newest, is_newer, message, parse, stamp

BOARD = {"day": "2026-03-02", "epoch": 1, "seq": 10, "at": "2026-03-02T02:00:00Z"}


@pytest.mark.parametrize(
    ("change", "newer"),
    [
        ({"seq": 11}, True),
        ({"seq": 9, "at": "2026-03-02T02:00:09Z"}, False),
        ({"epoch": 2, "seq": 1}, True),
        ({"epoch": 0, "seq": 99}, False),
        ({"day": "2026-03-03", "epoch": 1, "seq": 0}, True),
        ({"day": "2026-03-01", "seq": 99}, False),
        ({"at": "2026-03-02T02:00:01Z"}, True),
        ({}, False),
    ],
)
def test_day_then_epoch_then_seq_then_time_order_boards(change: dict[str, object], newer: bool) -> None:
    assert is_newer(BOARD | change, BOARD) is newer


def test_after_a_break_of_the_link_the_first_board_counts() -> None:
    newest = Newest()
    newest.offer(BOARD)

    assert not newest.offer(BOARD | {"seq": 5})
    newest.link_lost()
    assert newest.offer(BOARD | {"seq": 5})
    assert not newest.offer(BOARD | {"seq": 4})


def test_a_message_has_its_envelope_and_leaves_out_what_is_none() -> None:
    made = message(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), press="single", battery=None)

    assert made["v"] == 1
    assert made["at"] == "2026-03-02T09:00:00.000Z"
    assert "battery" not in made


def test_times_are_written_in_utc() -> None:
    assert stamp(datetime.fromisoformat("2026-03-02T09:00:00+07:00")) == "2026-03-02T02:00:00.000Z"


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"1", b"\xff\xfe\xfd"])
def test_what_is_no_object_is_no_message(payload: bytes) -> None:
    assert parse(payload) is None


def test_a_value_on_disk_is_whole_or_the_default(tmp_path: Path) -> None:
    file = tmp_path / "spoken.json"
    keep(file, {"call": 1})
    assert kept(file, {}) == {"call": 1}
    file.write_text('{"call"')
    assert kept(file, {}) == {}
