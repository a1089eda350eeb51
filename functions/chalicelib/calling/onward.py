"""Where a finished ticket goes on, by the rules of its office."""

from chalicelib.queueing.commands import Onward
from chalicelib.queueing.office import Office


def onward(office: Office) -> Onward:
    """The next station of each service, and whether one who goes on keeps the turn or counts from joining."""
    return Onward(office.next_letters(), office.moves.stations_from == "arrival", office.starts.priority)
