"""Moments as people at the office write them."""

from datetime import UTC, datetime

from chalicelib.queueing.office import Office

ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def clock(office: Office, at: int) -> str:
    """A moment on the office's clock as people there write it, such as 09.40 WITA."""
    zone = ZONES.get(str(office.zone), "")
    return f"{datetime.fromtimestamp(at, UTC).astimezone(office.zone):%H.%M} {zone}".strip()
