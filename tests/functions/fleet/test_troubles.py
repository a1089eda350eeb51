"""What is wrong comes first, since when, and is told to the manager once."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.fleet.list_devices import list_devices, who_calls
from chalicelib.fleet.tend_fleet import tend_office
from chalicelib.fleet.troubles import troubles
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import leases, things
from chalicelib.store.leases import Lease
from tests.factories import HOME, NINE, an_office, moment
from tests.functions.api import ask

NOW = moment("Monday 2026-03-02 09:00")
SEEN = NINE * 1000


@pytest.mark.parametrize(
    ("known", "wrong"),
    [
        ({}, []),
        ({"seen": SEEN}, []),
        ({"seen": SEEN, "paper": "ok"}, []),
        ({"seen": SEEN, "paper": "out", "fault": "paper_out"}, ["paper_out"]),
        ({"seen": SEEN, "fault": "cover_open", "battery": 10}, ["cover_open", "battery_low"]),
        ({"seen": SEEN, "paper": "low"}, ["paper_low"]),
        ({"seen": SEEN, "clock": -86_400_000}, ["clock_wrong"]),
        ({"seen": SEEN, "clock": 119_000}, []),
        ({"seen": SEEN, "temperature": 85}, ["hot"]),
        ({"seen": SEEN, "fault": "something_new"}, ["fault"]),
        ({"seen": SEEN, "slip_fault": "interrupted", "slip": "A001"}, ["not_printed"]),
        ({"seen": SEEN - 121_000, "paper": "out"}, ["gone"]),
        ({"seen": SEEN - 120_000}, []),
        ({"seen": SEEN - 121_000, "revoked": NINE}, []),
    ],
)
def test_what_is_wrong_with_a_device(known: dict[str, Any], wrong: list[str]) -> None:
    assert troubles(known, NINE) == wrong


def hears(thing: str, minutes: float = 0, **values: Any) -> None:
    things.put(HOME, "rsud", thing, SEEN + int(minutes * 60_000), {"status": "online", **values})


@pytest.mark.usefixtures("deployed")
def test_what_is_wrong_stands_first_and_what_was_never_heard_of_is_new() -> None:
    hears("kiosk-rsud-1", fault="paper_out")
    hears("display-rsud-1", minutes=-10)
    hears("button-rsud-1")
    hears("button-rsud-2", paper="low")

    listed = [(one["thing"], one["state"]) for one in list_devices(an_office(), None, "id", NOW)]

    assert listed[:3] == [
        ("kiosk-rsud-1", "wrong"),
        ("display-rsud-1", "gone"),
        ("button-rsud-2", "warning"),
    ]
    assert listed[-1] == ("button-rsud-1", "ok")
    assert {state for _, state in listed[3:-1]} <= {"new"}


@pytest.mark.usefixtures("deployed")
def test_a_manager_reads_what_is_wrong_in_their_language() -> None:
    hears("kiosk-rsud-1", fault="paper_out")

    said = ask("GET", "/offices/rsud/devices", groups=["rsud:manager"], headers={"Accept-Language": "en"})

    kiosk = next(one for one in said.body["devices"] if one["thing"] == "kiosk-rsud-1")
    assert kiosk["state"] == "gone"  # the test's clock is later than the device's last word
    assert kiosk["wrong"][0]["title"] == "Not connected"
    assert ask("GET", "/offices/rsud/devices", groups=["rsud:staff"]).status == 403


@pytest.fixture(name="told")
def _told(deployed: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The alarms that were sent: subject and text."""
    sns, sqs = client("sns", HOME), client("sqs", HOME)
    topic = sns.create_topic(Name="antrean-troubles")["TopicArn"]
    queue = sqs.create_queue(QueueName="told")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = {"RawMessageDelivery": "true", "FilterPolicy": '{"office": ["rsud"]}'}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=policy)
    monkeypatch.setenv("ANTREAN_TROUBLES_TOPIC", topic)
    settings.cache_clear()

    def texts() -> list[str]:
        got = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        for one in got:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
        return [one["Body"] for one in got]

    return texts


def tends(minutes: float = 0) -> None:
    tend_office(an_office(), NOW + timedelta(minutes=minutes))


