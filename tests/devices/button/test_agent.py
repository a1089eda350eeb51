"""A button from pin to press, and back from state to light."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.button import push
from devices.button.agent import Counter
from devices.button.control import Control, ask
from devices.button.finger import push as finger_push
from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.office import OFFICE, Broker, config, configure, eventually, start

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
