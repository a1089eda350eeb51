"""The close of the day: when, of which lines, and what becomes of who still waits."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.calling import close_days
from chalicelib.homes import SomeFailed
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines
from tests.factories import HOME, KEY, NINE, a_take, an_office, an_office_document, moment
from tests.functions.api import load

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def one_waits():
    lines.apply(HOME, KEY, a_take("ani"), NINE)


@pytest.mark.parametrize(
    ("now", "ended"),
    [
        ("Monday 2026-03-02 09:15", False),
        ("Monday 2026-03-02 15:29", False),
        ("Monday 2026-03-02 15:30", True),
        ("Tuesday 2026-03-03 07:00", True),
        ("Monday 2026-03-09 00:15", True),
    ],
)
def test_a_day_is_closed_half_an_hour_after_closing_also_days_later(one_waits, now, ended):
    close_days.close_days(an_office(), moment(now))

    line = lines.read(HOME, KEY)
    assert line.ended is ended
    assert bool(line.waiting) is not ended


def test_the_office_s_own_clock_decides():
    east = an_office(id="east", time_zone="Asia/Jayapura")
    key = LineKey("east", "2026-03-02")
    lines.apply(HOME, key, a_take("ani"), NINE)

    assert close_days.close_days(east, moment("Monday 2026-03-02 15:29", "Asia/Jayapura")) == []
    assert close_days.close_days(east, moment("Monday 2026-03-02 15:30", "Asia/Jayapura")) == [key]


def test_a_day_is_closed_once(one_waits):
    now = moment("Monday 2026-03-02 16:00")

    assert close_days.close_days(an_office(), now) == [KEY]
    assert close_days.close_days(an_office(), now) == []
    assert lines.read(HOME, KEY).seq == 2


def test_a_line_that_nobody_used_is_not_made_by_its_close():
    assert close_days.close_days(an_office(), moment("Monday 2026-03-02 16:00")) == []
    assert lines.read(HOME, KEY).seq == 0


def test_only_the_offices_of_this_region_are_closed(capsys):
    load(an_office_document(), home="ap-southeast-5")

    close_days.handler({}, None)

    assert json.loads(capsys.readouterr().out)["closed"] == 0


def test_one_bad_office_keeps_no_other_from_its_close():
    load(an_office_document(id="rusak", hours={"monday": {"open": "?", "close": "?"}}), an_office_document())
    key = LineKey("rsud", (datetime.now(UTC) - timedelta(days=2)).date().isoformat())
    lines.apply(HOME, key, a_take("ani"), NINE)

    with pytest.raises(SomeFailed, match="rusak"):
        close_days.handler({}, None)

    assert lines.read(HOME, key).ended
