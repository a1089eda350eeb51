"""A display orders its boards, hands over its code, and speaks nothing twice, over restarts too."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.answers import Wrong
from devices.display.agent import Display
from devices.display.web import first, spoken
from devices.events import Events
from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.office import OFFICE, Broker, config, eventually

BOARD = {"day": "2026-03-02", "epoch": 1, "seq": 5, "at": "2026-03-02T02:00:00Z"}
TOPIC = topics.board(OFFICE)


@pytest.fixture
def display(tmp_path: Path) -> Display:
    return Display(config(None, tmp_path, topics.DISPLAY), Events())


@pytest.fixture
def linked(broker: Broker, cloud: Cloud, tmp_path: Path) -> Iterator[Display]:
    made, stop = Display(config(broker, tmp_path, topics.DISPLAY), Events()), threading.Event()
    serving = threading.Thread(target=made.serve, args=(stop,))
    serving.start()
    eventually(lambda: made.link.live)
    yield made
    stop.set()
    serving.join(10)


def test_a_late_or_doubled_board_is_not_shown(display: Display) -> None:
    with display.events.listen() as listener:
        for seq in (5, 7, 6, 7, 8):
            display.received(TOPIC, BOARD | {"seq": seq})

        assert [listener.get_nowait()[1]["seq"] for _ in range(3)] == [5, 7, 8]
        assert listener.empty()


def test_a_page_gets_state_board_and_code_first(display: Display) -> None:
    display.received(TOPIC, BOARD)
    display.received(topics.lobby_code(OFFICE, "1"), {"code": "402817"})

    assert [name for name, _ in first(display)] == ["state", "board", "code"]
    assert display.state()["live"] is False


def test_another_display_s_code_is_not_taken(display: Display) -> None:
    display.received(topics.lobby_code(OFFICE, "2"), {"code": "402817"})

    assert display.code is None


@pytest.mark.parametrize(
    ("day", "call", "new"),
    [("2026-03-02", 8, True), ("2026-03-02", 7, False), ("2026-03-02", 6, False), ("2026-03-03", 1, True)],
)
def test_a_call_is_spoken_once_over_restarts(display: Display, day: str, call: int, new: bool) -> None:
    display.speak("2026-03-02", 7)
    again = Display(display.config, Events())

    assert again.state()["spoken"] == {"day": "2026-03-02", "call": 7}
    assert again.speak(day, call) is new


@pytest.mark.parametrize(
    "body",
    [{}, {"day": "monday", "call": 1}, {"day": "2026-03-02", "call": 0}, {"day": "2026-03-02", "call": True}],
)
def test_what_is_no_call_is_refused(display: Display, body: dict[str, object]) -> None:
    with pytest.raises(Wrong):
        spoken(display, body)


@pytest.mark.engine
def test_a_spoken_call_is_told_to_the_cloud_also_after_a_break(
    linked: Display, broker: Broker, cloud: Cloud
) -> None:
    broker.stop()
    eventually(lambda: not linked.link.live)
    spoken(linked, {"day": "2026-03-02", "call": 3})
    broker.start()

    assert cloud.hears(topics.spoken(OFFICE, "1"), seconds=60)[0]["call"] == 3


@pytest.mark.engine
def test_the_last_board_is_there_after_a_start_without_a_link(linked: Display, cloud: Cloud) -> None:
    cloud.say(
        topics.board(OFFICE), b'{"day": "2026-03-02", "epoch": 1, "seq": 5, "at": "2026-03-02T02:00:00Z"}'
    )
    eventually(lambda: linked.board.value)
    eventually(lambda: (linked.config.state_dir / "board.json").exists())

    assert Display(linked.config, Events()).state()["board"]["seq"] == 5
