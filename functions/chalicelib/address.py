"""From which network address a request comes, for counting only: it is never kept as it is (codes.address).

CloudFront's function writes the visitor's address into a header, over whatever the visitor wrote there, and CloudFront
adds a key that only this deployment knows. Without that key the request came past it, and only the gateway's word counts,
which names whoever spoke to it.
"""

from ipaddress import ip_network
from typing import Any

from .codes import same
from .settings import settings

VIEWER, FRONT = "x-antrean-viewer", "x-antrean-front"

SUBSCRIBER = 64
"""Bits of an IPv6 address that a subscriber has; the others are theirs to choose."""


def address_of(request: Any) -> str:
    """The visitor's address, of IPv6 the subscriber's part; empty when nobody said."""
    key = settings().front_key
    if key and same(request.headers.get(FRONT, ""), key):
        return _counted(request.headers.get(VIEWER, ""))
    identity = (request.context or {}).get("identity") or {}
    return _counted(str(identity.get("sourceIp") or ""))


def _counted(said: str) -> str:
    if ":" not in said:
        return said[:40]
    try:
        return str(ip_network((said, SUBSCRIBER), strict=False))
    except ValueError:
        return ""
