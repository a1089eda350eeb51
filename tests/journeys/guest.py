"""A browser without an account: Cognito's guest credentials, and the broker's WebSocket by a signed address."""

import hashlib
import hmac
import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import requests
from awscrt import io, mqtt5

from tests.contracts import check_message
from tests.journeys.known import hear

WITHIN = 15


def credentials(config: dict[str, Any]) -> dict[str, Any]:
    """An identity and its short-lived keys."""
    identity = _cognito(config, "GetId", {"IdentityPoolId": config["identityPoolId"]})["IdentityId"]
    keys = _cognito(config, "GetCredentialsForIdentity", {"IdentityId": identity})["Credentials"]
    return {"identity": identity, **keys}


def signed_path(config: dict[str, Any], keys: dict[str, Any], now: datetime) -> str:
    """`/mqtt?…` signed for the broker (AWS Signature Version 4; the session token stays unsigned)."""
    time, host = f"{now:%Y%m%dT%H%M%SZ}", config["iot"]
    scope = f"{time[:8]}/{config['messageRegion']}/iotdevicegateway/aws4_request"
    query = (
        f"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={quote(keys['AccessKeyId'] + '/' + scope, safe='')}"
        f"&X-Amz-Date={time}&X-Amz-Expires=300&X-Amz-SignedHeaders=host"
    )
    request = f"GET\n/mqtt\n{query}\nhost:{host}\n\nhost\n{_sha256('')}"
    words = f"AWS4-HMAC-SHA256\n{time}\n{scope}\n{_sha256(request)}"
    key = f"AWS4{keys['SecretKey']}".encode()
    for part in (*scope.split("/"), words):
        key = hmac.new(key, part.encode(), "sha256").digest()
    return f"/mqtt?{query}&X-Amz-Signature={key.hex()}&X-Amz-Security-Token={quote(keys['SessionToken'], safe='')}"


class Guest:
    """A guest's connection; `heard` is what came, each message checked."""

    def __init__(self, config: dict[str, Any]) -> None:
        keys, self.heard, self.wrong = (
            credentials(config),
            list[tuple[str, dict[str, Any], bool]](),
            list[str](),
        )
        self.up, self._config = threading.Event(), config
        self._path = signed_path(config, keys, datetime.now(UTC))
        resolver = io.DefaultHostResolver(io.EventLoopGroup(1))
        self.client = mqtt5.Client(
            mqtt5.ClientOptions(
                # The C library does not know names under .localhost; the Host header carries the broker's.
                host_name="127.0.0.1",
                port=int(config["iot"].rpartition(":")[2]),
                bootstrap=io.ClientBootstrap(io.EventLoopGroup(1), resolver),
                websocket_handshake_transform=self._sign,
                connect_options=mqtt5.ConnectPacket(client_id=f"web-{keys['identity']}-{uuid4().hex[:8]}"),
                on_publish_callback_fn=self._received,
                on_lifecycle_event_connection_success_fn=lambda _: self.up.set(),
            )
        )
        self.client.start()
        assert self.up.wait(WITHIN), "the broker does not take a guest"

    def subscribe(self, topic: str) -> int:
        """Subscribe and return the broker's reason code; from 128 it refused."""
        packet = mqtt5.SubscribePacket([mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE)])
        return int(self.client.subscribe(packet).result(WITHIN).reason_codes[0])

    def publish(self, topic: str, payload: str) -> int:
        """Publish and return the broker's reason code; from 128 it refused."""
        packet = mqtt5.PublishPacket(topic=topic, payload=payload, qos=mqtt5.QoS.AT_LEAST_ONCE)
        return int(self.client.publish(packet).result(WITHIN).puback.reason_code)

    def stop(self) -> None:
        """Leave, and fail when anything came that the contracts do not describe."""
        self.client.stop()
        assert self.wrong == []

    def _sign(self, transform_args: mqtt5.WebsocketHandshakeTransformArgs) -> None:
        transform_args.http_request.path = self._path
        transform_args.http_request.headers.set("Host", self._config["iot"])
        transform_args.set_done()

    def _received(self, data: mqtt5.PublishReceivedData) -> None:
        packet = data.publish_packet
        hear(packet.topic, packet.payload)
        try:
            message = check_message(packet.topic, packet.payload or b"")
        except (AssertionError, ValueError) as error:
            self.wrong.append(str(error))
            return
        self.heard.append((packet.topic, message, bool(packet.retain)))


def _cognito(config: dict[str, Any], action: str, body: dict[str, Any]) -> dict[str, Any]:
    url = config.get("cognitoIdentity") or config["cognito"]
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"AWSCognitoIdentityService.{action}",
    }
    answer = requests.post(url, json=body, headers=headers, timeout=WITHIN)
    answer.raise_for_status()
    said: dict[str, Any] = answer.json()
    return said


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
