"""The link, against a real broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.link import Link, NotSent
from devices.message import Message
from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.office import OFFICE, Broker, config, eventually

pytestmark = pytest.mark.engine

STATE = topics.counter_state(OFFICE, "1")
HEALTH = topics.health("button-rsud-igd-1")
OPEN = {"day": "2026-03-02", "epoch": 1, "seq": 1, "state": "open", "light": "amber"}


class Heard:
    """A link with what it heard."""

    def __init__(self, link_config: object) -> None:
        self.messages: list[Message] = []
        self.changes: list[bool] = []
        self.link = Link(
            link_config,  # type: ignore[arg-type]  # the fixture's Config
            lambda topic, message: self.messages.append(message),
            self.changes.append,
            heartbeat=0.3,
        )


@pytest.fixture
def button(broker: Broker, tmp_path: Path) -> Iterator[Heard]:
    heard = Heard(config(broker, tmp_path, topics.BUTTON))
    heard.link.start()
    eventually(lambda: heard.link.live)
    yield heard
    heard.link.stop()


def test_a_link_says_its_health_at_once_and_again(button: Heard, cloud: Cloud) -> None:
    said = cloud.hears(HEALTH, 2)

    assert said[-1]["status"] == "online"
    assert said[-1]["thing"] == "button-rsud-igd-1"


def test_a_message_for_the_thing_is_handed_over(button: Heard, cloud: Cloud) -> None:
    cloud.say(STATE, OPEN)

    assert eventually(lambda: button.messages)[0]["light"] == "amber"


def test_what_is_no_message_is_passed_over(button: Heard, cloud: Cloud) -> None:
    cloud.say(STATE, b"\xff{not json")
    cloud.say(STATE, b"[1, 2]")
    cloud.say(STATE, OPEN)

    eventually(lambda: button.messages)
    assert len(button.messages) == 1


def test_subscriptions_are_restored_when_the_broker_was_killed(
    button: Heard, broker: Broker, cloud: Cloud
) -> None:
    broker.stop()
    eventually(lambda: not button.link.live)
    broker.start()
    eventually(lambda: button.link.live, 60)
    cloud.say(STATE, OPEN)

    assert eventually(lambda: button.messages)
    assert button.changes == [True, False, True]


def test_nothing_is_kept_for_later_without_a_link(button: Heard, broker: Broker, cloud: Cloud) -> None:
    broker.stop()
    eventually(lambda: not button.link.live)
    press = {"v": 1, "id": "1", "at": "2026-03-02T02:00:00Z", "press": "single", "seq": 1}
    sent = button.link.publish(topics.press(OFFICE, "1"), press)
    broker.start()
    eventually(lambda: button.link.live, 60)

    with pytest.raises(NotSent):
        sent.result(1)
    assert cloud.said(topics.press(OFFICE, "1")) == []


def test_a_thing_that_leaves_says_so(broker: Broker, cloud: Cloud, tmp_path: Path) -> None:
    heard = Heard(config(broker, tmp_path, topics.BUTTON, "7"))
    heard.link.start()
    eventually(lambda: heard.link.live)
    heard.link.stop()

    said = eventually(lambda: cloud.said(topics.health("button-rsud-igd-7"))[1:])
    assert said[-1]["status"] == "offline"
