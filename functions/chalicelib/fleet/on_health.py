"""A device says how it is, or the broker says that its link came or went."""

import re
from datetime import UTC, datetime
from typing import Any

from chalicelib.fields import is_count
from chalicelib.log import logged
from chalicelib.records import each
from chalicelib.store import things
from schemas import topics

from .guests import check_hub, note_guest
from .whose import office_of_thing

WORD = re.compile(r"[A-Za-z0-9.+_-]{1,40}")
PAPER = ("ok", "low", "out", "unknown")


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Note the health and presence of the devices of a batch."""
    return each(event, note_health)


def note_health(message: dict[str, Any]) -> None:
    """Note one message; what is not as it should be is left out, a thing that is not ours passed over."""
    office, seen = office_of_thing(str(message.get("thing", ""))), message.get("received")
    if office is None or not is_count(seen) or message.get("status") not in ("online", "offline"):
        return
    things.put(
        office.home, office.id, message["thing"], seen,
        {"status": message["status"], **_told(message), **({"left": seen} if message["status"] == "offline" else {})},
    )  # fmt: skip
    now = datetime.now(UTC)
    if topics.kind_of(message["thing"]) == topics.HUB:
        check_hub(office, message.get("guests"), now)
    else:
        note_guest(office, message["thing"], message.get("guest"), now)


def _told(message: dict[str, Any]) -> dict[str, Any]:
    """What a heartbeat says; a presence event, and the last will of a link that broke, say nothing more."""
    if message["status"] == "offline" or "v" not in message:
        return {}
    told = {name: message[name] for name in ("version", "fault") if _is_word(message.get(name))}
    numbers = {
        name: message[name] for name in ("battery", "waiting", "uptime") if is_count(message.get(name))
    }
    numbers |= {name: message[name] for name in ("temperature", "clock") if _is_measure(message.get(name))}
    paper = {"paper": message["paper"]} if message.get("paper") in PAPER else {}
    return {"fault": "", **told, **numbers, **paper}


def _is_measure(value: Any) -> bool:
    """A whole number that may be below zero: degrees, or milliseconds of a clock that is wrong by years."""
    return type(value) is int and abs(value) < 2**53


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and WORD.fullmatch(value) is not None
