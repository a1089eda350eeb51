"""Every route and who may call it, spelt out: what is declared, deployed and documented is held to this list.

python -m tests.roles > docs/roles.md
"""

PUBLIC, PARTNER, STAFF, MANAGER, ADMINISTRATOR = "public", "partner", "staff", "manager", "administrator"

COUNTER = "/offices/{office}/counters/{counter}"

ROUTES = {
    ("GET", "/offices"): PUBLIC,
    ("GET", "/offices/{office}"): PUBLIC,
    ("GET", "/offices/{office}/board"): PUBLIC,
    ("GET", "/offices/{office}/services/{service}/slots"): PUBLIC,
    ("GET", "/offices/{office}/closures"): PUBLIC,
    ("GET", "/offices/{office}/ledger"): PUBLIC,
    ("GET", "/offices/{office}/ledger/summary"): PUBLIC,
    ("POST", "/offices/{office}/holds"): PUBLIC,
    ("DELETE", "/offices/{office}/holds/{hold}"): PUBLIC,
    ("POST", "/offices/{office}/bookings"): PUBLIC,
    ("POST", "/offices/{office}/room"): PUBLIC,
    ("GET", "/offices/{office}/services/{service}/alternatives"): PUBLIC,
    ("GET", "/offices/{office}/services/{service}/draws/{day}"): PUBLIC,
    ("POST", "/offices/{office}/services/{service}/draws/{day}/entries"): PUBLIC,
    ("GET", "/offices/{office}/services/{service}/draws/{day}/list"): PUBLIC,
    ("POST", "/offices/{office}/waitlist"): PUBLIC,
    ("GET", "/bookings/{code}"): PUBLIC,
    ("PATCH", "/bookings/{code}"): PUBLIC,
    ("POST", "/bookings/{code}/acceptance"): PUBLIC,
    ("DELETE", "/bookings/{code}"): PUBLIC,
    ("DELETE", "/bookings/{code}/visitor"): PUBLIC,
    ("GET", "/bookings/{code}/calendar"): PUBLIC,
    ("POST", "/bookings/{code}/check-in"): PUBLIC,
    ("POST", "/offices/{office}/tickets"): PUBLIC,
    ("GET", "/tickets/{code}"): PUBLIC,
    ("DELETE", "/tickets/{code}"): PUBLIC,
    ("DELETE", "/tickets/{code}/visitor"): PUBLIC,
    ("POST", "/tickets/{code}/check-in"): PUBLIC,
    ("GET", "/tickets/{code}/entries"): PUBLIC,
    ("POST", "/tickets/{code}/rebooking"): PUBLIC,
    ("POST", "/tickets/{code}/survey"): PUBLIC,
    ("POST", "/offices/{office}/quotas/partner/bookings"): PARTNER,
    ("POST", "/offices/{office}/quotas/walk-in/bookings"): STAFF,
    ("POST", "/offices/{office}/check-ins"): STAFF,
    ("GET", "/offices/{office}/line"): STAFF,
    ("GET", f"{COUNTER}/ticket"): STAFF,
    ("POST", f"{COUNTER}/calls"): STAFF,
    ("POST", f"{COUNTER}/recalls"): STAFF,
    ("POST", f"{COUNTER}/serving"): STAFF,
    ("POST", f"{COUNTER}/finish"): STAFF,
    ("POST", f"{COUNTER}/no-show"): STAFF,
    ("POST", f"{COUNTER}/hold"): STAFF,
    ("POST", f"{COUNTER}/resume"): STAFF,
    ("POST", f"{COUNTER}/transfer"): STAFF,
    ("POST", f"{COUNTER}/undo"): STAFF,
    ("POST", f"{COUNTER}/void"): STAFF,
    ("PUT", f"{COUNTER}/state"): STAFF,
    ("GET", "/offices/{office}/reports"): MANAGER,
    ("POST", "/offices/{office}/corrections"): MANAGER,
    ("GET", "/offices/{office}/concerned"): MANAGER,
    ("POST", "/offices/{office}/closures"): MANAGER,
    ("GET", "/offices/{office}/closures/{closure}"): MANAGER,
    ("DELETE", "/offices/{office}/closures/{closure}"): MANAGER,
    ("GET", "/offices/{office}/devices"): MANAGER,
    ("DELETE", "/offices/{office}/devices/{thing}"): MANAGER,
    ("GET", "/offices/{office}/devices/{thing}/settings"): MANAGER,
    ("PATCH", "/offices/{office}/devices/{thing}/settings"): MANAGER,
    ("DELETE", "/offices/{office}/hub/lease"): MANAGER,
    ("POST", "/offices/{office}/devices"): ADMINISTRATOR,
}
"""Who may call a route: this role at the route's office, or a higher one; the public is everyone."""

CALLERS = {
    "nobody": 401,
    "broken token": 401,
    "expired token": 401,
    "access token": 401,
    "no role": 403,
    "staff of another office": 403,
    "manager of another office": 403,
    "partner": 403,
    "staff": 403,
    "manager": 403,
    "administrator": 403,
}
"""Everyone who may knock, and what they get where they may not enter."""

MAY = {
    PUBLIC: tuple(CALLERS),
    PARTNER: ("partner", "staff", "manager", "administrator"),
    STAFF: ("staff", "manager", "administrator"),
    MANAGER: ("manager", "administrator"),
    ADMINISTRATOR: ("administrator",),
}

HEAD = """# Who may call what

Roles come from the groups of the user pool, `{office}:partner`, `{office}:staff`, `{office}:manager` and
`administrator`; a partner is another body's system that books for its own visitors. Each is checked at the edge, before anything else of a request is read. ✓ may; 401 has not signed in as anyone whom we know; 403 is known
and may not. A broken, an expired and an access token are no sign-in.

Written by `python -m tests.roles` from the list that is compared with what is declared, and on a local cloud with what
is deployed, by real tokens.
"""
SHOWN = tuple(caller for caller in CALLERS if not caller.endswith("token"))


def answer(caller: str, who: str) -> int:
    """The status that a caller gets at a route that is for `who`; 0 where the door is open."""
    return 0 if caller in MAY[who] else CALLERS[caller]


def table() -> str:
    """The list as docs/roles.md shows it."""
    rows = [["route", *SHOWN], ["---"] * (len(SHOWN) + 1)]
    for (method, path), who in ROUTES.items():
        rows.append([f"`{method} {path}`", *(str(answer(caller, who) or "✓") for caller in SHOWN)])
    return HEAD + "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    print(table(), end="")
