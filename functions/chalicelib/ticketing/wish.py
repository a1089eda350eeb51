"""What is asked of an office when a number is wanted."""

from dataclasses import dataclass
from typing import Any

from chalicelib import fields, identity
from chalicelib.errors import UnknownService
from chalicelib.fields import Body
from chalicelib.queueing.office import Office, Service

REASONS = ("elderly", "disabled", "pregnant", "infant")
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Wish:
    """A number wanted: by whom and under which key it is asked once, and for what; `taken` in epoch seconds."""

    service: Service
    caller: str
    key: str
    body: str
    taken: int
    by: str = ""
    present: bool = False
    priority: str = ""
    phone: str = ""
    language: str = "id"


def service_of(office: Office, body: Body) -> Service:
    """The service that a body names."""
    named = fields.text(body, "service", fields.ID)
    for service in office.services:
        if service.id == named:
            return service
    raise UnknownService(field="service")


def wanted(office: Office, body: Body, language: str) -> dict[str, Any]:
    """The wish's own fields, of a page's body or a kiosk's message."""
    return {
        "service": service_of(office, body),
        "priority": fields.one_of(body, "priority", REASONS),
        "phone": identity.phone(body),
        "language": fields.one_of(body, "language", LANGUAGES, language),
    }
