"""Anyone reads any day's ledger and its figures; the code of a ticket opens what its entries commit to."""

from collections import Counter
from typing import Any

import pytest

from chalicelib.codes import id_of
from chalicelib.ledger.append import append_step
from chalicelib.queueing.audit import out_of_order
from chalicelib.queueing.audit_aside import passed_aside
from chalicelib.queueing.commands import Command
from chalicelib.queueing.ledger import commit, root, roots, verify
from chalicelib.store import tickets
from tests.factories import HOME, KEY, a_call, a_take, opened, steps
from tests.functions.api import ask
from tests.functions.deployed import a_ticket
from tests.functions.ledger.days import A_DAY, CODE

pytestmark = pytest.mark.usefixtures("deployed")

FIRST = root(KEY)
TICKET = id_of(CODE)


def kept(*commands: Command, priority: str = "elderly") -> None:
    for made in steps(*commands, apart=7):
        append_step(HOME, KEY, made, CODE if made.number == "A002" else "", priority)


def read(more: str = "") -> Any:
    return ask("GET", f"/offices/rsud/ledger{more}?date=2026-03-02")


def test_anyone_can_check_the_published_day():
    kept(*A_DAY)

    said = read()

    assert said.status == 200
    assert verify(said.body["entries"], FIRST) is None
    assert said.body["root"] == said.body["supplement_root"] == said.body["entries"][-1]["hash"]
    assert said.body["closed_root"] == said.body["entries"][-2]["hash"]
    assert "next" not in said.body


def test_a_long_day_is_read_page_by_page(monkeypatch):
    monkeypatch.setattr("chalicelib.ledger.routes.PAGE", 10)
    kept(*A_DAY)
    entries, after = [], 0
    while after is not None:
        said = ask("GET", f"/offices/rsud/ledger?date=2026-03-02&after={after}").body
        entries += said["entries"]
        after = said.get("next")

    assert verify(entries, FIRST) is None
    assert said["root"] == entries[-1]["hash"]
    assert len(entries) == len(A_DAY)


def test_a_closed_day_is_kept_longer_by_the_edge():
    kept(*A_DAY[:3])
    before = read(), read("/summary")
    kept(*A_DAY)
    after = read(), read("/summary")

    assert [one.headers["cache-control"] for one in before] == ["public, max-age=5", "public, max-age=15"]
    assert [one.headers["cache-control"] for one in after] == ["public, max-age=300"] * 2


def test_a_day_without_steps_has_an_empty_ledger():
    said = ask("GET", "/offices/rsud/ledger?date=2026-03-01")
    figures = ask("GET", "/offices/rsud/ledger/summary?date=2026-03-01")

    assert (said.status, said.body["entries"], said.body["root"]) == (200, [], "")
    assert (figures.status, figures.body["entries"], figures.body["root"]) == (200, 0, "")


@pytest.mark.parametrize("path", ["/offices/rsud/ledger", "/offices/rsud/ledger/summary"])
@pytest.mark.parametrize("query", ["", "?date=2026-02-30", "?date=yesterday"])
def test_what_is_no_day_is_refused_with_the_field(path, query):
    said = ask("GET", f"{path}{query}")

    assert (said.status, said.body["field"]) == (422, "date")


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "1" * 17])
def test_what_is_no_seq_is_refused_with_the_field(after):
    said = ask("GET", f"/offices/rsud/ledger?date=2026-03-02&after={after}")

    assert (said.status, said.body["field"]) == (422, "after")


def test_the_summary_is_what_anyone_can_count():
    kept(*A_DAY)
    entries = read().body["entries"]

    said = read("/summary").body

    kinds = Counter(entry["kind"] for entry in entries)
    assert (said["issued"], said["called"], said["undone"]) == (kinds["take"], kinds["call"], kinds["undo"])
    outcomes = {name: said[name] for name in ("served", "no_show", "withdrawn", "void", "ended")}
    assert outcomes == {"served": 2, "no_show": 0, "withdrawn": 1, "void": 1, "ended": 4}
    assert sum(outcomes.values()) == said["issued"]
    assert said["out_of_order"] == {"total": 1, "by_reason": {"urgent": 1}, "unexplained": []}
    assert [one.reason for one in out_of_order(entries)] == ["urgent"]
    moves = {name: said[name] for name in ("held", "returned", "transferred", "turn_anew", "chosen_services")}
    assert moves == {"held": 1, "returned": 1, "transferred": 1, "turn_anew": 0, "chosen_services": 0}
    assert said["passed_aside"]["total"] == len(passed_aside(entries))
    assert (said["entries"], said["closed_root"]) == (len(entries), roots(entries).closed)


def test_a_code_opens_the_commitments_of_its_ticket():
    take = a_take(1, ticket=TICKET, klass="priority", by="kiosk-rsud-1")
    ticket = a_ticket(take, code=CODE, priority="elderly", fence=1)
    made = steps(a_take(0), take, opened(), a_call("call 0"), a_call("call 1"), apart=7)
    tickets.fill(HOME, TICKET, made[1])
    for one in made:
        append_step(HOME, KEY, one, ticket.code if one.number == "A002" else "", "elderly")

    said = ask("GET", f"/tickets/{ticket.code}/entries")

    assert said.status == 200
    assert {said.body[name] for name in ("office", "day", "number")} == {"rsud", "2026-03-02", "A002"}
    assert [one["seq"] for one in said.body["entries"]] == [2, 5]
    assert [(one["by"], one["priority"]) for one in said.body["entries"]] == [
        ("kiosk-rsud-1", "elderly"),
        ("", "elderly"),
    ]
    entries = {one["seq"]: one for one in read().body["entries"]}
    for one in said.body["entries"]:
        opened_ = commit(ticket.code, str(one["seq"]), one["by"], one["priority"])
        assert (opened_, one["hash"]) == (entries[one["seq"]]["commitment"], entries[one["seq"]]["hash"])
    assert said.headers["cache-control"].startswith("private")


def test_a_group_that_was_claimed_later_is_not_said_of_an_earlier_entry():
    take = a_take(1, ticket=TICKET)
    ticket = a_ticket(take, code=CODE, priority="elderly")
    [made] = steps(take)
    tickets.fill(HOME, TICKET, made)
    append_step(HOME, KEY, made, ticket.code, "")

    [one] = ask("GET", f"/tickets/{ticket.code}/entries").body["entries"]

    assert one["priority"] == ""


def test_a_code_opens_nothing_of_another_ticket():
    assert ask("GET", "/tickets/0000000000000000/entries").status == 404
    assert ask("GET", "/tickets/A001/entries").status == 404


def test_a_pending_ticket_has_no_entries_yet():
    ticket = a_ticket(a_take(0, ticket=TICKET), code=CODE)

    assert ask("GET", f"/tickets/{ticket.code}/entries").body["entries"] == []
