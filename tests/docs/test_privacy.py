"""The page that says what is kept of a visitor tells the truth: its rows are held to the code, the templates and a day."""

import ast
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import schemas
from devices.kiosk.agent import KEPT_FOR
from infra.join import of_type
from tests.infra.stacks import resources, stacks, statements
from tests.privacy.day import Day, the_day
from tests.schemas.test_apis import ASYNCAPI

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
STORE = ROOT / "functions" / "chalicelib" / "store"
SORT_KEYS = ("step#", "ticket#")
"""Beginnings in figures.py that are attributes and sort keys, not partitions."""

DAY = 86_400
"""Seconds of a day."""


def table(head: str) -> list[list[str]]:
    """The rows of the page's table that begins with this head."""
    lines = PAGE.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {head} |")) + 2
    rows: list[list[str]] = []
    for line in lines[start:]:
        if not line.startswith("|"):
            return rows
        rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return rows


KINDS = table("table | key | what it has of a person | what for | kept")
"""The kinds of items: table, pattern of the key, what, what for, how long."""

FUNCTIONS = table("function | visitors | why")


def kinds_of(item: dict[str, Any], where: str) -> list[list[str]]:
    """The rows that an item of a table belongs to."""
    return [row for row in KINDS if row[0] == where and _fits(item, row[1])]


def _fits(item: dict[str, Any], key: str) -> bool:
    pk, *sk = re.findall(r"`([^`]+)`", key)
    pattern = re.escape(pk).replace(r"\*\*", ".+").replace(r"\*", "[^#]+")
    return re.fullmatch(pattern, item["pk"]) is not None and sk in ([], [item["sk"]])


def written_by_the_store() -> set[str]:
    """The first words of all keys that the store's modules spell."""
    found = set()
    for file in STORE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else ""
            key = re.match(r"[a-z_]+#", text) if isinstance(text, str) else None
            if key and not (file.name == "figures.py" and key[0] in SORT_KEYS):
                found.add(key[0])
    return found


def test_every_kind_of_item_that_the_store_writes_stands_on_the_page():
    named = {re.findall(r"`([^`]+)`", row[1])[0] for row in KINDS}

    assert written_by_the_store() == {key.partition("#")[0] + "#" for key in named if "#" in key}


def test_every_row_says_what_it_is_for_and_how_long():
    assert [row for row in KINDS if len(row) != 5 or not all(row)] == []


def test_what_is_kept_for_good_is_not_a_visitor_s():
    forever = [row for row in KINDS if not re.match(r"\d+ days? after ", row[4])]

    assert {row[0] for row in forever} == {"lines"}
    assert [row for row in forever if not re.match(r"nothing|the office's own", row[2])] == []


def test_nothing_of_a_visitor_is_kept_longer_than_thirty_days():
    longer = [row[1] for row in KINDS if row[0] == "visitors" and int(row[4].split()[0]) > 30]

    assert longer == []


def test_the_functions_that_can_read_visitors_are_those_named():
    for where in ("aws", "local"):
        functions = {
            resource["Properties"]["FunctionName"]: resource["Properties"]["Role"]["Fn::GetAtt"][0]
            for stack in stacks(where)
            for resource in of_type(stack.template["Resources"], "AWS::Lambda::Function").values()
        }
        may = {name for name, said in statements(where) if "visitors" in json.dumps(said["Resource"]).lower()}

        assert {name for name, role in functions.items() if role in may} == {
            row[0].strip("`") for row in FUNCTIONS
        }


def test_who_is_said_to_see_one_item_at_a_time_cannot_search():
    many = {"dynamodb:Query", "dynamodb:Scan", "dynamodb:BatchGetItem"}
    searching = {
        name
        for name, said in statements("aws")
        if "visitors" in json.dumps(said["Resource"]).lower() and many & set(said["Action"])
    }

    assert not searching & {"StaffAPIRole", "TendWaitlistRole", "ExpireMissedRole"}
    assert {row[0] for row in FUNCTIONS if row[1] == "one item at a time"} == {
        "`antrean-staff-api`",
        "`antrean-tend-waitlist`",
        "`antrean-expire-missed`",
    }


