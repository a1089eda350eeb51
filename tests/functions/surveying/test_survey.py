"""The survey after the service."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chalicelib.queueing.commands import Finish
from chalicelib.queueing.hours import day_of
from chalicelib.store import surveys, tickets
from tests.factories import HOME, an_office, rid
from tests.functions.api import ask, load, open_always
from tests.functions.ticketing.test_life import act, opens_and_calls

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def code(aws: None) -> str:
    """The code of a ticket that was served."""
    load(open_always())
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    ask("POST", f"/tickets/{code}/check-in", {"position": {"distance": 0, "accuracy": 0}})
    act(code, *opens_and_calls(), Finish(rid("finish"), counter="1"))
    tickets.move(HOME, tickets.by_code(code)[1].id, 5, state="served", number="A001", turn=1)
    return code


def answers() -> list[dict]:
    return surveys.read(HOME, "rsud", day_of(an_office(), datetime.now(UTC)))


def test_an_answer_is_kept_once(code):
    key = str(uuid4())
    said = [ask("POST", f"/tickets/{code}/survey", {"satisfaction": 3}, key=key) for _ in range(2)]

    assert [one.status for one in said] == [204, 204]
    [kept] = answers()
    assert (kept["satisfaction"], kept["service"]) == (3, "umum")
    assert ask("GET", f"/tickets/{code}").body["surveyed"] is True


def test_the_nine_elements_are_kept_by_name(code):
    ask("POST", f"/tickets/{code}/survey", {"satisfaction": 2, "elements": {"waktu": 3, "perilaku": 4}})

    assert answers()[0]["elements"] == {"waktu": 3, "perilaku": 4}


def test_an_answer_names_nobody(code):
    ask("POST", f"/tickets/{code}/survey", {"satisfaction": 1})

    assert code not in str(answers())


def test_another_answer_is_refused(code):
    key = str(uuid4())
    ask("POST", f"/tickets/{code}/survey", {"satisfaction": 3}, key=key)

    reused = ask("POST", f"/tickets/{code}/survey", {"satisfaction": 1}, key=key)
    second = ask("POST", f"/tickets/{code}/survey", {"satisfaction": 1})

    assert (reused.status, reused.kind) == (422, "key-reused")
    assert (second.status, second.body["field"]) == (422, "satisfaction")
    assert answers()[0]["satisfaction"] == 3


def test_the_survey_opens_after_the_service(aws):
    load(open_always())
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]

    said = ask("POST", f"/tickets/{code}/survey", {"satisfaction": 3})

    assert (said.status, said.kind) == (409, "not-served")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "satisfaction"),
        ({"satisfaction": 0}, "satisfaction"),
        ({"satisfaction": 4}, "satisfaction"),
        ({"satisfaction": "3"}, "satisfaction"),
        ({"satisfaction": 3, "elements": {"u1": 3}}, "elements.u1"),
        ({"satisfaction": 3, "elements": {"waktu": 5}}, "elements.waktu"),
        ({"satisfaction": 3, "elements": [1]}, "elements"),
        ({"satisfaction": 3, "name": "Siti"}, "name"),
    ],
)
def test_a_field_at_fault_is_named(code, body, field):
    said = ask("POST", f"/tickets/{code}/survey", body)

    assert (said.status, said.body["field"]) == (422, field)
