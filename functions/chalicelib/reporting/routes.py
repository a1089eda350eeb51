"""How the outside reads what the day was like: the line for staff, reports for managers."""

import re
from datetime import date, timedelta
from typing import Any

from chalicelib.asking import Answer, Ask
from chalicelib.caller import MANAGER, STAFF
from chalicelib.edge import Routes
from chalicelib.fields import text, wrong
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.office import Office
from chalicelib.store import learnt, lines, offices, reports, things
from chalicelib.store.running import running

from .line_view import line_view
from .write_reports import summarise

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST = timedelta(days=400)

routes = Routes(__name__)


@routes.view("GET", "/offices/{office}/line", who=STAFF)
def line(ask: Ask, office: str) -> Answer:
    """The line of today."""
    there = offices.read(office)
    now = lines.read(there.home, running(there, ask.now))
    pace = learnt.pace(there, ask.now.timestamp())
    return Answer(line_view(now, pace, things.of_office(there.home, there.id), ask.now))


@routes.view("GET", "/offices/{office}/reports", who=MANAGER)
def days(ask: Ask, office: str) -> Answer:
    """The days' figures from one date to another; today's as they are at this moment."""
    there = offices.read(office)
    first, last, today = _day(ask, "from"), _day(ask, "to"), day_of(there, ask.now)
    if date.fromisoformat(last) - date.fromisoformat(first) > LONGEST:
        raise wrong("to", "Paling lama 400 hari.", "At most 400 days.")
    kept = {one["day"]: one for one in reports.between(there, first, last)}
    written = set(kept)
    if first <= today <= last:
        kept[today] = summarise(there, today)
    told = [_linked(there, kept[day], ask.language, day in written) for day in sorted(kept)]
    return Answer({"office": there.id, "days": told}, cache="private, no-store")


def _linked(office: Office, summary: dict[str, Any], language: str, written: bool) -> dict[str, Any]:
    """A day's figures with links to its files; empty ones for a day of which none are written yet."""
    day = summary["day"]
    csv, page = f"{day}.csv", f"{day}.{language}.html"
    links = (
        {"csv": reports.link(office, csv), "page": reports.link(office, page)}
        if written
        else {"csv": "", "page": ""}
    )
    return summary | links


def _day(ask: Ask, name: str) -> str:
    said = text(ask.query, name, DAY)
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as error:
        raise wrong(name, "Tanggal ini tidak ada.", "There is no such date.") from error
