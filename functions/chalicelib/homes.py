"""The offices that have their home in this region, one by one: a bad one cannot stop another."""

from collections.abc import Callable

from . import log
from .queueing.office import Office
from .settings import settings
from .store import offices


class SomeFailed(Exception):
    """What was to be done for every office failed for these; the rest is done, and all of it may be done again."""


def for_each(do: Callable[[Office], object], only: str | None = None) -> list[str]:
    """Do something for each office at home here, or for `only` one; the ids of the offices for which it was done.

    Raises `SomeFailed` at the end, so that the clock's retry and the alarm on errors know of it.
    """
    homes = [one["id"] for one in offices.every() if one["home"] == settings().home_region]
    asked = [one for one in homes if only in (None, one)]
    faults = {one: fault for one in asked if (fault := _fault(one, do))}
    if faults:
        log.write(function="homes", faults=faults)
        raise SomeFailed(", ".join(faults))
    return asked


def _fault(office: str, do: Callable[[Office], object]) -> str:
    try:
        do(offices.read(office))
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with this office, the others are served; it is raised at the end
        return log.why(fault)
    return ""
