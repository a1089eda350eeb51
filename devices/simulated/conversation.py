"""What a simulated printer does with the bytes that come, over whatever wire, and what it answers."""

from collections.abc import Callable

from devices.simulated import mood as moods
from devices.simulated.commands import CUT, Command, read
from devices.simulated.machine import Machine

PARTIAL_BYTES = 100
DLE_EOT, GS_R = b"\x10\x04", b"\x1dr"
GREEDY, SLOW_BITE, SLOW_PAUSE = 4096, 24, 0.03


class Conversation:
    """One talk with the machine: `hear` what comes, and it will `say` what it answers."""

    def __init__(self, machine: Machine, say: Callable[[bytes], None]) -> None:
        self.machine, self._say = machine, say
        self._slip, self._begun, self._rest = b"", False, b""

    @property
    def appetite(self) -> int:
        """How many bytes it takes at once."""
        return SLOW_BITE if self.machine.mood.name == moods.SLOW else GREEDY

    def hear(self, received: bytes) -> bool:
        """Do what the bytes say; False to hang up."""
        mood = self.machine.mood.name
        if mood == moods.DISCONNECT:
            self.end()
            return False
        if mood == moods.SLOW:
            self.machine.stopped.wait(SLOW_PAUSE)
        commands, self._rest = read(self._rest + received)
        return all(self._obey(command) for command in commands)

    def end(self) -> None:
        """A printer without a cutter ends its slip at the question after it, or when the sender goes."""
        slip, self._slip = self._slip, b""
        if slip and self.machine.mood.prints:
            self.machine.print_slip(slip)

    def _obey(self, command: Command) -> bool:
        mood = self.machine.mood
        if command.name == DLE_EOT:
            self._answer(mood.answer(command.argument[0], self._begun))
        elif command.name == GS_R:
            self.end()
            self._answer(b"" if mood.name == moods.SILENT else b"\x00")
        else:
            name = command.name if isinstance(command.name, bytes) else b""
            self._slip += name + command.argument
            self._begun = True
            if mood.name == moods.PARTIAL and len(self._slip) > PARTIAL_BYTES:
                return False
            if command.name == CUT:
                self.end()
        return True

    def _answer(self, answer: bytes) -> None:
        if answer:
            self._say(answer)