def elsewhere(words: str) -> str:
    """How long the page says that something is kept elsewhere, by words of its row."""
    [row] = [row for row in table("where | what it has of a person | kept") if words in row[0]]
    return row[2]


def test_every_queue_is_named_and_kept_as_long_as_said():
    kept = {
        one.get("QueueName", "dead"): one.get("MessageRetentionPeriod", 4 * DAY)
        for _, one in resources("aws", "AWS::SQS::Queue")
    }
    dead = kept.pop("dead"), kept.pop("antrean-rules-dead")

    assert set(dead) == {14 * DAY}
    assert elsewhere("dead-letter") == "14 days"
    for name, seconds in kept.items():
        said = elsewhere(f"`{name}`")
        assert seconds == 4 * DAY if said == "4 days" else seconds <= 4 * DAY, name


def test_logs_backups_and_the_kiosk_s_disk_are_kept_as_long_as_said():
    [days] = {one["RetentionInDays"] for _, one in resources("aws", "AWS::Logs::LogGroup")}
    [visitors] = [
        one for _, one in resources("aws", "AWS::DynamoDB::Table") if one["TableName"] == "antrean-visitors"
    ][:1]

    assert elsewhere("logs") == f"{days} days"
    assert (
        elsewhere("backups") == f"{visitors['PointInTimeRecoverySpecification']['RecoveryPeriodInDays']} days"
    )
    assert elsewhere("kiosk's disk") == f"{KEPT_FOR.days} days"


def test_draws_are_removed_from_the_bucket_when_said():
    [rules] = [
        one["LifecycleConfiguration"]["Rules"]
        for name, one in resources("aws", "AWS::S3::Bucket")
        if name == "Boards"
    ][:1]

    assert [(rule["Prefix"], rule["ExpirationInDays"]) for rule in rules] == [("draws/", 400)]
    assert elsewhere("`draws/`").endswith("draws 400 days")


def test_every_message_is_named_and_retained_as_said():
    retained: dict[bool, set[str]] = {True: set(), False: set()}
    for operation in ASYNCAPI["operations"].values():
        channel = operation["channel"]["$ref"].rpartition("/")[2]
        [message] = ASYNCAPI["channels"][channel]["messages"]
        retained[operation["bindings"]["mqtt"]["retain"]].add(message)
    rows = table("where | what it has of a person | kept")
    said = {
        kind: {
            name
            for row in rows
            if row[0].startswith(f"MQTT, {kind}")
            for name in re.findall(r"`(\w+)`", row[0])
        }
        for kind in ("retained", "not retained")
    }

    assert said == {"retained": retained[True], "not retained": retained[False]}
    assert said["retained"] | said["not retained"] == {
        file.stem for file in (schemas.HERE / "messages").glob("*.json")
    }


def test_every_key_in_a_browser_is_named():
    written = set()
    for file in (ROOT / "web").rglob("*.ts*"):
        if "node_modules" not in file.parts and "tests" not in file.parts:
            written |= set(re.findall(r"[\"`](antrean[:.](?!ics)[a-z]+)", file.read_text(encoding="utf-8")))
    written |= set(
        re.findall(r'CACHE = "(antrean-\d+)"', (ROOT / "web/public/sw.js").read_text(encoding="utf-8"))
    )

    named = {
        key for row in table("key | store | what it has | kept") for key in re.findall(r"`([^`]+)`", row[0])
    }
    assert {re.sub(r"[:*]+$", "", key) for key in named} == written


# What a day left, item by item.

AFTER = re.compile(r"(\d+) days? after (the slot|the day|written|its last day)$")


@pytest.fixture
def day() -> Day:
    return the_day()


@pytest.mark.slow
def test_every_item_of_a_day_is_of_one_kind_on_the_page(day):
    strange = {
        f"{where}: {item['pk']} {item['sk']}"
        for where, items in day.tables.items()
        for item in items
        if len(kinds_of(item, where)) != 1
    }

    assert strange == set()


