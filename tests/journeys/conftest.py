"""What a journey begins with: the running cloud's endpoints, tokens, the spare devices, the spare counter."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from tests.journeys.counter import Button, Desk
from tests.journeys.doors import Api
from tests.journeys.people import People
from tests.journeys.thing import Thing, Things
from tests.journeys.tokens import sign_in

ENDPOINTS = Path(__file__).resolve().parents[2] / ".local" / "endpoints.json"
LAST = ("test_privacy.py", "test_restart.py")
TOO_LATE = 90.0
"""Seconds before midnight in which no test begins."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What all left is read when all others are done; behind it the test that stops and starts the cloud."""
    here = Path(__file__).parent
    last = [here / name for name in LAST]
    items.sort(key=lambda item: last.index(item.path) + 1 if item.path in last else 0)


@pytest.fixture(scope="session")
def told() -> dict[str, Any]:
    """`.local/endpoints.json`, of a cloud that answers."""
    if not ENDPOINTS.exists():
        pytest.fail("The local cloud is not set up: make up", pytrace=False)
    read: dict[str, Any] = json.loads(ENDPOINTS.read_text())
    try:
        answers = requests.get(f"{read['api']}/offices", timeout=20).status_code == 200
    except requests.RequestException:
        answers = False
    if not answers:
        pytest.fail(f"The local cloud does not answer at {read['api']}: make up", pytrace=False)
    return read


@pytest.fixture(scope="session")
def config(told: dict[str, Any]) -> dict[str, Any]:
    """What the site tells its pages."""
    read: dict[str, Any] = requests.get(f"{told['site']}config.json", timeout=20).json()
    return read


def id_token(told: dict[str, Any], role: str) -> str:
    """An id token of a demo account."""
    login = told["staff_login"]
    account = login if role == "staff" else login[role]
    return sign_in(told, account["username"], account["password"])["IdToken"]


@pytest.fixture(scope="session")
def public(told: dict[str, Any]) -> Api:
    """A visitor."""
    return Api(told["api"])


@pytest.fixture(scope="session")
def staff(told: dict[str, Any]) -> Api:
    """Staff of every office."""
    return Api(told["api"], id_token(told, "staff"))


@pytest.fixture(scope="session")
def manager(told: dict[str, Any]) -> Api:
    """The manager of every office."""
    return Api(told["api"], id_token(told, "manager"))


@pytest.fixture(scope="session")
def office(told: dict[str, Any]) -> str:
    """The office that is open at any hour: the first."""
    return str(told["offices"][0])


@pytest.fixture(scope="session")
def zone(public: Api, office: str) -> ZoneInfo:
    """The office's time zone."""
    return ZoneInfo(public.get(f"/offices/{office}").expect(200)["time_zone"])


@pytest.fixture(autouse=True)
def one_day(zone: ZoneInfo) -> None:
    """No test runs over the office's midnight: its numbers would be yesterday's in the middle."""
    now = datetime.now(zone)
    midnight = datetime.combine(now.date() + timedelta(1), time(), zone)
    left = (midnight - now).total_seconds()
    if left < TOO_LATE:
        sleep(left + 5)


@pytest.fixture(scope="session")
def spare(told: dict[str, Any]) -> dict[str, str]:
    """The names of the spare things by their kind."""
    return {name.partition("-")[0]: name for name in told["devices"]}


@pytest.fixture(scope="session")
def connect(told: dict[str, Any], spare: dict[str, str]) -> Iterator[Things]:
    """Connects the spare thing of a kind, once for all tests."""
    things = Things({kind: (name, told["devices"][name]) for kind, name in spare.items()}, told["mqtt"])
    yield things
    things.stop()


@pytest.fixture
def kiosk(connect: Things) -> Thing:
    """The spare kiosk."""
    return connect("kiosk")


@pytest.fixture
def display(connect: Things) -> Thing:
    """The spare display."""
    return connect("display")


@pytest.fixture
def button(connect: Things) -> Button:
    """The button of the spare counter."""
    return Button(connect("button"))


@pytest.fixture
def desk(told: dict[str, Any], spare: dict[str, str], staff: Api) -> Iterator[Desk]:
    """The spare counter; free before the test, free and closed after it."""
    device = told["devices"][spare["button"]]
    sits = Desk(staff, device["office"], device["place"])
    sits.free()
    yield sits
    sits.free()
    sits.set("closed", "igd", "rawat-inap")


@pytest.fixture
def people(public: Api, office: str) -> Iterator[People]:
    """The visitors of this test."""
    come = People(public, office)
    yield come
    come.leave()
