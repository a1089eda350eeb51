"""From a press to the board at another device, through the deployed local cloud, with the broker's floor beside it."""

import json
import random
import tempfile
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3

from devices.message import message
from infra.demo.doors import Api
from infra.local.token import token
from schemas import topics
from tests.benchmarks.spread import p50_p95
from tests.benchmarks.table import Table
from tests.benchmarks.things import Thing

SAMPLES, FLOOR = 40, 60
NOTE = (
    "Milliseconds at two spare devices of one process: the button publishes, the display receives the board with the "
    "new call (recalls, each with its own call number). The floor is one message from the "
    "cloud's own side of the broker to a device: publish over HTTP, receive over MQTT. The local AWS polls all queues and streams in one "
    "thread, so a press that comes while another function runs waits for it; AWS has no such thread."
)


def measure(told: dict[str, Any]) -> list[Table]:
    """p50 and p95 of press to board."""
    staff = Api(told["api"], token("staff"))
    with (
        tempfile.TemporaryDirectory() as folder,
        Thing(told, topics.BUTTON, Path(folder)) as button,
        Thing(told, topics.DISPLAY, Path(folder)) as display,
    ):
        counter = f"/offices/{button.office}/counters/{button.place}"
        staff.ask("PUT", f"{counter}/state", {"state": "open"})
        _call_someone(staff, Api(told["api"]), button.office, counter)
        pressed = [_recall(button, display) for _ in range(SAMPLES)]
        floor = [_floor(told, button) for _ in range(FLOOR)]
        staff.ask("POST", f"{counter}/finish", {})
        staff.ask("PUT", f"{counter}/state", {"state": "closed"})
    rows = [("broker alone", str(FLOOR), p50_p95(floor)), ("press → board", str(SAMPLES), p50_p95(pressed))]
    return [Table("Press to board", ("path", "samples", "p50 / p95 ms"), rows, NOTE)]


def _call_someone(staff: Api, public: Api, office: str, counter: str) -> None:
    _, taken = public.ask("POST", f"/offices/{office}/tickets", {"service": "igd"})
    near = {"position": {"distance": 10, "accuracy": 10}}
    public.ask("POST", f"/tickets/{taken['code']}/check-in", near)
    status, said = staff.ask("POST", f"{counter}/calls", {})
    if status != 201:
        raise RuntimeError(f"nobody could be called: {status} {said}")


def _recall(button: Thing, display: Thing) -> float:
    seen = [0]
    while not display.inbox.empty():
        seen.append(_last_call(display.inbox.get()[2]))
    now = datetime.now(UTC)
    said = message(now, press="double", seq=int(now.timestamp() * 1000))
    begun = time.monotonic()
    button.link.publish(topics.press(button.office, button.place), said)
    came = display.when(
        lambda topic, board: _last_call(board) > max(seen) and _is_new(board, button.place, now)
    )
    time.sleep(random.uniform(1.1, 2.5))  # so that the next call is of another second, in step with nothing
    return came - begun


def _last_call(board: dict[str, Any]) -> int:
    calls = board.get("calls", [])
    return int(calls[-1]["call"]) if calls else 0


def _is_new(board: dict[str, Any], counter: str, since: datetime) -> bool:
    last = board["calls"][-1]
    return bool(
        last["counter"] == counter and datetime.fromisoformat(last["at"]) >= since.replace(microsecond=0)
    )


def _floor(told: dict[str, Any], button: Thing) -> float:
    sent = message(datetime.now(UTC))
    topic = topics.counter_state(button.office, button.place)
    begun = time.monotonic()
    _cloud(told).publish(topic=topic, qos=1, payload=json.dumps(sent).encode())
    return button.when(lambda _, got: got.get("id") == sent["id"]) - begun


@lru_cache(maxsize=1)
def _cloud_at(aws: str, region: str) -> Any:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client("iot-data", region, endpoint_url=aws, **keys)


def _cloud(told: dict[str, Any]) -> Any:
    return _cloud_at(told["aws"], told["regions"]["messages"])
