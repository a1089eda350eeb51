"""A kiosk asks for a number by MQTT; its slips are read where the broker would publish them."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.iotdata.models import iotdata_backends

from chalicelib import codes
from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.errors import PROBLEMS
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.opening import Closure
from chalicelib.store import closures, offices
from chalicelib.store.closures import Declared
from chalicelib.ticketing.on_take import handler
from schemas import topics
from tests.contracts import check_message
from tests.factories import HOME, an_office, moment
from tests.functions.api import ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True)
def _two_offices_that_never_close(aws: None) -> None:
    load(open_always(), open_always(id="igd"))


def send(*messages: Any) -> list[dict[str, Any]]:
    """What the kiosks are told when these bodies arrive in one batch."""
    seen = len(published())
    records = [
        {"messageId": str(n), "body": m if isinstance(m, str) else json.dumps(m)}
        for n, m in enumerate(messages)
    ]
    assert handler({"Records": records}, None)["batchItemFailures"] == []
    return [check_message(topic, payload) for topic, payload in published()[seen:]]


def published() -> list[tuple[str, bytes]]:
    return list(iotdata_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-1"].published_payloads)


def kind_of(told: dict[str, Any]) -> str:
    """Which refusal a kiosk was told, by the last part of its URI: the same as over HTTP."""
    assert told["refused"]["type"].startswith(PROBLEMS)
    return str(told["refused"]["type"]).rpartition("/")[2]


def a_message(office: str = "rsud", place: str = "1", **changes: Any) -> dict[str, Any]:
    """A take as the topic rule hands it on."""
    rule = {
        "office": office, "place": place,
        "thing": topics.thing_name(topics.KIOSK, office, place), "received": int(time.time() * 1000),
    }  # fmt: skip
    return {"v": 1, "id": "t-1", "at": "2026-03-02T02:00:00Z", "service": "umum", **rule, **changes}


def test_a_kiosk_gets_a_slip_for_its_message():
    [slip] = send(a_message())

    assert published()[-1][0] == topics.slip("rsud", "1")
    assert (slip["id"], slip["number"]) == ("t-1", "A001")
    assert slip["lines"][:3] == ["RSUD", "Poli umum", "A001"]
    assert slip["lines"][4].startswith("0 orang di depan Anda, ")
    assert slip["url"].endswith(f"/#/t/{slip['code']}")
    ticket = ask("GET", f"/tickets/{slip['code']}").body
    assert (ticket["number"], ticket["present"]) == ("A001", True)


def test_the_same_message_again_is_the_same_slip():
    first, again = send(a_message(), a_message())

    assert (first["number"], first["code"]) == (again["number"], again["code"])
    assert send(a_message(id="t-2"))[0]["number"] == "A002"


def test_the_same_id_of_another_kiosk_is_another_take():
    first, second = send(a_message(), a_message(place="2"))

    assert (first["number"], second["number"]) == ("A001", "A002")


def test_the_same_id_with_another_wish_is_refused():
    _, told = send(a_message(), a_message(service="gigi"))

    assert kind_of(told) == "key-reused"


def test_a_priority_claimed_at_the_kiosk_counts():
    walk_in, priority = send(a_message(), a_message(id="t-2", priority="elderly", language="en"))

    ticket = ask("GET", f"/tickets/{priority['code']}").body
    assert (ticket["class"], ticket["ahead"]) == ("priority", 0)
    assert ask("GET", f"/tickets/{walk_in['code']}").body["ahead"] == 1
    assert priority["lines"][5].startswith("Priority: your turn counts from")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"service": "mata"}, "unknown-service"),
        ({"service": 3}, "invalid"),
        ({"priority": "vip"}, "invalid"),
        ({"language": "fr"}, "invalid"),
        ({"phone": "081234567890"}, "invalid"),
        ({"booking": "short"}, "invalid"),
        ({"booking": "0" * 16}, "unknown-booking"),
        ({"office": "nowhere"}, "unknown-office"),
    ],
)
def test_a_take_that_cannot_be_is_refused_with_why(changes, kind):
    [told] = send(a_message(**changes))

    assert (told["id"], kind_of(told)) == ("t-1", kind)
    assert told["refused"]["title"]


def test_who_takes_a_number_of_a_closed_service_reads_the_managers_reason():
    today = day_of(an_office(), datetime.now(UTC))
    closure = Closure("c", "umum", today, today, {"id": "Listrik padam", "en": "Power cut"}, 0)
    closures.declare(an_office(), Declared(closure, "", ""))
    offices.forget()

    told, english = send(a_message(), a_message(language="en"))

    assert kind_of(told) == "service-closed"
    assert [one["refused"]["detail"] for one in (told, english)] == ["Listrik padam", "Power cut"]


def test_a_refusal_speaks_the_visitors_language():
    indonesian, english = send(a_message(service="mata"), a_message(service="mata", language="en"))

    assert indonesian["refused"]["title"] == "Layanan tidak ditemukan di kantor ini"
    assert english["refused"]["title"] == "This office has no such service"


def test_what_a_kiosk_sends_that_is_no_json_is_refused():
    rule_only = {"office": "rsud", "place": "1", "thing": "kiosk-rsud-1", "received": 1772416800000}

    [told] = send(rule_only)

    assert kind_of(told) == "not-json"


def test_a_kiosk_cannot_speak_on_another_offices_topic():
    [told] = send(a_message(topic=topics.take("igd", "1")))

    assert published()[-1][0] == topics.slip("rsud", "1")
    assert kind_of(told) == "invalid"


def test_a_priority_claimed_from_home_counts_once_the_kiosk_has_seen_its_visitor():
    claim = {"service": "umum", "priority": "elderly", "language": "en"}
    code = ask("POST", "/offices/rsud/tickets", claim).body["code"]
    assert ask("GET", f"/tickets/{code}").body["class"] == "walk-in"
    [earlier] = send(a_message())
    message = a_message(id="t-2", booking=code, language="en")
    del message["service"]

    [slip] = send(message)

    ticket = ask("GET", f"/tickets/{code}").body
    assert (ticket["class"], ticket["ahead"], ticket["present"]) == ("priority", 0, True)
    assert slip["lines"][5].startswith("Priority: your turn counts from")
    assert ask("GET", f"/tickets/{earlier['code']}").body["ahead"] == 1


def test_a_priority_claimed_from_home_is_not_confirmed_by_a_telephone():
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum", "priority": "elderly"}).body["code"]

    ask("POST", f"/tickets/{code}/check-in", {"position": {"distance": 1, "accuracy": 1}})

    assert ask("GET", f"/tickets/{code}").body["class"] == "walk-in"


def test_what_names_no_kiosk_is_answered_to_nobody_and_stops_nothing():
    deep = '{"office": "rsud", "place": "1", "service": ' + '{"a":' * 5000 + "1" + "}" * 5001
    told = send("no json", "[]", "{}", deep, {"office": "+", "place": "#"}, a_message())

    assert [slip["number"] for slip in told] == ["A001"]


@pytest.mark.parametrize("written", [str, str.lower, lambda code: f"{code[:4]}-{code[4:8]} {code[8:]}"])
def test_a_number_from_home_checks_in_at_the_kiosk(written):
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    message = a_message(booking=written(code))
    del message["service"]

    [slip] = send(message)

    assert (slip["number"], slip["code"]) == ("A001", code)
    assert ask("GET", f"/tickets/{code}").body["present"] is True


def test_a_booking_checks_in_at_the_kiosk_once():
    office, early = an_office(), moment("Monday 2026-03-02 08:00")
    claim = claim_of(office, {"service": "umum", "slot": "2026-03-02T09:30", "visitor": {}}, "id", early)
    code = book(office, claim, "", "k" * 32, "b" * 32, early).code
    came = moment("Monday 2026-03-02 09:10")
    message = a_message(booking=code, received=int(came.timestamp() * 1000))
    del message["service"]

    first, again = send(message, {**message, "id": "t-2", "received": message["received"] + 60_000})

    assert first["number"] == again["number"] == "A001"
    assert first["code"] == again["code"]
    assert first["lines"][3] == "Senin, 2 Maret 2026 09.10 WIB"
    assert first["lines"][5] == (
        "Giliran dihitung dari jadwal pukul 09.30 WIB, dimajukan 30 menit; datang lebih awal tidak mengubahnya."
    )


def test_a_number_of_another_office_is_unknown_at_this_kiosk():
    code = ask("POST", "/offices/igd/tickets", {"service": "umum"}).body["code"]

    [told] = send(a_message(booking=code))

    assert kind_of(told) == "unknown-booking"


def test_a_take_is_a_line_in_the_log_without_its_code(capsys):
    [slip] = send(a_message())

    [line] = capsys.readouterr().out.splitlines()
    assert json.loads(line)["function"] == "ticketing.on_take"
    assert slip["code"] not in line
    assert codes.read_code(slip["code"]) == slip["code"]
    assert HOME not in slip["url"]
