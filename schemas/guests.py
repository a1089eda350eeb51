"""The devices that may come to an office's own broker, as cloud and hub both know them."""

import hashlib
from collections.abc import Iterable, Mapping


def fingerprint(guests: Iterable[Mapping[str, str]]) -> str:
    """16 hex digits that are the same for the same things with the same hashes, in whatever order."""
    lines = sorted(f"{guest['thing']} {guest['hash']}" for guest in guests)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
