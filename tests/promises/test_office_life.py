"""Promise 8: without the cloud kiosks issue and counters call, and afterwards everything is in the cloud, once."""

from pathlib import Path

import pytest

from tests.promises.office_life import OfficeLife


@pytest.mark.slow
@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize("seed", range(5))
def test_what_an_office_did_without_the_cloud_is_in_the_cloud_once_and_in_order(
    tmp_path: Path, seed: int
) -> None:
    office = OfficeLife(tmp_path, seed)
    office.without_the_cloud(60)
    hub_line = office.hub.line
    assert hub_line

    rows = office.bring_home()

    line = office.cloud_line()
    assert office.hub.lease.state == "follower", seed
    assert office.hub.journal.unplayed(1) == []
    # Each number is accounted for exactly once.
    taken = [row["number"] for row in rows if row["kind"] == "take"]
    assert sorted(taken) == sorted(office.issued.values())
    assert len(set(taken)) == len(taken)
    # Nobody is lost, doubled or moved; calls are what the office saw.
    assert line.waiting == hub_line.waiting
    assert {c: cell.number for c, cell in line.counters.items()} == {
        c: cell.number for c, cell in hub_line.counters.items()
    }
    assert [(call.number, call.counter) for call in line.calls] == [
        (call.number, call.counter) for call in hub_line.calls
    ]
    called = [row["number"] for row in rows if row["kind"] == "call"]
    assert len(set(called)) == len(called)
