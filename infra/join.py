"""Joins the templates, one a capability, into the stacks that are deployed."""

import copy
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import cfn
from schemas import topics

TEMPLATES = Path(__file__).parent / "templates"
Template = dict[str, Any]

# Tables stand in each home region; pages and API in the first one, since every API function serves every
# office; topic rules where devices connect. The queues of device messages stand in the data region on AWS;
# on one machine a rule reaches only queues of its own region.
HOME = ("tables", "buckets", "secrets", "stream", "messages", "schedules", "fleet", "alarms-home", "ringing")
FRONT = ("api", "answers", "identity", "site", "alarms-front", "ringing")
MESSAGE = ("rules", "claiming", "ringing")
DEVICES = ("devices",)
ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")


@dataclass(frozen=True)
class Facts:
    """What templates need to know of the deployment: its other home regions and its offices' guest topics."""

    other_homes: tuple[str, ...]
    guest_topics: tuple[str, ...]
    local: bool = False
    runtime: str = f"python3.{sys.version_info.minor}"


def join(capabilities: tuple[str, ...], facts: Facts) -> Template:
    """One template of these capabilities, with what all functions, roles and queues have in common."""
    common = cfn.read(TEMPLATES / "defaults.yaml")
    joined: Template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Antrean: {', '.join(capabilities)}",
        "Parameters": common["Parameters"],
        "Conditions": common["Conditions"],
        "Resources": {},
        "Outputs": {},
    }
    for capability in capabilities:
        part = copy.deepcopy(cfn.read(TEMPLATES / f"{capability}.yaml"))
        joined["Resources"].update(part["Resources"])
        joined["Outputs"].update(part.get("Outputs", {}))
    _complete_functions(joined["Resources"], common, facts)
    _complete_queues(joined["Resources"], common)
    _fill_in(joined["Resources"], facts)
    for alarm in ALARMS:
        for resource in of_type(joined["Resources"], alarm).values():
            resource["Properties"]["AlarmActions"] = [{"Ref": "Ringing"}]
    if facts.local:
        _allow_batches(joined["Resources"])
    return joined


def of_type(resources: Template, kind: str) -> dict[str, Template]:
    """The resources of one type, by their logical id."""
    return {name: resource for name, resource in resources.items() if resource["Type"] == kind}


def _complete_functions(resources: Template, common: Template, facts: Facts) -> None:
    for name, function in of_type(resources, "AWS::Lambda::Function").items():
        own = function["Properties"]
        function["Properties"] = {"Runtime": facts.runtime, **copy.deepcopy(common["Function"]), **own}
        function["DependsOn"] = f"{name}Log"
        role = resources[f"{name}Role"]["Properties"]
        role["Policies"].append(_named(common["Logs"], own["FunctionName"]))
        resources[f"{name}Log"] = _named(common["LogGroup"], own["FunctionName"])
        resources[f"{name}Failing"] = _alarm(common["Failures"], "FunctionName", {"Ref": name})


def _complete_queues(resources: Template, common: Template) -> None:
    for name in of_type(resources, "AWS::SQS::Queue"):
        if name.endswith("Dead"):
            resources[f"{name}Alarm"] = _alarm(
                common["Alarm"], "QueueName", {"Fn::GetAtt": [name, "QueueName"]}
            )
    if "DeadLetters" in resources:
        ringing = [{"Fn::Sub": f'ALARM("${{{name}}}")'} for name in resources if name.endswith("DeadAlarm")]
        resources["DeadLetters"]["Properties"]["AlarmRule"] = {"Fn::Join": [" OR ", ringing]}


def _fill_in(resources: Template, facts: Facts) -> None:
    for secret in of_type(resources, "AWS::SecretsManager::Secret").values():
        secret["Properties"]["ReplicaRegions"] = [{"Region": region} for region in facts.other_homes]
    if "GuestRole" in resources:
        *_, subscribe, receive = resources["GuestRole"]["Properties"]["Policies"][0]["PolicyDocument"][
            "Statement"
        ]
        subscribe["Resource"] = [iot_arn("topicfilter", topic) for topic in facts.guest_topics]
        receive["Resource"] = [iot_arn("topic", topic) for topic in facts.guest_topics]
    for rule in of_type(resources, "AWS::IoT::TopicRule").values():
        payload = rule["Properties"]["TopicRulePayload"]
        payload["Sql"] = re.sub(r"\{(\w+)(?::(\w+))?\}", _topic, payload["Sql"])


def _allow_batches(resources: Template) -> None:
    """The local AWS asks for a permission of its own to send a batch, which AWS does not know."""
    for role in of_type(resources, "AWS::IAM::Role").values():
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if "sqs:SendMessage" in statement["Action"]:
                    statement["Action"] = [*statement["Action"], "sqs:SendMessageBatch"]


def _topic(name: re.Match[str]) -> str:
    """`{PRESSES}` is that topic; `{PRESENCES:connected}` has the word in place of its first `+`."""
    topic: str = getattr(topics, name[1])
    return topic.replace(topics.ANY, name[2], 1) if name[2] else topic


def iot_arn(kind: str, name: str) -> Template:
    """The resource name of an IoT topic, topic filter or client in the message region."""
    return {"Fn::Sub": f"arn:${{AWS::Partition}}:iot:${{MessageRegion}}:${{AWS::AccountId}}:{kind}/{name}"}


def put_body(resources: Template, body: Template, local: bool) -> None:
    """Give the API its body and a deployment of just that body and those answers, since it never changes."""
    answers = of_type(resources, "AWS::ApiGateway::GatewayResponse")
    body = {**body, "x-amazon-apigateway-gateway-responses": _in_body(answers)}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:10]
    name = f"Deployment{digest}"
    resources["RestAPI"]["Properties"]["Body"] = body
    resources[name] = {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "RestAPI"}}}
    resources["Stage"]["Properties"]["DeploymentId"] = {"Ref": name}
    if local:
        resources[name]["DependsOn"] = sorted(answers)
        return
    for answer in answers:
        del resources[answer]


def _in_body(answers: dict[str, Template]) -> Template:
    """The gateway's answers in the form that an API's body has for them."""
    said = [answer["Properties"] for answer in answers.values()]
    return {
        one["ResponseType"]: {
            **({"statusCode": one["StatusCode"]} if "StatusCode" in one else {}),
            "responseParameters": one["ResponseParameters"],
            "responseTemplates": one["ResponseTemplates"],
        }
        for one in said
    }


def _named(part: Template, name: str) -> Template:
    return json.loads(json.dumps(part).replace("{name}", name))


def _alarm(part: Template, dimension: str, value: Template) -> Template:
    alarm = copy.deepcopy(part)
    alarm["Properties"]["Dimensions"] = [{"Name": dimension, "Value": value}]
    return alarm
