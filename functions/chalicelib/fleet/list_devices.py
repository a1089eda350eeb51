"""All devices of an office, what is wrong first: each that it should have, and each that was ever heard of."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.board import stamp
from chalicelib.queueing.office import Office
from chalicelib.store import claims, things
from chalicelib.store.claims import Claim
from chalicelib.store.leases import AWAY, Lease
from schemas import topics

from .claim_device import places
from .troubles import ALARMING, TITLES, troubles
from .whose import place_of_thing

STATES = ("wrong", "gone", "warning", "new", "ok", "revoked")
"""In the order in which a technician sees them."""

TOLD = ("version", "uptime", "paper", "battery", "waiting", "temperature", "clock")


def who_calls(lease: Lease, now: datetime) -> str:
    """Who calls in an office that has a hub: `cloud`, `hub`, or `nobody` for the moment in which a line changes hands."""
    if lease.calls_here(int(now.timestamp())):
        return "cloud"
    return "nobody" if lease.state == AWAY else "hub"


def list_devices(office: Office, lease: Lease | None, language: str, now: datetime) -> list[dict[str, Any]]:
    """The devices (schemas/openapi.yaml, Device) of an office whose hub has this lease."""
    known = {one["thing"]: one for one in things.of_office(office.home, office.id)}
    coded = {one.thing: one for one in claims.of_office(office.home, office.id)}
    should = {
        topics.thing_name(kind, office.id, place)
        for kind in (topics.KIOSK, topics.DISPLAY, topics.BUTTON)
        for place in places(office, kind)
    }
    devices = [
        _device(office, name, known.get(name, {}), coded.get(name), lease, language, now)
        for name in {*known, *coded, *should}
    ]
    return sorted(devices, key=lambda one: (STATES.index(one["state"]), one["thing"]))


def _device(
    office: Office,
    name: str,
    known: dict[str, Any],
    code: Claim | None,
    lease: Lease | None,
    language: str,
    now: datetime,
) -> dict[str, Any]:
    at = int(now.timestamp())
    wrong = troubles(known, at, lease)
    told = {field: known[field] for field in TOLD if field in known}
    waits = code is not None and not code.used and code.until > at
    claim = {"claim": _claim(code)} if code and waits else {}
    return {
        "thing": name,
        "kind": topics.kind_of(name),
        "place": place_of_thing(name, office),
        "state": _state(known, wrong),
        "wrong": [
            {"type": one, "title": TITLES[one][language], "since": _since(known, one)} for one in wrong
        ],
        "seen": _at(known["seen"] / 1000) if known.get("seen") else None,
        **({"revoked": _at(known["revoked"])} if known.get("revoked") else {}),
        **told,
        **claim,
    }


def _state(known: dict[str, Any], wrong: list[str]) -> str:
    if known.get("revoked"):
        return "revoked"
    if not known.get("seen"):
        return "new"
    if wrong in (["gone"], ["hub_away"]):
        return "gone"
    return "wrong" if set(wrong) & set(ALARMING) else "warning" if wrong else "ok"


def _since(known: dict[str, Any], trouble: str) -> str:
    """Since when it is so: as it was noted, else as it was last heard."""
    noted = known.get("troubles", {}).get(trouble)
    return _at(noted if noted and trouble != "gone" else known["seen"] / 1000)


def _claim(code: Claim) -> dict[str, Any]:
    said = {"expires": _at(code.until)}
    return {**said, "refused": code.refused} if code.refused else said


def _at(seconds: float) -> str:
    return stamp(datetime.fromtimestamp(seconds, UTC))
