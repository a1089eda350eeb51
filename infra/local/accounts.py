"""Demo accounts, one a role, with passwords made at the first `up` and kept in .local."""

import json
import secrets
from typing import Any

from infra.groups import ADMINISTRATOR, groups_of
from infra.local.settings import ACCOUNTS
from infra.target import Target

ROLES = ("staff", "manager", "administrator")


def known() -> dict[str, dict[str, str]]:
    """The demo accounts by role: username and password; made up when there are none yet."""
    if ACCOUNTS.exists():
        there: dict[str, dict[str, str]] = json.loads(ACCOUNTS.read_text())
        return there
    # A letter of each case and a digit, as the pool's policy asks.
    made = {role: {"username": role, "password": f"Aa1-{secrets.token_urlsafe(15)}"} for role in ROLES}
    ACCOUNTS.touch(mode=0o600)
    ACCOUNTS.write_text(json.dumps(made, indent=1))
    return made


def make_accounts(target: Target, pool: str, offices: list[dict[str, Any]]) -> int:
    """Make the accounts that the user pool does not have, in their groups; returns how many."""
    cognito = target.client("cognito-idp", target.first)
    there = {user["Username"] for user in cognito.list_users(UserPoolId=pool)["Users"]}
    missing = {role: account for role, account in known().items() if account["username"] not in there}
    for role, account in missing.items():
        name = account["username"]
        cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction="SUPPRESS")
        cognito.admin_set_user_password(
            UserPoolId=pool, Username=name, Password=account["password"], Permanent=True
        )
        for group in groups_for(role, offices):
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName=group)
    return len(missing)


def groups_for(role: str, offices: list[dict[str, Any]]) -> list[str]:
    """The groups of a demo account: its role in every office."""
    if role == ADMINISTRATOR:
        return [ADMINISTRATOR]
    return [group for group in groups_of(offices) if group.endswith(f":{role}")]
