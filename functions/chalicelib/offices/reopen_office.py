"""Take a closure back: the office, or the service, is open again at its usual hours."""

from datetime import datetime

from chalicelib.errors import UnknownClosure
from chalicelib.queueing.office import Office
from chalicelib.store import closures, offices


def reopen_office(office: Office, closure: str, now: datetime) -> None:
    """Take the closure back; again changes nothing. Raises `UnknownClosure`."""
    if closures.reopen(office, closure, int(now.timestamp())) is None:
        raise UnknownClosure
    offices.forget()