def test_a_trouble_is_told_once_and_again_only_when_it_comes_again(told: Any) -> None:
    hears("kiosk-rsud-1", fault="paper_out")
    for minute in (0, 1):
        tends(minute)

    [text] = told()
    assert "Kertas habis, kios 1" in text
    assert "Out of paper, kiosk 1" in text

    hears("kiosk-rsud-1", minutes=2, fault="")
    tends(2)
    assert told() == []
    hears("kiosk-rsud-1", minutes=3, fault="paper_out")
    tends(3)
    assert len(told()) == 1


def test_a_device_is_gone_after_two_minutes_and_since_when_is_kept(told: Any) -> None:
    hears("display-rsud-1")
    tends(2)
    assert told() == []

    tends(2.1)
    tends(3)

    assert len(told()) == 1
    [gone] = [
        one for one in list_devices(an_office(), None, "id", NOW + timedelta(minutes=3)) if one["wrong"]
    ]
    assert gone["wrong"] == [
        {"type": "gone", "title": "Tidak terhubung", "since": "2026-03-02T02:00:00.000Z"}
    ]


HUB = "hub-rsud-1"


@pytest.mark.parametrize(
    ("seen", "saw", "state", "wrong"),
    [
        (0, 0, "follower", []),
        (0, -120, "follower", []),
        (0, -121, "follower", ["hub_away"]),
        (0, -121, "master", ["hub_away"]),
        (0, -9000, "away", []),
        (-121, 0, "follower", ["hub_away"]),
        (-121, -121, "master", ["hub_away"]),
    ],
)
def test_a_hub_is_away_when_it_is_not_heard_of_or_renews_no_more(
    seen: int, saw: int, state: str, wrong: list[str]
) -> None:
    known = {"thing": HUB, "seen": SEEN + seen * 1000}

    assert troubles(known, NINE, Lease(HUB, state, NINE + saw)) == wrong
    assert (
        troubles({**known, "thing": "kiosk-rsud-1", "seen": SEEN}, NINE, Lease(HUB, state, NINE + saw)) == []
    )


@pytest.mark.parametrize(
    ("lease", "wrong"),
    [
        (Lease(HUB, "follower", NINE), ["hub_unreached"]),
        (Lease(HUB, "master", NINE), ["hub_unreached"]),
        (Lease(HUB, "follower", NINE - 121), []),
        (Lease(HUB, "away", NINE), []),
        (None, []),
    ],
)
def test_a_device_that_does_not_reach_its_hub_says_so_unless_the_hub_itself_is_away(
    lease: Lease | None, wrong: list[str]
) -> None:
    known = {"thing": "kiosk-rsud-1", "seen": SEEN, "fault": "hub_unreached"}

    assert troubles(known, NINE, lease) == wrong


@pytest.mark.parametrize(
    ("lease", "calls"),
    [
        (Lease(HUB, "follower", NINE - 29), "cloud"),
        (Lease(HUB, "follower", NINE - 30), "hub"),
        (Lease(HUB, "master", NINE), "hub"),
        (Lease(HUB, "away", NINE - 9000), "cloud"),
        (Lease(HUB, "away", NINE, held=NINE - 54, led=True), "nobody"),
        (Lease(HUB, "away", NINE, held=NINE - 55, led=True), "cloud"),
    ],
)
def test_a_manager_is_told_who_calls(lease: Lease, calls: str) -> None:
    assert who_calls(lease, NOW) == calls


def test_a_hub_that_is_away_is_told_once_whichever_way_it_is_noticed_first(told: Any) -> None:
    hears(HUB)
    leases.renew(HOME, "rsud", Lease(HUB, "follower", NINE - 30))
    tends(1)
    assert told() == []

    for minute in (2, 3, 4):
        tends(minute)

    [text] = told()
    assert "Hub kantor tidak terhubung" in text
    assert "The office hub is not connected" in text
    lease, later = leases.read(HOME, "rsud"), NOW + timedelta(minutes=3)
    [away] = [one for one in list_devices(an_office(), lease, "id", later) if one["wrong"]]
    assert (away["thing"], away["state"], away["wrong"][0]["type"]) == (HUB, "gone", "hub_away")


def test_what_needs_no_hand_rings_nobody(told: Any) -> None:
    hears("kiosk-rsud-1", paper="low")
    tends()

    assert told() == []
