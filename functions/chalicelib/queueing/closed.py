"""What is said where a manager has closed an office or a service: to whoever asks for something, and to all on the board."""

from datetime import date, datetime

from chalicelib.errors import OfficeClosed, Refusal, ServiceClosed

from .hours import closures_on, local
from .office import Office

NOTICES = 10
"""How many notices a board has at most."""

TODAY = {"id": "{who} tutup hari ini: {why}", "en": "{who}: closed today. {why}"}
THE_OFFICE = {"id": "Kantor", "en": "This office"}


def closed_on(office: Office, day: date, service: str, field: str) -> Refusal | None:
    """The refusal of what is asked of a service on a date that a manager closed, with the reason; None when none did."""
    for one in closures_on(office, day, service):
        return ServiceClosed(one.why, field=field) if one.service else OfficeClosed(one.why, field=field)
    return None


def notices(office: Office, now: datetime) -> list[str]:
    """What the board says of today's closures, each in Indonesian, then in English."""
    said: list[str] = []
    today = local(office, now).date()
    services = ("", *(service.id for service in office.services))
    found = {one.id: one for service in services for one in closures_on(office, today, service)}
    for one in found.values():
        who = office.service(one.service).name if one.service else THE_OFFICE
        said += [TODAY[tongue].format(who=who[tongue], why=one.why[tongue]) for tongue in ("id", "en")]
    return list(dict.fromkeys(said))[:NOTICES]
