"""A service cannot be taken from an office under the feet of those who have a booking for it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.store import table
from infra.load import load_offices_into
from infra.offices import WrongOffices
from infra.target import Target
from tests.factories import HOME, an_office_document

pytestmark = pytest.mark.usefixtures("aws")

TARGET = Target((HOME,), HOME, "000000000000", "https://antrean.example")
SOON = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
PAST = (datetime.now(UTC).date() - timedelta(days=3)).isoformat()


def document(**changes):
    return an_office_document(home=HOME, **changes)


def without_umum():
    before = document()
    return document(services=before["services"][1:])


def with_another_letter():
    before = document()
    return document(services=[before["services"][0] | {"letter": "Z"}, *before["services"][1:]])


def booked(*days):
    for n, day in enumerate(days):
        table.lines(HOME).put({"pk": f"slot#rsud#umum#{day}T09:00", "sk": "slot", "who": {f"b{n}", "b"}})


def loaded():
    return json.loads(table.lines(HOME).get("office#rsud", "office")["doc"])


@pytest.mark.parametrize(
    ("changed", "named"), [(without_umum, "is gone"), (with_another_letter, "has the letter Z, not A")]
)
def test_a_service_with_bookings_is_neither_taken_away_nor_given_another_letter(changed, named):
    load_offices_into(TARGET, [document()])
    booked(PAST, SOON)

    with pytest.raises(WrongOffices) as refused:
        load_offices_into(TARGET, [changed()])

    said = str(refused.value)
    assert f"the service umum {named}, but bookings stand for it, 2 until {SOON}" in said
    assert loaded()["services"] == document()["services"]


@pytest.mark.parametrize("changed", [without_umum, with_another_letter])
def test_one_that_nobody_has_booked_from_today_on_can_go(changed):
    load_offices_into(TARGET, [document()])
    booked(PAST)

    load_offices_into(TARGET, [changed()])

    assert loaded()["services"] == changed()["services"]


def test_one_with_bookings_may_take_no_more_of_them():
    load_offices_into(TARGET, [document()])
    booked(SOON)
    services = document()["services"]

    load_offices_into(TARGET, [document(services=[services[0] | {"takes": ["number"]}, *services[1:]])])

    assert loaded()["services"][0]["takes"] == ["number"]
