"""How a slip looks: rows that fit the printer's width; pure, and drawn by any python-escpos printer."""

import textwrap
import unicodedata
from dataclasses import dataclass
from typing import Any

from escpos.printer import Dummy

from devices.message import Message
from devices.printers import Printer

PROFILES = {48: "TM-T20II", 42: "TM-T88III", 32: "POS-5890"}
NUMBER_SIZE = 6
TORN_OFF = 4
"""Lines to feed where there is no cutter, so that the tear is below the last line."""
QR_SIZE = {48: 6, 42: 6, 32: 5}
ASCII = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "±": "+/-"})


@dataclass(frozen=True)
class Row:
    """A line of text; `size` multiplies width and height of each character."""

    text: str
    size: int = 1
    align: str = "left"
    bold: bool = False


@dataclass(frozen=True)
class Code:
    """A QR code that opens this URL."""

    url: str


Rows = list[Row | Code]


def lay_out(slip: Message, url: str, columns: int) -> Rows:
    """The rows of a slip: the office, the number large, the other lines, the QR code of its page.

    Every row fits `columns` characters of font A; text is ASCII, as cheap printers know no more.
    """
    number = to_ascii(slip["number"])
    office, *others = [to_ascii(line) for line in slip["lines"]] or [""]
    size = max(1, min(NUMBER_SIZE, columns // max(1, len(number))))
    rows: Rows = [Row(part, align="center", bold=True) for part in wrap(office, columns)]
    rows += [Row(""), Row(number, size, "center", bold=True), Row("")]
    for line in others:
        # The number stands above already, and the page's address below in the QR code.
        if line.strip() not in (number, url):
            rows += [Row(part, align="center") for part in wrap(line, columns)]
    if url:
        rows += [Row(""), Code(url)]
        rows += [Row(part, align="center") for part in wrap(to_ascii(url), columns)]
    return rows


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most this many characters; a longer word is broken."""
    return textwrap.wrap(text, columns) or [""]


def to_ascii(text: str) -> str:
    """The text with dashes, quotes and accents that a printer knows; what is left becomes '?'."""
    plain = unicodedata.normalize("NFKD", text.translate(ASCII))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    printable = "".join(letter if letter.isprintable() else " " for letter in kept)
    return printable.encode("ascii", "replace").decode()


def inked(rows: Rows, settings: Printer) -> bytes:
    """The bytes that make a printer with these settings draw the rows, and cut."""
    paper = Dummy(profile=PROFILES[settings.columns])
    draw(paper, rows, settings)
    return bytes(paper.output)


def draw(printer: Any, rows: Rows, settings: Printer) -> None:
    """Draw the rows and the cut on a python-escpos printer; draws nothing else."""
    printer.hw("INIT")
    for row in rows:
        if isinstance(row, Code):
            _draw_code(printer, row, settings)
            continue
        printer.set(align=row.align, bold=row.bold, custom_size=True, width=row.size, height=row.size)
        printer.textln(row.text)
    if settings.cut:
        printer.cut(mode="PART")
    else:
        printer.ln(TORN_OFF)


def _draw_code(printer: Any, code: Code, settings: Printer) -> None:
    size = QR_SIZE[settings.columns]
    printer.set(align="center", normal_textsize=True)
    if settings.native_qr:
        printer.qr(code.url, size=size, native=True)
        printer.ln()
    else:
        printer.qr(code.url, size=size, native=False, image_arguments={"center": False})
