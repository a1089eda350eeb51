"""Somebody's data in every place where nobody expects it: in paths, queries and each field of each request."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import schemas
from tests.openapi import operations
from tests.roles import PUBLIC, ROUTES

from .people import Visitor

FITTING = {"office": "rsud", "service": "umum", "counter": "1", "day": "2026-03-02", "id": "1"}


@dataclass(frozen=True)
class Knock:
    """One request that is to be refused, or does no harm; `guarded` when not everyone may ask it."""

    method: str
    path: str
    body: Any
    guarded: bool


def knocks(booked: Visitor, waits: Visitor, slot: str) -> Iterator[tuple[Visitor, Knock]]:
    """At every route; by codes, those of one who is booked or of one who waits, which are theirs."""
    for (method, template), may in ROUTES.items():
        who, guarded = waits if template.startswith("/tickets") else booked, may != PUBLIC
        for body in bodies(method, template, who, slot):
            yield (
                who,
                Knock(method, filled(template, {**FITTING, "code": who.codes[0].lower()}), body, guarded),
            )
        for path in paths(template, who):
            yield who, Knock(method, path, {} if method in ("POST", "PUT", "PATCH") else None, guarded)


def paths(template: str, who: Visitor) -> Iterator[str]:
    """The route with somebody's data where names and codes belong, and behind it where nothing does."""
    told, code = who.phone.removeprefix("+"), who.codes[0]
    if "{" in template:
        yield filled(template, dict.fromkeys((*FITTING, "code"), told))
        yield filled(template, {**FITTING, "service": who.name.split()[0].lower(), "code": told})
        yield filled(template, {**FITTING, "office": code.lower(), "code": who.nik})
    if "{code}" not in template:
        yield filled(template, {**FITTING, "code": told}) + f"?date={who.nik}&phone={who.phone}&code={code}"


def filled(template: str, values: dict[str, str]) -> str:
    """The path of a route; a part that is not known here gets a code's value."""
    return template.format_map(defaultdict(lambda: values["code"], values))


def bodies(method: str, template: str, who: Visitor, slot: str) -> Iterator[Any]:
    """A body that would do, but for one field, in which stands what does not belong there; and a field too many."""
    schema = _schema(method, template)
    if schema is None:
        return
    fits = {"service": "umum", "slot": slot}
    fine = {name: fits.get(name, value) for name, value in (schema.get("examples") or [{}])[0].items()}
    for n, name in enumerate((*schema.get("properties", {}), "note")):
        yield {**fine, name: (who.name, who.phone, who.nik)[n % 3]}
        yield {**fine, name: {"name": who.name, "phone": who.phone, "nik": who.name, who.codes[0]: who.nik}}


def at_a_kiosk(who: Visitor) -> Iterator[dict[str, Any]]:
    """What a kiosk may be made to send."""
    yield {"service": who.phone}
    yield {"service": "umum", "priority": who.name}
    yield {"service": "umum", "language": who.nik}
    yield {"booking": who.phone, "name": who.name}
    yield {"booking": "0" * 16}


def _schema(method: str, template: str) -> dict[str, Any] | None:
    content = operations()[method, template].get("requestBody", {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    if not reference:
        return None
    read: dict[str, Any] = json.loads((schemas.HERE / reference).read_text(encoding="utf-8"))
    return read
