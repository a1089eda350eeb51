"""A button from pin to press, and back from state to light."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.button import push
from devices.button.agent import Counter
from devices.button.control import Control, ask
from devices.button.finger import push as finger_push
from devices.button.payloads import Push
from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.office import OFFICE, Broker, OpenBroker, config, configure, eventually, start

STATE, PRESS = topics.counter_state(OFFICE, "1"), topics.press(OFFICE, "1")
FINGER = {"single": 1.0, "double": 0.6, "long": 60.0}
"""Seconds that a push may take: slower, it would be another one."""
OPEN = {"day": "2026-03-02", "epoch": 1, "seq": 5, "state": "open", "light": "amber"}


@pytest.fixture
def counter(broker: Broker, cloud: Cloud, tmp_path: Path) -> Iterator[Counter]:
    made, stop = Counter(config(broker, tmp_path, topics.BUTTON)), threading.Event()
    serving = threading.Thread(target=made.serve, args=(stop,))
    serving.start()
    eventually(lambda: made.link.live)
    yield made
    stop.set()
    serving.join(10)


@pytest.mark.engine
@pytest.mark.parametrize("press", ["single", "double", "long"])
def test_a_push_of_the_pin_becomes_one_press(counter: Counter, cloud: Cloud, press: str) -> None:
    slow = pushed(counter, press, cloud)

    eventually(lambda: len(cloud.said(PRESS)) > slow)
    time.sleep(0.5)
    assert [said["press"] for said in cloud.said(PRESS)[slow:]] == [press]


def pushed(counter: Counter, press: str, cloud: Cloud) -> int:
    """Push as fast as a finger does; how many presses came of tries that a busy machine made too slow."""
    slow = 0
    while True:
        begun = time.monotonic()
        finger_push(counter.hardware.pin, press)
        if time.monotonic() - begun < FINGER[press]:
            return slow
        time.sleep(1)
        slow = len(cloud.said(PRESS))


@pytest.mark.engine
def test_the_sequence_rises_with_each_press(counter: Counter, cloud: Cloud) -> None:
    for _ in range(2):
        counter.answer("single")

    first, second = (said["seq"] for said in cloud.hears(PRESS, 2))
    assert first < second


@pytest.mark.engine
def test_the_light_is_what_the_newest_state_says(counter: Counter, cloud: Cloud) -> None:
    cloud.say(STATE, OPEN)
    eventually(lambda: counter.hardware.lit() == {"green": False, "amber": True, "red": False})
    cloud.say(STATE, OPEN | {"seq": 7, "light": "green", "number": "A001"})
    cloud.say(STATE, OPEN | {"seq": 6, "light": "amber"})
    cloud.say(STATE, OPEN | {"seq": 7, "at": "2026-03-02T02:00:01Z", "light": "red"})

    eventually(lambda: counter.hardware.lit() == {"green": False, "amber": False, "red": True})


@pytest.mark.engine
def test_a_press_without_a_link_is_gone_and_the_light_says_so(
    counter: Counter, broker: Broker, cloud: Cloud
) -> None:
    cloud.say(STATE, OPEN)
    broker.stop()
    eventually(lambda: counter.hardware.shown == "red blinking")
    answer = counter.answer("single")
    broker.start()
    eventually(lambda: counter.link.live, 60)
    time.sleep(1)

    assert answer["sent"] is False
    assert cloud.said(PRESS) == []


REFUSALS = {"nobody-waiting": "amber blinking", "counter-paused": "amber slowly", "too-soon": "red"}


@pytest.mark.engine
@pytest.mark.parametrize("why", REFUSALS)
def test_within_a_second_the_light_says_why_nobody_was_called(
    counter: Counter, cloud: Cloud, why: str
) -> None:
    state = "paused" if why == "counter-paused" else "open"
    resting = "amber slowly" if state == "paused" else "amber"
    cloud.say(STATE, OPEN | {"state": state, "light": "off" if state == "paused" else "amber"})
    eventually(lambda: counter.hardware.shown == resting)
    counter.hardware.beeped = ()

    refused = {"type": f"https://antrean.example/problems/{why}", "title": "Belum bisa"}
    begun = time.monotonic()
    cloud.say(STATE, OPEN | {"seq": 6, "state": state, "light": "red", "refused": refused})
    eventually(lambda: counter.hardware.beeped)
    took = time.monotonic() - begun

    assert counter.hardware.shown == REFUSALS[why]
    assert took < 1
    eventually(lambda: counter.hardware.shown == resting)


@pytest.mark.engine
def test_within_a_second_the_light_says_that_a_push_goes_nowhere(counter: Counter, broker: Broker) -> None:
    broker.freeze()
    try:
        counter.hardware.beeped = ()
        begun = time.monotonic()
        threading.Thread(target=counter.press, args=("single",)).start()
        eventually(lambda: counter.hardware.shown == "red blinking")
        assert time.monotonic() - begun < 1
    finally:
        broker.thaw()
    eventually(lambda: counter.last.get("seq"))


@pytest.mark.engine
def test_a_push_that_was_felt_more_than_ten_seconds_ago_is_refused(counter: Counter, cloud: Cloud) -> None:
    counter.press("single", felt=time.monotonic() - 11)

    assert counter.last["sent"] is False
    time.sleep(0.5)
    assert cloud.said(PRESS) == []


@pytest.mark.engine
def test_a_wireless_push_carries_its_battery_and_a_low_one_is_told(counter: Counter, cloud: Cloud) -> None:
    counter.pushed(Push("loket-1", "long", datetime.now(UTC), battery=18))

    said = cloud.hears(PRESS)[0]
    assert (said["press"], said["battery"]) == ("long", 18)
    assert counter.health() == {"battery": 18, "fault": "battery_low"}


@pytest.mark.engine
def test_a_zigbee_button_on_the_offices_broker_calls(broker: Broker, cloud: Cloud, tmp_path: Path) -> None:
    with OpenBroker(tmp_path) as office:
        source = {"topic": "zigbee2mqtt/loket-1", "port": office.port}
        made, stop = Counter(config(broker, tmp_path / "b", topics.BUTTON, source=source)), threading.Event()
        serving = threading.Thread(target=made.serve, args=(stop,))
        serving.start()
        eventually(lambda: made.link.live)
        eventually(lambda: office.says("zigbee2mqtt/loket-1", {"action": "hold"}) and cloud.said(PRESS))
        stop.set()
        serving.join(10)

    assert cloud.said(PRESS)[0]["press"] == "long"


@pytest.mark.engine
def test_push_reaches_a_running_agent(
    broker: Broker,
    cloud: Cloud,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = configure(broker, tmp_path, topics.BUTTON)
    running = start("devices.button", "--config", file)
    cloud.hears(topics.health("button-rsud-igd-1"))
    monkeypatch.setattr("sys.argv", ["push", "--config", str(file), "double"])

    assert push.main() == 0
    assert json.loads(capsys.readouterr().out)["sent"] is True
    assert cloud.hears(PRESS)[0]["press"] == "double"
    running.terminate()
    assert running.wait(10) == 0


def test_push_says_when_no_button_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configure(None, tmp_path, topics.BUTTON)
    monkeypatch.setattr("sys.argv", ["push", "--config", str(file)])

    assert push.main() == 1
    assert capsys.readouterr().err.startswith(f"no button runs with {file}")


def test_the_control_socket_is_for_this_user_only_and_answers_any_word(tmp_path: Path) -> None:
    with Control(tmp_path, lambda word: {"heard": word}) as control:
        threading.Thread(target=control.serve_forever, args=(0.05,), daemon=True).start()
        assert ask(tmp_path, "jump") == {"heard": "jump"}
        assert (tmp_path / "control.sock").stat().st_mode & 0o777 == 0o600
        control.shutdown()
