"""Each topic of each kind of thing, tried with every other certificate: a thing has its own, and nothing else.

The offices exist in the registry of things only, so that what gets through reaches nobody.
"""

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from awscrt import mqtt5
from awsiot import mqtt5_client_builder

from infra.target import local_target
from infra.things import Thing, make_thing
from schemas import topics
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

OFFICES, PLACES = ("tembok-a", "tembok-b"), ("1", "2")
THINGS = [
    Thing(kind, office, place)
    for kind in topics.KINDS
    for office in OFFICES
    for place in PLACES
    if kind != topics.HUB or place == "1"
]
REFUSED_FROM = 128
AT_ONCE = 20


def publishes(thing: Thing) -> set[str]:
    """What a thing may say, with some job's id."""
    own = topics.may_publish(thing.kind, thing.name, thing.office, thing.place)
    return {topic.replace("*", "job-1") for topic in (*own, *topics.may_tell(thing.name))}


def receives(thing: Thing) -> set[str]:
    """What a thing may hear."""
    return {
        *topics.may_receive(thing.kind, thing.office, thing.place),
        *topics.may_be_told(thing.name),
    }


EVERY_SAID = sorted({topic for thing in THINGS for topic in publishes(thing) | receives(thing)})
EVERY_HEARD = sorted(
    {*EVERY_SAID, "#", "antrean/#", "antrean/+/board", "devices/+/health", "$aws/things/+/shadow/update"}
)


class Prober:
    """A connection that tries what it may not."""

    def __init__(self, told: dict[str, Any], device: dict[str, str], name: str) -> None:
        up: list[bool] = []
        self.client = mqtt5_client_builder.mtls_from_path(
            device["certificate"], device["key"], endpoint=told["mqtt"]["host"], port=told["mqtt"]["port"],
            ca_filepath=told["mqtt"]["ca"], client_id=name, enable_metrics_collection=False,
            on_lifecycle_connection_success=lambda _: up.append(True),
        )  # fmt: skip
        self.client.start()
        eventually(lambda: bool(up), 60, f"{name} is connected")

    def may_say(self) -> set[str]:
        """The topics that the broker lets it publish to."""
        return self._tried(EVERY_SAID, self._publish, lambda done: int(done.puback.reason_code))

    def may_hear(self) -> set[str]:
        """The topics that the broker lets it subscribe to."""
        return self._tried(EVERY_HEARD, self._subscribe, lambda done: int(done.reason_codes[0]))

    def _publish(self, topic: str) -> "Future[Any]":
        packet = mqtt5.PublishPacket(topic=topic, payload="{}", qos=mqtt5.QoS.AT_LEAST_ONCE)
        answer: Future[Any] = self.client.publish(packet)
        return answer

    def _subscribe(self, topic: str) -> "Future[Any]":
        wanted = mqtt5.SubscribePacket([mqtt5.Subscription(topic, mqtt5.QoS.AT_LEAST_ONCE)])
        answer: Future[Any] = self.client.subscribe(wanted)
        return answer

    def _tried(self, wanted: list[str], ask: Any, code: Any) -> set[str]:
        allowed = set()
        for at in range(0, len(wanted), AT_ONCE):
            asked = [(topic, ask(topic)) for topic in wanted[at : at + AT_ONCE]]
            allowed |= {topic for topic, answer in asked if code(answer.result(60)) < REFUSED_FROM}
        return allowed


@pytest.fixture(name="target", scope="module")
def _target(told):
    return local_target(int(told["aws"].rpartition(":")[2]), 0)


@pytest.fixture(name="certificates", scope="module")
def _certificates(told, target, tmp_path_factory) -> Iterator[dict[str, dict[str, str]]]:
    """A folder for each thing, with its certificate and key; and the claim certificate."""
    folder, iot = tmp_path_factory.mktemp("things"), target.client("iot", target.messages)
    for thing in THINGS:
        make_thing(target, thing, folder / thing.name)
    yield {"claim-tembok": told["claim"]} | {
        thing.name: {
            "certificate": str(folder / thing.name / "certificate.pem"),
            "key": str(folder / thing.name / "private.key"),
        }
        for thing in THINGS
    }
    for thing in THINGS:
        for arn in iot.list_thing_principals(thingName=thing.name)["principals"]:
            iot.update_certificate(certificateId=arn.rpartition("/")[2], newStatus="INACTIVE")
            iot.detach_thing_principal(thingName=thing.name, principal=arn)
        iot.delete_thing(thingName=thing.name)


@pytest.mark.parametrize("thing", THINGS, ids=[thing.name for thing in THINGS])
def test_a_thing_says_and_hears_its_own_and_nothing_else(told, certificates, thing):
    prober = Prober(told, certificates[thing.name], thing.name)
    try:
        assert prober.may_say() == publishes(thing)
        assert prober.may_hear() == receives(thing)
    finally:
        prober.client.stop()


def test_who_has_only_the_claim_certificate_says_and_hears_nothing_of_any_thing(told, certificates):
    prober = Prober(told, certificates["claim-tembok"], "claim-tembok")
    try:
        assert (prober.may_say(), prober.may_hear()) == (set(), set())
    finally:
        prober.client.stop()


def test_nobody_connects_by_anothers_name(told, certificates):
    answers: list[str] = []
    one, other = THINGS[0].name, THINGS[1].name
    client = mqtt5_client_builder.mtls_from_path(
        certificates[one]["certificate"], certificates[one]["key"], endpoint=told["mqtt"]["host"],
        port=told["mqtt"]["port"], ca_filepath=told["mqtt"]["ca"], client_id=other, enable_metrics_collection=False,
        on_lifecycle_connection_success=lambda _: answers.append("in"),
        on_lifecycle_connection_failure=lambda _: answers.append("refused"),
    )  # fmt: skip
    client.start()
    eventually(lambda: bool(answers), 60, "an answer of the broker")
    client.stop()

    assert answers[0] == "refused"
