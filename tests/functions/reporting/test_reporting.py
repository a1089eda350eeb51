"""A day's figures are what happened: computed again here from the steps alone, and shown to nobody else."""

import json
import random
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from chalicelib import stream
from chalicelib.errors import Refusal
from chalicelib.queueing.commands import CheckIn, Command, EndDay, Finish, NoShow, Serve, Step, Take, Withdraw
from chalicelib.queueing.learning import learn
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.order import find
from chalicelib.queueing.step import step
from chalicelib.queueing.waiting_time import Learnt, Pace, wait
from chalicelib.reporting import on_figure
from chalicelib.reporting.figure import figure_of
from chalicelib.reporting.write_reports import figures_on, summarise, teach, write_office
from chalicelib.settings import settings
from chalicelib.store import learnt, ledger, lines, surveys
from tests.factories import HOME, KEY, NINE, a_call, a_take, an_office, moment, opened, rid
from tests.functions.api import ask
from tests.functions.deployed import a_ticket, asked, done

NOW = moment("Monday 2026-03-02 14:00")
MANAGER = ["rsud:manager"]


def a_busy_day(seed: int = 4, takes: int = 16) -> list[tuple[int, Command]]:
    """Commands with their times: visitors of both services, from home too, two counters, no-shows, withdrawals."""
    dice = random.Random(seed)
    day: list[tuple[int, Command]] = [(NINE, opened("1")), (NINE, opened("3"))]
    for n in range(takes):
        at, letter, klass = (
            NINE + 100 * n,
            dice.choice("AB"),
            dice.choice(["walk-in", "walk-in", "booked", "priority"]),
        )
        home = klass == "walk-in" and dice.random() < 0.3
        day.append(
            (at, a_take(n, turn=at, letter=letter, klass=klass, present=not home, ticket=f"ticket{n}"))
        )
        if home and n % 2:
            day.append((at + 200, CheckIn(rid(f"in {n}"), number=f"{letter}{_issued(day, letter):03d}")))
        if dice.random() < 0.1:
            day.append((at + 50, Withdraw(rid(f"away {n}"), number=f"{letter}{_issued(day, letter):03d}")))
    for counter, letter in (("1", "A"), ("3", "B")):
        for n in range(6):
            at = NINE + 250 * (n + 1) + int(counter)
            day.append((at, a_call(f"call {counter} {n}", counter, (letter,))))
            after: Callable[..., Command] = NoShow if dice.random() < 0.2 else Serve
            day.append((at + 60, after(rid(f"then {counter} {n}"), counter=counter)))
        day.append((NINE + 250 * 7 + 60, Finish(rid(f"last {counter}"), counter=counter)))
    day.append((NINE + 4000, EndDay(rid("end"))))
    return sorted(day, key=lambda one: one[0])


def _issued(day: list[tuple[int, Command]], letter: str) -> int:
    return sum(1 for _, command in day if isinstance(command, Take) and command.letter == letter)


def played(day: list[tuple[int, Command]]) -> list[dict[str, Any]]:
    """The stream's records of the day; what the rules refuse is left out."""
    records = []
    for at, command in day:
        if isinstance(command, Take):
            a_ticket(command)
        try:
            records += done(command, now=at)
        except Refusal:
            continue
    return records


