"""What the stream's followers keep: each once, by order where order counts; on both engines, raced on the strict one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from chalicelib.queueing.ledger import root, verify
from chalicelib.queueing.waiting_time import Learnt
from chalicelib.store import boards, figures, learnt, ledger, parked, reports, sms, table, things
from tests.factories import HOME, KEY, NINE, a_take, an_office, steps

THREADS = 8


def at_once(do: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(THREADS) as pool:
        return [one.result() for one in [pool.submit(do) for _ in range(THREADS)]]


@pytest.mark.usefixtures("engine")
class TestKept:
    def test_the_retained_board_only_grows(self) -> None:
        assert boards.claim(HOME, KEY, 5, 10_000) is True
        boards.note(HOME, KEY, 5)
        boards.note(HOME, KEY, 4)

        assert boards.retained(HOME, "rsud") == "2026-03-02#0001#00000005"
        assert boards.claim(HOME, KEY, 5, 20_000) is None
        assert boards.claim(HOME, KEY, 6, 10_999) is False
        assert boards.claim(HOME, KEY, 6, 11_000) is True

    def test_a_figure_keeps_each_step_once_and_in_order_however_they_come(self) -> None:
        for seq, kind in ((7, "finish"), (5, "take"), (6, "call"), (5, "take")):
            figures.note(HOME, KEY, "A001", seq, {"kind": kind, "at": seq})

        assert figures.of_day(HOME, "rsud", KEY.day) == {
            "A001": [{"kind": "take", "at": 5}, {"kind": "call", "at": 6}, {"kind": "finish", "at": 7}]
        }

    def test_parked_records_come_back_in_order(self) -> None:
        for sequence in ("9", "10", "9"):
            parked.park(HOME, "rsud", sequence, {"pk": {"S": sequence}}, "why")

        assert [one.image["pk"]["S"] for one in parked.parked(HOME, "rsud")] == ["9", "10"]
        parked.release(HOME, "rsud", parked.parked(HOME, "rsud")[0].sequence)
        assert len(parked.parked(HOME, "rsud")) == 1

    def test_what_was_learnt_is_read_with_the_office(self) -> None:
        learnt.forget()
        learnt.put(an_office(), "umum", Learnt(12.5, 0.7, 1.4), 40)

        assert learnt.pace(an_office(), NINE).learnt == {"umum": Learnt(12.5, 0.7, 1.4)}

    def test_devices_and_reports_are_listed_by_name_and_day(self) -> None:
        things.put(HOME, "rsud", "kiosk-rsud-1", 5, {"status": "online"})
        things.put(HOME, "rsud", "kiosk-rsud-1", 4, {"status": "offline"})
        for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
            reports.put(an_office(), day, {"day": day})
        reports.note_learnt(an_office(), "2026-03-03")

        assert [one["status"] for one in things.of_office(HOME, "rsud")] == ["online"]
        assert [one["day"] for one in reports.between(an_office(), "2026-03-02", "2026-03-03")] == [
            "2026-03-02",
            "2026-03-03",
        ]
        assert reports.has_learnt(an_office(), "2026-03-03")
        assert not reports.has_learnt(an_office(), "2026-03-04")


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
class TestRaced:
    def test_an_sms_is_marked_by_one(self) -> None:
        marked = at_once(lambda: sms.mark(HOME, "near", "ticket", NINE))

        assert sorted(marked) == [False] * (THREADS - 1) + [True]

    def test_a_cap_holds(self) -> None:
        counted = at_once(lambda: sms.count(table.visitors(HOME), "sms#phone#day", 3, NINE))

        assert sorted(counted) == [False] * (THREADS - 3) + [True] * 3

    def test_one_retains_the_board(self) -> None:
        claimed = at_once(lambda: boards.claim(HOME, KEY, 1, 10_000))

        assert claimed.count(True) == 1

    def test_the_ledger_is_one_chain_whoever_writes_it(self) -> None:
        for step in steps(*[a_take(n) for n in range(5)]):
            at_once(partial(ledger.append, HOME, KEY, step, ""))

        assert verify(ledger.read(HOME, KEY), root(KEY)) is None
        assert ledger.checkpoint(HOME, KEY) == 5
