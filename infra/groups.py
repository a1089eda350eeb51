"""The groups that say who may do what: partner, staff and manager of each office, and the administrator."""

from typing import Any

from infra.target import Target

ADMINISTRATOR = "administrator"
ROLES = ("partner", "staff", "manager")


def groups_of(offices: list[dict[str, Any]]) -> list[str]:
    """All groups of these offices."""
    return [f"{office['id']}:{role}" for office in offices for role in ROLES] + [ADMINISTRATOR]


def make_groups(target: Target, pool: str, offices: list[dict[str, Any]]) -> None:
    """Make the groups that are not there; none is taken away, since people may be in it."""
    cognito = target.client("cognito-idp", target.first)
    pages = cognito.get_paginator("list_groups").paginate(UserPoolId=pool)
    there = {group["GroupName"] for page in pages for group in page["Groups"]}
    for group in groups_of(offices):
        if group not in there:
            cognito.create_group(UserPoolId=pool, GroupName=group)
