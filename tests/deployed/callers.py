"""Everyone who may knock at the deployed API: accounts of each role, made for a test run, and tokens that are none."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3

from tests.journeys.conftest import ENDPOINTS
from tests.journeys.tokens import expired, renewed, sign_in

STATE = ENDPOINTS.parent / "state"


@contextmanager
def tokens(told: dict[str, Any], here: str, elsewhere: str) -> Iterator[dict[str, list[str]]]:
    """Bearer tokens by caller (tests/roles.py); the accounts are taken away at the end."""
    groups = {
        "no role": "",
        "staff of another office": f"{elsewhere}:staff",
        "manager of another office": f"{elsewhere}:manager",
        "partner": f"{here}:partner",
        "staff": f"{here}:staff",
        "manager": f"{here}:manager",
        "administrator": "administrator",
    }
    made: dict[str, str] = {}
    try:
        signed = {caller: account(told, group, made) for caller, group in groups.items()}
        staff = signed["staff"]["IdToken"]
        yield {
            "nobody": [""],
            "broken token": ["nonsense", staff[:-8] + "AAAAAAAA"],
            "expired token": expired(staff, STATE),
            "access token": [signed["staff"]["AccessToken"]],
            "renewed token": renewed(staff, STATE),
            **{caller: [one["IdToken"]] for caller, one in signed.items()},
        }
    finally:
        for name in made:
            _cognito(told).admin_delete_user(UserPoolId=told["staff_login"]["user_pool"], Username=name)


def account(told: dict[str, Any], group: str, made: dict[str, str]) -> dict[str, str]:
    """Make an account in a group, or in none, and sign it in."""
    name, password = f"test-{secrets.token_hex(6)}", f"Aa1-{secrets.token_urlsafe(15)}"
    pool, cognito = told["staff_login"]["user_pool"], _cognito(told)
    cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction="SUPPRESS")
    made[name] = group
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
    if group:
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName=group)
    return sign_in(told, name, password)


def _cognito(told: dict[str, Any]) -> Any:
    return boto3.client(
        "cognito-idp",
        told["staff_login"]["region"],
        endpoint_url=told["aws"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
