"""A connection to the broker on the office's own network: TLS with the hub's CA, a password, reconnects by itself."""

import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

from awscrt import io, mqtt5

from devices.connection import ACKNOWLEDGED_WITHIN, KEEP_ALIVE
from devices.link import REFUSED_FROM, NotSent, settle
from devices.log import fields
from devices.message import Message, parse

log = logging.getLogger(__name__)


SUBSCRIBES_AGAIN = 2.0
"""Seconds after which a subscription that the broker did not grant is asked for again."""


@dataclass(frozen=True)
class There:
    """Where the office's broker is, and its CA as PEM."""

    host: str
    port: int
    ca: str


class OfficeLink:
    """One connection by name and password; `live` when connected and subscribed. Callbacks must be quick."""

    def __init__(
        self,
        there: There,
        name: str,
        password: str,
        topics: tuple[str, ...],
        on_message: Callable[[str, Message], None],
        on_change: Callable[[bool], None],
        will: mqtt5.PublishPacket | None = None,
    ) -> None:
        self.there, self.live, self.since, self.topics = there, False, datetime.now(UTC), topics
        self._on_message, self._on_change, self._stopped = on_message, on_change, threading.Event()
        self._connected, self._changed_at = False, time.monotonic()
        trust = io.TlsContextOptions()
        trust.override_default_trust_store(there.ca.encode())
        self._client = mqtt5.Client(
            mqtt5.ClientOptions(
                host_name=there.host,
                port=there.port,
                tls_ctx=io.ClientTlsContext(trust),
                connect_options=mqtt5.ConnectPacket(
                    client_id=name,
                    username=name,
                    password=password,
                    keep_alive_interval_sec=KEEP_ALIVE,
                    will=will,
                ),
                session_behavior=mqtt5.ClientSessionBehaviorType.CLEAN,
                offline_queue_behavior=mqtt5.ClientOperationQueueBehaviorType.FAIL_ALL_ON_DISCONNECT,
                min_reconnect_delay_ms=500,
                max_reconnect_delay_ms=4000,
                ping_timeout_ms=5000,
                ack_timeout_sec=ACKNOWLEDGED_WITHIN,
                # Metrics would be written behind the name, and the broker knows nobody of that name.
                disable_metrics=True,
                on_publish_callback_fn=self._received,
                on_lifecycle_event_connection_success_fn=self._reached,
                on_lifecycle_event_disconnection_fn=self._lost,
                on_lifecycle_event_connection_failure_fn=self._lost,
            )
        )

    @property
    def missed(self) -> float:
        """Seconds since it is not live; 0 while it is."""
        return 0.0 if self.live else time.monotonic() - self._changed_at

    def start(self) -> None:
        """Connect, and go on connecting until stop()."""
        self._client.start()

    def stop(self) -> None:
        """Close."""
        self._stopped.set()
        self.live = False
        self._client.stop()

    def publish(
        self, topic: str, what: Message, expires: int | None = None, retain: bool = False
    ) -> "Future[None]":
        """Send at least once, or not at all; the future raises NotSent unless the broker acknowledged."""
        outcome: Future[None] = Future()
        if not self.live:
            outcome.set_exception(NotSent("there is no link in the office"))
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

    def _reached(self, _: mqtt5.LifecycleConnectSuccessData) -> None:
        self._connected = True
        self._subscribe()

    def _lost(self, _: object) -> None:
        self._connected = False
        self._change(False)

    def _subscribe(self) -> None:
        if not self._connected or self._stopped.is_set():
            return
        wanted = [mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE) for topic in self.topics]
        granted = self._client.subscribe(mqtt5.SubscribePacket(subscriptions=wanted))
        granted.add_done_callback(self._subscribed)

    def _subscribed(self, granted: "Future[mqtt5.SubackPacket]") -> None:
        if granted.exception() or any(code >= REFUSED_FROM for code in granted.result().reason_codes):
            log.warning("the office's broker refused a subscription")
            self._again = threading.Timer(SUBSCRIBES_AGAIN, self._subscribe)
            self._again.daemon = True
            self._again.start()
            return
        self._change(True)

    def _change(self, live: bool) -> None:
        if live == self.live or self._stopped.is_set():
            return
        self.live, self.since, self._changed_at = live, datetime.now(UTC), time.monotonic()
        log.info("the office's link", extra=fields(live=live, host=self.there.host))
        self._on_change(live)

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        read = parse(data.publish_packet.payload or b"")
        if read is not None and not self._stopped.is_set():
            self._on_message(data.publish_packet.topic, read)
