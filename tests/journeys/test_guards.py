"""Who may what over HTTP: tokens that are missing, altered, expired, or another role's."""

import base64
import json
import time
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.journeys.conftest import ENDPOINTS
from tests.journeys.days import today
from tests.journeys.doors import Api

pytestmark = pytest.mark.cloud

STAFF_ONLY = ("/offices/rsud-igd/line",)


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict, dict, str]:
    head, body, signature = token.split(".")
    read = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body)]
    return read[0], read[1], signature


def written(head: dict, body: dict, signature: str) -> str:
    return f"{b64(json.dumps(head).encode())}.{b64(json.dumps(body).encode())}.{signature}"


def test_without_a_token_staffs_door_is_shut(public):
    for path in STAFF_ONLY:
        public.get(path).expect(401)
    public.post("/offices/rsud-igd/counters/1/calls").expect(401)


def test_a_token_that_was_altered_is_refused(told, staff):
    head, body, signature = parts(staff.token)
    promoted = written(head, {**body, "cognito:groups": ["administrator"]}, signature)
    cut = staff.token[:-6] + "AAAAAA"

    for token in (promoted, cut, "nonsense", written({**head, "alg": "none"}, body, "")):
        Api(told["api"], token).get(STAFF_ONLY[0]).expect(401)


def test_an_expired_token_is_refused(told, staff):
    """The pool's own key signs it, so that only its age is wrong."""
    head, body, _ = parts(staff.token)
    now = int(time.time())
    fresh = {**body, "iat": now - 60, "exp": now + 600}
    old = {**body, "iat": now - 7200, "auth_time": now - 7200, "exp": now - 3600}
    signed = [key for key in pool_keys() if opens(told, sign(key, head, fresh))]
    assert signed, "no key of the local pool signs a token that is accepted"

    Api(told["api"], sign(signed[0], head, old)).get(STAFF_ONLY[0]).expect(401)


def pool_keys() -> list[Path]:
    """The local user pools' private keys: this machine's own, kept with the local AWS's state."""
    return sorted((ENDPOINTS.parent / "state").rglob("*.pem"))


def sign(file: Path, head: dict, body: dict) -> str:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    bare = written(head, body, "").removesuffix(".")
    return f"{bare}.{b64(key.sign(bare.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def opens(told, token: str) -> bool:
    return Api(told["api"], token).get(STAFF_ONLY[0]).status == 200


def test_an_access_token_is_no_id_token(told):
    login = told["staff_login"]
    body = {
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": login["client"],
        "AuthParameters": {"USERNAME": login["username"], "PASSWORD": login["password"]},
    }
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
    }
    signed = requests.post(told["aws"] + "/", json=body, headers=headers, timeout=20).json()

    access = Api(told["api"], signed["AuthenticationResult"]["AccessToken"])

    assert access.get(STAFF_ONLY[0]).status in (401, 403)


def test_staff_do_not_read_the_managers_reports(public, staff, manager, office):
    day = today(public, office)
    path = f"/offices/{office}/reports?from={day}&to={day}"

    public.get(path).expect(401)
    staff.get(path).refused(403, "not-yours")
    manager.get(path).expect(200)


def test_a_visitor_cannot_say_to_be_at_the_office(public, office):
    ticket = public.post(f"/offices/{office}/tickets", {"service": "kebidanan", "at": "office"})

    ticket.refused(422, "invalid", "at")
