"""A slip fits its paper, whatever the cloud says."""

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st

from devices.kiosk.layout import PROFILES, Code, Row, draw, lay_out
from devices.printers import COLUMNS, Printer
from tests.devices.cloud import slip

URL = "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN"
LONG = "Perkiraan dipanggil 09.40 WITA (7 orang di depan)"


def texts(rows: list[Row | Code]) -> list[str]:
    return [row.text for row in rows if isinstance(row, Row)]


@given(
    lines=st.lists(st.text(max_size=200), min_size=1, max_size=30),
    number=st.from_regex(r"[A-HJ-NP-Z][0-9]{3,4}", fullmatch=True),
    columns=st.sampled_from(COLUMNS),
)
def test_every_row_fits_and_is_ascii(lines: list[str], number: str, columns: int) -> None:
    for row in lay_out(slip("1", number, lines=lines), URL, columns):
        if isinstance(row, Row):
            assert len(row.text) * row.size <= columns
            assert row.text.isascii()
            assert row.text.isprintable()


@pytest.mark.parametrize("columns", COLUMNS)
def test_the_number_is_the_largest_thing_on_the_slip_and_stands_once(columns: int) -> None:
    rows = [row for row in lay_out(slip("1"), URL, columns) if isinstance(row, Row)]

    largest = max(rows, key=lambda row: row.size)
    assert (largest.text, largest.size) == ("A001", 6)
    assert [row.text for row in rows].count("A001") == 1


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (48, ["Perkiraan dipanggil 09.40 WITA (7 orang di", "depan)"]),
        (42, ["Perkiraan dipanggil 09.40 WITA (7 orang di", "depan)"]),
        (32, ["Perkiraan dipanggil 09.40 WITA", "(7 orang di depan)"]),
    ],
)
def test_a_line_of_49_characters_is_wrapped(columns: int, expected: list[str]) -> None:
    rows = texts(lay_out(slip("1", lines=["RSUD", LONG]), "", columns))

    assert rows[-2:] == expected


def test_dashes_and_accents_become_what_a_cheap_printer_knows() -> None:
    rows = texts(lay_out(slip("1", lines=["Klinik Béta – 10–25 menit…", "日本"]), "", 48))

    assert rows[0] == "Klinik Beta - 10-25 menit..."
    assert rows[-1] == "??"


def test_without_an_address_there_is_no_code() -> None:
    assert not any(isinstance(row, Code) for row in lay_out(slip("1"), "", 48))


def test_a_native_code_is_small_and_a_raster_one_works_where_that_fails() -> None:
    drawn = {}
    for native in (True, False):
        printer = Dummy(profile=PROFILES[48])
        draw(printer, lay_out(slip("1"), URL, 48), Printer("", native_qr=native))
        drawn[native] = printer.output

    assert len(drawn[True]) < 600
    assert b"\x1d(k" in drawn[True]
    assert b"\x1dv0" in drawn[False]
    assert b"\x1d(k" not in drawn[False]