@pytest.mark.slow
def test_every_item_of_a_day_expires_when_the_page_says(day):
    wrong = [
        f"{where}: {item['pk']} {item['sk']} {item.get('expires')}"
        for where, items in day.tables.items()
        for item in items
        if not _is_kept_so(day, item, kinds_of(item, where)[0][4])
    ]

    assert wrong == []


@pytest.mark.slow
def test_each_visitor_s_item_expires_within_thirty_days_after_the_last_visit(day):
    booked = [item for item in day.tables["visitors"] if item["pk"].startswith("booking#")]
    # Who waits may have a visit until the last day that suits is over.
    last = max(max(item["start"], _last_wished(item)) for item in booked)

    assert [item for item in day.tables["visitors"] if not isinstance(item.get("expires"), int)] == []
    assert max(item["expires"] for item in day.tables["visitors"]) <= last + 30 * DAY


@pytest.mark.slow
def test_the_page_says_no_more_days_than_it_takes(day):
    longest: dict[str, float] = {}
    for where, items in day.tables.items():
        for item in items:
            [row] = kinds_of(item, where)
            if found := AFTER.fullmatch(row[4]):
                left = _moment(day, item, found[2]) + int(found[1]) * DAY - item["expires"]
                longest[row[1]] = min(left, longest.get(row[1], left))

    assert {key: left for key, left in longest.items() if left > 2 * DAY} == {}


def test_an_item_that_outlives_what_is_said_would_be_found():
    began = datetime(2026, 3, 2, tzinfo=UTC)
    expires = int((began + timedelta(days=1, minutes=30)).timestamp())
    item = {"pk": "key#x", "sk": "key", "expires": expires}
    nothing = Day([], [], [], [], {"visitors": [], "lines": []}, {}, began)

    assert _is_kept_so(nothing, item, "1 day after written")
    assert not _is_kept_so(nothing, {**item, "expires": expires + 2 * DAY}, "1 day after written")
    assert not _is_kept_so(nothing, {"pk": "key#x", "sk": "key"}, "1 day after written")
    assert not _is_kept_so(nothing, item, "for good")


def _is_kept_so(day: Day, item: dict[str, Any], said: str) -> bool:
    found = AFTER.fullmatch(said)
    if not found:
        return "expires" not in item
    latest = _moment(day, item, found[2]) + int(found[1]) * DAY
    return day.began.timestamp() < item.get("expires", 0) <= latest


def _moment(day: Day, item: dict[str, Any], what: str) -> float:
    """The latest moment that it can be counted from; a day takes less than an hour to play."""
    played = day.began.timestamp() + 3600
    if what == "written":
        return played
    if what == "the day":
        return max(played, *(_midnight(part) for part in item["pk"].split("#") if _DAY.fullmatch(part))) + DAY
    if what == "its last day":
        return _midnight(item.get("last") or item.get("to") or _closed_until(day, item)) + DAY
    told = re.search(r"\d{4}-\d{2}-\d{2}", item["pk"])
    if told:
        return _midnight(told[0]) + DAY + DAY / 2  # No zone is further west than that.
    booking = item if "start" in item else _booking(day, item)
    # Who waits is remembered until the last day that suits is over, wherever the office is.
    last = booking["start"] or _last_wished(booking)
    return max(played, last)


def _last_wished(booking: dict[str, Any]) -> float:
    return _midnight(booking["wanted"][1]) + 2 * DAY if "wanted" in booking else 0


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _midnight(written: str) -> float:
    return datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()


def _closed_until(day: Day, item: dict[str, Any]) -> str:
    """The last day of the closure that an item is about."""
    closures = {
        one["sk"]: str(one["last"]) for one in day.tables["lines"] if one["pk"].startswith("closure#")
    }
    return closures.get(item["sk"]) or closures[item["pk"].rpartition("#")[2]]


def _booking(day: Day, item: dict[str, Any]) -> dict[str, Any]:
    """The booking that an identity's item is about."""
    return next(one for one in day.tables["visitors"] if one["pk"] == f"booking#{item['booking']}")
