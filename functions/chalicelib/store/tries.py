"""How often a lobby code was tried, so that six digits cannot be guessed."""

from . import table as tables
from .table import ConditionFailed


def one_more(region: str, what: str, window: int, most: int, expires: int) -> bool:
    """Count a try of a ticket or booking in a window; False when it has had as many as it may."""
    try:
        tables.visitors(region).update(
            f"tries#{what}", f"{window}", "ADD #n :one SET #expires = :expires",
            "attribute_not_exists(#n) OR #n < :most",
            {"#n": "n", "#expires": "expires"}, {":one": 1, ":most": most, ":expires": expires},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True
