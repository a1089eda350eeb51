"""Characters and QR codes as dots, the same on every machine."""

from dataclasses import dataclass
from functools import cache
from math import ceil

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFont

SHARE, BASELINE, THRESHOLD = 0.8, 0.78, 150
CELLS = {0: (12, 24), 1: (9, 17)}
"""The dots of a character in font A and font B."""


@dataclass
class Style:
    """How the next characters look."""

    width: int = 1
    height: int = 1
    align: int = 0
    bold: bool = False
    inverted: bool = False
    font: int = 0

    @property
    def cell(self) -> tuple[int, int]:
        """The dots of one character, wide and high."""
        wide, high = CELLS[self.font]
        return wide * self.width, high * self.height


def glyph(letter: str, style: Style) -> Image.Image:
    """One character in its cell."""
    wide, high = style.cell
    # Pillow brings this face along, so a slip looks the same everywhere; too wide a letter is squeezed.
    face = _face(int(CELLS[style.font][1] * style.height * SHARE))
    ink = Image.new("L", (max(wide, ceil(face.getlength(letter)) + 2), high), 255)
    ImageDraw.Draw(ink).text((ink.width / 2, high * BASELINE), letter, font=face, fill=0, anchor="ms")
    fitted = ink.resize((wide, high)) if ink.width > wide else ink
    black = fitted.point(lambda value: 255 * (value > THRESHOLD), "1")
    if style.bold:
        # The head strikes twice, a little further right.
        again = Image.new("1", black.size, 1)
        again.paste(black, ((style.width + 1) // 2, 0))
        black = ImageChops.logical_and(black, again)
    return ImageChops.invert(black) if style.inverted else black


@cache
def _face(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def qr_code(text: str, size: int) -> Image.Image:
    """A QR code of the least error correction, each module this many dots wide."""
    rows = [list(row) for row in segno.make(text, error="l", micro=False, boost_error=False).matrix]
    side = len(rows)
    small = Image.new("1", (side, side), 1)
    for top, row in enumerate(rows):
        for left, dark in enumerate(row):
            small.putpixel((left, top), 0 if dark else 1)
    return small.resize((side * size, side * size), Image.Resampling.NEAREST)
