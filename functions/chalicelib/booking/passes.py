"""Passes of the waiting room: signed, so that there is no list of them, and nothing personal in them."""

import re
from dataclasses import dataclass

from chalicelib import codes
from chalicelib.errors import NotAdmitted

WRITTEN = re.compile(r"([0-9]{1,12})\.([0-9A-Z]{16})\.([0-9a-f]{0,12})\.([0-9A-Z]{24})")

FORGED = {
    "id": "Giliran masuk ini bukan untuk layanan dan hari ini.",
    "en": "This pass is not for this service and day.",
}


@dataclass(frozen=True)
class Scope:
    """What a pass is for: a service's day at an office, which is at home in `region`."""

    region: str
    office: str
    service: str
    day: str

    @property
    def name(self) -> str:
        """The name of its waiting room."""
        return f"{self.office}#{self.service}#{self.day}"


@dataclass(frozen=True)
class Pass:
    """A place in a waiting room; `id` is not chosen by its holder.

    `origin` stands for the address from which it was asked, for a day. `admitted` is when its holder is let in, in
    epoch seconds; 0 for who came before the order was settled and has a lot.
    """

    id: str
    origin: str
    admitted: int = 0


def of_person(scope: Scope, identity: str) -> str:
    """The id of the one pass that a person can have, by the keyed hash of their NIK."""
    return codes.id_of(codes.code(scope.region, "pass of", scope.name, identity))


def of_request(scope: Scope, who: str, key: str, origin: str) -> str:
    """The id of the pass that a request gets where nobody's NIK is known.

    From another address the same request gets another: one lucky lot is not to be multiplied by asking from many.
    """
    return codes.id_of(codes.code(scope.region, "pass", scope.name, who, key, origin))


def write(scope: Scope, one: Pass) -> str:
    """The pass as its holder gets it; the seal also covers what it is for."""
    return f"{one.admitted}.{one.id}.{one.origin}.{_seal(scope, one)}"


def read(scope: Scope, written: str) -> Pass:
    """The pass that we wrote for this scope; raises `NotAdmitted` for every other."""
    found = WRITTEN.fullmatch(written)
    if found:
        one = Pass(found[2], found[3], int(found[1]))
        if codes.same(found[4], _seal(scope, one)):
            return one
    raise NotAdmitted(FORGED, field="pass")


def id_in(written: str) -> str:
    """The id that a pass says it has, whoever wrote it; empty when it is none."""
    found = WRITTEN.fullmatch(written)
    return found[2] if found else ""


def _seal(scope: Scope, one: Pass) -> str:
    return codes.seal(scope.region, "pass", scope.name, str(one.admitted), one.id, one.origin)
