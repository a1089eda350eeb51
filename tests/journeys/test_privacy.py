"""After all journeys: nothing of anybody is in lines, boards, reports, messages or logs of the cloud that played them.

What to look for is what journeys told and were given, and all that the visitors' table has. `tests/privacy/` does the
same with a day in one process, where it hears also what is gone by now.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.identity import is_nik
from schemas import topics
from tests.journeys import left
from tests.journeys.days import free_slot, phone
from tests.journeys.doors import Api
from tests.journeys.known import HEARD, REGISTER
from tests.journeys.left import LINES, VISITORS, Place
from tests.journeys.people import People
from tests.journeys.waiting import eventually
from tests.personal import Personal, Register

pytestmark = pytest.mark.cloud

A_NAME = re.compile(r"[A-Z][a-z]{3,}( [A-Z][a-z]{3,})*")
"""Names as journeys give them; what tries of bad input left there may be any word."""

DEMO = "Pengunjung Demo"
"""The demo's visitors: the word for a visitor stands everywhere."""

NIK = "3171014507889123"


@pytest.fixture(scope="module")
def homes(told: dict[str, Any]) -> list[str]:
    """The home regions."""
    return list(told["regions"]["homes"])


@pytest.fixture(scope="module", autouse=True)
def _somebody_came(told: dict[str, Any], public: Api, office: str, connect: Any) -> Iterator[None]:
    """A visit of this test's own, so that it means something also when no other ran."""
    people, mine = People(public, office), phone()
    visitor = {"name": "Ratnawulan Kusumawardhani", "phone": mine, "nik": NIK}
    booking = people.booked("igd", free_slot(public, office, "igd")["id"], visitor=visitor)
    people.at_office("kebidanan", phone=mine, priority="pregnant")
    kiosk = connect("kiosk")
    own = kiosk.say(topics.take(kiosk.office, kiosk.place), service="kebidanan")
    people.leaves_at_end(kiosk.hears(topics.slip(kiosk.office, kiosk.place), id=own)["code"])
    public.get(f"/bookings/{booking['code']}/calendar").expect(200)
    eventually(lambda: any(to == mine for to, _ in left.texts(told)), 120, "the SMS that it is booked")
    yield
    people.leave()


@pytest.fixture(scope="module")
def personal(homes: list[str]) -> Personal:
    """All that anybody told or was given, in journeys and by the table."""
    known = Register({kind: dict(values) for kind, values in REGISTER.told.items()})
    for region in homes:
        for item in left.items(VISITORS, region):
            known.note("names", *_texts(item, "name"))
            known.note("phones", *_texts(item, "phone"))
            known.note("codes", *_texts(item, "code"))
    all_of = known.personal
    return Personal(
        tuple(one for one in all_of.names if A_NAME.fullmatch(one) and one != DEMO),
        tuple(one for one in all_of.phones if one.startswith("+62812") and len(set(one)) > 5),
        tuple(one for one in all_of.niks if is_nik(one, datetime.now(UTC).date())),
        tuple(one for one in all_of.codes if len(set(one)) > 4),
    )


def test_there_is_much_to_be_found(personal: Personal, homes: list[str]) -> None:
    kept = " ".join(left.written(item) for region in homes for item in left.items(VISITORS, region))

    assert len(personal.codes) >= 3
    assert NIK in personal.niks
    assert {"code", "name", "phone"} <= {said.partition(" ")[0] for said in personal.found(kept)}


def test_nothing_personal_is_in_the_lines_table(personal: Personal, homes: list[str]) -> None:
    assert leaks(_items(LINES, homes), personal) == []


def test_no_key_says_whose_it_is_and_no_nik_is_kept(personal: Personal, homes: list[str]) -> None:
    of_visitors = [item for region in homes for item in left.items(VISITORS, region)]

    keys = [(item["pk"]["S"], f"{item['pk']['S']} {item['sk']['S']}") for item in of_visitors]
    assert leaks(keys, personal) == []
    assert leaks(_items(VISITORS, homes), Personal(niks=personal.niks)) == []


def test_nothing_personal_is_in_boards_and_reports(personal: Personal, homes: list[str]) -> None:
    found = [place for region in homes for place in left.files(region)]

    assert any("boards/" in where for where, _ in found)
    assert leaks(found, personal) == []


def test_nothing_personal_is_in_any_log(personal: Personal, homes: list[str]) -> None:
    said = [place for region in homes for place in left.log_groups(region)]

    assert any('"route":"POST /offices/{office}/bookings"' in line for _, line in said)
    assert leaks(said, personal) == []
    assert leaks(left.logs(), personal) == []


def test_nothing_personal_is_in_what_devices_and_guests_heard_and_the_broker_keeps(
    personal: Personal, told: dict[str, Any]
) -> None:
    kept = list(left.retained(told["regions"]["messages"]))

    assert {topic.rpartition("/")[2] for topic, _ in kept} >= {"board", "catalogue", "state", "code"}
    assert leaks(kept, personal) == []
    assert any(topic.endswith("/slip") for topic, _ in HEARD)
    assert [said for message in HEARD for said in _in_message(message, personal)] == []


def test_nothing_personal_lies_among_dead_letters(personal: Personal, homes: list[str], told: Any) -> None:
    regions = {*homes, told["regions"]["messages"]}
    found = [place for region in regions for place in left.dead_letters(region)]

    # A kiosk's own message may hold the code that it read.
    kiosks = [(where, text) for where, text in found if "takes" not in where.lower() and "rules" not in where]
    assert leaks(kiosks, personal) == []


def test_an_sms_has_a_code_only_behind_the_hash(personal: Personal, told: dict[str, Any]) -> None:
    sent = [(phone, re.sub(r"#/[bt]/[0-9A-Z]{16}", "#", text)) for phone, text in left.texts(told)]

    assert sent
    assert leaks(sent, personal) == []


def test_what_is_planted_in_this_cloud_is_found(personal: Personal, homes: list[str]) -> None:
    table = left.cloud().client("dynamodb", homes[0])
    key = {"pk": {"S": "plant#privacy"}, "sk": {"S": "plant"}}
    table.put_item(TableName=LINES, Item={**key, "seen": {"B": f"0{personal.phones[0][3:]}".encode()}})
    try:
        assert leaks(_items(LINES, homes), personal) == [f"plant#privacy: phone {personal.phones[0]}"]
    finally:
        table.delete_item(TableName=LINES, Key=key)


def leaks(places: Any, personal: Personal) -> list[str]:
    """What of anybody stands in these places."""
    return [f"{where}: {what}" for where, text in places for what in personal.found(text)]


def _items(table: str, homes: list[str]) -> Iterator[Place]:
    """The items of a table in all home regions; an office's own telephone is none of a visitor's."""
    for region in homes:
        for item in left.items(table, region):
            yield item["pk"]["S"], left.written(item)


def _in_message(heard: Place, personal: Personal) -> list[str]:
    """What of anybody stands in a message; a slip is for who stands before that kiosk."""
    topic, payload = heard
    if topic.endswith("/slip"):
        own = json.loads(payload).get("code", "")
        personal = replace(personal, codes=tuple(code for code in personal.codes if code != own))
    return leaks([(topic, f"{topic} {payload}")], personal)


def _texts(item: dict[str, Any], name: str) -> list[str]:
    """An attribute's text of an item and of the maps in its lists, such as a booking's members."""
    found = [item[name]["S"]] if "S" in item.get(name, {}) else []
    for value in item.values():
        for one in value.get("L", ()):
            found += _texts(one["M"], name) if "M" in one else []
    return found
