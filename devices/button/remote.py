"""Wireless buttons of other makers: heard on the office's own broker, handed on as pushes."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from awscrt import mqtt5

from devices.button.payloads import NOTHING, Push, news, push_of
from devices.button.source import Source
from devices.log import fields

log = logging.getLogger(__name__)

USELESS_AFTER = timedelta(seconds=10)


class Remote:
    """Subscribes to one button's topic; `on_push` gets each push that is new, fresh and of our device."""

    def __init__(self, source: Source, name: str, on_push: Callable[[Push], object]) -> None:
        self.source, self._on_push, self._heard = source, on_push, NOTHING
        options = mqtt5.ClientOptions(
            host_name=source.host,
            port=source.port,
            connect_options=mqtt5.ConnectPacket(client_id=f"{name}-remote", keep_alive_interval_sec=30),
            session_behavior=mqtt5.ClientSessionBehaviorType.CLEAN,
            min_reconnect_delay_ms=500,
            max_reconnect_delay_ms=8000,
            on_publish_callback_fn=self._received,
            on_lifecycle_event_connection_success_fn=self._reached,
            on_lifecycle_event_connection_failure_fn=self._failed,
        )
        self._client = mqtt5.Client(options)

    def start(self) -> None:
        """Connect, and go on connecting until stop()."""
        self._client.start()

    def stop(self) -> None:
        """Close."""
        self._client.stop()

    def hear(self, topic: str, payload: bytes, now: datetime) -> None:
        """Hand a push on, unless it was heard before, is another device's, or older than 10 s."""
        push = push_of(topic, payload, now)
        if push is None or (self.source.device and push.device != self.source.device):
            return
        self._heard, new = news(self._heard, push)
        if not new:
            return
        if now - push.at > USELESS_AFTER:
            log.warning("a push came too late", extra=fields(device=push.device, press=push.press))
            return
        self._on_push(push)

    def _reached(self, data: mqtt5.LifecycleConnectSuccessData) -> None:
        wanted = mqtt5.SubscribePacket([mqtt5.Subscription(self.source.topic, mqtt5.QoS.AT_LEAST_ONCE)])
        self._client.subscribe(wanted)
        log.info("hears wireless buttons", extra=fields(topic=self.source.topic))

    def _failed(self, data: mqtt5.LifecycleConnectFailureData) -> None:
        log.warning("the office's broker is not there", extra=fields(why=str(data.exception)))

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        packet = data.publish_packet
        # What was retained was pushed whoever knows when.
        if not packet.retain:
            self.hear(packet.topic, packet.payload or b"", datetime.now(UTC))
