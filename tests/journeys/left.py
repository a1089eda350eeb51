"""What a running local cloud holds: items, files, log lines, dead letters; each as a place and its text."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

from infra.local.settings import LOGS, port
from infra.target import Target, local_target

Place = tuple[str, str]

LINES, VISITORS = "antrean-lines", "antrean-visitors"
BUCKETS = ("antrean-boards", "antrean-reports")

MOST = 10_000
"""How many events of a log one answer has at most."""

NETWORK = "[sns] SNS SMS to"
"""How the local AWS notes an SMS in its own log: it stands for the network of telephones, which AWS has of its own."""


def cloud() -> Target:
    """The cloud on this machine."""
    return local_target(port("ANTREAN_AWS_PORT"), port("ANTREAN_SITE_PORT"))


def items(table: str, region: str) -> Iterator[dict[str, Any]]:
    """All items of a table as DynamoDB writes them."""
    asked: dict[str, Any] = {"TableName": table}
    while True:
        page = cloud().client("dynamodb", region).scan(**asked)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def written(item: Any) -> str:
    """An item as text; binaries as far as they are text."""
    return json.dumps(item, ensure_ascii=False, default=lambda value: value.decode("latin-1"))


def files(region: str) -> Iterator[Place]:
    """All objects of the buckets of boards and reports."""
    s3 = cloud().client("s3", region)
    for bucket in s3.list_buckets()["Buckets"]:
        if bucket["Name"].startswith(BUCKETS) and region in bucket["Name"]:
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket["Name"]):
                for one in page.get("Contents", ()):
                    body = s3.get_object(Bucket=bucket["Name"], Key=one["Key"])["Body"].read()
                    yield f"file {one['Key']}", f"{one['Key']}\n{body.decode(errors='replace')}"


def logs(folder: Path = LOGS) -> Iterator[Place]:
    """Every line of every process of the cloud: the functions' are in that of the local AWS."""
    for file in sorted(folder.glob("*.log")):
        with file.open(errors="replace") as lines:
            for n, line in enumerate(lines, 1):
                if NETWORK not in line:
                    yield f"{file.name}:{n}", line


def log_groups(region: str) -> Iterator[Place]:
    """What the functions said, as CloudWatch has it; so many events an answer, so it is asked from the last one on."""
    client = cloud().client("logs", region)
    for page in client.get_paginator("describe_log_groups").paginate(
        logGroupNamePrefix="/aws/lambda/antrean"
    ):
        for group in page["logGroups"]:
            since, events = 0, [{"timestamp": 0, "message": ""}] * MOST
            while len(events) >= MOST:
                asked = {"logGroupName": group["logGroupName"], "startTime": since, "limit": MOST}
                events = client.filter_log_events(**asked)["events"]
                yield from ((group["logGroupName"], event["message"]) for event in events)
                since = events[-1]["timestamp"] + 1 if events else since


def retained(region: str) -> Iterator[Place]:
    """Each message that the broker keeps for who comes late, with its topic."""
    broker = cloud().client("iot-data", region)
    for page in broker.get_paginator("list_retained_messages").paginate():
        for one in page["retainedTopics"]:
            kept = broker.get_retained_message(topic=one["topic"])
            yield one["topic"], f"{one['topic']} {kept['payload'].decode(errors='replace')}"


def dead_letters(region: str) -> Iterator[Place]:
    """What lies in the dead-letter queues; it is looked at and stays."""
    sqs = cloud().client("sqs", region)
    for url in sqs.list_queues().get("QueueUrls", ()):
        if "dead" in url.rpartition("/")[2].lower():
            got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
            yield from ((url.rpartition("/")[2], message["Body"]) for message in got.get("Messages", ()))


def texts(told: dict[str, Any]) -> Iterator[Place]:
    """Every SMS that was sent, by its phone."""
    sent = requests.get(told["sms"], timeout=60).json()["sms_messages"]
    yield from ((phone, str(one["Message"])) for phone, many in sent.items() for one in many)
