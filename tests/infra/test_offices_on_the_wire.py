"""The example offices as devices hear of them fit the messages' schemas."""

import json
from datetime import UTC, date, datetime

import pytest

from chalicelib import bus
from chalicelib.boards.catalogue import catalogue
from chalicelib.queueing.board import board, service_board
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.slots import slots_on
from chalicelib.queueing.waiting_time import Pace
from infra.offices import load_offices
from schemas import topics
from tests.contracts import check_message

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 2026-03-02 09:00 WIB
OFFICES = {document["id"]: office_from(document, document["home"]) for document in load_offices()}


@pytest.fixture(params=OFFICES)
def office(request) -> Office:
    return OFFICES[request.param]


def test_the_catalogue_of_every_office_fits_its_schema(office):
    told = bus.message(NOW, **catalogue(office, "https://antrean.example", NOW))

    check_message(topics.catalogue(office.id), json.dumps(told))


def test_the_boards_of_every_office_fit_their_schemas_before_anyone_has_come(office):
    whole = bus.message(NOW, **board(Line(LineKey(office.id, "2026-03-02")), Pace(office), NOW))

    check_message(topics.board(office.id), json.dumps(whole))
    for service in office.services:
        topic = topics.service_board(office.id, service.id)
        check_message(topic, json.dumps(service_board(whole, service.id)))


def test_what_takes_bookings_has_slots_on_monday(office):
    booked = {service.id for service in office.services if "booking" in service.takes}

    assert {s.id for s in office.services if list(slots_on(office, s, date(2026, 3, 2)))} == booked
