"""The picture of a slip shows what the bytes say."""

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.kiosk.layout import PROFILES, draw, lay_out
from devices.printers import Printer
from devices.simulated.commands import read
from devices.simulated.dots import qr_code
from devices.simulated.paper import MARGIN
from devices.simulated.render import render
from tests.devices.cloud import slip

URL = "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN"


def drawn(columns: int, native: bool = True) -> bytes:
    printer = Dummy(profile=PROFILES[columns])
    draw(printer, lay_out(slip("1"), URL, columns), Printer("", columns=columns, native_qr=native))
    return bytes(printer.output)


@pytest.mark.parametrize(("columns", "dots"), [(48, 576), (42, 512), (32, 384)])
@pytest.mark.parametrize("native", [True, False])
def test_a_slip_is_as_wide_as_its_paper_and_nothing_overflows(columns: int, dots: int, native: bool) -> None:
    slip = render(drawn(columns, native), columns)

    assert slip.picture.width == dots + 2 * MARGIN
    assert slip.overflows == []
    assert slip.unknown == []
    assert "A001" in slip.lines


def test_the_number_is_drawn_as_high_as_six_lines() -> None:
    slip = render(b"\x1d!\x55A001\n", 48)
    box = slip.picture.convert("L").point(lambda value: 255 - value).getbbox()

    assert box is not None
    assert 80 < box[3] - box[1] < 144


def test_a_native_code_is_drawn_module_by_module() -> None:
    slip = render(drawn(48), 48)
    expected = qr_code(URL, 6)

    left = (slip.picture.width - expected.width) // 2
    found = [
        top
        for top in range(slip.picture.height - expected.height)
        if slip.picture.crop((left, top, left + expected.width, top + expected.height)).tobytes()
        == expected.tobytes()
    ]
    assert len(found) == 1
    assert slip.codes == [URL]


def test_a_raster_is_drawn_dot_by_dot() -> None:
    slip = render(b"\x1dv0\x00\x01\x00\x02\x00\x80\x01", 48)

    inked = [
        (x, y) for x in range(8) for y in range(2) if not slip.picture.getpixel((MARGIN + x, MARGIN + y))
    ]
    assert inked == [(0, 0), (7, 1)]


def test_a_line_that_is_too_long_is_reported() -> None:
    assert render(b"x" * 49 + b"\n", 48).overflows == ["x" * 49]


def test_an_unknown_command_is_reported() -> None:
    assert render(b"\x1bZhello\n", 48).unknown == [b"\x1bZ"]


def test_each_cut_is_reported() -> None:
    assert len(render(b"a\n\x1dV\x01b\n\x1dVB\x00", 48).cuts) == 2


def test_alignment_moves_the_ink() -> None:
    left, right = (render(b"\x1ba" + bytes([align]) + b"X\n", 48).picture for align in (0, 2))

    assert ink(left)[0] < 40
    assert ink(right)[0] > 560


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.convert("L").point(lambda value: 255 - value).getbbox()
    assert box
    return box


@given(st.binary(max_size=200), st.integers(0, 200))
def test_bytes_mean_the_same_however_they_arrive(data: bytes, at: int) -> None:
    first, rest = read(data[:at])
    second, _ = read(rest + data[at:])

    def joined(commands: list) -> bytes:
        return b"".join(
            (command.name if isinstance(command.name, bytes) else b"") + command.argument
            for command in commands
        )

    assert joined(first) + joined(second) == joined(read(data)[0])
