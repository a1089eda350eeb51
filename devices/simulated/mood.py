"""How a simulated printer behaves, read from a control file: `echo out > control`; no file means ok."""

from dataclasses import dataclass
from pathlib import Path

OK, LOW, OUT, COVER, OFFLINE = "ok", "low", "out", "cover", "offline"
SILENT, GARBAGE, HANG, DISCONNECT, PARTIAL, JAM = "silent", "garbage", "hang", "disconnect", "partial", "jam"
ENDS, SLOW = "ends", "slow"

MOODS = {
    OK: "prints",
    LOW: "prints; the paper is near its end",
    OUT: "no paper: says so and prints nothing",
    COVER: "the cover is open: says so and prints nothing",
    OFFLINE: "offline with an error: says so and prints nothing",
    SILENT: "prints, but never answers a question",
    GARBAGE: "prints, but answers with bytes that mean nothing",
    HANG: "accepts a connection, then neither reads nor answers",
    DISCONNECT: "closes a connection as soon as something comes",
    PARTIAL: "answers, then hangs up after 100 bytes of a slip",
    ENDS: "the paper ends within a slip: half of it comes out, and it says so",
    SLOW: "prints, a few bytes at a time",
    JAM: "answers well before a slip, and says that the cover is open after it",
}

# What it answers once a slip began that does not come out.
AFTERWARDS = {JAM: {1: 0x1A, 2: 0x16}, ENDS: {1: 0x1A, 2: 0x32, 4: 0x7E}}

# The answers to DLE EOT 1, 2 and 4; those not named are as when all is well.
FINE = {1: 0x12, 2: 0x12, 4: 0x12}
ANSWERS = {
    LOW: {4: 0x1E},
    OUT: {1: 0x1A, 2: 0x32, 4: 0x7E},
    COVER: {1: 0x1A, 2: 0x16},
    OFFLINE: {1: 0x1A, 2: 0x52},
    GARBAGE: {1: 0xFF, 2: 0x00, 4: 0x81},
}


@dataclass(frozen=True)
class Mood:
    """A mood and what follows from it."""

    name: str

    @property
    def prints(self) -> bool:
        """Whether what is sent comes out on paper."""
        return self.name in (OK, LOW, SILENT, GARBAGE, SLOW)

    def answer(self, question: int, begun: bool = False) -> bytes:
        """The answer to DLE EOT with this question, empty when none is given; `begun`: a slip has been begun."""
        if self.name == SILENT:
            return b""
        afterwards = AFTERWARDS.get(self.name, {}) if begun else {}
        return bytes([(FINE | ANSWERS.get(self.name, {}) | afterwards).get(question, 0x12)])


def read_mood(control: Path | None) -> Mood:
    """The mood that the control file names; ok when it is absent, empty or not known."""
    try:
        name = control.read_text().strip() if control else OK
    except FileNotFoundError:
        name = OK
    return Mood(name if name in MOODS else OK)
