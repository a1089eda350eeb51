"""Reports as they are kept: each day's figures in the table, its CSV and pages in a bucket, opened by signed links."""

import json
from datetime import date, timedelta
from typing import Any

from chalicelib import bus
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings

from . import table as tables

VALID = 3600
"""Seconds for which a link opens a report."""


def put(office: Office, day: str, summary: dict[str, Any]) -> None:
    """Keep a day's figures."""
    kept = json.dumps(summary, separators=(",", ":"))
    tables.lines(office.home).put({"pk": f"reports#{office.id}", "sk": day, "summary": kept})


def between(office: Office, first: str, last: str) -> list[dict[str, Any]]:
    """The figures of the days that have a report, earliest first."""
    before = (date.fromisoformat(first) - timedelta(days=1)).isoformat() if first > "0001-01-01" else ""
    found = tables.lines(office.home).query(f"reports#{office.id}", after=before)
    return [json.loads(item["summary"]) for item in found if first <= item["sk"] <= last]


def put_file(office: Office, name: str, text: str, kind: str) -> None:
    """Write a file of a report, such as `2026-03-02.csv`."""
    bus.put_text(settings().reports_bucket(office.home), _key(office, name), text, kind)


def link(office: Office, name: str) -> str:
    """A link that opens a file of a report for an hour."""
    asked = {"Bucket": settings().reports_bucket(office.home), "Key": _key(office, name)}
    return str(client("s3", office.home).generate_presigned_url("get_object", Params=asked, ExpiresIn=VALID))


def _key(office: Office, name: str) -> str:
    return f"reports/{office.id}/{name}"


def has_learnt(office: Office, day: str) -> bool:
    """Whether the office has learnt from the days before this one."""
    item = tables.lines(office.home).get(f"reports#{office.id}", "learnt")
    return item is not None and item["day"] >= day


def note_learnt(office: Office, day: str) -> None:
    """Note that the office has learnt from the days before this one."""
    tables.lines(office.home).put({"pk": f"reports#{office.id}", "sk": "learnt", "day": day})
