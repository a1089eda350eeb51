"""The bus: what leaves for MQTT topics, queues, buckets and managers; ids, numbers and times only, nothing personal."""

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

from .queueing.board import stamp
from .session import client
from .settings import settings

Message = dict[str, Any]


def message(now: datetime, **values: Any) -> Message:
    """A message with its envelope `v`, `id`, `at`; the values win, so a repeat can keep its id."""
    return {"v": 1, "id": str(uuid4()), "at": stamp(now)} | values


def publish(topic: str, content: Message, retain: bool = False) -> None:
    """Publish to a topic of the message region, at least once; a retained one stays for who subscribes later."""
    ours = settings()
    iot = client("iot-data", ours.message_region, ours.iot_endpoint or None)
    iot.publish(topic=topic, qos=1, retain=retain, payload=_json(content))


def send(queue_url: str, content: Message, delay: int = 0) -> None:
    """Put work into a queue of the home region, to be done at least once, after `delay` seconds."""
    more = {"DelaySeconds": delay} if delay else {}
    _sqs().send_message(QueueUrl=queue_url, MessageBody=_json(content).decode(), **more)


def send_all(queue_url: str, contents: list[Message]) -> None:
    """Put several pieces of work into a queue, ten a request; raises `NotSent` when the queue refused any."""
    for at in range(0, len(contents), 10):
        entries = [
            {"Id": str(n), "MessageBody": _json(content).decode()}
            for n, content in enumerate(contents[at : at + 10])
        ]
        answer = _sqs().send_message_batch(QueueUrl=queue_url, Entries=entries)
        if answer.get("Failed"):
            raise NotSent(answer["Failed"][0].get("Code", ""))


def ring(office: str, subject: str, text: str) -> None:
    """Tell whoever subscribed to the troubles of this office's devices; nobody is told where no topic is set."""
    if not settings().troubles_topic:
        return
    attributes = {"office": {"DataType": "String", "StringValue": office}}
    sns = client("sns", settings().home_region)
    sns.publish(
        TopicArn=settings().troubles_topic, Subject=subject[:100], Message=text, MessageAttributes=attributes
    )


def put_json(bucket: str, key: str, document: Any, cache: str = "max-age=1") -> None:
    """Write a JSON document into a bucket of the home region."""
    put_text(bucket, key, _json(document).decode(), "application/json", cache)


def put_text(bucket: str, key: str, text: str, kind: str, cache: str = "no-cache") -> None:
    """Write a text of a media type into a bucket of the home region."""
    body = text.encode()
    _s3().put_object(Bucket=bucket, Key=key, Body=body, ContentType=kind, CacheControl=cache)


class NotSent(Exception):
    """A queue did not take a piece of work; whoever sent it tries again."""


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _sqs() -> Any:
    return client("sqs", settings().home_region)


def _s3() -> Any:
    return client("s3", settings().home_region)
