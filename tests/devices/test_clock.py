"""The cloud's time at a device whose own date is wrong, jumps, or is lost with the power."""

from pathlib import Path

import pytest

from tests.devices.machine import Machine

CLOUD = 1_772_416_800.0
"""Monday 2026-03-02 09:00 in Jakarta."""
YEARS = 6 * 365 * 86_400
WRONG = [-YEARS, -3600, 0, 3600, YEARS]


@pytest.mark.parametrize("ahead", WRONG)
def test_a_measured_time_counts_whatever_the_machine_s_date_is_or_becomes(tmp_path: Path, ahead: int) -> None:
    machine = Machine(CLOUD + ahead)
    clock = machine.clock(tmp_path)

    told = clock.measured(CLOUD, machine.on)
    machine.wall += 1234
    machine.goes_on(60)

    assert told == ahead * 1000
    assert clock.now().timestamp() == CLOUD + 60


@pytest.mark.parametrize("ahead", WRONG)
def test_an_agent_that_starts_again_knows_it_and_so_does_a_machine_with_a_battery(
    tmp_path: Path, ahead: int
) -> None:
    machine = Machine(CLOUD + ahead)
    machine.clock(tmp_path).measured(CLOUD, machine.on)

    machine.goes_on(60)
    again = machine.clock(tmp_path)
    assert (again.now().timestamp(), again.is_sure) == (CLOUD + 60, True)
    machine.is_switched_off(3600)
    later = machine.clock(tmp_path)
    assert (later.now().timestamp(), later.is_sure) == (CLOUD + 3660, False)


def test_no_start_is_before_what_was_known(tmp_path: Path) -> None:
    machine = Machine(CLOUD)
    machine.clock(tmp_path).measured(CLOUD, machine.on)
    machine.is_switched_off(0)
    machine.wall = 0.0

    clock = machine.clock(tmp_path)
    kept = clock.now().timestamp()
    clock.not_before(CLOUD + 100)

    assert (kept, clock.now().timestamp()) == (CLOUD, CLOUD + 100)


def test_a_time_that_was_long_on_its_way_sets_nothing_back(tmp_path: Path) -> None:
    machine = Machine(CLOUD)
    clock = machine.clock(tmp_path)
    clock.measured(CLOUD, machine.on)

    clock.said(CLOUD - 60)
    stays = clock.now().timestamp()
    clock.said(CLOUD + 5)

    assert (stays, clock.now().timestamp()) == (CLOUD, CLOUD + 5)


@pytest.mark.parametrize("ahead", [-YEARS, YEARS])
def test_without_a_measured_time_the_hub_s_counts_and_with_one_it_does_not(
    tmp_path: Path, ahead: int
) -> None:
    machine = Machine(CLOUD + ahead)
    clock = machine.clock(tmp_path)

    clock.follow(CLOUD)
    followed = (clock.now().timestamp(), clock.is_sure)
    clock.measured(CLOUD + 2, machine.on)
    clock.follow(CLOUD + 99)

    assert followed == (CLOUD, False)
    assert clock.now().timestamp() == CLOUD + 2


def test_a_date_that_was_set_in_between_is_known_at_a_start_without_a_link(tmp_path: Path) -> None:
    machine = Machine(CLOUD - 3600)
    clock = machine.clock(tmp_path)
    clock.measured(CLOUD, machine.on)

    machine.wall += 3600
    clock.remember()
    machine.is_switched_off(60)

    assert machine.clock(tmp_path).now().timestamp() == CLOUD + 60
