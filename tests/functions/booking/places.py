"""Where a slot's places are: counted from the table, so that any test can say that none is lost and none made."""

from chalicelib.queueing.places import places_of
from chalicelib.store import bookings, table
from chalicelib.store.slot_item import pk_of, places_in


def accounts_for(region: str, office: str, service: str, slot: str) -> dict[str, int]:
    """How many places of the slot are whose: `who` have a booking, `held` a form or an offer, `back` nobody, `left` all.

    The sum of all is the slot's plan, unless places are lost or made.
    """
    item = table.lines(region).get(pk_of(office, service, slot), "slot")
    assert item is not None, f"nobody was ever at {slot}"
    places = places_in(item)
    known = [bookings.read(region, own) for own in item.get("who", ())]
    return {
        "who": sum(one.party for one in known if one),
        "held": sum(map(places_of, places.held)),
        "back": sum(map(places_of, places.back)),
        "left": places.web + places.walk_in + places.partner,
    }


def given_back(region: str, office: str, service: str, slot: str) -> int:
    """How many places of the slot were given back and are not offered again yet."""
    item = table.lines(region).get(pk_of(office, service, slot), "slot")
    return sum(map(places_of, places_in(item).back)) if item else 0
