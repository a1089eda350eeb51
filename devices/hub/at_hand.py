"""The office and its line as the hub has them: as the cloud said them, then changed by the kernel's own steps, on disk first.

Not safe from threads by itself: the hub's lock is held around each call.
"""

import json
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from chalicelib.errors import CounterClosed, Refusal
from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import from_json, to_json
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from devices.hub import leading
from devices.hub.journal import Journal
from devices.log import fields
from devices.message import Message

log = logging.getLogger(__name__)

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
"""What a document or a line of another release may raise."""


class AtHand:
    """`office` and `line` are None until the cloud has said them once; `now` is the hub's time."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], leads: bool) -> None:
        self.journal, self._now = journal, now
        self.office: Office | None = None
        self.line: Line | None = None
        self._of_the_cloud: str | None = None
        self._newest: tuple[str, int, int] | None = None
        # What a master did before it was started anew it did in this run.
        self._did = leads
        for read, name in ((self._read_office, "office"), (self._read_line, "line")):
            try:
                read(journal.known(name))
            except UNREADABLE as fault:
                # It starts all the same: what it needs to be mended comes over the link.
                log.error("what was kept cannot be read", extra=fields(name=name, why=repr(fault)))

    # What the cloud says.

    def hear_office(self, what: Message) -> None:
        """Go by this document; read first, for what cannot be read must not lie in the way at the next start."""
        self._read_office(what)
        self.journal.keep(office=what)

    def hear_line(self, text: str, leads: bool) -> None:
        """The cloud's line: a follower goes by it, a hub that leads only remembers it."""
        if not self._is_newest(text):
            return
        if leads:
            self._of_the_cloud = text
        else:
            self._take(text)

    def hear_anew(self) -> None:
        """A new connection: only within one may the cloud's copies of a line overtake each other."""
        self._newest = None

    # Leading.

    def begin(self) -> None:
        """The hub leads from now on, in a run of its own that is kept already."""
        self._of_the_cloud, self._did = None, False
        self.of_today()
        self.insert()

    def end(self) -> None:
        """All is home, and the hub follows. Where nothing was brought home the cloud does not say its line anew."""
        if self._of_the_cloud and not self._did:
            self._take(self._of_the_cloud)

    def of_today(self) -> None:
        """Go on with the line of today."""
        assert self.office
        line = leading.the_day_s(self.line, self.office, self._now())
        if line is not self.line:
            # The cloud counts a run's steps within one line. On disk first: a step under the old run would never come home.
            self.journal.keep(line=to_json(line), run=secrets.token_hex(8), n=0)
            self.line = line

    def do(self, verb: str, counter: str, rid: str, by: str, press: int | None) -> None:
        """Do what a counter asks, once for each `rid`; raises a `Refusal`. Whoever calls the next opens their counter."""
        assert self.office
        self.of_today()
        self.insert()
        assert self.line
        command = leading.command_of(self.office, verb, counter, rid, by, press)
        now = int(self._now().timestamp())
        try:
            done = leading.stepped(self.line, command, now)
        except CounterClosed:
            # Whoever calls the next is at work; any other push at a closed counter is a mistake.
            if verb != leading.NEXT:
                raise
            self._note(*leading.opened(self.line, command, counter, now))
            done = leading.stepped(self.line, command, now)
        for after, made in done:
            self._note(after, made)

    def insert(self) -> None:
        """Put what kiosks issued into the line, as far as it is not there."""
        if self.office is None or not self.journal.issued():
            return
        self.of_today()
        assert self.line
        for kiosk, report in self.journal.issued():
            try:
                self._insert_one(self.office, self.line, kiosk, report)
            except (*UNREADABLE, Refusal) as fault:
                # What is wrong with one number stops nobody else's, and no call.
                log.error("a number cannot be put in", extra=fields(kiosk=kiosk, why=repr(fault)))

    def _insert_one(self, office: Office, line: Line, kiosk: str, report: Message) -> None:
        at = min(datetime.fromisoformat(report["at"]).timestamp(), self._now().timestamp())
        came = datetime.fromtimestamp(int(at), UTC)
        if not leading.belongs(line, office, came) or leading.has(line, report["number"]):
            return
        after = leading.inserted(line, office, report, int(at))
        told = {
            name: report[name] for name in ("number", "service", "priority", "language") if name in report
        }
        row = {
            "n": self.journal.known("n", 0),
            "at": int(at),
            "kind": "take",
            "take": report["id"],
            "kiosk": kiosk,
        }
        self._keep(after, row | told)

    def _note(self, after: Line, made: Any) -> None:
        self._keep(after, leading.row_of(made, self.journal.known("n", 0) + 1))

    def _keep(self, after: Line, row: Message) -> None:
        """On disk first, and only then the line of all."""
        key = after.key
        self._did = True
        self.journal.note(self.journal.known("run", ""), key.day, key.epoch, row, to_json(after))
        self.line = after

    def _is_newest(self, text: str) -> bool:
        line = json.loads(text)
        place = (line["day"], line["epoch"], line["seq"])
        if self._newest is not None and place < self._newest:
            return False
        self._newest = place
        return True

    def _take(self, text: str) -> None:
        """Go by the cloud's line; read first, then kept."""
        self._read_line(text)
        self.journal.keep(line=text)
        self.journal.leave_to_the_cloud()

    def _read_office(self, what: Message | None) -> None:
        if what:
            self.office = office_from(json.loads(what["document"]), what["home"])

    def _read_line(self, text: str | None) -> None:
        if text:
            self.line = from_json(text)
