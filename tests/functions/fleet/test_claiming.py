"""Who may become which thing: by a code of that thing, once, within its hour."""

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import codes
from chalicelib.errors import KeyReused
from chalicelib.fleet import before_claim
from chalicelib.fleet.before_claim import may_claim
from chalicelib.fleet.claim_device import claim_device
from chalicelib.fleet.revoke_device import revoke_device
from chalicelib.session import client
from chalicelib.store import things
from schemas.policies import policy_of
from tests.factories import HOME, NINE, an_office, moment
from tests.functions.api import ask
from tests.functions.deployed import SEAS, items

NOW = moment("Monday 2026-03-02 09:00")
TEMPLATE = "arn:aws:iot:ap-southeast-1:123456789012:provisioningtemplate/antrean-device"
KIOSK = "kiosk-rsud-1"
ADMINISTRATOR = ["administrator"]


def code_of(thing: str = KIOSK, key: str = "k1", minutes: int = 0) -> str:
    return claim_device(an_office(), thing, "admin", key, NOW + timedelta(minutes=minutes))[0]


def claims_with(code: str, thing: str = KIOSK, minutes: float = 1) -> bool:
    answer = may_claim(thing, code, TEMPLATE, NOW + timedelta(minutes=minutes))
    return bool(answer["allowProvisioning"])


def iot() -> Any:
    return client("iot", SEAS)


def has_certificate(thing: str) -> str:
    iot().create_thing(thingName=thing)
    arn = iot().create_keys_and_certificate(setAsActive=True)["certificateArn"]
    iot().attach_thing_principal(thingName=thing, principal=arn)
    return str(arn)


def status(arn: str) -> str:
    told = iot().describe_certificate(certificateId=arn.rpartition("/")[2])
    return str(told["certificateDescription"]["status"])


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(
    ("said", "thing", "minutes", "may"),
    [
        ("{code}", KIOSK, 1, True),
        (" {code} ", KIOSK, 59.9, True),
        ("{code}", KIOSK, 60, False),
        ("{code}", "kiosk-rsud-2", 1, False),
        ("{code}", "display-rsud-1", 1, False),
        ("{code}", "kiosk-elsewhere-1", 1, False),
        ("{code}", "", 1, False),
        ("00000000", KIOSK, 1, False),
        ("", KIOSK, 1, False),
    ],
)
def test_a_code_opens_its_own_thing_within_its_hour(said: str, thing: str, minutes: float, may: bool) -> None:
    code = code_of()

    assert claims_with(said.format(code=code), thing, minutes) == may


@pytest.mark.usefixtures("deployed")
def test_a_code_works_once() -> None:
    code = code_of()

    assert [claims_with(code), claims_with(code)] == [True, False]


@pytest.mark.usefixtures("deployed")
def test_a_newer_code_of_a_thing_ends_the_older_one() -> None:
    first, second = code_of(key="k1"), code_of(key="k2")

    assert [claims_with(first), claims_with(second)] == [False, True]


@pytest.mark.usefixtures("deployed")
def test_the_cloud_says_where_the_device_is_whatever_the_device_says() -> None:
    code = code_of("button-rsud-2")

    answer = before_claim.handler(
        {"templateArn": TEMPLATE, "parameters": {"Thing": "button-rsud-2", "Code": code, "Office": "x"}}, None
    )
    assert answer == {"allowProvisioning": False}  # the code's hour was long ago

    told = may_claim("button-rsud-2", code, TEMPLATE, NOW)["parameterOverrides"]
    assert told == {
        "Type": "antrean-button", "Group": "antrean-rsud", "Office": "rsud", "Place": "2",
        "Claimed": str(NINE * 1000),
    }  # fmt: skip


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize("event", [{}, {"parameters": None}, {"parameters": {"Thing": 5, "Code": ["x"]}}])
def test_nonsense_is_refused(event: dict[str, Any]) -> None:
    assert before_claim.handler(event, None) == {"allowProvisioning": False}


@pytest.mark.usefixtures("deployed")
def test_claiming_gives_the_thing_its_policy_and_ends_what_it_had() -> None:
    old = has_certificate(KIOSK)

    assert claims_with(code_of())

    assert status(old) == "INACTIVE"
    assert iot().list_thing_principals(thingName=KIOSK)["principals"] == []
    document = json.loads(iot().get_policy(policyName=KIOSK)["policyDocument"])
    assert document == policy_of(KIOSK, "rsud", "1", "arn:aws:iot:ap-southeast-1:123456789012")


@pytest.mark.usefixtures("deployed")
def test_a_refused_code_changes_nothing_of_what_the_thing_has() -> None:
    old = has_certificate(KIOSK)

    assert not claims_with("00000000")

    assert status(old) == "ACTIVE"


@pytest.mark.usefixtures("deployed")
def test_a_revoked_device_is_shut_out_and_known_until_it_is_claimed_anew(ended: list[str]) -> None:
    old, code = has_certificate(KIOSK), code_of()

    revoke_device(an_office(), KIOSK, NOW)

    assert ended == [KIOSK]
    assert status(old) == "INACTIVE"
    assert '"Deny"' in iot().get_policy(policyName=KIOSK)["policyDocument"]
    assert not claims_with(code)
    [kiosk] = things.of_office(HOME, "rsud")
    assert kiosk["revoked"] == NINE

    assert claims_with(code_of(key="k2"))
    assert things.of_office(HOME, "rsud")[0]["revoked"] == 0


@pytest.mark.usefixtures("deployed")
def test_a_code_is_kept_as_a_hash_only() -> None:
    code = code_of()

    assert code not in json.dumps(items("claim"), default=str)


@pytest.mark.usefixtures("deployed")
def test_a_key_that_asked_for_one_thing_asks_for_no_other() -> None:
    code_of()

    with pytest.raises(KeyReused):
        code_of("kiosk-rsud-2")


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "web", "place": "1"}, "kind"),
        ({"kind": "kiosk"}, "place"),
        ({"kind": "kiosk", "place": "9"}, "place"),
        ({"kind": "kiosk", "place": 1}, "place"),
        ({"kind": "button", "place": "1", "office": "x"}, "office"),
    ],
)
def test_a_code_for_what_the_office_does_not_have_is_refused_by_its_field(
    body: dict[str, Any], field: str
) -> None:
    said = ask("POST", "/offices/rsud/devices", body, groups=ADMINISTRATOR)

    assert (said.status, said.body["field"]) == (422, field)


@pytest.mark.usefixtures("deployed")
def test_an_administrator_gets_a_code_and_the_same_again() -> None:
    key = "6f1c2d9e-8a54-4f0b-9d3e-2b7a51c0e4f8"
    first, again = (
        ask("POST", "/offices/rsud/devices", {"kind": "kiosk", "place": "1"}, key=key, groups=ADMINISTRATOR)
        for _ in range(2)
    )

    assert (first.status, first.body) == (201, again.body)
    assert codes.read_device_code(first.body["code"]) == first.body["code"]
    assert (
        ask("POST", "/offices/rsud/devices", {"kind": "kiosk", "place": "1"}, groups=["rsud:manager"]).status
        == 403
    )


@pytest.mark.usefixtures("deployed", "ended")
def test_who_revokes_what_is_not_the_offices_is_told_so() -> None:
    assert ask("DELETE", "/offices/rsud/devices/kiosk-elsewhere-1", groups=["rsud:manager"]).status == 404
    assert ask("DELETE", "/offices/rsud/devices/kiosk-rsud-1", groups=["rsud:manager"]).status == 204
