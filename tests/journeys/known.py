"""What journeys told of people and what these were given, and every message that a device or guest of theirs heard."""

from tests.personal import Register

REGISTER = Register()
"""Names, phones, NIKs and codes, noted where they pass the doors."""

HEARD: list[tuple[str, str]] = []
"""Topic and payload of each message, in the order in which they came."""


def hear(topic: str, payload: bytes | None) -> None:
    """Note a message."""
    HEARD.append((topic, (payload or b"").decode(errors="replace")))
