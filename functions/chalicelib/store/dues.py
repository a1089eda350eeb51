"""When to look at which slot, because of what was given back there or an offer that runs out then; by office and time.

An entry says no more than that: what there is to do the slot itself says, so one too many does no harm.
"""

from dataclasses import dataclass

from . import table as tables

KEPT = 7 * 86_400
"""For how many seconds behind its time an entry is kept, if nobody deals with it."""


@dataclass(frozen=True)
class Due:
    """A slot of a service to be looked at from `at` on (epoch seconds), because of what stands there under an id."""

    at: int
    service: str
    slot: str
    id: str

    @property
    def sk(self) -> str:
        """The sort key: by time."""
        return f"{self.at:010d}#{self.service}#{self.slot}#{self.id}"


def put(region: str, office: str, due: Due) -> None:
    """Note when to look; again is the same."""
    tables.lines(region).put({"pk": _pk(office), "sk": due.sk, "expires": due.at + KEPT})


def by(region: str, office: str, now: int, most: int) -> list[Due]:
    """What is to be looked at by now, the longest due first, no more than `most`."""
    found = (_due(item["sk"]) for item in tables.lines(region).query(_pk(office), limit=most))
    return [due for due in found if due.at <= now]


def remove(region: str, office: str, due: Due) -> None:
    """Forget it: it was looked at."""
    tables.lines(region).delete(_pk(office), due.sk)


def _due(sk: str) -> Due:
    at, service, slot, own = sk.split("#", 3)
    return Due(int(at), service, slot, own)


def _pk(office: str) -> str:
    return f"due#{office}"
