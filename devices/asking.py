"""Asks AWS IoT's own services over MQTT: each question has a topic for yes and one for no."""

import json
import threading
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from awscrt import mqtt5
from awsiot import mqtt5_client_builder

REACHED_WITHIN, ANSWERED_WITHIN = 30.0, 20.0


class NoAnswer(TimeoutError):
    """The cloud could not be reached, or does not know the question."""


class Rejected(Exception):
    """The cloud said no; `is_denied` when whoever asks may not."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.is_denied = said.get("errorCode") == "AccessDenied" or said.get("statusCode") == 403
        super().__init__(f"{said.get('errorCode')}: {said.get('errorMessage')}")


class Asking:
    """A connection for questions, open as long as the block."""

    def __init__(self, endpoint: str, port: int, ca: Path, certificate: Path, key: Path, client: str) -> None:
        self._up, self._answers = threading.Event(), dict[str, "Future[Any]"]()
        self._client = mqtt5_client_builder.mtls_from_path(
            str(certificate),
            str(key),
            endpoint=endpoint,
            port=port,
            ca_filepath=str(ca),
            client_id=client,
            enable_metrics_collection=False,
            on_publish_received=self._received,
            on_lifecycle_connection_success=lambda _: self._up.set(),
        )

    def __enter__(self) -> Self:
        self._client.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.stop()

    def ask(self, topic: str, what: dict[str, Any], seconds: float = ANSWERED_WITHIN) -> dict[str, Any]:
        """The answer to a question; raises Rejected, and NoAnswer after so many seconds."""
        if not self._up.wait(REACHED_WITHIN):
            raise NoAnswer("no connection")
        answer: Future[Any] = Future()
        self._answers = {f"{topic}/accepted": answer, f"{topic}/rejected": answer}
        wanted = [mqtt5.Subscription(name, mqtt5.QoS.AT_LEAST_ONCE) for name in self._answers]
        packet = mqtt5.PublishPacket(topic=topic, payload=json.dumps(what), qos=mqtt5.QoS.AT_LEAST_ONCE)
        try:
            self._client.subscribe(mqtt5.SubscribePacket(wanted)).result(seconds)
            self._client.publish(packet).result(seconds)
            heard, said = answer.result(seconds)
        except Exception as error:
            # The library names no errors of its own: time-outs, lost connections, refused subscriptions.
            raise NoAnswer(str(error)) from error
        if heard.endswith("/rejected"):
            raise Rejected(said)
        return dict(said)

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        packet = data.publish_packet
        answer = self._answers.get(packet.topic)
        if answer and not answer.done():
            answer.set_result((packet.topic, json.loads(packet.payload or b"{}")))
