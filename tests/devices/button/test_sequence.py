"""The sequence rises, whatever happens to clock and disk."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from devices.button.sequence import next_press

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MS = 1_772_416_800_000


def test_it_starts_at_the_time_and_rises_by_one(tmp_path: Path) -> None:
    file = tmp_path / "press.json"

    assert [next_press(file, NOW) for _ in range(3)] == [MS, MS + 1, MS + 2]


def test_it_rises_when_the_clock_goes_back(tmp_path: Path) -> None:
    file = tmp_path / "press.json"
    next_press(file, NOW)

    assert next_press(file, NOW - timedelta(days=9000)) == MS + 1


def test_it_rises_when_the_file_is_lost_or_spoilt(tmp_path: Path) -> None:
    file = tmp_path / "press.json"
    next_press(file, NOW)
    file.write_text('"?')

    assert next_press(file, NOW + timedelta(seconds=1)) == MS + 1000
