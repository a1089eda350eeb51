"""When who booked may check in, around the start of the slot."""

import pytest

from chalicelib.queueing.check_in_window import check_in_window
from tests.factories import an_office, moment


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
@pytest.mark.parametrize(
    ("said", "start", "earliest", "latest"),
    [
        ({}, "Monday 2026-03-02 09:00", "Monday 2026-03-02 07:00", "Monday 2026-03-02 10:00"),
        ({"early_minutes": 90, "late_minutes": 45}, "Monday 2026-03-02 09:00", "Monday 2026-03-02 07:30", "Monday 2026-03-02 09:45"),
        ({"early_minutes": 0, "late_minutes": 15}, "Monday 2026-03-02 09:00", "Monday 2026-03-02 09:00", "Monday 2026-03-02 09:15"),
        # Over midnight, the month's end and the year's: a desk that never closes.
        ({"early_minutes": 1440}, "Sunday 2026-03-01 00:00", "Saturday 2026-02-28 00:00", "Sunday 2026-03-01 01:00"),
        ({}, "Friday 2027-01-01 00:30", "Thursday 2026-12-31 22:30", "Friday 2027-01-01 01:30"),
        ({}, "Thursday 2026-12-31 23:30", "Thursday 2026-12-31 21:30", "Friday 2027-01-01 00:30"),
    ],
)  # fmt: skip
def test_one_may_check_in_from_early_until_the_place_is_released(zone, said, start, earliest, latest):
    office = an_office(time_zone=zone, check_in=said)

    assert check_in_window(office, moment(start, zone)) == (moment(earliest, zone), moment(latest, zone))
