"""Tokens of the local user pool: signed in for, taken apart, altered, and signed anew with the pool's own key."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

HOUR = 3600


def sign_in(told: dict[str, Any], username: str, password: str) -> dict[str, str]:
    """IdToken and AccessToken of an account, got as endpoints.json says."""
    body = {
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": told["staff_login"]["client"],
        "AuthParameters": {"USERNAME": username, "PASSWORD": password},
    }
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
    }
    answer = requests.post(told["aws"] + "/", json=body, headers=headers, timeout=20)
    answer.raise_for_status()
    tokens: dict[str, str] = answer.json()["AuthenticationResult"]
    return tokens


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """A token's head, body and signature."""
    head, body, signature = token.split(".")
    read = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body)]
    return read[0], read[1], signature


def written(head: dict[str, Any], body: dict[str, Any], signature: str) -> str:
    """A token of these parts, whether they fit or not."""
    return f"{_b64(json.dumps(head).encode())}.{_b64(json.dumps(body).encode())}.{signature}"


def altered(token: str, **claims: Any) -> str:
    """The token with other claims under its old signature."""
    head, body, signature = parts(token)
    return written(head, {**body, **claims}, signature)


def expired(token: str, state: Path) -> list[str]:
    """The token as one of an hour ago, signed by each key that the local AWS keeps in its state; one is the pool's own."""
    head, body, _ = parts(token)
    now = int(time.time())
    old = {**body, "iat": now - 2 * HOUR, "auth_time": now - 2 * HOUR, "exp": now - HOUR}
    return [_signed(key, head, old) for key in sorted(state.rglob("*.pem"))]


def renewed(token: str, state: Path) -> list[str]:
    """The token signed anew by each of those keys: one of them must open a door, else `expired` shows nothing."""
    head, body, _ = parts(token)
    now = int(time.time())
    return [
        _signed(key, head, {**body, "iat": now - 60, "exp": now + 600})
        for key in sorted(state.rglob("*.pem"))
    ]


def _signed(file: Path, head: dict[str, Any], body: dict[str, Any]) -> str:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    bare = written(head, body, "").removesuffix(".")
    return f"{bare}.{_b64(key.sign(bare.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
