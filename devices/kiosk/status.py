"""What a printer says about itself, decoded from its answers to DLE EOT 1, 2 and 4.

The bits are those of Epson's ESC/POS reference. No answer, or one that cannot be, is UNKNOWN and never OK.
"""

from enum import Enum

DLE_EOT = b"\x10\x04"
QUESTIONS = (1, 2, 4)
"""The printer, the cause of being offline, the paper."""

FIXED_BITS, FIXED_VALUE = 0x93, 0x12
OFFLINE_BIT = 0x08
COVER_BIT, PAPER_STOP_BIT, ERROR_BIT = 0x04, 0x20, 0x40
NEAR_END_BITS, END_BITS = 0x0C, 0x60


class Status(Enum):
    """Whether the printer can print, or why not."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    COVER = "cover"
    OFFLINE = "offline"
    UNKNOWN = "unknown"

    @property
    def prints(self) -> bool:
        """Whether a slip can come out."""
        return self in (Status.OK, Status.LOW)

    @property
    def paper(self) -> str:
        """The paper as health messages say it."""
        return self.value if self in (Status.OK, Status.LOW, Status.OUT) else "unknown"

    @property
    def fault(self) -> str | None:
        """The fault as printed and health messages name it; none when it prints."""
        return FAULTS.get(self)


FAULTS = {
    Status.OUT: "paper_out",
    Status.COVER: "cover_open",
    Status.OFFLINE: "printer_offline",
    Status.UNKNOWN: "printer_unknown",
}


def decode(printer: bytes, offline: bytes, paper: bytes) -> Status:
    """The status in the answers to the three questions, each one byte, or empty when none came."""
    answers = [_valid(answer) for answer in (printer, offline, paper)]
    known_printer, known_offline, known_paper = (answer or 0 for answer in answers)
    if known_offline & COVER_BIT:
        return Status.COVER
    if known_paper & END_BITS or known_offline & PAPER_STOP_BIT:
        return Status.OUT
    if known_printer & OFFLINE_BIT or known_offline & ERROR_BIT:
        return Status.OFFLINE
    if None in answers:
        return Status.UNKNOWN
    return Status.LOW if known_paper & NEAR_END_BITS else Status.OK


def _valid(answer: bytes) -> int | None:
    if len(answer) != 1 or answer[0] & FIXED_BITS != FIXED_VALUE:
        return None
    return answer[0]
