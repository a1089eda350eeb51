"""Offices and their boards, as pages read them."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.offices.as_read import whole
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.line import Line, LineKey
from chalicelib.session import client
from chalicelib.store import lines
from tests.factories import HOME, an_office, an_office_document, moment, opened
from tests.functions.api import a_hospital, ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")


def today() -> str:
    return day_of(an_office(), datetime.now(UTC))


def put_board(**board) -> None:
    s3 = client("s3", HOME)
    bucket = f"antrean-boards-{HOME}"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": HOME})
    s3.put_object(Bucket=bucket, Key="boards/rsud.json", Body=json.dumps(board).encode())


def test_offices_come_in_their_order():
    load(open_always(id="zebra"), open_always(id="igd"), open_always(id="rsud"))

    listed = ask("GET", "/offices").body["offices"]

    assert [one["id"] for one in listed] == ["zebra", "igd", "rsud"]
    assert listed[0] == {
        "id": "zebra",
        "name": "RSUD",
        "time_zone": "Asia/Jakarta",
        "region": HOME,
        "position": {"latitude": -5.3971, "longitude": 105.2668},
    }


def test_an_office_tells_its_services_counters_and_hours():
    load(an_office_document())

    office = ask("GET", "/offices/rsud", headers={"Accept-Language": "en"}).body

    assert office["name"] == "Regional Hospital"
    assert [service["letter"] for service in office["services"]] == ["A", "B"]
    assert office["services"][1]["requires"] == ["Patient card"]
    assert office["services"][0]["takes"] == ["number", "booking"]
    assert office["counters"][0] == {"id": "1", "state": "closed", "services": ["umum"]}
    assert office["hours"][:2] == [
        {"day": 0, "open": "08:00", "close": "12:00"},
        {"day": 0, "open": "13:00", "close": "15:00"},
    ]


def test_an_office_tells_where_its_visitors_can_be_sent():
    load(a_hospital())

    office = ask("GET", "/offices/rsud", headers={"Accept-Language": "en"}).body

    assert [one.get("next") for one in office["services"]] == ["farmasi", None, None]
    assert office["counters"][1] == {
        "id": "2", "state": "closed", "services": ["umum", "gigi"], "floor": "atas",
    }  # fmt: skip
    assert office["floors"] == [
        {"id": "bawah", "name": "Ground floor"},
        {"id": "atas", "name": "Upper floor"},
    ]
    assert office["moves"] == {"transfer_keeps_turn": True, "stations_from": "joining"}


def test_an_office_without_floors_has_none():
    load(an_office_document())

    office = ask("GET", "/offices/rsud").body

    assert office["floors"] == []
    assert not any("floor" in one for one in office["counters"])


def test_a_counter_that_opened_is_open():
    load(open_always())
    lines.apply(HOME, LineKey("rsud", today()), opened("2"), 1)

    counters = {one["id"]: one["state"] for one in ask("GET", "/offices/rsud").body["counters"]}

    assert counters == {"1": "closed", "2": "open", "3": "closed"}


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("Monday 2026-03-02 07:59", False),
        ("Monday 2026-03-02 08:00", True),
        ("Monday 2026-03-02 12:30", True),
        ("Monday 2026-03-02 15:00", False),
        ("Sunday 2026-03-01 09:00", False),
    ],
)
def test_an_office_says_whether_it_is_open(at, open_):
    assert whole(an_office(), Line(LineKey("rsud", at.split()[1])), moment(at), "id")["open"] is open_


def test_an_office_says_which_coming_days_differ_from_its_week():
    office = an_office(
        closed=[{"day": "2026-03-03", "why": {"id": "Pindah gedung", "en": "Moving house"}}],
        seasons=[
            {
                "from": "2026-03-12", "to": "2026-03-13", "why": {"id": "Ramadan", "en": "Ramadan"},
                "hours": {"thursday": {"open": "08:00", "close": "14:00"}},
            }
        ],
    )  # fmt: skip

    told = whole(office, Line(LineKey("rsud", "2026-03-02")), moment("Monday 2026-03-02 09:00"), "en")

    assert told["special"] == [
        {"day": "2026-03-03", "hours": [], "why": "Moving house"},
        {"day": "2026-03-12", "hours": [{"open": "08:00", "close": "14:00"}], "why": "Ramadan"},
        {"day": "2026-03-13", "hours": [], "why": "Ramadan"},
    ]
    assert told["seasons"] == [
        {
            "from": "2026-03-12", "to": "2026-03-13", "why": "Ramadan",
            "hours": [{"day": 3, "open": "08:00", "close": "14:00"}],
        }
    ]  # fmt: skip
    assert [one["day"] for one in told["closed"]] == ["2026-03-03"]
    assert [one["open"] for one in told["services"]] == [True, True]
    assert told["booking"]["days"] == 14


def test_before_its_first_step_a_day_has_an_empty_board():
    load(open_always())

    board = ask("GET", "/offices/rsud/board").body

    assert (board["office"], board["day"], board["seq"], board["waiting"]) == ("rsud", today(), 0, [])
    assert board["services"][0]["minutes"] == [0, 5]


def test_the_board_that_the_stream_wrote_today_is_given_as_it_is():
    load(open_always())
    written = {**ask("GET", "/offices/rsud/board").body, "seq": 42, "notices": ["Loket 2 tutup sementara"]}
    put_board(**written)

    said = ask("GET", "/offices/rsud/board")

    assert said.body == written
    assert said.headers["cache-control"] == "public, max-age=1"
    assert ask("GET", "/offices/rsud/board", headers={"If-None-Match": said.headers["etag"]}).status == 304


def test_yesterdays_board_is_not_shown_today():
    load(open_always())
    put_board(office="rsud", day="2026-03-02", seq=42)

    assert ask("GET", "/offices/rsud/board").body["seq"] == 0


def test_an_unknown_office_has_no_board():
    load(open_always())

    said = ask("GET", "/offices/nowhere/board")

    assert (said.status, said.kind) == (404, "unknown-office")
