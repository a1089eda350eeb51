"""Draws the bytes of a slip as the paper would look, and says what a real printer would stumble over."""

from devices.simulated.commands import read
from devices.simulated.paper import Paper, Slip

DOTS = {48: 576, 42: 512, 32: 384}
"""The width of the paper by its columns of font A."""


def render(data: bytes, columns: int = 48) -> Slip:
    """Draw all commands in the bytes on paper of this many columns of font A."""
    paper = Paper(DOTS[columns])
    commands, rest = read(data)
    for command in commands:
        paper.take(command)
    if rest:
        paper.slip.unknown.append(rest)
    return paper.finish()
