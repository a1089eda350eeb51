"""Which office a thing belongs to: its name says it."""

from chalicelib.queueing.office import Office
from chalicelib.store import offices
from schemas import topics


def office_of_thing(thing: str) -> Office | None:
    """The office in a name such as `kiosk-rsud-igd-1`; None when it is no name of ours.

    Of two offices whose ids begin alike, the longer one that fits.
    """
    kind, _, rest = thing.partition("-")
    if kind not in topics.KINDS:
        return None
    fits = [one["id"] for one in offices.every() if rest.startswith(f"{one['id']}-")]
    return offices.read(max(fits, key=len)) if fits else None


def place_of_thing(thing: str, office: Office) -> str:
    """The place in a thing's name."""
    return thing.removeprefix(f"{topics.kind_of(thing)}-{office.id}-")
