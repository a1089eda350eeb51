"""Boards: kept for who comes late, for guests only to read, and for each thing only its own."""

import json

import pytest
from awscrt.exceptions import AwsCrtError

from schemas import topics
from tests.journeys.guest import Guest
from tests.journeys.thing import REFUSED_FROM, Thing
from tests.journeys.waiting import eventually, never

pytestmark = pytest.mark.cloud

SERVICE = "kebidanan"


@pytest.fixture(scope="module")
def guest(config):
    """A browser without an account."""
    here = Guest(config)
    yield here
    here.stop()


def newest(client, topic):
    boards = [(m, kept) for t, m, kept in list(client.heard) if t == topic]
    return boards[-1] if boards else (None, False)


def test_who_subscribes_late_gets_the_board_that_is_kept(told, spare, people, guest, office):
    number = people.at_office(SERVICE)["number"]
    topic = topics.service_board(office, SERVICE)
    eventually(lambda: number in str(people.public.get(f"/offices/{office}/board").body["waiting"]))

    def late():
        guest.heard.clear()
        guest.subscribe(topics.board(office))
        guest.subscribe(topic)
        whole = eventually(lambda: newest(guest, topics.board(office))[0])
        some, kept = eventually(lambda: newest(guest, topic)[0] and newest(guest, topic))
        return kept and number in str(some["waiting"]) and number in str(whole["waiting"]) and some

    board = eventually(late, 20, "the retained boards")
    assert board["total"] >= 1


@pytest.mark.parametrize(
    "topic",
    [topics.slip("rsud-igd", "1"), topics.lobby_code("rsud-igd", "1"), topics.board("+"), "antrean/#"],
)
def test_guests_may_not_listen_to_anything_but_boards(config, topic):
    guest = Guest(config)

    try:
        assert guest.subscribe(topic) >= REFUSED_FROM
    finally:
        guest.stop()


def test_guests_may_not_publish(guest, office, public):
    forged = {"v": 1, "id": "forged", "at": "2026-03-02T02:00:00Z", "service": SERVICE}
    before = public.get(f"/offices/{office}/board").expect(200)["epoch"]

    assert guest.publish(topics.board(office), json.dumps(forged)) >= REFUSED_FROM
    assert guest.publish(topics.take(office, "1"), json.dumps(forged)) >= REFUSED_FROM
    assert public.get(f"/offices/{office}/board").expect(200)["epoch"] == before


@pytest.mark.parametrize("place", [("rsud", "1"), ("rsud-igd", "1")])
def test_a_kiosk_may_not_take_in_the_name_of_another(kiosk, public, place):
    message = {"v": 1, "id": f"foreign-{place[0]}", "at": "2026-03-02T02:00:00Z", "service": "umum"}
    waiting = public.get(f"/offices/{place[0]}/board").expect(200)["waiting"]
    foreign = f"foreign-{place[0]}"

    assert refused(kiosk, topics.take(*place), json.dumps(message))

    if place[0] != kiosk.office:
        never(lambda: newcomers(public, place[0], waiting), 2, "somebody joined the line")
    assert not kiosk.said(topics.slip(*place), id=foreign)


def newcomers(public, office, waiting):
    now = public.get(f"/offices/{office}/board").expect(200)["waiting"]
    return [one for one in now if one not in waiting]


def test_a_button_may_not_press_for_another_counter(button, staff, office):
    other = "1"
    line = staff.get(f"/offices/{office}/line").expect(200)
    before = next(one for one in line["counters"] if one["counter"] == other)
    press = {"v": 1, "id": "foreign", "at": "2026-03-02T02:00:00Z", "press": "single", "seq": 2**40}

    assert refused(button.thing, topics.press(office, other), json.dumps(press))

    line = staff.get(f"/offices/{office}/line").expect(200)
    assert before["counter"] in [one["counter"] for one in line["counters"]]


def test_a_thing_may_not_listen_to_anothers_slips(kiosk):
    with pytest.raises(AssertionError):
        kiosk.subscribe(topics.slip(kiosk.office, "1"))


def refused(thing: Thing, topic: str, payload: str) -> bool:
    """Whether the broker refused the message, by its acknowledgement or by hanging up."""
    thing.down.clear()
    try:
        return thing.raw(topic, payload) >= REFUSED_FROM
    except AwsCrtError:
        return thing.down.wait(5)
