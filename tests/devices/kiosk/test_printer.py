"""The slip printer, against the simulated one over a real socket."""

from pathlib import Path

from devices import printers
from devices.kiosk.layout import Row, lay_out
from devices.kiosk.printer import SlipPrinter
from devices.kiosk.status import Status
from devices.simulated.printer import Printer
from tests.devices.cloud import slip
from tests.devices.office import eventually

ROWS = lay_out(slip("1"), "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN", 48)


def reached(printer: Printer) -> SlipPrinter:
    return SlipPrinter(printers.Printer("127.0.0.1", int(printer.server_address[1])))


def pictures(printer: Printer) -> list[Path]:
    return sorted(printer.out.glob("2*.png"))


def test_a_slip_is_printed_once_with_its_bytes_beside_it(printer: Printer) -> None:
    assert reached(printer).print_slip(ROWS) is None

    picture = eventually(lambda: pictures(printer))[0]
    assert picture.with_suffix(".bin").read_bytes().count(b"\x1dV") == 1


def test_low_paper_prints_and_says_so(printer: Printer) -> None:
    assert printer.control
    printer.control.write_text("low")
    slips = reached(printer)

    assert slips.print_slip(ROWS) is None
    assert (slips.status, slips.status.paper, slips.status.fault) == (Status.LOW, "low", None)


def test_a_printer_that_comes_back_is_found(printer: Printer) -> None:
    assert printer.control
    slips = reached(printer)
    printer.control.write_text("out")
    slips.look()
    printer.control.write_text("ok")

    assert slips.print_slip([Row("kembali")]) is None


def test_a_printer_that_is_not_there_is_offline() -> None:
    slips = SlipPrinter(printers.Printer("127.0.0.1", 9297))

    assert slips.print_slip(ROWS) == "printer_offline"
    assert slips.look() is Status.OFFLINE


def test_a_printer_without_a_cutter_prints_too(printer: Printer) -> None:
    settings = printers.Printer("127.0.0.1", int(printer.server_address[1]), columns=32, native_qr=False)

    assert SlipPrinter(settings).print_slip(lay_out(slip("1"), "", 32)) is None
    assert eventually(lambda: pictures(printer))
