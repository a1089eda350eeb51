"""The public ledger, checked by its published rule alone, and the day's report."""

import hashlib
import json
import subprocess
import sys

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

    entries, epoch, root, kinds = eventually(done, 180, "the finish in the ledger")
    assert kinds == ["take", "check_in", "call", "finish"]
    assert check_chain(entries, sha256(f"antrean|{office}|{day}|{epoch}")) == root
    board = public.get(f"/offices/{office}/board").expect(200)
    eventually(lambda: board["head"] in [entry["hash"] for entry in whole_ledger(public, office, day)[0]])
    assert mine["code"] not in json.dumps(entries)


def test_a_call_out_of_order_is_told_with_its_reason(public, people, desk, office):
    desk.set("open", SERVICE)
    first, mine = people.at_office(SERVICE), people.at_office(SERVICE)
    day = today(public, office)
    before = summary(public, office, day)["out_of_order"]["by_reason"].get("together", 0)
    said = desk.staff.post(f"{desk.path}/calls", {"ticket": mine["number"], "reason": "together"}).expect(201)
    desk.free()

    def told():
        now = summary(public, office, day)
        return now["out_of_order"]["by_reason"].get("together", 0) > before and now

    now = eventually(told, 180, "the reason in the ledger")
    assert now["out_of_order"]["unexplained"] == []
    entries, _, _ = whole_ledger(public, office, day)
    [call] = [
        one for one in entries if one["kind"] == "call" and one["number"] == said["number"] == mine["number"]
    ]
    assert call["reason"] == "together"
    assert people.ticket(first["code"])["state"] == "waiting"


def summary(public, office, day):
    """The day's roots and figures."""
    return public.get(f"/offices/{office}/ledger/summary?date={day}").expect(200)


def test_a_ticket_opens_what_its_own_entries_commit_to(public, people, office):
    mine = people.from_home(SERVICE, priority="elderly")
    day = today(public, office)

    def written():
        return public.get(f"/tickets/{mine['code']}/entries").expect(200)["entries"]

    [take, *_] = eventually(written, 180, "the take in the ledger")
    entries, _, _ = whole_ledger(public, office, day)
    entry = entries[take["seq"] - 1]
    assert entry["hash"] == take["hash"]
    assert take["priority"] == "elderly"
    assert entry["commitment"] == sha256(f"{mine['code']}|{take['seq']}|{take['by']}|{take['priority']}")
    assert "elderly" not in json.dumps(entries)


def test_the_verifier_of_the_site_finds_the_ledger_whole_and_a_change_in_it(
    told, public, people, office, tmp_path
):
    mine = people.at_office(SERVICE)
    day = today(public, office)

    def written():
        entries, epoch, root = whole_ledger(public, office, day)
        known = any(one.get("number") == mine["number"] for one in entries)
        return known and {"office": office, "day": str(day), "epoch": epoch, "root": root, "entries": entries}

    export = eventually(written, 180, "the take in the ledger")
    program = tmp_path / "verify_ledger.py"
    program.write_text(requests.get(f"{told['site']}verify_ledger.py", timeout=20).text)

    def verified():
        (tmp_path / "export.json").write_text(json.dumps(export))
        command = [sys.executable, "-I", program, tmp_path / "export.json", "--root", export["root"]]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout

    assert verified()[0] == 0
    export["entries"][-1]["number"] = "Z999"
    code, said = verified()
    assert (code, f"FAULT: entry {len(export['entries'])} " in said) == (1, True)


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

    found = eventually(counted, 180, "the report with this visit")
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
