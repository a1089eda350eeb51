"""Write each office's report of today and of the day before, and what past days teach."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.homes import for_each
from chalicelib.log import logged
from chalicelib.queueing.audit import figures as figures_in
from chalicelib.queueing.audit import out_of_order, tally
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.learning import learn
from chalicelib.queueing.ledger import roots
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.store import figures, learnt, ledger, no_shows, reports, surveys

from .as_csv import as_csv
from .page import page
from .summary import service_minutes, summary, wait_of
from .visit import Figure, figures_of

LEARN_FROM = 28
"""Days from which an office learns; its own weekdays and its last weeks."""

SHOWN = 14
"""Days that a page's plots over days show."""

LANGUAGES = ("id", "en")


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Each hour: the offices that have their home in this region; or the one `office` that the event names."""
    now = datetime.now(UTC)
    written = for_each(lambda office: write_office(office, now), (event or {}).get("office"))
    return {"said": {"offices": written}}


def write_office(office: Office, now: datetime) -> None:
    """Write yesterday's and today's report, then keep what the days before today teach."""
    today = date.fromisoformat(day_of(office, now))
    for day in (today - timedelta(days=1), today):
        write_day(office, day, now)
    if not reports.has_learnt(office, today.isoformat()):
        teach(office, today)
        reports.note_learnt(office, today.isoformat())


def write_day(office: Office, day: date, now: datetime) -> None:
    """Write one day's figures, CSV and pages; a day without a ticket has no report."""
    tickets = figures_on(office, day.isoformat())
    if not tickets:
        return
    reports.put(office, day.isoformat(), summarise(office, day.isoformat()))
    first = (day - timedelta(days=SHOWN - 1)).isoformat()
    days = reports.between(office, first, day.isoformat())
    root = days[-1]["ledger"].get("closed_root", "")
    reports.put_file(office, f"{day}.csv", as_csv(office, tickets, root), "text/csv; charset=utf-8")
    for language in LANGUAGES:
        text = page(office, days, tickets, now, language)
        reports.put_file(office, f"{day}.{language}.html", text, "text/html; charset=utf-8")


def figures_on(office: Office, day: str) -> list[Figure]:
    """The figures of a day's tickets at each of their stations, by number."""
    told = figures.of_day(office.home, office.id, day)
    return [figure for number, events in told.items() for figure in figures_of(number, events)]


def summarise(office: Office, day: str) -> dict[str, Any]:
    """The figures of a day as they are now."""
    tickets = figures_on(office, day)
    answers = surveys.read(office.home, office.id, day)
    entries = ledger.read(office.home, LineKey(office.id, day))
    moved = figures_in(entries)
    order = tally(out_of_order(entries)) | {name: moved[name] for name in ("without_link", "conflicts")}
    told = summary(day, tickets, answers, order, roots(entries).public())
    booked, missed = no_shows.of_day(office, date.fromisoformat(day))
    # Counted once nobody may check in any more.
    return {**told, "bookings": {"made": booked, "missed": missed}} if booked else told


def teach(office: Office, today: date) -> None:
    """Learn each service's mean minutes and range from the days before today."""
    days = [(today - timedelta(days=back)).isoformat() for back in range(1, LEARN_FROM + 1)]
    past = [ticket for day in days for ticket in figures_on(office, day)]
    for service in office.services:
        own = [ticket for ticket in past if ticket.get("service") == service.id]
        waits = [(t["expected"], wait) for t in own if "expected" in t and (wait := wait_of(t)) is not None]
        if own:
            learnt.put(office, service.id, learn(service.minutes, service_minutes(own), waits), len(own))
