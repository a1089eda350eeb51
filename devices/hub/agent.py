"""The hub's agent: renews the lease, keeps line and office at hand, leads while there is no link, brings home."""

import json
import logging
import secrets
import sqlite3
import threading
import time
from datetime import UTC, datetime

from awscrt import mqtt5

from chalicelib.errors import PressStale, Refusal
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office
from devices.clock import Clock, boot
from devices.config import Config
from devices.hub import leading
from devices.hub import lease as rules
from devices.hub.at_hand import AtHand
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
        self.catalogue: Message | None = journal.known("catalogue")
        self._sent: tuple[float, list[int]] = (0.0, [])
        self._renewed = self._told_lease = 0.0
        self.cloud = Link(config, self.from_cloud, self._cloud_changed, self.health, clock=clock)
        self.clock = self.cloud.clock
        self.clock.not_before(journal.known("at", 0))
        self.hand = AtHand(journal, self.now, self.lease.state == MASTER)
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

    @property
    def office(self) -> Office | None:
        """The office; None until the cloud has said it once."""
        return self.hand.office

    @property
    def line(self) -> Line | None:
        """The line at hand; None until the cloud has said one."""
        return self.hand.line

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
            with self.lock:
                self.hand.hear_office(what)
        elif topic == topics.catalogue(office):
            self.catalogue = what
            self.journal.keep(catalogue=what)
        elif topic == topics.line(office):
            with self.lock:
                self.hand.hear_line(what["line"], leads=self.lease.state == MASTER)

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
            before = self.line
            try:
                self.hand.do(verb, counter, rid, by, press)
            except (Refusal, sqlite3.Error):
                # A counter may have been opened before that.
                if self.line is not before:
                    self.show(counter)
                raise
            self.show(counter)
            return self.line

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
            self.hand.begin()
        log.warning("the hub leads", extra=fields(run=run))
        self._tell_lease()
        self.show()

    def _insert(self) -> None:
        if self.lease.calls:
            self.hand.insert()

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
        self.hand.end()
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
            with self.lock:
                self.hand.hear_anew()
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


def _name(keys: list[int]) -> str:
    """The id of a message with these steps of the journal; the same when it is sent again."""
    return f"{keys[0]}-{keys[-1]}.{len(keys)}" if keys else ""
