"""A home region in memory with one office, its queues and buckets; and the stream's records of what is done to it."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.iotdata.models import iotdata_backends
from moto.sns.models import sns_backends

from chalicelib.queueing.commands import Command, Take
from chalicelib.queueing.line import LineKey
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import learnt, lines, table, tickets
from chalicelib.store.codec import line_pk
from tests.contracts import check_message
from tests.factories import HOME, KEY, NINE, an_office_document

SEAS = "ap-southeast-1"
QUEUES = ("messages", "figures", "trailing", "closures")


@pytest.fixture
def deployed(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tables, an office in them, a bucket for boards and for reports, and the four queues."""
    sqs, s3 = client("sqs", HOME), client("s3", HOME)
    for name in QUEUES:
        monkeypatch.setenv(f"ANTREAN_{name.upper()}_QUEUE", sqs.create_queue(QueueName=name)["QueueUrl"])
    settings.cache_clear()
    learnt.forget()
    for bucket in (settings().boards_bucket(HOME), settings().reports_bucket(HOME)):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": HOME})
    load_office(an_office_document())
    yield
    learnt.forget()


def load_office(document: dict[str, Any], order: int = 1, region: str = HOME) -> None:
    """Write an office, at home in the first region, into a region as the deployer does."""
    lines_table = table.lines(region)
    lines_table.put({"pk": f"office#{document['id']}", "sk": "office", "doc": json.dumps(document)})
    place = {name: str(value) for name, value in document["position"].items()}
    listed = {
        "id": document["id"],
        "name": document["name"],
        "time_zone": document["time_zone"],
        "position": place,
    }
    lines_table.put({"pk": "offices", "sk": f"{order:04d}#{document['id']}", "home": HOME, **listed})


def done(*commands: Command, key: LineKey = KEY, now: int = NINE, apart: int = 0) -> list[dict[str, Any]]:
    """Carry commands out on the stored line, and return the stream's records of it, as Lambda gets them."""
    made = []
    for n, command in enumerate(commands):
        lines.apply(HOME, key, command, now + n * apart)
        made.append(record(line_pk(key), "line"))
    return made


def record(pk: str, sk: str) -> dict[str, Any]:
    """The stream's record of an item as it is now."""
    _numbered.append(pk)
    image = client("dynamodb", HOME).get_item(
        TableName=settings().lines_table, Key={"pk": {"S": pk}, "sk": {"S": sk}}
    )["Item"]
    change = {"Keys": {"pk": {"S": pk}, "sk": {"S": sk}}, "NewImage": _as_event(image)}
    return {
        "eventName": "MODIFY",
        "dynamodb": {**change, "SequenceNumber": f"{len(_numbered):021d}"},
    }


_numbered: list[str] = []


def a_ticket(take: Take, key: LineKey = KEY, **changes: Any) -> tickets.Ticket:
    """The pending ticket of a take, kept."""
    code = f"{take.rid.upper():0<16}"[:16]
    ticket = tickets.Ticket(
        **{
            "id": take.ticket, "code": code, "office": key.office, "day": key.day, "epoch": key.epoch,
            "service": "umum", "letter": take.letter, "rid": take.rid, "fence": 0, "body": "", "taken": NINE,
            "expires": NINE + 86_400, "klass": take.klass, **changes,
        }
    )  # fmt: skip
    return tickets.put_pending(HOME, ticket)


def published(topic: str = "") -> list[tuple[str, dict[str, Any]]]:
    """What was published, each checked against its contract; of one topic when it is given."""
    every = iotdata_backends[DEFAULT_ACCOUNT_ID][SEAS].published_payloads
    return [(to, check_message(to, payload)) for to, payload in every if topic in ("", to)]


def asked(queue: str) -> list[dict[str, Any]]:
    """The work that waits in a queue, taken out; delayed work too."""
    sqs = client("sqs", HOME)
    url = getattr(settings(), f"{queue}_queue")
    found = []
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in got:
            found.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return found


def texts() -> list[tuple[str, str]]:
    """The SMS that were sent: phone and text."""
    return [(phone, text) for phone, text, *_ in sns_backends[DEFAULT_ACCOUNT_ID][HOME].sms_messages.values()]


def items(prefix: str) -> list[dict[str, Any]]:
    """The items of the lines' table whose partition begins so, without regard to time."""
    kept = client("dynamodb", HOME).scan(TableName=settings().lines_table)["Items"]
    return [item for item in map(table.from_image, kept) if item["pk"].startswith(prefix)]


def _as_event(image: Any) -> Any:
    if isinstance(image, dict):
        return {name: _as_event(value) for name, value in image.items()}
    if isinstance(image, list):
        return [_as_event(value) for value in image]
    return base64.b64encode(image).decode() if isinstance(image, bytes) else image
