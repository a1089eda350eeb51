"""One MQTT 5 connection over mutual TLS: reconnects by itself, restores its subscriptions, beats."""

import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from awscrt import mqtt5

from devices import VERSION, connection
from devices.clock import Clock
from devices.config import Config
from devices.log import fields
from devices.message import Message, message, parse
from devices.twin import Apply, Twin
from devices.update.jobs import Jobs
from schemas import topics

log = logging.getLogger(__name__)

HEARTBEAT = 30.0
MEASURES_EVERY = 3600.0
"""Seconds after which the cloud's time is asked for again: a machine's own seconds are a little long or short."""
REFUSED_FROM = 128
UNSHADOWED = ("v", "id", "at", "thing", "status", "uptime", "guest", "guests")
"""What of a heartbeat is no news to the shadow, or not for it."""


class NotSent(ConnectionError):
    """The broker did not acknowledge a message: there is no link, or it refused."""


class Link:
    """A thing's connection; `live` only when connected and every subscription is granted.

    `on_message(topic, message)` and `on_change(live)` are called on the library's threads and must
    be quick. `health()` gives what the heartbeat says beside the usual. `apply(settings)` takes what
    the device is set to from afar, and says by name what it refuses.
    """

    def __init__(
        self,
        config: Config,
        on_message: Callable[[str, Message], None],
        on_change: Callable[[bool], None] = lambda live: None,
        health: Callable[[], Message] = dict,
        heartbeat: float = HEARTBEAT,
        apply: Apply | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.config, self.live = config, False
        config.state_dir.mkdir(parents=True, exist_ok=True)
        self.clock = clock or Clock(config.state_dir / "clock.json")
        self.since, self.started = self.clock.now(), self.clock.on()
        self.reconnects, self._connected = -1, False
        self._on_message, self._on_change, self._health = on_message, on_change, health
        self._stopped, self._heartbeat = threading.Event(), heartbeat
        self._topics = topics.may_receive(config.kind, config.office, config.place)
        self.twin = Twin(config.thing, self.publish, self.clock, apply)
        self.jobs = Jobs(config.thing, self.publish)
        will = mqtt5.PublishPacket(
            topic=self._health_topic,
            payload=json.dumps(self._health_message("offline")),
            qos=mqtt5.QoS.AT_LEAST_ONCE,
        )
        self._client = connection.client(
            config, will, self._received, self._reached, self._lost, self._failed
        )

    def start(self) -> None:
        """Connect, and go on connecting until stop()."""
        self._client.start()
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        """Say goodbye and close; a clean goodbye sends no last will, so health says it."""
        self._stopped.set()
        if self.live:
            try:
                self.publish(self._health_topic, self._health_message("offline")).result(2)
            except (NotSent, TimeoutError):
                log.info("left without a goodbye")
        self._client.stop()

    def publish(
        self, topic: str, what: Message, expires: int | None = None, retain: bool = False
    ) -> "Future[None]":
        """Send a message at least once; the future raises NotSent unless the broker acknowledged.

        Nothing is kept for later: without a link it fails at once. `expires` is in seconds.
        """
        outcome: Future[None] = Future()
        if not self.live:
            outcome.set_exception(NotSent("there is no link"))
            return outcome
        packet = mqtt5.PublishPacket(
            topic=topic,
            payload=json.dumps(what, ensure_ascii=False),
            qos=mqtt5.QoS.AT_LEAST_ONCE,
            retain=retain,
            message_expiry_interval_sec=expires,
        )
        self._client.publish(packet).add_done_callback(lambda sent: settle(outcome, sent))
        return outcome

    @property
    def _health_topic(self) -> str:
        return topics.health(self.config.thing)

    def _reached(self, data: mqtt5.LifecycleConnectSuccessData) -> None:
        self._connected = True
        self._subscribe()

    def _subscribe(self) -> None:
        wanted = [mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE) for topic in self._topics]
        granted = self._client.subscribe(mqtt5.SubscribePacket(subscriptions=wanted))
        granted.add_done_callback(self._subscribed)

    def _subscribed(self, granted: "Future[mqtt5.SubackPacket]") -> None:
        if error := granted.exception():
            log.warning("sedang gangguan: subscriptions failed", extra=fields(why=str(error)))
            return
        codes = zip(self._topics, granted.result().reason_codes, strict=True)
        refused = [topic for topic, code in codes if code >= REFUSED_FROM]
        if refused:
            log.error("sedang gangguan: subscriptions refused", extra=fields(topics=refused))
            return
        self.reconnects += 1
        self._change(True)
        self._say_health()
        self._hear_of_itself()

    def _hear_of_itself(self) -> None:
        """Shadow and jobs come beside: an office goes on where they are refused."""
        own = topics.may_be_told(self.config.thing)
        wanted = [mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE) for topic in own]
        granted = self._client.subscribe(mqtt5.SubscribePacket(subscriptions=wanted))
        granted.add_done_callback(self._hears_of_itself)

    def _hears_of_itself(self, granted: "Future[mqtt5.SubackPacket]") -> None:
        if granted.exception() or any(code >= REFUSED_FROM for code in granted.result().reason_codes):
            log.warning("shadow and jobs were refused")
            return
        self.twin.connected()
        self.jobs.connected()

    def _lost(self, data: mqtt5.LifecycleDisconnectData) -> None:
        self._connected = False
        self._change(False, str(data.exception))

    def _failed(self, data: mqtt5.LifecycleConnectFailureData) -> None:
        self._change(False)
        log.warning("sedang gangguan: no connection", extra=fields(why=str(data.exception)))

    def _change(self, live: bool, why: str = "") -> None:
        if live == self.live:
            return
        self.live, self.since = live, self.clock.now()
        if self._stopped.is_set():
            return
        if live:
            log.info("connected", extra=fields(endpoint=self.config.endpoint, reconnects=self.reconnects))
        else:
            log.warning("sedang gangguan: the link is down", extra=fields(why=why))
        self._on_change(live)

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        packet = data.publish_packet
        if self._stopped.is_set():
            return
        read = parse(packet.payload or b"")
        if read is None:
            log.warning("ignored what is not a message", extra=fields(topic=packet.topic))
            return
        if packet.topic.startswith("$aws/"):
            self.twin.heard(packet.topic, read)
            self.jobs.heard(packet.topic, read)
            return
        self._on_message(packet.topic, read)

    def _beat(self) -> None:
        measured = self.clock.on()
        while not self._stopped.wait(self._heartbeat):
            self.clock.remember()
            if self.live:
                self._say_health()
                if self.clock.on() - measured >= MEASURES_EVERY:
                    measured = self.clock.on()
                    self.twin.ask()
            elif self._connected:
                # The broker refused a subscription; its policy may have been mended.
                self._subscribe()

    def _say_health(self) -> None:
        said = self._health_message("online")
        self.publish(self._health_topic, said).add_done_callback(_log_unheard)
        told = {name: value for name, value in said.items() if name not in UNSHADOWED}
        since = self.since.isoformat(timespec="seconds")
        self.twin.report(said["uptime"], **{**told, "link": {"since": since, "reconnects": self.reconnects}})

    def _health_message(self, status: str) -> Message:
        now = self.clock.now()
        if status == "offline":
            return message(now, thing=self.config.thing, status=status)
        uptime = int(self.clock.on() - self.started)
        usual = {"thing": self.config.thing, "status": status, "version": VERSION, "uptime": uptime}
        return message(now, **usual, **{**self.twin.measured(), **self._health()})


def settle(outcome: "Future[None]", sent: "Future[mqtt5.PublishCompletionData]") -> None:
    """What became of a message, as `publish` promises it."""
    if error := sent.exception():
        outcome.set_exception(NotSent(str(error)))
        return
    puback = sent.result().puback
    if puback and puback.reason_code >= REFUSED_FROM:
        outcome.set_exception(NotSent(f"refused: {puback.reason_code!r}"))
        return
    outcome.set_result(None)


def _log_unheard(sent: "Future[None]") -> None:
    if error := sent.exception():
        log.warning("health was not acknowledged", extra=fields(why=str(error)))
