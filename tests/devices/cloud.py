"""The cloud's side of the wire in tests: hears all that things publish, checks it against the schemas."""

import json
import threading
from pathlib import Path
from typing import Any

import jsonschema
from awscrt import mqtt5
from awsiot import mqtt5_client_builder

import schemas
from schemas import topics
from tests.devices.office import OFFICE, Broker, eventually

Heard = tuple[str, dict[str, Any]]


class Cloud:
    """A client at the broker that things talk to; `heard` is all that they said, in order."""

    def __init__(self, broker: Broker) -> None:
        self.heard: list[Heard] = []
        self.wrong: list[str] = []
        self.stopped = False
        self._up = threading.Event()
        certificate, key = broker.authority.certify("cloud")
        self._client = mqtt5_client_builder.mtls_from_path(
            str(certificate),
            str(key),
            endpoint="localhost",
            port=broker.port,
            ca_filepath=str(Path(broker.authority.ca)),
            client_id="cloud",
            min_reconnect_delay_ms=200,
            max_reconnect_delay_ms=500,
            on_publish_received=self._received,
            on_lifecycle_connection_success=self._connected,
        )
        self._client.start()
        assert self._up.wait(60)

    def stop(self) -> None:
        self.stopped = True
        self._client.stop()

    def say(self, topic: str, what: dict[str, Any] | bytes, retain: bool = False) -> None:
        if isinstance(what, dict):
            what = {"v": 1, "id": "cloud-1", "at": "2026-03-02T02:00:00Z"} | what
            jsonschema.validate(what, schemas.message(topics.message_of(topic) or ""))
        payload = json.dumps(what) if isinstance(what, dict) else what
        packet = mqtt5.PublishPacket(topic=topic, payload=payload, qos=mqtt5.QoS.AT_LEAST_ONCE, retain=retain)
        self._client.publish(packet).result(30)

    def said(self, topic: str) -> list[dict[str, Any]]:
        return [message for heard, message in list(self.heard) if heard == topic]

    def hears(self, topic: str, count: int = 1, seconds: float = 30.0) -> list[dict[str, Any]]:
        eventually(lambda: len(self.said(topic)) >= count, seconds)
        return self.said(topic)

    def _connected(self, _: Any) -> None:
        wanted = [
            topics.RENEWALS,
            topics.OFFLINE_STEPS,
            topics.hub_there("+"),
            topics.PRESSES,
            topics.TAKES,
            topics.PRINTS,
            topics.ISSUES,
            topics.SPEECHES,
            topics.HEALTHS,
        ]
        packet = mqtt5.SubscribePacket(
            [mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE) for topic in wanted]
        )
        self._client.subscribe(packet).add_done_callback(lambda _: self._up.set())

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        topic = data.publish_packet.topic
        if not data.publish_packet.payload:
            # A retained message was taken away.
            return
        message = json.loads(data.publish_packet.payload)
        try:
            jsonschema.validate(message, schemas.message(topics.message_of(topic) or ""))
        except jsonschema.ValidationError as error:
            self.wrong.append(f"{topic}: {error.message}")
        self.heard.append((topic, message))


def slip(id: str, number: str = "A001", **more: Any) -> dict[str, Any]:
    """A slip as the cloud answers a take."""
    return {
        "id": id,
        "number": number,
        "code": "7Q2M4XK9T0ZB6HVN",
        "lines": ["RSUD – Instalasi Gawat Darurat", "Gawat darurat", number, "2 orang di depan Anda"],
    } | more


SLIPS = topics.slip(OFFICE, "1")
TAKES = topics.take(OFFICE, "1")
PRINTED = topics.printed(OFFICE, "1")