def followed(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for n in range(0, len(records), 7):
        stream.follow_office("rsud", stream.by_office(records[n : n + 7])["rsud"], NOW)
    return asked("figures")


def of_the_day() -> dict[str, dict[str, Any]]:
    return {one["number"]: one for one in figures_on(an_office(), KEY.day)}


def recomputed() -> dict[str, str]:
    """What became of each number, from the public ledger alone."""
    ends: dict[str, str] = {}
    entries = ledger.read(HOME, KEY)
    for entry in entries:
        number, kind = entry.get("number", ""), entry["kind"]
        if kind in ("finish", "no_show", "withdraw"):
            ends[number] = {"finish": "served", "no_show": "no_show", "withdraw": "withdrawn"}[kind]
        ends |= {other["number"]: other["state"] for other in entry.get("moved", [])}
    return ends


@pytest.mark.usefixtures("deployed")
@pytest.mark.slow
class TestADay:
    def test_figures_are_what_the_ledger_says_however_their_messages_come(self) -> None:
        told = followed(played(a_busy_day()))
        mixed = [*told, *told[::3]]
        random.Random(1).shuffle(mixed)
        for message in mixed:
            on_figure.keep(message)

        kept = of_the_day()
        assert {number: one["outcome"] for number, one in kept.items()} == recomputed()
        assert len(kept) == 16
        calls = {e["number"]: e["at"][:16] for e in reversed(ledger.read(HOME, KEY)) if e["kind"] == "call"}
        assert {n: _minute(one["called"]) for n, one in kept.items() if "called" in one} == calls
        assert all("phone" not in str(one) and "ticket" not in str(one) for one in kept.values())

    def test_the_days_report_adds_up(self) -> None:
        for message in followed(played(a_busy_day())):
            on_figure.keep(message)
        for n, face in enumerate([3, 3, 2, 1]):
            surveys.put_first(
                HOME, "rsud", KEY.day, f"t{n}", {"satisfaction": face, "service": "umum", "at": NINE}
            )

        report = summarise(an_office(), KEY.day)

        kept, ends = of_the_day().values(), list(recomputed().values())
        assert report["issued"] == 16 == report["booked"] + report["from_home"] + report["walk_in"]
        assert [report[k] for k in ("served", "no_shows", "withdrawn", "ended")] == [
            ends.count(k) for k in ("served", "no_show", "withdrawn", "ended")
        ]
        waits = [(one["called"] - one["came"]) / 60 for one in kept if "called" in one]
        assert report["wait_minutes"]["mean"] == round(sum(waits) / len(waits), 2)
        inside = [
            one["promised"][0] <= (one["called"] - one["came"]) / 60 <= one["promised"][1]
            for one in kept
            if "called" in one
        ]
        assert report["coverage"] == round(sum(inside) / len(inside), 3)
        assert report["satisfaction"] == {"counts": {"1": 1, "2": 1, "3": 2}, "mean": 2.25}
        assert report["out_of_order"] == 0

    def test_reports_are_written_and_opened_by_signed_links(self) -> None:
        for message in followed(played(a_busy_day())):
            on_figure.keep(message)

        write_office(an_office(), NOW)

        said = ask(
            "GET",
            "/offices/rsud/reports?from=2026-03-01&to=2026-03-02",
            groups=MANAGER,
            headers={"Accept-Language": "en"},
        )
        [day] = said.body["days"]
        assert day["issued"] == 16
        assert "X-Amz-Expires=3600" in day["page"]
        assert "/reports/rsud/2026-03-02.en.html" in day["page"]
        written = boto3.client("s3", HOME)
        bucket = settings().reports_bucket(HOME)
        csv = written.get_object(Bucket=bucket, Key="reports/rsud/2026-03-02.csv")["Body"].read().decode()
        assert len(csv.splitlines()) == 17
        for language, title in (
            ("id", "Laporan harian, Senin 2 Maret 2026"),
            ("en", "Daily report, Monday 2 March 2026"),
        ):
            page = (
                written.get_object(Bucket=bucket, Key=f"reports/rsud/2026-03-02.{language}.html")["Body"]
                .read()
                .decode()
            )
            assert title in page
            assert page.count("<svg") == 6
            assert not re.search(r"https?://|<script|url\(|@import|src=", page)

    def test_todays_figures_are_there_before_a_report_is_written(self) -> None:
        today = datetime.now(an_office().zone).date().isoformat()

        said = ask("GET", f"/offices/rsud/reports?from={today}&to={today}", groups=MANAGER)

        assert [(day["day"], day["issued"], day["page"]) for day in said.body["days"]] == [(today, 0, "")]

    @pytest.mark.parametrize(
        ("asked_for", "field"),
        [
            ("from=2026-03-01&to=2099-12-31", "to"),
            ("from=2026-02-30&to=2026-03-01", "from"),
            ("to=2026-03-01", "from"),
        ],
    )
    def test_what_is_no_span_of_days_is_refused_with_the_field(self, asked_for: str, field: str) -> None:
        said = ask("GET", f"/offices/rsud/reports?{asked_for}", groups=MANAGER)

        assert (said.status, said.body["field"]) == (422, field)

    @pytest.mark.parametrize("groups", [["rsud:staff"], ["imigrasi:manager"], None])
    def test_reports_are_for_the_offices_managers(self, groups: list[str] | None) -> None:
        assert ask("GET", "/offices/rsud/reports?from=2026-03-01&to=2026-03-02", groups=groups).status in (
            401,
            403,
        )

    def test_an_office_learns_from_days_before_today(self) -> None:
        office = an_office()
        for message in followed(played(a_busy_day())):
            on_figure.keep(message)

        teach(office, NOW.date() + timedelta(days=1))

        pace = learnt.pace(office, NOW.timestamp() + 120)
        served = [
            one for one in of_the_day().values() if one["service"] == "umum" and one["outcome"] == "served"
        ]
        assert served
        assert set(pace.learnt) == {"umum", "gigi"}


def _minute(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M")


def test_the_promise_is_the_range_that_the_take_showed() -> None:
    line, pace = Line(KEY), Pace(an_office())
    for n in range(6):
        line, made = step(line, a_take(n, turn=NINE + n), NINE + n)
        told = (figure_of(line, made, pace) or {})["events"][made.number]
        found = find(line, made.number)
        assert found
        assert tuple(told["promised"]) == wait(line, pace, an_office().service("umum"), found[1])
        assert told["expected"] == 10 * n


def test_steps_about_no_ticket_have_no_figure() -> None:
    assert (
        figure_of(Line(KEY), Step(1, "counter", "", NINE, counter="1", state="open"), Pace(an_office()))
        is None
    )


def test_learning_keeps_the_usual_until_there_is_enough() -> None:
    assert learn(10, [30.0] * 29, [(10, 30)] * 29) == Learnt(10)


def test_the_learnt_range_covers_four_of_five_waits_to_come() -> None:
    dice = random.Random(7)
    past = [(20.0, 20 * dice.lognormvariate(0, 0.5)) for _ in range(400)]
    to_come = [(20.0, 20 * dice.lognormvariate(0, 0.5)) for _ in range(4000)]

    taught = learn(10, [12.0] * 400, past)

    inside = sum(taught.low <= actual / expected <= taught.high for expected, actual in to_come) / len(
        to_come
    )
    assert taught.minutes == 12
    assert 0.76 <= inside <= 0.86


@pytest.mark.usefixtures("deployed")
def test_staff_see_who_waits_in_call_order() -> None:
    now = int(time.time())
    key = LineKey("rsud", datetime.fromtimestamp(now, an_office().zone).date().isoformat())
    takes = [
        a_take(0, turn=now - 600),
        a_take(1, turn=now - 900, klass="priority"),
        a_take(2, turn=now - 1200, present=False),
    ]
    done(*takes, opened(), a_call("one"), key=key, now=now - 60)

    line = ask("GET", "/offices/rsud/line", groups=["rsud:staff"]).body

    assert [(one["number"], one["class"], one["present"]) for one in line["waiting"]] == [
        ("A001", "walk-in", True), ("A003", "walk-in", False),
    ]  # fmt: skip
    assert line["waiting"][0]["minutes"] == 10
    [first, *_] = line["counters"]
    assert (first["number"], first["service"], first["phase"], first["call"]) == ("A002", "umum", "called", 1)
    assert json.dumps(line).count("unknown") == 2
    assert lines.read(HOME, key).seq == 5
