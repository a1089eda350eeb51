"""What is drawn is not booked: neither while entries come nor until the draw is over."""

from datetime import date, datetime

from chalicelib.errors import DrawnInstead
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.release import release_of, rushed
from chalicelib.store import draws
from chalicelib.store.draws import DrawKey


def drawn_instead(office: Office, service: Service, slot: str, now: datetime) -> DrawnInstead | None:
    """The refusal to book, hold or move to a place that is to be drawn; None when it is free for whoever comes.

    Costs nothing at an office that does not draw the service, and one read once the draw has closed.
    """
    release = release_of(office, service, date.fromisoformat(slot[:10]))
    if release.mode != "draw" or now < release.opens:
        return None
    if not rushed(release, now):
        draw = draws.read(office.home, DrawKey(office.id, service.id, slot[:10]), consistent=False)
        if draw is None or not draw.is_to_come(now.timestamp()):
            return None
    closes = release.closes.astimezone(office.zone).isoformat()
    return DrawnInstead(field="slot", more={"closes": closes})
