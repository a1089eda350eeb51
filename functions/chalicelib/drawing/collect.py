"""Who has entered so far: a checkpoint under a root each minute while entries come, the last one when they are over."""

from datetime import datetime

from chalicelib.queueing import draw_list
from chalicelib.queueing.board import stamp
from chalicelib.queueing.draw_list import Listed
from chalicelib.queueing.drawing import Entry
from chalicelib.queueing.office import Office
from chalicelib.store import draw_lists, draws, entries
from chalicelib.store.draws import Checkpoint, Draw

MOST = 30
"""How many checkpoints there are while entries come, about: those of a long draw are further apart than a minute."""


def standing(office: Office, draw: Draw) -> tuple[set[str], list[Entry]]:
    """All people of the draw as leaves, and the entries that were not withdrawn."""
    found = entries.collect(office.home, draw.key)
    entered = [
        Entry(leaf, tuple(item["wishes"]), tuple(item["members"]))
        for leaf, item in found.items()
        if "of" not in item and "withdrawn" not in item
    ]
    return set(found), entered


def checkpoint(office: Office, draw: Draw, now: datetime) -> Draw:
    """Publish who is in the draw by now, if it is time for that; raises `DrawMoved`."""
    last = draw.checkpoints[-1].at if draw.checkpoints else draw.opens
    if now.timestamp() - last < (draw.closes - draw.opens) / MOST:
        return draw
    people, entered = standing(office, draw)
    listed, point = checked(office, draw, people, now)
    name, parts = draw_lists.put(office.home, draw.key, listed)
    return draws.check(office.home, draw, point, listed=name, parts=parts, entries=len(entered))


def checked(office: Office, draw: Draw, people: set[str], now: datetime) -> tuple[Listed, Checkpoint]:
    """The draw's list with one checkpoint more, and that checkpoint."""
    listed = draw_list.checked(draw_lists.read(office, draw), people, stamp(now))
    point = listed["checkpoints"][-1]
    return listed, Checkpoint(int(now.timestamp()), point["people"], point["root"])
