"""Any payload, through the broker, on the topics of kiosks and displays: the next right message works all the same."""

import json
import time
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import topics
from tests.functions.bad_input import ANY, QUICK, spoilt
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

SOME = settings(QUICK, max_examples=2, database=None)
EACH = 8
"""Payloads of one example, before a right message is sent."""

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["", "{", '{"v": NaN}', '{"a":' * 200]
)


def envelope(**values):
    return {"v": 1, "id": str(uuid4()), "at": "2026-03-02T02:00:00Z", **values}


def speak(thing, topic, right, data):
    """Send payloads that are not right, but of which one or the other may still be taken as one."""
    wrong = spoilt(right).map(json.dumps)
    for _ in range(EACH):
        thing.raw(topic, data.draw(TEXTS | ANY.map(json.dumps) | wrong))


@SOME
@given(st.data())
def test_on_a_kiosks_topics(kiosk, people, data):
    take, slip = topics.take(kiosk.office, kiosk.place), topics.slip(kiosk.office, kiosk.place)
    # What is nobody's service gives nobody a number, however right the rest is.
    speak(kiosk, take, envelope(service="pangkas-rambut", priority="elderly", language="id"), data)
    printed = topics.printed(kiosk.office, kiosk.place)
    speak(kiosk, printed, envelope(number="A001", printed=True, fault="jam"), data)

    id = kiosk.say(take, service="kebidanan")

    people.leaves_at_end(kiosk.hears(slip, 60, id=id)["code"])


@SOME
@given(st.data())
def test_on_a_displays_topic_and_on_everyones_health(display, staff, data):
    health, spoken = topics.health(display.name), topics.spoken(display.office, display.place)
    speak(display, spoken, envelope(day="2026-03-02", call=1), data)
    speak(display, health, envelope(thing=display.name, status="online", version="0.0.1"), data)
    fault = f"kipas-{time.time_ns() % 10**9}"

    display.say(health, thing=display.name, status="online", fault=fault)

    eventually(lambda: fault in str(staff.get(f"/offices/{display.office}/line").expect(200)["devices"]), 60)
    display.say(health, thing=display.name, status="online")
