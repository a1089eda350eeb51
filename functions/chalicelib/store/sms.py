"""Which SMS were sent: each once, three a phone and day, and no more a day than the office pays for."""

from chalicelib.codes import identity
from chalicelib.queueing.office import Office

from . import table as tables
from .table import ConditionFailed, Table

A_DAY = 3
"""How many SMS a phone gets a day, whoever writes its number."""

KEPT = 30 * 86_400
"""How long it is remembered that an SMS was sent, in seconds; longer than any queue brings it again."""

COUNTED = 2 * 86_400
"""How long a day's count is kept, in seconds."""


def mark(region: str, kind: str, about: str, now: int) -> bool:
    """Note that this SMS is about to be sent; False when it was noted before, so it leaves at most once."""
    item = {"pk": f"sms#{kind}#{about}", "sk": "sent", "at": now, "expires": now + KEPT}
    return tables.visitors(region).put_new(item) is None


def may(office: Office, phone: str, day: str, now: int) -> bool:
    """Count one SMS to this phone and of this office; False, and not sent, beyond either's cap."""
    visitors, lines = tables.visitors(office.home), tables.lines(office.home)
    who = identity(office.home, "phone", phone)
    return count(visitors, f"sms#{who}#{day}", A_DAY, now) and count(
        lines, f"sms#{office.id}#{day}", office.sms_per_day, now
    )


def count(table: Table, pk: str, cap: int, now: int) -> bool:
    """Count one more under a key, if there are fewer than the cap."""
    if cap < 1:
        return False
    try:
        table.update(
            pk, "count", "ADD #n :one SET expires = :expires", "attribute_not_exists(#n) OR #n < :cap",
            {"#n": "n"}, {":one": 1, ":cap": cap, ":expires": now + COUNTED},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True
