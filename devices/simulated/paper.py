"""The paper under a printer's head: takes commands, becomes a slip."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PIL import Image

from devices.simulated.commands import CUT, LONG, RASTER, TEXT, UNKNOWN, Command
from devices.simulated.dots import CELLS, Style, glyph, qr_code

LINE_GAP = 6
MARGIN = 16
QR_SIZE, QR_STORE, QR_PRINT = 67, 80, 81


@dataclass
class Slip:
    """A drawn slip: the picture, the text line by line, QR contents, and what went wrong."""

    picture: Image.Image
    lines: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    overflows: list[str] = field(default_factory=list)
    unknown: list[bytes] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)


class Paper:
    """The paper under the print head: strips of dots, one below the other."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self.slip = Slip(Image.new("1", (1, 1), 1))
        self._style = Style()
        self._strips: list[Image.Image] = []
        self._line: list[tuple[str, Style]] = []
        self._qr_size, self._qr_content = 3, b""

    def take(self, command: Command) -> None:
        """Do what one command says; those that change nothing on paper are passed over."""
        if command.name == TEXT:
            self._write(command.argument)
        elif command.name == UNKNOWN:
            self.slip.unknown.append(command.argument)
        elif isinstance(command.name, bytes) and (act := ACTIONS.get(command.name)):
            act(self, command.argument)

    def flush(self) -> None:
        """Print the line that waits, if any."""
        if self._line:
            self._end_line()

    def finish(self) -> Slip:
        """Print what waits; the slip with all strips as one picture, a margin around it."""
        self.flush()
        high = sum(strip.height for strip in self._strips)
        whole = Image.new("1", (self.dots + 2 * MARGIN, high + 2 * MARGIN), 1)
        top = MARGIN
        for strip in self._strips:
            whole.paste(strip, (MARGIN, top))
            top += strip.height
        self.slip.picture = whole
        return self.slip

    def _write(self, text: bytes) -> None:
        if text == b"\n":
            self._end_line()
        elif text[0] >= 0x20:
            style = replace(self._style)
            self._line += [(letter, style) for letter in text.decode("cp437")]

    def _end_line(self) -> None:
        line, self._line = self._line, []
        self.slip.lines.append("".join(letter for letter, _ in line))
        if sum(style.cell[0] for _, style in line) > self.dots:
            self.slip.overflows.append(self.slip.lines[-1])
        high = max((style.cell[1] for _, style in line), default=CELLS[0][1])
        drawn = Image.new("1", (max(1, sum(style.cell[0] for _, style in line)), high), 1)
        left = 0
        for letter, style in line:
            drawn.paste(glyph(letter, style), (left, high - style.cell[1]))
            left += style.cell[0]
        self._place(drawn)
        self._feed(LINE_GAP)

    def _place(self, drawn: Image.Image) -> None:
        room = self.dots - drawn.width
        left = {1: room // 2, 2: room}.get(self._style.align, 0)
        strip = Image.new("1", (self.dots, drawn.height), 1)
        strip.paste(drawn, (max(0, left), 0))
        self._strips.append(strip)

    def _feed(self, dots: int) -> None:
        if dots:
            self._strips.append(Image.new("1", (self.dots, dots), 1))

    def _reset(self, _: bytes) -> None:
        self._style, self._line = Style(), []

    def _size(self, size: bytes) -> None:
        self._style.width, self._style.height = (size[0] >> 4) + 1, (size[0] & 15) + 1

    def _mode(self, mode: bytes) -> None:
        self._style.font, self._style.bold = mode[0] & 1, bool(mode[0] & 8)
        self._style.width, self._style.height = 1 + bool(mode[0] & 32), 1 + bool(mode[0] & 16)

    def _bold(self, on: bytes) -> None:
        self._style.bold = bool(on[0] & 1)

    def _invert(self, on: bytes) -> None:
        self._style.inverted = bool(on[0] & 1)

    def _font(self, font: bytes) -> None:
        self._style.font = font[0] & 1

    def _align(self, where: bytes) -> None:
        self._style.align = where[0] & 3

    def _feed_lines(self, count: bytes) -> None:
        self.flush()
        self._feed(count[0] * (CELLS[0][1] + LINE_GAP))

    def _feed_dots(self, count: bytes) -> None:
        self.flush()
        self._feed(count[0])

    def _cut(self, _: bytes) -> None:
        self.flush()
        self.slip.cuts.append(sum(strip.height for strip in self._strips))

    def _raster(self, argument: bytes) -> None:
        self.flush()
        wide, high = int.from_bytes(argument[2:4], "little"), int.from_bytes(argument[4:6], "little")
        inked = Image.frombytes("1", (wide * 8, high), bytes(byte ^ 0xFF for byte in argument[6:]))
        self._place(inked)

    def _two_dimensional(self, argument: bytes) -> None:
        # k, two bytes of length, then which code (49 is QR), which function, and its data.
        function, data = argument[4], argument[5:]
        if function == QR_SIZE:
            self._qr_size = data[0]
        elif function == QR_STORE:
            self._qr_content = data[1:]
        elif function == QR_PRINT:
            self._print_code()

    def _print_code(self) -> None:
        self.flush()
        if self._qr_content:
            text = self._qr_content.decode()
            self.slip.codes.append(text)
            self._place(qr_code(text, self._qr_size))


ACTIONS: dict[bytes, Callable[[Paper, bytes], None]] = {
    b"\x1b@": Paper._reset,
    b"\x1b!": Paper._mode,
    b"\x1bE": Paper._bold,
    b"\x1ba": Paper._align,
    b"\x1bM": Paper._font,
    b"\x1bd": Paper._feed_lines,
    b"\x1bJ": Paper._feed_dots,
    b"\x1d!": Paper._size,
    b"\x1dB": Paper._invert,
    CUT: Paper._cut,
    RASTER: Paper._raster,
    LONG: Paper._two_dimensional,
}
