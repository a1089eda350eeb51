"""One CloudFormation stack: created or changed by a change set, left alone when nothing differs."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from infra.target import Target

Say = Callable[[str], None]
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]
VERSION = "antrean-version"


class StackFailed(Exception):
    """A stack did not come up; the message names the resources that failed and why."""


@dataclass(frozen=True)
class Stack:
    """A template and its parameters, bound for a region."""

    name: str
    region: str
    template: dict[str, Any]
    parameters: dict[str, str]
    rollback_alarms: tuple[str, ...] = ()
    watch_minutes: int = 0
    body: str = field(init=False)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        body = json.dumps(self.template, sort_keys=True)
        told = body + json.dumps(self.parameters, sort_keys=True)
        object.__setattr__(self, "body", body)
        object.__setattr__(self, "version", hashlib.sha256(told.encode()).hexdigest()[:32])


def deploy_stack(target: Target, stack: Stack, say: Say) -> dict[str, str]:
    """Bring the stack to this template and return its outputs; raises StackFailed."""
    client = target.client("cloudformation", stack.region)
    there = _described(client, stack.name)
    if there and _version(there) == stack.version and there["StackStatus"].endswith("_COMPLETE"):
        say(f"{stack.name} in {stack.region}: nothing changed")
        return _outputs(there)
    if there and there["StackStatus"] in ("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"):
        client.delete_stack(StackName=stack.name)  # a stack whose creation failed can only be made anew
        there = None
    say(f"{stack.name} in {stack.region}: {'changing' if there else 'creating'}")
    _execute(client, target, stack, "UPDATE" if there else "CREATE")
    after = _settled(client, stack.name, pause=0.2 if target.local else 5)
    if after["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise StackFailed(
            f"{stack.name} in {stack.region}: {after['StackStatus']}\n{_why(client, stack.name)}"
        )
    return _outputs(after)


def _execute(client: Any, target: Target, stack: Stack, kind: str) -> None:
    """Make a change set, wait until it is known what it changes, and carry it out."""
    name = f"antrean-{int(time.time() * 1000)}"
    made = client.create_change_set(
        StackName=stack.name,
        ChangeSetName=name,
        ChangeSetType=kind,
        TemplateURL=_uploaded(target, stack),
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in stack.parameters.items()],
        Capabilities=CAPABILITIES,
        Tags=[{"Key": VERSION, "Value": stack.version}],
        **_rollback(target, stack, kind),
    )
    while (found := client.describe_change_set(ChangeSetName=made["Id"]))["Status"] in (
        "CREATE_PENDING",
        "CREATE_IN_PROGRESS",
    ):
        time.sleep(0.2)
    if found["Status"] == "FAILED":
        reason = found.get("StatusReason", "")
        if "didn't contain changes" in reason or "No updates" in reason:
            return
        raise StackFailed(f"{stack.name} in {stack.region}: {reason}")
    client.execute_change_set(ChangeSetName=made["Id"])


def _rollback(target: Target, stack: Stack, kind: str) -> dict[str, Any]:
    """Alarms that take the change back; only those that exist already can watch."""
    if target.local or kind == "CREATE" or not stack.rollback_alarms:
        return {}
    found = target.client("cloudwatch", stack.region).describe_alarms(
        AlarmNames=list(stack.rollback_alarms), AlarmTypes=["MetricAlarm", "CompositeAlarm"]
    )
    triggers = [
        {"Arn": alarm["AlarmArn"], "Type": f"AWS::CloudWatch::{kind}"}
        for key, kind in (("MetricAlarms", "Alarm"), ("CompositeAlarms", "CompositeAlarm"))
        for alarm in found.get(key, [])
    ]
    watched = {"RollbackTriggers": triggers, "MonitoringTimeInMinutes": stack.watch_minutes}
    return {"RollbackConfiguration": watched} if triggers else {}


def _uploaded(target: Target, stack: Stack) -> str:
    bucket = stack.parameters["BundleBucket"]
    key = f"templates/{stack.name}-{stack.version}.json"
    target.client("s3", stack.region).put_object(Bucket=bucket, Key=key, Body=stack.body.encode())
    if target.local:
        return f"{target.endpoint}/{bucket}/{key}"
    return f"https://{bucket}.s3.{stack.region}.amazonaws.com/{key}"


def _settled(client: Any, name: str, pause: float) -> dict[str, Any]:
    while True:
        found = _described(client, name)
        if found and not found["StackStatus"].endswith("_IN_PROGRESS"):
            return found
        time.sleep(pause)


def _described(client: Any, name: str) -> dict[str, Any] | None:
    try:
        stacks: list[dict[str, Any]] = client.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return stacks[0]


def _version(stack: dict[str, Any]) -> str:
    return next((tag["Value"] for tag in stack.get("Tags", []) if tag["Key"] == VERSION), "")


def _outputs(stack: dict[str, Any]) -> dict[str, str]:
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _why(client: Any, name: str) -> str:
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "\n".join(f"  {e['LogicalResourceId']}: {e.get('ResourceStatusReason', '')}" for e in failed[:8])
