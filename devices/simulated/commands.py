"""Reads ESC/POS bytes as commands, as they arrive: what python-escpos sends for a slip and a little more."""

from dataclasses import dataclass

TEXT, UNKNOWN = "text", "unknown"

# How many bytes of argument follow a command of two bytes.
ARGUMENTS = {
    b"\x1b@": 0, b"\x1b2": 0,
    **{b"\x1b" + letter.encode(): 1 for letter in "!EaMdJtR-{G3 "},
    **{b"\x1d" + letter.encode(): 1 for letter in "!BbrI"},
    b"\x10\x04": 1,
}  # fmt: skip
CUT, RASTER, LONG, RASTER_HEAD = b"\x1dV", b"\x1dv", b"\x1d(", 8
CUT_WITH_FEED = (65, 66, 97, 98)


@dataclass(frozen=True)
class Command:
    """One command: its two bytes, and its argument; text and what is unknown have a word for a name."""

    name: bytes | str
    argument: bytes = b""


def read(buffer: bytes) -> tuple[list[Command], bytes]:
    """The complete commands in the buffer, and the bytes left over that need more to follow."""
    found: list[Command] = []
    while buffer:
        size = _size(buffer)
        if size is None or size > len(buffer):
            break
        found.append(_command(buffer[:size]))
        buffer = buffer[size:]
    return found, buffer


def _size(buffer: bytes) -> int | None:
    """How many bytes the first command takes; None when more must come to know."""
    if buffer[0] not in b"\x10\x1b\x1d":
        return _text_size(buffer)
    if len(buffer) < 2:
        return None
    name = buffer[:2]
    if name in ARGUMENTS:
        return 2 + ARGUMENTS[name]
    if name == CUT:
        return None if len(buffer) < 3 else 4 if buffer[2] in CUT_WITH_FEED else 3
    if name == LONG:
        return None if len(buffer) < 5 else 5 + int.from_bytes(buffer[3:5], "little")
    if name == RASTER:
        return None if len(buffer) < RASTER_HEAD else RASTER_HEAD + _raster_size(buffer)
    return 2


def _raster_size(buffer: bytes) -> int:
    width, height = int.from_bytes(buffer[4:6], "little"), int.from_bytes(buffer[6:8], "little")
    return width * height


def _text_size(buffer: bytes) -> int:
    if buffer[0] < 0x20:
        return 1
    return next((place for place, byte in enumerate(buffer) if byte < 0x20), len(buffer))


def _command(whole: bytes) -> Command:
    if whole[0] not in b"\x10\x1b\x1d":
        return Command(TEXT, whole)
    known = whole[:2] in ARGUMENTS or whole[:2] in (CUT, LONG, RASTER)
    return Command(whole[:2] if known else UNKNOWN, whole[2:] if known else whole)
