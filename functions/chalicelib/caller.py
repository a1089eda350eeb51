"""Who asks, and what they may: roles come from Cognito's groups only, an office's or the administrator's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import NotSignedIn, NotYours

PUBLIC, PARTNER, STAFF, MANAGER, ADMINISTRATOR = "public", "partner", "staff", "manager", "administrator"
ROLES = (PUBLIC, PARTNER, STAFF, MANAGER, ADMINISTRATOR)


@dataclass(frozen=True)
class Caller:
    """A signed-in person; `sub` is stable and says nothing about who it is."""

    sub: str
    username: str
    groups: frozenset[str]

    def role(self, office: str) -> str:
        """The highest role at an office; with no office, the highest anywhere."""
        if ADMINISTRATOR in self.groups:
            return ADMINISTRATOR
        for role in (MANAGER, STAFF, PARTNER):
            if any(_is(group, office, role) for group in self.groups):
                return role
        return PUBLIC

    def offices(self) -> frozenset[str]:
        """The offices where this person has a role."""
        return frozenset(group.partition(":")[0] for group in self.groups if ":" in group)


def caller_of(context: Mapping[str, Any]) -> Caller | None:
    """The caller as the gateway's authorizer found it; None without one, or with a token that is not an id token."""
    claims = (context.get("authorizer") or {}).get("claims") or {}
    if claims.get("token_use") != "id" or not claims.get("sub"):
        return None
    return Caller(
        str(claims["sub"]), str(claims.get("cognito:username", "")), _groups(claims.get("cognito:groups", ""))
    )


def check(who: str, caller: Caller | None, office: str) -> None:
    """Refuse whoever may not call a route that is for `who` at this office.

    Staff may do what partners may, managers what staff may, administrators everything.
    """
    if who == PUBLIC:
        return
    if caller is None:
        raise NotSignedIn
    if ROLES.index(caller.role(office)) < ROLES.index(who):
        raise NotYours


def _groups(said: Any) -> frozenset[str]:
    """The gateway writes the list of groups as text: `a,b`, `[a b]` or `["a", "b"]`."""
    if isinstance(said, str):
        said = said.strip("[]").replace(",", " ").replace('"', " ").split()
    return frozenset(str(group) for group in said)


def _is(group: str, office: str, role: str) -> bool:
    return group == f"{office}:{role}" if office else group.endswith(f":{role}")
