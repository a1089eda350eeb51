"""The free slots of coming days, for those whom a closure displaced: looked at once, counted down as they are kept."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.reoffering import furthest
from chalicelib.queueing.slots import Slot, run_of, slots_on
from chalicelib.store import offers
from chalicelib.store.slot_keys import keys_of

Run = tuple[Slot, ...]


class FirstFree:
    """The runs of slots of an office from a day on, in their order, with the places that each slot is thought to have."""

    def __init__(self, office: Office, first: date, now: datetime) -> None:
        self.office, self.first, self.now = office, max(first, local(office, now).date()), now
        self.known: dict[str, tuple[list[Run], dict[str, int]]] = {}

    def runs(self, service: str, n: int) -> Iterator[Run]:
        """The runs of a service with n places in each slot, the earliest first."""
        runs, left = self._look(service)
        yield from (run for run in runs if min(left[slot.id] for slot in run) >= n)

    def take(self, service: str, run: Run, n: int) -> None:
        """Note that n places of a run are kept."""
        left = self._look(service)[1]
        left.update({slot.id: left[slot.id] - n for slot in run})

    def miss(self, service: str, run: Run) -> None:
        """Note that a run has no places after all."""
        self._look(service)[1].update({slot.id: 0 for slot in run})

    def _look(self, name: str) -> tuple[list[Run], dict[str, int]]:
        if name not in self.known:
            service, runs, left = self.office.service(name), list[Run](), dict[str, int]()
            day, last = self.first, furthest(self.office, service, self.now)
            while day <= last:
                found, there = runs_of_day(self.office, service, day, self.now)
                runs, left, day = runs + found, left | there, day + timedelta(days=1)
            self.known[name] = runs, left
        return self.known[name]


def runs_of_day(
    office: Office, service: Service, day: date, now: datetime
) -> tuple[list[Run], dict[str, int]]:
    """The runs of slots of one day that lie ahead, and how many places of each slot can be offered, by its id."""
    begins = [slot for slot in slots_on(office, service, day) if slot.start > now]
    runs = [run for slot in begins if (run := run_of(office, service, slot.id))]
    every = {slot.id: slot for run in runs for slot in run}
    keys = keys_of(office, service, list(every.values()), now)
    return runs, offers.rooms(office.home, keys, int(now.timestamp()))
