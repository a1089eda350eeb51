"""What buttons of many makers say, brought to one push; pure.

ESP32 (own) · Shelly Gen1, Gen2+ and BLU · Zigbee2MQTT · Flic · the AWS IoT Button and 1-Click of before 2025.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from devices.button.presses import DOUBLE, LONG, SINGLE

WORDS = {
    SINGLE: ("single", "single_push", "single_click", "click", "s"),
    DOUBLE: ("double", "double_push", "double_click", "doubleclick", "ss"),
    LONG: ("long", "long_push", "long_click", "hold", "l"),
}
PRESSES = {word: press for press, words in WORDS.items() for word in words}
FULL_MV, EMPTY_MV = 1700, 1000
"""The AWS IoT Button's cell when new, and when the button no longer reaches its network."""
DEBOUNCE = 1.5
"""Seconds within which a button that does not count its pushes cannot have been pushed on purpose again."""
LARGEST = 10_000


@dataclass(frozen=True)
class Push:
    """One push: of which device, what it asks, when; its count and the battery in percent where it tells them."""

    device: str
    press: str
    at: datetime
    seq: int | None = None
    battery: int | None = None


@dataclass(frozen=True)
class Heard:
    """What was heard last of each device."""

    last: Mapping[str, Push]


NOTHING = Heard({})


def push_of(topic: str, payload: bytes, received: datetime) -> Push | None:
    """The push in a message; None when it tells of none (a release, a triple click, a battery, nonsense).

    `received` is the time of what says none of its own.
    """
    if len(payload) > LARGEST:
        return None
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    for read in READERS:
        found = read(topic, said, received)
        if found:
            return found
    return None


def news(heard: Heard, push: Push) -> tuple[Heard, bool]:
    """Whether a push is one that was not heard before: a new count, or a while after the last one."""
    last = heard.last.get(push.device)
    if last is None:
        new = True
    elif push.seq is not None and last.seq is not None:
        # A device that was without power counts from the start again, so less is new too.
        new = push.seq != last.seq
    else:
        new = push.at - last.at >= timedelta(seconds=DEBOUNCE)
    return (Heard({**heard.last, push.device: push}), True) if new else (heard, False)


Said = Mapping[str, Any]


def _own(topic: str, said: Said, received: datetime) -> Push | None:
    """Our own for an ESP32: {press, device?, seq?, at?, battery?}; else the device is the topic's last part."""
    device = said.get("device") or topic.rsplit("/", 1)[-1]
    return _push(device, said.get("press"), said.get("at"), received, said.get("seq"), said.get("battery"))


def _shelly_1(topic: str, said: Said, received: datetime) -> Push | None:
    """shellies/<id>/input_event/0: {event: S|SS|SSS|L, event_cnt}."""
    found = re.fullmatch(r"shellies/([^/]+)/input_event/\d+", topic)
    return _push(found[1], said.get("event"), None, received, said.get("event_cnt")) if found else None


def _shelly_2(topic: str, said: Said, received: datetime) -> Push | None:
    """<id>/events/rpc: {src, method: NotifyEvent, params: {events: [{component, event, ts}]}}."""
    inside = said.get("params")
    events = inside.get("events") if isinstance(inside, dict) else None
    if said.get("method") != "NotifyEvent" or not isinstance(events, list):
        return None
    for event in events:
        if isinstance(event, dict):
            device = f"{said.get('src', '')}/{event.get('component', '')}"
            found = _push(device, event.get("event"), event.get("ts"), received, None, event.get("battery"))
            if found:
                return found
    return None


def _zigbee(topic: str, said: Said, received: datetime) -> Push | None:
    """zigbee2mqtt/<name>: {action: single|double|hold, 1_single where there are several, battery, last_seen}."""
    action = said.get("action")
    if not isinstance(action, str):
        return None
    which, _, word = action.rpartition("_") if re.match(r"\d+_", action) else ("", "", action)
    device = f"{topic.split('/', 1)[-1]}/{which}" if which else topic.split("/", 1)[-1]
    return _push(device, word, said.get("last_seen"), received, None, said.get("battery"))


def _flic(topic: str, said: Said, received: datetime) -> Push | None:
    """{bdaddr|serialNumber, clickType: click|double_click|hold, age: s, batteryPercent}; a hub sends late ones too."""
    device = said.get("bdaddr") or said.get("serialNumber")
    age = said.get("age", 0)
    if not isinstance(age, int | float) or isinstance(age, bool) or not 0 <= age < 1e9:
        return None
    at = received - timedelta(seconds=age)
    return _push(
        device, said.get("clickType"), None, at, said.get("eventCounter"), said.get("batteryPercent")
    )


def _aws_button(topic: str, said: Said, received: datetime) -> Push | None:
    """{serialNumber: G030…, batteryVoltage: 1705mV, clickType: SINGLE|DOUBLE|LONG}."""
    voltage = re.fullmatch(r"(\d{1,5})mV", str(said.get("batteryVoltage", "")))
    if not voltage:
        return None
    percent = round(100 * (int(voltage[1]) - EMPTY_MV) / (FULL_MV - EMPTY_MV))
    battery = max(0, min(100, percent))
    return _push(said.get("serialNumber"), said.get("clickType"), None, received, None, battery)


def _one_click(topic: str, said: Said, received: datetime) -> Push | None:
    """{deviceInfo: {deviceId, remainingLife}, deviceEvent: {buttonClicked: {clickType, reportedTime}}}."""
    about, event = said.get("deviceInfo"), said.get("deviceEvent")
    clicked = event.get("buttonClicked") if isinstance(event, dict) else None
    if not isinstance(about, dict) or not isinstance(clicked, dict):
        return None
    life, at = about.get("remainingLife"), clicked.get("reportedTime")
    return _push(about.get("deviceId"), clicked.get("clickType"), at, received, None, life)


READERS: tuple[Callable[[str, Said, datetime], Push | None], ...] = (
    _aws_button, _one_click, _shelly_1, _shelly_2, _zigbee, _flic, _own,
)  # fmt: skip


def _push(
    device: object, word: object, at: object, received: datetime, seq: object = None, battery: object = None
) -> Push | None:
    """A push of these values, each as the makers write it; None without a device or a word that is known."""
    press = PRESSES.get(word.lower()) if isinstance(word, str) else None
    if press is None or not isinstance(device, str) or not device:
        return None
    counted = seq if isinstance(seq, int) and not isinstance(seq, bool) and seq >= 0 else None
    return Push(device, press, _time(at, received), counted, _percent(battery))


def _time(at: object, received: datetime) -> datetime:
    """A time as RFC 3339, or epoch seconds or milliseconds; what is none, or later than now, is when it came."""
    try:
        if isinstance(at, str):
            told = datetime.fromisoformat(at)
            told = told if told.tzinfo else told.replace(tzinfo=UTC)
        elif isinstance(at, int | float) and not isinstance(at, bool):
            told = datetime.fromtimestamp(at / 1000 if at > 1e11 else at, UTC)
        else:
            return received
    except (ValueError, OverflowError, OSError):
        return received
    return min(told, received)


def _percent(battery: object) -> int | None:
    known = isinstance(battery, int | float) and not isinstance(battery, bool)
    return max(0, min(100, round(battery))) if known and battery == battery else None  # type: ignore[call-overload]  # mypy does not see `known`
