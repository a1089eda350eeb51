"""Rules, guests and things name the topics of schemas/topics.py, and no other."""

import json
import re
from typing import Any

import pytest

from infra.things import Thing, policy_of
from schemas import topics
from tests.infra.stacks import resources, statements

REGION, ACCOUNT = "ap-southeast-1", "111122223333"
IOT = f"arn:aws:iot:{REGION}:{ACCOUNT}"


def allowed(thing: Thing, action: str) -> list[str]:
    """The resources on which a thing may do this."""
    found = [s for s in policy_of(thing, REGION, ACCOUNT)["Statement"] if s["Action"] == [f"iot:{action}"]]
    return [resource for statement in found for resource in statement["Resource"]]


def test_a_button_may_press_at_its_own_counter_only() -> None:
    button = Thing("button", "rsud-igd", "2")

    assert allowed(button, "Publish") == [
        f"{IOT}:topic/antrean/rsud-igd/counters/2/press",
        f"{IOT}:topic/devices/button-rsud-igd-2/health",
        f"{IOT}:topic/$aws/things/button-rsud-igd-2/shadow/update",
        f"{IOT}:topic/$aws/things/button-rsud-igd-2/shadow/get",
        f"{IOT}:topic/$aws/things/button-rsud-igd-2/jobs/start-next",
        f"{IOT}:topic/$aws/things/button-rsud-igd-2/jobs/*/update",
    ]


def test_a_display_may_not_take_numbers() -> None:
    display = Thing("display", "rsud-igd", "1")

    assert not any("take" in resource for resource in allowed(display, "Publish"))


@pytest.mark.parametrize("kind", topics.KINDS)
def test_a_thing_connects_only_by_its_own_name(kind: str) -> None:
    thing = Thing(kind, "rsud-igd", "1")

    assert allowed(thing, "Connect") == [f"{IOT}:client/{kind}-rsud-igd-1"]


@pytest.mark.parametrize("kind", topics.KINDS)
def test_a_thing_receives_what_it_subscribes_to(kind: str) -> None:
    thing = Thing(kind, "rsud-igd", "1")

    received = [resource.replace(":topic/", ":topicfilter/") for resource in allowed(thing, "Receive")]
    assert allowed(thing, "Subscribe") == received


@pytest.mark.parametrize("kind", topics.KINDS)
def test_no_policy_of_a_thing_has_a_wildcard_but_for_its_own_jobs_whose_ids_nobody_knows_before(
    kind: str,
) -> None:
    said = json.dumps(policy_of(Thing(kind, "rsud-igd", "1"), REGION, ACCOUNT))
    own = f"topic/$aws/things/{kind}-rsud-igd-1/jobs/*/update"

    assert not re.search(r"[*+#?]", said.replace(own, ""))


@pytest.mark.parametrize("where", ["aws", "local"])
def test_each_message_of_devices_has_a_rule_on_its_topic(where: str) -> None:
    listened = {_topic(rule) for _, rule in resources(where, "AWS::IoT::TopicRule")}

    assert listened == {
        topics.PRESSES,
        topics.TAKES,
        topics.PRINTS,
        topics.SPEECHES,
        topics.ISSUES,
        topics.RENEWALS,
        topics.OFFLINE_STEPS,
        topics.HEALTHS,
        "$aws/events/presence/connected/+",
        "$aws/events/presence/disconnected/+",
    }


@pytest.mark.parametrize("where", ["aws", "local"])
def test_no_rule_publishes_again_on_a_topic(where: str) -> None:
    actions = {
        kind
        for _, rule in resources(where, "AWS::IoT::TopicRule")
        for action in rule["TopicRulePayload"]["Actions"]
        for kind in action
    }

    assert actions == {"Sqs"}


# What each function says on topics; a board's star also stands for one service's board.
SHOWN = {"antrean/*/board", "antrean/*/services/*/calls", "antrean/*/catalogue", "antrean/*/counters/*/state"}
SAID = {
    "OnPressRole": {"antrean/*/counters/*/state"},
    "OnTakeRole": {"antrean/*/kiosks/*/slip"},
    "OnStreamRole": SHOWN | {"antrean/*/line"},
    "OnTrailingRole": SHOWN | {"antrean/*/line", "antrean/*/hub/office"},
    "OnHealthRole": {"antrean/*/hub/guests"},
    "StaffAPIRole": {"antrean/*/hub/guests", "antrean/*/hub/there"},
    "OnRenewRole": {"antrean/*/hub/lease"},
    "OnStepsRole": {"antrean/*/hub/played"},
    "RotateLobbyCodeRole": {"antrean/*/displays/*/code"},
}


@pytest.mark.parametrize("where", ["aws", "local"])
def test_a_function_publishes_its_own_kind_of_message_only(where: str) -> None:
    said: dict[str, set[str]] = {}
    for name, statement in statements(where):
        if "iot:Publish" in statement["Action"]:
            resources_of = statement["Resource"]
            listed = resources_of if isinstance(resources_of, list) else [resources_of]
            said.setdefault(name, set()).update(one["Fn::Sub"].partition(":topic/")[2] for one in listed)

    assert said == SAID


@pytest.mark.parametrize("where", ["aws", "local"])
def test_guests_may_watch_boards_and_publish_nothing(where: str) -> None:
    mine = [statement for name, statement in statements(where) if name == "GuestRole"]

    assert {action for s in mine for action in s["Action"]} == {"iot:Connect", "iot:Subscribe", "iot:Receive"}


@pytest.mark.parametrize("where", ["aws", "local"])
def test_guests_watch_exact_topics(where: str) -> None:
    mine = [s for name, s in statements(where) if name == "GuestRole" and s["Action"] != ["iot:Connect"]]
    watched = [resource["Fn::Sub"].partition("/")[2] for s in mine for resource in s["Resource"]]

    assert "antrean/rsud-igd/board" in watched
    assert "antrean/rsud-igd/services/igd/calls" in watched
    assert all(topic.endswith(("/board", "/calls")) and not re.search(r"[*+#?]", topic) for topic in watched)


def test_on_aws_a_guests_client_id_is_bound_to_its_identity() -> None:
    (connect,) = [
        s for name, s in statements("aws") if name == "GuestRole" and s["Action"] == ["iot:Connect"]
    ]
    on_aws = connect["Resource"]["Fn::If"][1]["Fn::Sub"]

    assert on_aws.endswith("client/web-${!cognito-identity.amazonaws.com:sub}-*")


def _topic(rule: dict[str, Any]) -> str:
    return str(rule["TopicRulePayload"]["Sql"].split("'")[-2])
