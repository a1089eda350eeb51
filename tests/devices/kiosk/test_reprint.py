"""A slip again has the same number, says that it is a copy, and is not to be had for ever."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from devices.answers import Wrong
from devices.events import Events
from devices.kiosk.agent import Kiosk
from devices.kiosk.printer import SlipPrinter
from devices.kiosk.reprint import Copies
from devices.kiosk.web import reprint, staff
from devices.outbox import UNPRINTED, Outbox
from devices.simulated.printer import Printer
from schemas import topics
from tests.devices.cloud import slip
from tests.devices.office import config

PIN = "4821"


@pytest.fixture
def copies(printer: Printer, tmp_path: Path) -> Iterator[Copies]:
    settings = {"host": "127.0.0.1", "port": printer.server_address[1]}
    made = config(
        None, tmp_path / "k", topics.KIOSK, printer=settings, settings={"staff_pin": PIN, "regional": "jv"}
    )
    outbox = Outbox(made.state_dir / "outbox.sqlite")
    yield Copies(Kiosk(made, outbox, SlipPrinter(made.printer), Events()))
    outbox.close()


def printed(copies: Copies, id: str, fault: str | None = None, ago: float = 0) -> None:
    """A slip that came out, or did not, so many seconds ago."""
    outbox, then = copies.kiosk.outbox, datetime.now(UTC) - timedelta(seconds=ago)
    outbox.add({"id": id, "service": "igd", "language": "en"}, then)
    outbox.answer({"v": 1, "at": "2026-03-02T02:00:00Z"} | slip(id), then)
    outbox.start_printing(id)
    outbox.finish_printing(id, fault, then)


def bytes_of(printer: Printer) -> list[bytes]:
    return [one.read_bytes() for one in sorted(printer.out.glob("2*.bin"))]


def test_a_copy_has_the_number_and_says_that_it_is_one(copies: Copies, printer: Printer) -> None:
    printed(copies, "tap-1")

    status, told = reprint(copies, {"id": "tap-1"})

    assert (status, told["number"], told["copy"]) == (200, "A001", True)
    [paper] = bytes_of(printer)
    assert b"A001" in paper
    assert b"COPY" in paper


def test_a_slip_that_had_not_come_out_counts_as_printed_and_the_cloud_is_told(copies: Copies) -> None:
    printed(copies, "tap-1", fault="paper_out")
    copies.kiosk.outbox.mark_told("tap-1", UNPRINTED)

    assert reprint(copies, {"id": "tap-1"})[1]["printed"] is True
    assert [take.id for take in copies.kiosk.outbox.untold(9)] == ["tap-1"]


def test_a_copy_that_does_not_come_out_says_why_and_takes_nothing_back(
    copies: Copies, printer: Printer
) -> None:
    assert printer.control
    printed(copies, "tap-1")
    printer.control.write_text("out")

    _, told = reprint(copies, {"id": "tap-1"})
    assert (told["copy"], told["fault"], told["printed"]) == (False, "paper_out", True)


def test_a_visitor_has_three_copies_within_five_minutes_and_staff_as_many_as_are_needed(
    copies: Copies,
) -> None:
    printed(copies, "tap-1")
    printed(copies, "old", ago=301)

    assert [reprint(copies, {"id": "tap-1"})[0] for _ in range(4)] == [200, 200, 200, 409]
    assert reprint(copies, {"id": "old"}) == (409, {"why": "too-late"})
    assert reprint(copies, {"id": "old", "pin": PIN})[0] == 200
    assert reprint(copies, {"id": "tap-1", "pin": PIN})[0] == 200


@pytest.mark.parametrize("id", ["unknown", "asked"])
def test_what_has_no_number_has_no_copy(copies: Copies, id: str) -> None:
    copies.kiosk.outbox.add({"id": "asked", "service": "igd"}, datetime.now(UTC))

    assert reprint(copies, {"id": id}) == (409, {"why": "unknown"})


@pytest.mark.parametrize("body", [{}, {"id": None}, {"id": 7}, {"id": "a b"}])
def test_a_copy_of_nothing_is_refused_with_its_field(copies: Copies, body: dict[str, Any]) -> None:
    with pytest.raises(Wrong, match=r"^id"):
        reprint(copies, body)


def test_staff_see_the_last_slips_and_the_printer(copies: Copies) -> None:
    printed(copies, "tap-1", ago=9)
    printed(copies, "tap-2", fault="paper_out")

    status, told = staff(copies, {"pin": PIN})

    assert (status, told["printer"]) == (200, "ok")
    assert [(one["id"], one["printed"]) for one in told["slips"]] == [("tap-2", False), ("tap-1", True)]


@pytest.mark.parametrize("pin", [None, "", "0000", 4821, "48211"])
def test_a_wrong_pin_opens_nothing(copies: Copies, pin: Any) -> None:
    printed(copies, "tap-1", ago=301)

    assert staff(copies, {"pin": pin}) == (403, {"why": "wrong-pin"})
    assert reprint(copies, {"id": "tap-1", "pin": pin}) == (403, {"why": "wrong-pin"})


def test_a_pin_cannot_be_guessed(copies: Copies) -> None:
    answers = [staff(copies, {"pin": f"{guess:04}"})[0] for guess in range(6)]

    assert answers == [403, 403, 403, 403, 403, 409]
    assert staff(copies, {"pin": PIN}) == (409, {"why": "locked"})


def test_the_page_knows_that_there_is_a_pin_and_not_which(copies: Copies) -> None:
    assert copies.kiosk.state()["settings"] == {"regional": "jv", "staff": True}


def test_without_a_pin_nobody_is_staff(printer: Printer, tmp_path: Path) -> None:
    made = config(None, tmp_path / "k", topics.KIOSK)
    outbox = Outbox(made.state_dir / "outbox.sqlite")

    assert not Copies(Kiosk(made, outbox, SlipPrinter(made.printer), Events())).is_staff("")
    outbox.close()
