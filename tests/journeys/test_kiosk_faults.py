"""What a kiosk sends that is no take: refused on its slip topic, and the office goes on."""

import json

import pytest

from schemas import topics
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud


@pytest.mark.parametrize(
    "payload",
    ['{"v": 1, "id": "broken', "[1, 2]", '"A001"', "\u0000\u0001", '{"v": 1, "id": 7, "service": "igd"}'],
)
def test_a_payload_that_is_no_message_is_refused_and_the_next_take_works(kiosk, people, payload):
    slips = topics.slip(kiosk.office, kiosk.place)
    before = len(kiosk.said(slips))

    kiosk.raw(topics.take(kiosk.office, kiosk.place), payload)
    eventually(lambda: any("refused" in one for one in kiosk.said(slips)[before:]))
    id = kiosk.say(topics.take(kiosk.office, kiosk.place), service="kebidanan")

    people.leaves_at_end(kiosk.hears(slips, id=id)["code"])


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"booking": "0000000000000000"}, "unknown-booking"),
        ({"service": "kebidanan", "priority": "rich"}, "invalid"),
        ({"service": 5}, "invalid"),
    ],
)
def test_a_take_with_a_wrong_field_is_refused_with_its_id(kiosk, fields, slug):
    id = f"wrong-{slug}-{len(str(fields))}"
    body = {"v": 1, "id": id, "at": "2026-03-02T02:00:00Z", **fields}

    kiosk.raw(topics.take(kiosk.office, kiosk.place), json.dumps(body))

    refused = kiosk.hears(topics.slip(kiosk.office, kiosk.place), id=id)["refused"]
    assert refused["type"].endswith(slug)
