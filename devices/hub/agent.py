"""The hub's agent: renews the lease, keeps line and office at hand, leads while there is no link, brings home."""

import json
import logging
import secrets
import sqlite3
import threading
import time
from datetime import UTC, datetime
from typing import Any

from awscrt import mqtt5

from chalicelib.errors import CounterClosed, PressStale, Refusal
from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import from_json, to_json
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from devices.clock import Clock, boot
from devices.config import Config
from devices.hub import leading
from devices.hub import lease as rules
from devices.hub.broker import Broker
from devices.hub.guests import HUB
from devices.hub.journal import Journal
from devices.hub.lease import FOLLOWER, MASTER
from devices.link import Link
from devices.log import fields
from devices.loops import Loops
from devices.message import Message, message
from devices.office_link import OfficeLink, There
from schemas import topics

log = logging.getLogger(__name__)

WATCHES_EVERY = 1.0
SENDS_AGAIN_AFTER = 5.0
AT_ONCE = 20


UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
"""What a document or a line of another release may raise."""

PRESS_COUNTS = 10.0
"""Seconds for which a press is a wish; later it is refused, as in the cloud."""


class NotLeading(Exception):
    """The cloud calls, or nobody for a moment."""


class Hub:
    """The hub's state and its loops; one lock for line and lease."""

    def __init__(self, config: Config, journal: Journal, broker: Broker, clock: Clock | None = None) -> None:
        self.config, self.journal, self.broker = config, journal, broker
        self.lock, self._loops = threading.RLock(), Loops()
        self.lease = rules.started(
            journal.known("state", FOLLOWER),
            journal.known("confirmed", False),
            boot(),
            journal.known("taken", False),
        )
        self.office: Office | None = None
        self.line: Line | None = None
        self._line_of_the_cloud: str | None = None
        self._said_last: tuple[str, int, int] | None = None
        # What a master did before it was started anew it did in this run.
        self._did = self.lease.state == MASTER
        for read, name in ((self._read_office, "office"), (self._read_line, "line")):
            try:
                read(journal.known(name))
            except UNREADABLE as fault:
                # It starts all the same: what it needs to be mended comes over the link.
                log.error("what was kept cannot be read", extra=fields(name=name, why=repr(fault)))
        self.catalogue: Message | None = journal.known("catalogue")
        self._sent: tuple[float, list[int]] = (0.0, [])
        self._renewed = self._told_lease = 0.0
        self.cloud = Link(config, self.from_cloud, self._cloud_changed, self.health, clock=clock)
        self.clock = self.cloud.clock
        self.clock.not_before(journal.known("at", 0))
        self.since = datetime.fromtimestamp(journal.known("since", self.now().timestamp()), UTC)
        will = mqtt5.PublishPacket(
            topic=topics.hub_lease(config.office),
            payload=json.dumps(self._lease_message("away")),
            qos=mqtt5.QoS.AT_LEAST_ONCE,
            retain=True,
        )
        hears = (topics.press, topics.issued)
        self.local = OfficeLink(
            There("127.0.0.1", broker.port, broker.ca),
            HUB,
            broker.password,
            tuple(each(config.office, topics.ANY) for each in hears),
            self.from_office,
            self._local_changed,
            will,
        )

    def serve(self, stop: threading.Event) -> None:
        """Start the broker, connect to both sides, and work until told to stop."""
        self.broker.watch()
        self.cloud.start()
        self.local.start()
        try:
            self._loops.repeat(self._watch)
            self._loops.wait(stop)
        finally:
            self._loops.end()
            self.goodbye()
            self.cloud.stop()
            self.local.stop()
            self.broker.stop()

    def now(self) -> datetime:
        """The cloud's time, as the hub knows it; no date that somebody sets on this machine counts."""
        return self.clock.now()

    def health(self) -> Message:
        """What the heartbeat says."""
        return {"waiting": len(self.journal.unplayed(AT_ONCE)), "guests": self.broker.knows}

    # What the cloud says.

    def from_cloud(self, topic: str, what: Message) -> None:
        """A message of the cloud."""
        office = self.config.office
        if topic == topics.hub_lease(office):
            self._heard(what)
        elif topic == topics.hub_played(office):
            self._played(what)
        elif topic == topics.hub_guests(office):
            self.broker.admit(
                [{"thing": one["thing"], "hash": one["hash"]} for one in what.get("guests", [])]
            )
        elif topic == topics.hub_office(office):
            # Read first: what cannot be read must not lie in the way at the next start.
            self._read_office(what)
            self.journal.keep(office=what)
        elif topic == topics.catalogue(office):
            self.catalogue = what
            self.journal.keep(catalogue=what)
        elif topic == topics.line(office):
            with self.lock:
                if not self._is_newest(what["line"]):
                    return
                if self.lease.state == MASTER:
                    self._line_of_the_cloud = what["line"]
                else:
                    self._take_line(what["line"])

    def renew(self) -> None:
        """Tell the cloud that the hub is there, with the newest of its times."""
        with self.lock:
            self.lease = rules.renewed(self.lease)
            now = self.lease.now
            said = message(
                self.now(), saw=now, state=self.lease.state, seq=self.line.seq if self.line else None
            )
        self._renewed = time.monotonic()
        self.cloud.publish(topics.hub_renew(self.config.office), said)

    def goodbye(self) -> None:
        """A follower that stops lets the cloud call at once; a master stays one, for what it did is not home."""
        with self.lock:
            if self.lease.state == MASTER:
                return
            self.lease = rules.away(self.lease)
            self.journal.keep(state=self.lease.state, confirmed=False)
            self.renew()

    def _heard(self, what: Message) -> None:
        self.clock.said(float(what["now"]))
        with self.lock:
            was = self.lease
            self.lease = rules.heard(was, int(what["now"]), str(what["state"]), boot())
            if (self.lease.confirmed, self.lease.taken) != (was.confirmed, was.taken):
                # The state too: one that said goodbye and came back is away no more, whatever happens to it next.
                self.journal.keep(
                    state=self.lease.state, confirmed=self.lease.confirmed, taken=self.lease.taken
                )

    # What the office says.

    def from_office(self, topic: str, what: Message) -> None:
        """A press, or a number that a kiosk issued."""
        place = topics.place_of(topic)
        if topics.matches(topics.PRESSES, topic):
            self._press(place, what)
        elif topics.matches(topics.ISSUES, topic):
            self._issued(place, what)

    def act(self, verb: str, counter: str, rid: str, by: str, press: int | None = None) -> Line:
        """Do what a counter asks, once for each `rid`; raises a `Refusal` or `NotLeading`."""
        with self.lock:
            if not self.lease.calls or self.office is None or self.line is None:
                raise NotLeading
            self._of_today()
            self._insert()
            command = leading.command_of(self.office, verb, counter, rid, by, press)
            now = int(self.now().timestamp())
            try:
                done = leading.stepped(self.line, command, now)
            except CounterClosed:
                # Whoever calls the next is at work; any other push at a closed counter is a mistake.
                if verb != leading.NEXT:
                    raise
                self._note(*leading.opened(self.line, command, counter, now))
                self.show(counter)
                done = leading.stepped(self.line, command, now)
            for after, made in done:
                self._note(after, made)
            line = self.line
        self.show(counter)
        return line

    def at_counter(self, counter: str) -> Message:
        """What the staff page shows of a counter, and whether the hub calls; raises `NotLeading` while it knows no line."""
        with self.lock:
            if self.office is None or self.line is None:
                raise NotLeading
            self.office.counter(counter)
            return {"leading": self.lease.calls} | leading.at_counter(self.line, self.office, counter)

    def show(self, *counters: str) -> None:
        """Publish the board, and the states of these counters or of all."""
        with self.lock:
            line, office = self.line, self.office
            if line is None or office is None or self.lease.state != MASTER:
                return
            now = self.now()
            self.local.publish(
                topics.board(office.id), leading.board_of(line, office, now, self.since), retain=True
            )
            for counter in counters or tuple(one.id for one in office.counters):
                self.local.publish(
                    topics.counter_state(office.id, counter),
                    leading.state_of(line, counter, now),
                    retain=True,
                )

    def _press(self, counter: str, what: Message) -> None:
        thing = topics.thing_name(topics.BUTTON, self.config.office, counter)
        try:
            verb, seq = leading.PRESSES[what["press"]], int(what["seq"])
            if self._is_old(str(what["at"])):
                self._red(counter, {"type": "press-expired", "title": "Tekan sekali lagi"})
                return
            self.act(verb, counter, leading.rid_of("press", thing, str(seq)), thing, seq)
        except (KeyError, ValueError, TypeError, PressStale):
            log.info("ignored a press", extra=fields(counter=counter))
        except sqlite3.Error as fault:
            log.error("a press could not be kept", extra=fields(counter=counter, why=repr(fault)))
            self._red(counter, {"type": "disk", "title": "Hub rusak, panggil teknisi"})
        except NotLeading:
            self._red(counter, {"type": "offline", "title": "Kantor luring, sebentar lagi"})
        except Refusal as refusal:
            self._red(counter, {"type": refusal.type(), "title": refusal.title("id")})

    def _is_old(self, at: str) -> bool:
        """Whether a press was felt too long ago; the button's time is the hub's or the cloud's own."""
        return self.now().timestamp() - datetime.fromisoformat(at).timestamp() > PRESS_COUNTS

    def _red(self, counter: str, why: Message) -> None:
        with self.lock:
            if self.line is None:
                return
            said = leading.state_of(self.line, counter, self.now(), light="red", refused=why)
        self.local.publish(topics.counter_state(self.config.office, counter), said)

    def _issued(self, kiosk: str, report: Message) -> None:
        if not all(isinstance(report.get(name), str) for name in ("id", "at", "number", "service")):
            return
        with self.lock:
            self.journal.issue(topics.thing_name(topics.KIOSK, self.config.office, kiosk), report)
            self._insert()
        self.local.publish(topics.heard(self.config.office, kiosk), message(self.now(), id=report["id"]))
        self.show()

    # Leading.

    def lead(self) -> None:
        """Become the master: on disk first, then the line as the office has it, then seen by all."""
        with self.lock:
            if self.office is None:
                return
            since, run = self.now(), secrets.token_hex(8)
            self.journal.keep(
                state=MASTER, confirmed=False, taken=False, run=run, n=0, since=since.timestamp()
            )
            self.lease, self.since = rules.leads(self.lease), since
            self._line_of_the_cloud, self._did = None, False
            self._of_today()
            self._insert()
        log.warning("the hub leads", extra=fields(run=run))
        self._tell_lease()
        self.show()

    def _of_today(self) -> None:
        assert self.office
        line = leading.the_day_s(self.line, self.office, self.now())
        if line is not self.line:
            # The cloud counts a run's steps within one line. On disk first: a step under the old run would never come home.
            self.journal.keep(line=to_json(line), run=secrets.token_hex(8), n=0)
            self.line = line

    def _insert(self) -> None:
        """Put what kiosks issued into the line, as far as it is not there."""
        if not self.lease.calls or self.office is None or not self.journal.issued():
            return
        self._of_today()
        assert self.line
        for kiosk, report in self.journal.issued():
            try:
                self._insert_one(self.office, self.line, kiosk, report)
            except (*UNREADABLE, Refusal) as fault:
                # What is wrong with one number stops nobody else's, and no call.
                log.error("a number cannot be put in", extra=fields(kiosk=kiosk, why=repr(fault)))

    def _insert_one(self, office: Office, line: Line, kiosk: str, report: Message) -> None:
        at = min(datetime.fromisoformat(report["at"]).timestamp(), self.now().timestamp())
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

    # The loops.

    def _watch(self) -> None:
        self.broker.watch()
        with self.lock:
            if rules.is_due(self.lease, boot()):
                self.lead()
        if self.local.live and time.monotonic() - self._told_lease >= rules.RENEWS_EVERY:
            # A device that was switched on without a link takes the time from it.
            self._tell_lease()
        if self.cloud.live:
            if time.monotonic() - self._renewed >= rules.RENEWS_EVERY:
                self.renew()
            self._bring_home()
        self._loops.pause(WATCHES_EVERY)

    def _bring_home(self) -> None:
        """Send the oldest steps; when few are left stop calling, when none is left follow again."""
        with self.lock:
            if not self.cloud.live:
                # It went meanwhile: the hub calls on.
                return
            rows = self.journal.unplayed(AT_ONCE)
            if self.lease.state == MASTER and len(rows) < AT_ONCE:
                self.lease = rules.closing(self.lease)
            if not rows:
                if self.lease.state == MASTER:
                    self._follow()
                return
            keys = [key for key, *_ in rows]
            if keys == self._sent[1] and time.monotonic() - self._sent[0] < SENDS_AGAIN_AFTER:
                return
            _, run, day, epoch, _ = rows[-1]
            self._sent = time.monotonic(), keys
        steps = [row for *_, row in rows]
        said = message(self.now(), id=_name(keys), run=run, day=day, epoch=epoch, steps=steps)
        self.cloud.publish(topics.hub_steps(self.config.office), said)

    def _played(self, what: Message) -> None:
        """Let go of what the cloud has.

        A take has the `n` of the step before it, so that a late answer to what was sent before seems to speak of it too: it
        is done only when the very message that it was in is answered.
        """
        with self.lock:
            sent, these = set(self._sent[1]), what.get("steps") == _name(self._sent[1])
            done = [
                key
                for key, run, _, _, row in self.journal.unplayed(AT_ONCE)
                if key in sent
                and run == what.get("run")
                and row["n"] <= what.get("n", -1)
                and (these or row["kind"] != "take")
            ]
            self.journal.mark_played(done)
            self._sent = 0.0, []
        self._bring_home()

    def _follow(self) -> None:
        lease = rules.follows(self.lease, boot())
        self.journal.keep(state=FOLLOWER, confirmed=lease.confirmed, taken=False)
        self.lease = lease
        if self._line_of_the_cloud and not self._did:
            # Nothing is brought home that would make the cloud say its line anew.
            self._take_line(self._line_of_the_cloud)
        log.warning("the hub follows")
        self._tell_lease()
        self.renew()

    def _tell_lease(self) -> None:
        self._told_lease = time.monotonic()
        said = self._lease_message(MASTER if self.lease.state == MASTER else FOLLOWER)
        self.local.publish(topics.hub_lease(self.config.office), said, retain=True)

    def _lease_message(self, state: str) -> Message:
        now = self.now()
        return message(now, state=state) | {"now": int(now.timestamp())}

    def _cloud_changed(self, live: bool) -> None:
        if not live:
            with self.lock:
                self.lease = rules.reopened(self.lease)
                self._insert()
        else:
            self._said_last = None
            self._renewed = 0.0
            config, broker = self.config, self.broker
            there = message(self.now(), host=config.hub.host, port=broker.port, ca=broker.ca)
            self.cloud.publish(topics.hub_there(config.office), there, retain=True)

    def _local_changed(self, live: bool) -> None:
        if not live:
            return
        self._tell_lease()
        if self.catalogue:
            self.local.publish(topics.catalogue(self.config.office), self.catalogue, retain=True)
        self.show()

    def _read_office(self, what: Message | None) -> None:
        if what:
            self.office = office_from(json.loads(what["document"]), what["home"])

    def _is_newest(self, text: str) -> bool:
        """Whether the cloud has said no later line over this connection: its copies may overtake each other."""
        line = json.loads(text)
        place = (line["day"], line["epoch"], line["seq"])
        if self._said_last is not None and place < self._said_last:
            return False
        self._said_last = place
        return True

    def _take_line(self, text: str) -> None:
        """Go by the cloud's line from now on; read first, then kept."""
        self._read_line(text)
        self.journal.keep(line=text)
        self.journal.leave_to_the_cloud()

    def _read_line(self, text: str | None) -> None:
        if text:
            self.line = from_json(text)


def _name(keys: list[int]) -> str:
    """The id of a message with these steps of the journal; the same when it is sent again."""
    return f"{keys[0]}-{keys[-1]}.{len(keys)}" if keys else ""
