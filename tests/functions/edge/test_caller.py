"""Who may call what."""

import pytest

from chalicelib.caller import ADMINISTRATOR, MANAGER, PUBLIC, STAFF, Caller, caller_of, check
from chalicelib.errors import NotSignedIn, NotYours


def claims(**changes):
    return {
        "authorizer": {"claims": {"sub": "s", "token_use": "id", "cognito:groups": "rsud:staff", **changes}}
    }


@pytest.mark.parametrize(
    ("groups", "office", "role"),
    [
        ("rsud:staff", "rsud", STAFF),
        ("rsud:manager", "rsud", MANAGER),
        ("rsud:staff,rsud:manager", "rsud", MANAGER),
        ("[rsud:staff rsud-igd:manager]", "rsud-igd", MANAGER),
        ('["rsud:staff", "samsat:manager"]', "rsud", STAFF),
        (["rsud:staff"], "rsud", STAFF),
        ("administrator", "rsud", ADMINISTRATOR),
        ("rsud:staff", "rsud-igd", PUBLIC),
        ("rsud-igd:staff", "igd", PUBLIC),
        ("staff", "rsud", PUBLIC),
        (":staff", "rsud", PUBLIC),
        ("", "rsud", PUBLIC),
        ("rsud:administrator", "rsud", PUBLIC),
    ],
)
def test_a_role_is_an_offices(groups, office, role):
    caller = caller_of(claims(**{"cognito:groups": groups}))

    assert caller is not None
    assert caller.role(office) == role


def test_an_access_token_signs_nobody_in():
    assert caller_of(claims(token_use="access")) is None
    assert caller_of({}) is None
    assert caller_of({"authorizer": None}) is None


def test_managers_may_do_what_staff_may_and_administrators_everything():
    manager, administrator = caller("rsud:manager"), caller("administrator")

    check(STAFF, manager, "rsud")
    for who in (PUBLIC, STAFF, MANAGER, ADMINISTRATOR):
        check(who, administrator, "rsud")


def test_staff_may_not_do_what_managers_may():
    with pytest.raises(NotYours):
        check(MANAGER, caller("rsud:staff"), "rsud")


def test_staff_of_another_office_may_nothing_here():
    with pytest.raises(NotYours):
        check(STAFF, caller("rsud:manager"), "samsat")


def test_who_has_not_signed_in_is_asked_to():
    with pytest.raises(NotSignedIn):
        check(STAFF, None, "rsud")


def caller(*groups: str) -> Caller:
    return Caller("s", "sari", frozenset(groups))
