"""The MQTT door: a spare device by its own certificate; every message sent or received is checked."""

import json
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from awscrt import mqtt5
from awsiot import mqtt5_client_builder

from schemas import topics
from tests.contracts import check_message
from tests.journeys.known import REGISTER, hear
from tests.journeys.waiting import eventually

ACKNOWLEDGED_WITHIN = 30
REFUSED_FROM = 128


class Thing:
    """A connected device, subscribed to what its kind may receive; `heard` is all that came, in order."""

    def __init__(self, name: str, device: dict[str, str], mqtt: dict[str, Any]) -> None:
        self.name, self.office, self.place = name, device["office"], device["place"]
        self.heard: list[tuple[str, dict[str, Any], bool]] = []
        self.wrong: list[str] = []
        self.up, self.down = threading.Event(), threading.Event()
        self.topics: list[str] = []
        self.client = mqtt5_client_builder.mtls_from_path(
            device["certificate"],
            device["key"],
            endpoint=mqtt["host"],
            port=mqtt["port"],
            ca_filepath=mqtt["ca"],
            client_id=name,
            enable_metrics_collection=False,
            on_publish_received=self._received,
            on_lifecycle_connection_success=self._connected,
            on_lifecycle_disconnection=self._disconnected,
        )
        self.client.start()
        assert self.up.wait(60), f"{name} does not reach the broker at port {mqtt['port']}"
        self.subscribe(*topics.may_receive(topics.kind_of(name), self.office, self.place))

    def stop(self) -> None:
        """Leave, and fail the test when anything came that the contracts do not describe."""
        self.client.stop()
        assert self.wrong == []

    def subscribe(self, *wanted: str) -> None:
        """Subscribe to exact topics; what is retained comes at once."""
        granted = self.client.subscribe(_to(wanted)).result(ACKNOWLEDGED_WITHIN)
        assert all(code < REFUSED_FROM for code in granted.reason_codes), (wanted, granted.reason_codes)
        self.topics += wanted

    def say(self, topic: str, **values: Any) -> str:
        """Publish a message of this thing and return its id."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = {"v": 1, "id": str(uuid4()), "at": at, **values}
        payload = json.dumps(message)
        check_message(topic, payload)
        self.raw(topic, payload)
        return str(message["id"])

    def raw(self, topic: str, payload: str) -> int:
        """Publish anything and return the broker's reason code, 0 when it took it; once it listens, to miss no answer."""
        assert self.up.wait(60), f"{self.name} has no link"
        packet = mqtt5.PublishPacket(topic=topic, payload=payload, qos=mqtt5.QoS.AT_LEAST_ONCE)
        acknowledged = self.client.publish(packet).result(ACKNOWLEDGED_WITHIN).puback
        return int(acknowledged.reason_code) if acknowledged else 0

    def said(self, topic: str, **values: Any) -> list[dict[str, Any]]:
        """What came on a topic with these values."""
        return [m for t, m, _ in list(self.heard) if t == topic and values.items() <= m.items()]

    def hears(self, topic: str, seconds: float = 20.0, **values: Any) -> dict[str, Any]:
        """The first message on a topic with these values, waited for."""
        return eventually(lambda: self.said(topic, **values), seconds, f"{values} on {topic}")[0]

    def _connected(self, _: mqtt5.LifecycleConnectSuccessData) -> None:
        if not self.topics:
            self.up.set()
            return
        self.client.subscribe(_to(self.topics)).add_done_callback(lambda _: self.up.set())

    def _disconnected(self, _: mqtt5.LifecycleDisconnectData) -> None:
        self.up.clear()
        self.down.set()

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        packet = data.publish_packet
        hear(packet.topic, packet.payload)
        try:
            message = check_message(packet.topic, packet.payload or b"")
        except (AssertionError, ValueError) as error:
            self.wrong.append(str(error))
            return
        if packet.topic.endswith("/slip"):
            REGISTER.read(message)
        self.heard.append((packet.topic, message, bool(packet.retain)))


class Things:
    """The spare things by their kind, connected at their first use: a second connection would end the first."""

    def __init__(self, known: dict[str, tuple[str, dict[str, str]]], mqtt: dict[str, Any]) -> None:
        self._known, self._mqtt = known, mqtt
        self._connected: dict[str, Thing] = {}

    def __call__(self, kind: str) -> Thing:
        """The thing of this kind."""
        if kind not in self._connected:
            self._connected[kind] = Thing(*self._known[kind], self._mqtt)
        return self._connected[kind]

    def leave(self, kind: str) -> None:
        """Disconnect; the next use connects again."""
        self._connected.pop(kind).stop()

    def stop(self) -> None:
        """Disconnect all."""
        for kind in list(self._connected):
            self.leave(kind)


def _to(wanted: Iterable[str]) -> mqtt5.SubscribePacket:
    return mqtt5.SubscribePacket([mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE) for topic in wanted])
