"""When who booked may check in."""

from datetime import datetime, timedelta

from .office import Office


def check_in_window(office: Office, start: datetime) -> tuple[datetime, datetime]:
    """The earliest and the latest moment of checking in for a slot that begins then; after it the place is released."""
    return start - timedelta(minutes=office.early_minutes), start + timedelta(minutes=office.late_minutes)
