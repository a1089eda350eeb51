"""Who may what over HTTP: tokens that are missing, altered, expired, or another role's."""

import pytest

from tests.journeys.conftest import ENDPOINTS
from tests.journeys.days import today
from tests.journeys.doors import Api
from tests.journeys.tokens import altered, expired, parts, renewed, sign_in, written

pytestmark = pytest.mark.cloud

STAFF_ONLY = "/offices/rsud-igd/line"
STATE = ENDPOINTS.parent / "state"


def status(told, token):
    return Api(told["api"], token).get(STAFF_ONLY).status


def test_without_a_token_staffs_door_is_shut(public):
    public.get(STAFF_ONLY).expect(401)
    public.post("/offices/rsud-igd/counters/1/calls").expect(401)


def test_a_token_that_was_altered_is_refused(told, staff):
    head, body, _ = parts(staff.token)
    promoted = altered(staff.token, **{"cognito:groups": ["administrator"]})
    unsigned = written({**head, "alg": "none"}, body, "")

    assert {status(told, t) for t in (promoted, staff.token[:-6] + "AAAAAA", "nonsense", unsigned)} == {401}


def test_an_expired_token_is_refused(told, staff):
    """The pool's own key signs it, so that only its age is wrong."""
    assert 200 in {status(told, token) for token in renewed(staff.token, STATE)}

    assert {status(told, token) for token in expired(staff.token, STATE)} == {401}


def test_an_access_token_is_no_id_token(told):
    login = told["staff_login"]
    access = sign_in(told, login["username"], login["password"])["AccessToken"]

    assert status(told, access) in (401, 403)


def test_staff_do_not_read_the_managers_reports(public, staff, manager, office):
    day = today(public, office)
    path = f"/offices/{office}/reports?from={day}&to={day}"

    public.get(path).expect(401)
    staff.get(path).refused(403, "not-yours")
    manager.get(path).expect(200)


def test_a_visitor_cannot_say_to_be_at_the_office(public, office):
    ticket = public.post(f"/offices/{office}/tickets", {"service": "kebidanan", "at": "office"})

    ticket.refused(422, "invalid", "at")
