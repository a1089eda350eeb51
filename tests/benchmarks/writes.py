"""Table requests and write units of an issue, a call and a booking, counted on DynamoDB Local."""

import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import boto3
from moto import mock_aws

from chalicelib import codes
from chalicelib.booking.book import book
from chalicelib.booking.claim import Claim, Party, Who
from chalicelib.calling.asked import ByButton, ByPage
from chalicelib.calling.call_next import call_next
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import find_slot
from chalicelib.store import lines
from chalicelib.ticketing.take_ticket import take_ticket
from chalicelib.ticketing.wish import Wish
from tests.benchmarks.counting import Asked, Listener
from tests.benchmarks.table import Table
from tests.conftest import make_tables
from tests.engines import dynamodb_local
from tests.factories import HOME, MONDAY, NINE, a_take, an_office, opened

WAITING = (0, 50, 200)
NOW = datetime.fromtimestamp(NINE, UTC)
NOTE = (
    "Counted at the functions' own client, on Amazon's DynamoDB Local, one caller. A repeat pays for the refused "
    "put. The stream's own writes (ledger entry, ticket, index, figures) come later and are not counted here."
)


def measure() -> list[Table]:
    """Requests and write units by how many wait."""
    with dynamodb_local.running() as url, mock_aws(config={"core": {"passthrough": {"urls": [f"{url}.*"]}}}):
        os.environ |= {
            "AWS_ENDPOINT_URL_DYNAMODB": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"
        }  # fmt: skip
        boto3.client("secretsmanager", HOME).create_secret(Name="antrean/secret", SecretString="bench")
        make_tables(boto3.client("dynamodb", HOME, endpoint_url=url))
        listener = Listener()
        rows = [row for waiting in WAITING for row in _at(waiting, listener)]
    columns = ("step", "waiting", "reads", "writes", "write units")
    return [Table("Table requests and write units", columns, rows, NOTE)]


def _at(waiting: int, listener: Listener) -> list[tuple[str, ...]]:
    office = an_office(id=f"bench-{waiting}")
    _fill(office, waiting)
    listener.since()
    wish = Wish(office.service("umum"), "", str(uuid4()), "body", NINE, present=True)
    found = []
    for step in ("issue a number", "the same request again"):
        take_ticket(office, wish, NOW)
        found.append(_row(step, waiting, listener.since()))
    call_next(office, "1", ByButton("button-bench-1", 1), NOW + timedelta(seconds=5))
    found.append(_row("call by a button", waiting + 1, listener.since()))
    if waiting:
        page = ByPage(("calls", office.id, "1", "staff", str(uuid4())), "body")
        call_next(office, "1", page, NOW + timedelta(seconds=60))
        found.append(_row("call by the staff page", waiting, listener.since()))
    else:
        _book(office)
        found.append(_row("book a place", waiting, listener.since()))
    return found


def _fill(office: Office, waiting: int) -> None:
    key = LineKey(office.id, MONDAY)
    lines.apply(office.home, key, opened(), NINE)
    for n in range(waiting):
        take = a_take(f"{waiting}-{n}", NINE - waiting + n, ticket=codes.crockford(os.urandom(10)))
        lines.apply(office.home, key, take, NINE)


def _book(office: Office) -> None:
    service = office.service("umum")
    slot = find_slot(office, service, f"{MONDAY}T10:00")
    assert slot is not None
    book(office, Claim(service, (slot,), Party(Who())), "", str(uuid4()), "body", NOW)


def _row(step: str, waiting: int, asked: Asked) -> tuple[str, ...]:
    reads = sum(asked.requests.values()) - asked.writes
    return step, str(waiting), str(reads), str(asked.writes), f"{asked.write_units:g}"
