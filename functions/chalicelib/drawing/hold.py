"""Hold a draw: close it under a root and a seal, then reveal the seed, then give the places, then say what came of it.

Each of these is written before the next begins, and each can be done again: whatever is cut short, and whoever else
holds the same draw at the same moment, comes to the same places.
"""

import random
import time
from datetime import date, datetime

from chalicelib.errors import Busy, SlotFull
from chalicelib.queueing import draw_list
from chalicelib.queueing.drawing import Entry
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import Slot, run_of, slots_on
from chalicelib.store import draw_lists, draws, entries, slots
from chalicelib.store.draws import Draw
from chalicelib.store.slot_keys import keys_of

from .collect import checked, standing
from .losers import Loser, to_waitlist
from .seeds import seed_for

TRIES, PAUSE = 5, 0.2
"""How often a place is given that meets a busy table, and the seconds before the second time, longer each time."""


class ListChanged(Exception):
    """A closed draw's list is not the one whose root and seal were published; it cannot be drawn."""


def close(office: Office, draw: Draw, now: datetime) -> Draw:
    """Publish what the draw is over: everyone in it, what they asked, and the places that there are; raises `DrawMoved`."""
    people, entered = standing(office, draw)
    listed, point = checked(office, draw, people, now)
    runs = _runs(office, draw)
    begins = [[slot.id for slot in run] for run in runs]
    closed = draw_list.closed(listed, entered, begins, _places(office, draw, runs, now))
    name, parts = draw_lists.put(office.home, draw.key, closed)
    return draws.close(
        office.home, draw, point, listed=name, parts=parts, root=closed["root"], sealed=closed["sealed"],
        entries=len(entered), places=closed["places"],
    )  # fmt: skip


def reveal(office: Office, draw: Draw) -> Draw:
    """Publish the seed of a draw that is closed; raises `SeedLost`, `ListChanged`, `DrawMoved`."""
    _closed_list(office, draw)
    return draws.reveal(office.home, draw, seed_for(draw).hex())


def give(office: Office, draw: Draw, now: datetime) -> Draw:
    """Give the places as they were drawn, hand on who got none, and publish the list; raises `DrawMoved`."""
    drawn = draw_list.drawn(_closed_list(office, draw), bytes.fromhex(draw.seed))
    # Also of those that were withdrawn since the close: the stream gives their places back.
    kept = entries.collect(office.home, draw.key)
    losers, gone = list[Loser](), set()
    for entry in draw_list.in_order(drawn):
        said, item = drawn["entries"][entry.entry], kept.get(entry.entry)
        slot = said.get("slot", "")
        if slot and not (item and _patiently_place(office, draw, entry, item["id"], slot, now)):
            gone.add(entry.entry)
        waits = item and item.get("waitlist") and "withdrawn" not in item
        if item and waits and (not slot or entry.entry in gone):
            losers.append((int(said["rank"]), entry, item["id"]))
    to_waitlist(office, draw, losers)
    name, _ = draw_lists.put(office.home, draw.key, draw_list.with_gone(drawn, gone))
    return draws.finish(office.home, draw, name)


def _closed_list(office: Office, draw: Draw) -> draw_list.Listed:
    """What the draw is over, as it was published before the seed; raises `ListChanged`.

    It is looked at again when places are given: by then the seed is known to whoever would change it.
    """
    closed = draw_lists.read(office, draw)
    if not draw_list.is_whole(closed) or (closed["root"], closed["sealed"]) != (draw.root, draw.sealed):
        raise ListChanged(draw.key.day)
    return closed


def _patiently_place(
    office: Office, draw: Draw, entry: Entry, booking: str, slot: str, now: datetime
) -> bool:
    """As `_place`, again when the table is busy: thousands of places are not begun anew for one that had to wait."""
    for again in range(TRIES - 1):
        try:
            return _place(office, draw, entry, booking, slot, now)
        except Busy:
            time.sleep(random.uniform(0.5, 1.5) * PAUSE * 2**again)
    return _place(office, draw, entry, booking, slot, now)


def _place(office: Office, draw: Draw, entry: Entry, booking: str, slot: str, now: datetime) -> bool:
    """Claim the places that were drawn; False when the office has fewer by now than when the draw was closed."""
    service = office.service(draw.key.service)
    run = run_of(office, service, slot)
    if run is None:
        return False
    # First, for the stream books the entry there as soon as it sees its places.
    entries.give(office.home, draw.key, entry.entry, slot)
    try:
        keys = keys_of(office, service, run, now)
        slots.claim(office.home, keys, booking, int(now.timestamp()), entry.party)
    except SlotFull:
        return False
    return True


def _runs(office: Office, draw: Draw) -> list[tuple[Slot, ...]]:
    """The slots that a booking takes, by where it can begin on the draw's day, earliest first."""
    service, day = office.service(draw.key.service), date.fromisoformat(draw.key.day)
    found = [run_of(office, service, slot.id) for slot in slots_on(office, service, day)]
    return [run for run in found if run]


def _places(office: Office, draw: Draw, runs: list[tuple[Slot, ...]], now: datetime) -> dict[str, int]:
    """The places that there are for the draw in each slot."""
    each = list({slot.id: slot for run in runs for slot in run}.values())
    keys = keys_of(office, office.service(draw.key.service), each, now)
    return slots.left(office.home, keys, int(now.timestamp()))
