"""Closures as pages read them."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.hours import day_of
from chalicelib.queueing.office import Office
from chalicelib.store import closures
from chalicelib.store.closures import Declared

from .as_read import said


def coming_closures(office: Office, now: datetime, language: str) -> list[dict[str, Any]]:
    """The closures that hold and are not over, the earliest first."""
    today = day_of(office, now)
    coming = [
        one
        for one in closures.every(office.home, office.id)
        if not one.reopened and one.closure.last >= today
    ]
    return [as_told(one, language) for one in sorted(coming, key=lambda one: one.closure.first)]


def as_told(declared: Declared, language: str) -> dict[str, Any]:
    """A closure's answer (schemas/openapi.yaml, Closure)."""
    one = declared.closure
    return {
        "id": one.id,
        **({"service": one.service} if one.service else {}),
        "from": one.first,
        "to": one.last,
        "why": said(one.why, language),
        "at": datetime.fromtimestamp(one.at, UTC).isoformat(),
        "serve_waiting": one.serve_waiting,
        **({"reopened": True} if declared.reopened else {}),
    }
