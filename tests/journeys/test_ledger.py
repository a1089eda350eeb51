"""The public ledger, checked by its published rule alone, and the day's report."""

import hashlib
import json

import boto3
import pytest
import requests

from tests.journeys.days import today
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

SERVICE = "rawat-inap"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def whole_ledger(public, office, day):
    """All entries of a day, page after page, with the epoch and root that were said."""
    entries, after = [], ""
    while True:
        page = public.get(f"/offices/{office}/ledger?date={day}{after}").expect(200)
        entries += page["entries"]
        if "next" not in page:
            return entries, page["epoch"], page["root"]
        after = f"&after={page['next']}"


def check_chain(entries, first):
    """SHA-256 over each entry without its hash, as JSON with sorted keys and no spaces, chained to the one before."""
    previous = first
    for place, entry in enumerate(entries, 1):
        assert entry["seq"] == place
        assert entry["previous"] == previous
        bare = {name: value for name, value in entry.items() if name != "hash"}
        text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert entry["hash"] == sha256(text), f"entry {place} was changed"
        previous = entry["hash"]
    return previous


def test_anyone_can_check_the_ledger_and_find_the_own_number_in_it(public, people, desk, office):
    desk.set("open", SERVICE)
    mine = people.at_office(SERVICE)
    desk.call(mine["number"])
    desk.free()
    day = today(public, office)

    def done():
        entries, epoch, root = whole_ledger(public, office, day)
        kinds = [entry["kind"] for entry in entries if entry.get("number") == mine["number"]]
        return kinds[-1:] == ["finish"] and (entries, epoch, root, kinds)

    entries, epoch, root, kinds = eventually(done, 30, "the finish in the ledger")
    assert kinds == ["take", "check_in", "call", "finish"]
    assert check_chain(entries, sha256(f"antrean|{office}|{day}|{epoch}")) == root
    board = public.get(f"/offices/{office}/board").expect(200)
    eventually(lambda: board["head"] in [entry["hash"] for entry in whole_ledger(public, office, day)[0]])
    assert mine["code"] not in json.dumps(entries)


def test_the_days_report_counts_the_served_and_the_survey(told, public, manager, people, desk, office):
    day = today(public, office)
    before = report(told, manager, office, day)
    desk.set("open", SERVICE)
    mine = people.at_office(SERVICE)
    desk.call(mine["number"])
    desk.verb("serving").expect(200)
    desk.verb("finish").expect(200)
    eventually(lambda: people.ticket(mine["code"])["state"] == "served")
    public.post(f"/tickets/{mine['code']}/survey", {"satisfaction": 2}).expect(204)
    eventually(lambda: people.ticket(mine["code"])["surveyed"])

    def counted():
        now = report(told, manager, office, day)
        more = (
            now["satisfaction"]["counts"]["2"]
            - before.get("satisfaction", {"counts": {"2": 0}})["counts"]["2"]
        )
        return now if more >= 1 and now["served"] > before.get("served", 0) else None

    found = eventually(counted, 40, "the report with this visit")
    for link in (found["page"], found["csv"]):
        assert requests.get(link, timeout=20).status_code == 200


def report(told, manager, office, day):
    """The day's report, written now by the function that the clock runs each hour."""
    client = boto3.client(
        "lambda",
        told["regions"]["offices"][office],
        endpoint_url=told["aws"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    names = [one["FunctionName"] for one in client.list_functions()["Functions"]]
    name = next(name for name in names if "write-reports" in name or "write_reports" in name)
    payload = json.dumps({"office": office, "day": str(day)}).encode()
    answer = client.invoke(FunctionName=name, Payload=payload)
    assert "FunctionError" not in answer, answer["Payload"].read()
    days = manager.get(f"/offices/{office}/reports?from={day}&to={day}").expect(200)["days"]
    return days[0] if days else {}
