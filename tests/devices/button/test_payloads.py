"""What each maker's button says, as its manual prints it, becomes one push."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.button.payloads import NOTHING, PRESSES, Push, news, push_of

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
EARLIER = NOON - timedelta(seconds=4)


def shelly_2(event: str, **more: Any) -> dict[str, Any]:
    inside = {"component": "input:0", "id": 0, "event": event, "ts": EARLIER.timestamp()} | more
    return {
        "src": "shellyplusi4-a8032ab1",
        "dst": "shellyplusi4-a8032ab1/events",
        "method": "NotifyEvent",
        "params": {"ts": EARLIER.timestamp(), "events": [inside]},
    }


def one_click(kind: str) -> dict[str, Any]:
    about = {
        "deviceId": "G030PM0123456789",
        "type": "button",
        "remainingLife": 98.7,
        "attributes": {"projectName": "loket"},
    }
    clicked = {"clickType": kind, "reportedTime": "2026-03-02T04:59:56Z"}
    return {
        "deviceInfo": about,
        "deviceEvent": {"buttonClicked": clicked},
        "placementInfo": {"placementName": "loket-1"},
    }


BUTTON_1 = "shellies/shellybutton1-1/input_event/0"
IOT = {"serialNumber": "G030JF055364XVRB"}
TABLE = [
    ("buttons/esp32-1", {"press": "single", "seq": 41, "battery": 83}, ("esp32-1", "single", NOON, 41, 83)),
    ("buttons/x", {"device": "esp32-2", "press": "long", "at": "2026-03-02T04:59:56Z"}, ("esp32-2", "long", EARLIER)),
    (BUTTON_1, {"event": "S", "event_cnt": 7}, ("shellybutton1-1", "single", NOON, 7)),
    (BUTTON_1, {"event": "SS", "event_cnt": 8}, ("shellybutton1-1", "double", NOON, 8)),
    (BUTTON_1, {"event": "L", "event_cnt": 9}, ("shellybutton1-1", "long", NOON, 9)),
    ("shellyplusi4-a8032ab1/events/rpc", shelly_2("single_push"), ("shellyplusi4-a8032ab1/input:0", "single", EARLIER)),
    ("shellyplusi4-a8032ab1/events/rpc", shelly_2("double_push"), ("shellyplusi4-a8032ab1/input:0", "double", EARLIER)),
    ("shellyplusi4-a8032ab1/events/rpc", shelly_2("long_push"), ("shellyplusi4-a8032ab1/input:0", "long", EARLIER)),
    ("gateway/events/rpc", shelly_2("long_push", component="bthomedevice:200", battery=64),
     ("shellyplusi4-a8032ab1/bthomedevice:200", "long", EARLIER, None, 64)),
    ("zigbee2mqtt/loket-1", {"action": "single", "battery": 97, "linkquality": 120}, ("loket-1", "single", NOON, None, 97)),
    ("zigbee2mqtt/loket-1", {"action": "double", "battery": 97.5}, ("loket-1", "double", NOON, None, 98)),
    ("zigbee2mqtt/loket-1", {"action": "hold"}, ("loket-1", "long", NOON)),
    ("zigbee2mqtt/meja", {"action": "2_double", "last_seen": EARLIER.timestamp() * 1000}, ("meja/2", "double", EARLIER)),
    ("flic/hub", {"bdaddr": "80:e4:da:71", "clickType": "click", "age": 4}, ("80:e4:da:71", "single", EARLIER)),
    ("flic/hub", {"bdaddr": "80:e4:da:71", "clickType": "doubleclick", "eventCounter": 12}, ("80:e4:da:71", "double", NOON, 12)),
    ("flic/hub", {"serialNumber": "BF12-A1", "clickType": "hold", "batteryPercent": 20}, ("BF12-A1", "long", NOON, None, 20)),
    ("iotbutton/G030", IOT | {"batteryVoltage": "1705mV", "clickType": "SINGLE"}, ("G030JF055364XVRB", "single", NOON, None, 100)),
    ("iotbutton/G030", IOT | {"batteryVoltage": "1105mV", "clickType": "LONG"}, ("G030JF055364XVRB", "long", NOON, None, 15)),
    ("", one_click("DOUBLE"), ("G030PM0123456789", "double", EARLIER, None, 99)),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "said", "expected"), TABLE)
def test_a_push_is_understood(topic: str, said: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert push_of(topic, json.dumps(said).encode(), NOON) == Push(*expected)


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        (BUTTON_1, {"event": "SSS", "event_cnt": 7}),
        (BUTTON_1, {"event": "", "event_cnt": 7}),
        ("shellies/shellybutton1-1/sensor/battery", 84),
        ("a/events/rpc", shelly_2("triple_push")),
        ("a/events/rpc", shelly_2("btn_down")),
        ("a/events/rpc", {"method": "NotifyStatus", "params": {"ts": 1, "input:0": {"id": 0}}}),
        ("zigbee2mqtt/loket-1", {"action": "release", "battery": 97}),
        ("zigbee2mqtt/loket-1", {"action": "", "battery": 97}),
        ("zigbee2mqtt/loket-1", {"battery": 97, "linkquality": 120}),
        ("flic/hub", {"bdaddr": "80:e4", "clickType": "click", "age": -1}),
        ("flic/hub", {"bdaddr": "80:e4", "clickType": "click", "age": "4"}),
        ("buttons/1", {"press": "quadruple"}),
        ("buttons/1", []),
        ("buttons/1", "single"),
    ],
)
def test_what_is_no_push_is_none(topic: str, said: Any) -> None:
    assert push_of(topic, json.dumps(said).encode(), NOON) is None


def test_a_time_that_is_to_come_or_none_is_when_it_came() -> None:
    told: tuple[Any, ...] = ("2026-03-02T09:00:00Z", "soon", 1e30, True, None, {})
    for at in told:
        push = push_of("buttons/1", json.dumps({"press": "single", "at": at}).encode(), NOON)
        assert push
        assert push.at == NOON


@given(st.text(max_size=40), st.one_of(st.binary(max_size=200), st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["press", "event", "action", "params", "events", "method", "deviceInfo", "deviceEvent", "at",
                         "battery", "clickType", "device", "age", "buttonClicked", "serialNumber"]), inner, max_size=5),
    max_leaves=12).map(lambda said: json.dumps(said).encode())))  # fmt: skip
def test_nothing_that_is_sent_breaks_it(topic: str, payload: bytes) -> None:
    push = push_of(topic, payload, NOON)

    assert push is None or (push.press in PRESSES.values() and push.at <= NOON)


def heard(*pushes: Push) -> list[bool]:
    known, told = NOTHING, []
    for push in pushes:
        known, new = news(known, push)
        told.append(new)
    return told


def after(seconds: float, seq: int | None = None, device: str = "a") -> Push:
    return Push(device, "single", NOON + timedelta(seconds=seconds), seq)


def test_the_same_count_again_is_the_same_push_and_another_one_is_new() -> None:
    assert heard(after(0, 7), after(0.2, 7), after(9, 7), after(9.1, 8)) == [True, False, False, True]


def test_a_button_that_counts_from_the_start_after_a_change_of_battery_is_heard() -> None:
    assert heard(after(0, 900), after(60, 1)) == [True, True]


def test_without_a_count_a_second_push_needs_a_while() -> None:
    assert heard(after(0), after(1.4), after(1.6)) == [True, False, True]


def test_two_buttons_do_not_silence_each_other() -> None:
    assert heard(after(0), after(0.1, device="b")) == [True, True]
