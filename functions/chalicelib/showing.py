"""What an office shows after a batch of steps: one board, more only where a call would be on none."""

from collections.abc import Callable
from datetime import datetime

from . import log
from .boards.catalogue import publish_catalogue
from .boards.counter_state import publish_states, touched
from .boards.for_hub import tell_hub_at_once
from .boards.on_trailing import ask, refresh
from .boards.publish import Seen, moved, publish_board, publish_calls, put_board, worth_showing
from .queueing.commands import Step
from .queueing.line import Line, LineKey
from .queueing.office import Office
from .store import learnt
from .store.running import running


class Shown:
    """Collects an office's steps and publishes what they come to; steps of a day that is over show nothing."""

    def __init__(self, office: Office, now: datetime) -> None:
        self.office, self.now, self.day = office, now, running(office, now).day
        self.seen: list[Seen] = []
        self.counters: set[str] = set()
        self.letters: set[str] = set()
        self.first = False
        self.again: tuple[LineKey, int] | None = None
        self.done: dict[LineKey, int] = {}

    def saw(self, line: Line, step: Step, head: str, new: bool) -> None:
        """Note the line after a step, and the hash of the step's ledger entry.

        One that was followed before may be old news: it only asks for what is the case now.
        """
        if line.key.day < self.day:
            return
        if not new:
            self.missed(line.key, line.seq)
            return
        self.seen.append((line, head))
        self.counters |= touched(step, self.office)
        self.letters |= moved(line, step, self.office)
        self.first |= step.seq == 1

    def is_behind(self, key: LineKey, seq: int, checkpoint: Callable[[], int]) -> bool:
        """Whether a step was followed before this batch; the checkpoint is asked for once a line."""
        if key not in self.done:
            self.done[key] = checkpoint()
        return seq <= self.done[key]

    def missed(self, key: LineKey, seq: int) -> None:
        """Note a step that was not followed now: its board is made of the line as it is, whatever became of the step."""
        if key.day >= self.day:
            self.again = (key, seq)

    def publish(self) -> None:
        """Publish at once, and ask for the retained copy; that one heals what could not be published now."""
        healed = self._published() if self.seen else True
        if self.again:
            ask(*self.again, heal=True)
        elif self.seen:
            line = self.seen[-1][0]
            ask(line.key, line.seq, heal=not healed)

    def refresh(self) -> None:
        """Publish the catalogue if it changed, and begin the board of a new day."""
        refresh(self.office, self.now)

    def _published(self) -> bool:
        try:
            pace = learnt.pace(self.office, self.now.timestamp())
            for line, head in worth_showing(self.seen):
                publish_board(line, pace, head, self.now)
            line, head = self.seen[-1]
            publish_calls(line, self.office, self.letters, self.now)
            tell_hub_at_once(self.office, line, self.now)
            publish_states(line, self.office, self.counters, self.now)
            put_board(line, pace, head, self.now)
            if self.first:
                publish_catalogue(self.office, self.now)
        except Exception as fault:  # noqa: BLE001 - a board that could not leave heals by its retained copy
            log.write(function="showing", office=self.office.id, failed=log.why(fault))
            return False
        return True
