"""What staff and partners do for visitors: book from their quota, check in who stands before them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib.queueing.hours import local
from tests.factories import an_office
from tests.functions.api import ask, load, open_always

from .asking import free, left, reserve

STAFF, PARTNER = ["rsud:staff"], ["rsud:partner"]
QUOTAS = {"walk_in": {"percent": 25, "release_minutes": 0}, "partner": {"percent": 50, "release_minutes": 0}}


@pytest.fixture(autouse=True)
def _an_office_with_quotas(aws: None) -> None:
    doc = open_always(check_in={"early_minutes": 1440, "late_minutes": 60})
    load({**doc, "slot": {**doc["slot"], "quota": QUOTAS}})


def from_quota(quota: str, slot: str, groups: list[str], **body):
    return ask(
        "POST",
        f"/offices/rsud/quotas/{quota}/bookings",
        {"service": "umum", "slot": slot, **body},
        groups=groups,
    )


def test_of_four_places_one_is_for_the_web_one_for_the_office_and_two_for_partners():
    slot = free()[0]["id"]
    assert left(slot) == 1

    web = [reserve(slot).status for _ in range(2)]
    walk_in = [from_quota("walk-in", slot, STAFF).status for _ in range(2)]
    partner = [from_quota("partner", slot, PARTNER).status for _ in range(3)]

    assert (web, walk_in, partner) == ([201, 409], [201, 409], [201, 201, 409])


def test_a_place_that_is_given_back_goes_to_the_quota_that_it_came_from():
    slot = free()[0]["id"]
    code = from_quota("partner", slot, PARTNER, party=2).body["code"]
    reserve(slot)

    ask("DELETE", f"/bookings/{code}")

    assert reserve(slot).status == 409
    assert from_quota("partner", slot, PARTNER).status == 201


@pytest.mark.parametrize(
    ("quota", "groups", "status"),
    [
        ("walk-in", PARTNER, 403), ("walk-in", ["samsat:staff"], 403), ("walk-in", [], 403),
        ("partner", ["samsat:partner"], 403), ("partner", [], 403), ("partner", STAFF, 201),
        ("partner", ["rsud:manager"], 201), ("walk-in", ["administrator"], 201),
    ],
)  # fmt: skip
def test_only_whose_quota_it_is_may_book_from_it(quota, groups, status):
    assert from_quota(quota, free()[0]["id"], groups).status == status


def checks_in(code: str, key: str | None = None, groups: list[str] = STAFF):
    return ask("POST", "/offices/rsud/check-ins", {"code": code}, key=key, groups=groups)


def soon() -> str:
    """A slot of today, or the first of tomorrow when there is none left: then one comes too early."""
    return (free(0) or free(1))[0]["id"]


def is_today(slot: str) -> bool:
    return slot[:10] == local(an_office(), datetime.now(UTC)).date().isoformat()


def test_staff_check_in_a_booking_once_and_by_the_door_it_is_the_same_ticket():
    slot = soon()
    code, key = reserve(slot).body["code"], str(uuid4())

    said = [checks_in(code, key), checks_in(code, key), checks_in(f"{code[:4]} {code[4:].lower()}")]

    if not is_today(slot):
        assert {one.kind for one in said} == {"too-early"}
        return
    assert [one.status for one in said] == [200, 200, 200]
    assert len({one.body["code"] for one in said}) == 1
    by_phone = ask("POST", f"/bookings/{code}/check-in", {"position": {"distance": 1, "accuracy": 1}})
    assert by_phone.body["number"] == said[0].body["number"]


def test_staff_check_in_a_number_from_home():
    ticket = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body

    said = checks_in(ticket["code"])

    assert (said.status, said.body["number"], said.body["present"]) == (200, ticket["number"], True)


def test_a_code_that_opens_nothing_here_is_unknown():
    assert checks_in("0000000000000000").kind == "unknown-booking"
    assert checks_in("?").body["field"] == "code"
    assert checks_in(reserve(free()[0]["id"]).body["code"], groups=PARTNER).status == 403


def test_a_key_that_comes_with_another_code_is_refused():
    key = str(uuid4())
    first, second = (ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"] for _ in range(2))

    assert [checks_in(first, key).status, checks_in(second, key).status] == [200, 422]


def test_a_booking_of_next_week_is_told_from_when_it_may_check_in():
    slot = free(7)[0]["id"]

    said = checks_in(reserve(slot).body["code"])

    day = datetime.fromisoformat(slot[:10]) - timedelta(days=1)
    assert said.kind == "too-early"
    assert (
        f"{day:%d-%m-%Y}" in said.body["detail"]
        or f"{datetime.fromisoformat(slot[:10]):%d-%m-%Y}" in said.body["detail"]
    )
