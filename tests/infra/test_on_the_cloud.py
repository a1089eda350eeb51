"""What only a running cloud can show: permissions of devices, stacks that change, endpoints that answer."""

import json
import socket
import ssl
import uuid
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

import pytest
import requests
from awscrt import mqtt5
from awsiot import mqtt5_client_builder

from infra.local.settings import ENDPOINTS, port
from infra.local.token import token
from infra.stacks import Stack, StackFailed, deploy_stack
from infra.target import local_target
from schemas import topics

pytestmark = pytest.mark.cloud
REFUSED = 128


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What `.local/endpoints.json` says."""
    return json.loads(ENDPOINTS.read_text())


def spare(told: dict[str, Any], kind: str) -> tuple[str, dict[str, str]]:
    """The spare thing of a kind, by name, with its certificate, key, office and place."""
    return next((name, device) for name, device in told["devices"].items() if topics.kind_of(name) == kind)


class Device:
    """A spare thing, connected; says how the broker took what it asked."""

    def __init__(self, told: dict[str, Any], name: str, device: dict[str, str]) -> None:
        self.up: Future[bool] = Future()
        self.client = mqtt5_client_builder.mtls_from_path(
            device["certificate"], device["key"], endpoint=told["mqtt"]["host"], port=told["mqtt"]["port"],
            ca_filepath=told["mqtt"]["ca"], client_id=name, enable_metrics_collection=False,
            on_lifecycle_connection_success=lambda _: self._come(True),
            on_lifecycle_connection_failure=lambda _: self._come(False),
        )  # fmt: skip

    def __enter__(self) -> "Device":
        self.client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.stop()

    def _come(self, connected: bool) -> None:
        if not self.up.done():
            self.up.set_result(connected)

    def publish(self, topic: str) -> int:
        """The broker's reason code; 128 and above is a refusal, also where it closes the connection."""
        packet = mqtt5.PublishPacket(topic=topic, payload=b"{}", qos=mqtt5.QoS.AT_LEAST_ONCE)
        try:
            return int(self.client.publish(packet).result(10).puback.reason_code)
        except Exception as error:  # noqa: BLE001 - awscrt raises its own kind for a closed connection
            return REFUSED if "AWS_ERROR_MQTT" in str(error) else -1

    def subscribe(self, topic: str) -> int:
        """The broker's reason code for a subscription."""
        wanted = mqtt5.Subscription(topic_filter=topic, qos=mqtt5.QoS.AT_LEAST_ONCE)
        return int(self.client.subscribe(mqtt5.SubscribePacket([wanted])).result(10).reason_codes[0])


def test_everything_an_outside_client_needs_is_written_down(told: dict[str, Any]) -> None:
    promised = {
        "api",
        "site",
        "display",
        "kiosk",
        "staff",
        "mqtt",
        "offices",
        "staff_login",
        "devices",
        "slips",
        "sms",
    }

    assert promised <= set(told)
    assert {topics.kind_of(name) for name in told["devices"]} == set(topics.KINDS)


def test_the_api_answers_under_the_same_origin_as_the_pages(told: dict[str, Any]) -> None:
    answer = requests.get(f"{told['site']}api/offices", timeout=30)

    assert [office["id"] for office in answer.json()["offices"]] == told["offices"]


@pytest.mark.parametrize("path", ["/nothing", "/offices/rsud-igd/line"])
def test_what_the_gateway_refuses_by_itself_is_problem_json(told: dict[str, Any], path: str) -> None:
    answer = requests.get(told["api"] + path, timeout=30)

    assert answer.status_code in (401, 404)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code


def test_a_forged_token_is_refused(told: dict[str, Any]) -> None:
    forged = token("staff")[:-6] + "AAAAAA"

    answer = requests.get(
        f"{told['api']}/offices/rsud-igd/line", headers={"Authorization": f"Bearer {forged}"}, timeout=30
    )

    assert answer.status_code == 401


def test_a_button_may_say_how_it_is(told: dict[str, Any]) -> None:
    name, device = spare(told, "button")

    with Device(told, name, device) as button:
        assert button.up.result(10)
        assert button.publish(topics.health(name)) < REFUSED


def test_a_button_may_not_press_at_another_office(told: dict[str, Any]) -> None:
    name, device = spare(told, "button")

    with Device(told, name, device) as button:
        assert button.up.result(10)
        assert button.publish(topics.press("rsud", device["place"])) >= REFUSED


def test_a_display_may_not_listen_to_slips(told: dict[str, Any]) -> None:
    name, device = spare(told, "display")

    with Device(told, name, device) as display:
        assert display.up.result(10)
        assert display.subscribe(topics.slip(device["office"], "1")) >= REFUSED


def test_a_thing_may_not_connect_under_another_name(told: dict[str, Any]) -> None:
    _, device = spare(told, "button")

    with Device(told, "button-rsud-1", device) as stranger:
        assert stranger.up.result(10) is False


def test_a_stack_is_made_left_alone_changed_and_its_failure_explained() -> None:
    target = local_target(port("ANTREAN_AWS_PORT"), port("ANTREAN_SITE_PORT"))
    name = f"antrean-test-{uuid.uuid4().hex[:8]}"
    said: list[str] = []
    bundles = {"BundleBucket": f"antrean-bundles-{target.first}-{target.account}"}

    def stack(**queue: Any) -> Stack:
        resources = {"Queue": {"Type": "AWS::SQS::Queue", "Properties": queue}}
        takes = {"BundleBucket": {"Type": "String"}}
        outputs = {"Address": {"Value": {"Ref": "Queue"}}}
        return Stack(
            name, target.first, {"Parameters": takes, "Resources": resources, "Outputs": outputs}, bundles
        )

    made = deploy_stack(target, stack(DelaySeconds=1), said.append)
    deploy_stack(target, stack(DelaySeconds=1), said.append)
    deploy_stack(target, stack(DelaySeconds=2), said.append)
    with pytest.raises(StackFailed):
        deploy_stack(target, stack(DelaySeconds="long"), said.append)
    target.client("cloudformation", target.first).delete_stack(StackName=name)

    assert name in made["Address"]
    assert [line.rpartition(": ")[2] for line in said] == [
        "creating",
        "nothing changed",
        "changing",
        "changing",
    ]


def test_who_shows_no_certificate_is_not_let_in(told: dict[str, Any]) -> None:
    context = ssl.create_default_context(cafile=told["mqtt"]["ca"])
    connect = b"\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04evil"

    address = (told["mqtt"]["host"], told["mqtt"]["port"])
    with (
        socket.create_connection(address, 5) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as line,
    ):
        line.sendall(connect)
        heard = b""
        with suppress(OSError):  # the broker's alert, or just the end
            heard = line.recv(4)

    assert heard == b""


def test_a_page_that_does_not_sign_gets_no_messages(told: dict[str, Any]) -> None:
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Protocol": "mqtt",
    }

    assert requests.get(f"{told['aws']}/mqtt", headers=asked, timeout=10).status_code == 403
