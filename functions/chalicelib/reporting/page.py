"""A day's report as one page of HTML that needs nothing else: figures, plots, services, and whether order was kept."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Any

from chalicelib.queueing.office import Office

from .order_note import order_note
from .plots import lines, ranges, stacked
from .style import STYLE
from .summary import mean, service_minutes, wait_of
from .words import DAYS, MONTHS, WORDS

Days = Sequence[dict[str, Any]]
Tickets = Sequence[dict[str, Any]]


def page(office: Office, days: Days, tickets: Tickets, now: datetime, language: str) -> str:
    """The page of the last of `days` (each a `summary`), whose tickets' figures are `tickets`."""
    words, today = WORDS[language], days[-1]
    day = date.fromisoformat(today["day"])
    title = f"{words['report']}, {DAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]} {day.year}"
    made = words["made"].format(at=f"{now.astimezone(office.zone):%d-%m-%Y %H.%M}")
    name = escape(office.name[language])
    body = [
        f"<header><p>{name}</p><h1>{escape(title)}</h1></header>",
        _tiles(today, words),
        order_note(today, words),
        '<div class="plots">',
        _by_hour(office, tickets, words),
        _promises(office, tickets, words),
        _over_days(days, words),
        "</div>",
        _services(office, tickets, words, language),
        f"<footer>{escape(made)}. {escape(words['not_public'])}</footer>",
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{name}: {escape(title)}</title>'
    return f'<!doctype html><html lang="{language}"><head>{head}<style>{STYLE}</style></head><body><main>{"".join(body)}</main></body></html>'


def _tiles(today: dict[str, Any], words: dict[str, str]) -> str:
    counts = today["satisfaction"]["counts"]
    answers = sum(counts.values())
    shown = [
        (words["issued"], f"{today['issued']}"),
        (words["served"], f"{today['served']}"),
        (words["wait"], _minutes(today["wait_minutes"]["mean"], words)),
        (words["p90"], _minutes(today["wait_minutes"]["p90"], words)),
        (words["service"], _minutes(today["service_minutes"]["mean"], words)),
        (
            words["satisfied"],
            _share(counts["2"] + counts["3"], answers, words) if answers else words["no_answer"],
        ),
        (
            words["coverage"],
            words["none"] if today["coverage"] is None else _share(today["coverage"], 1, words),
        ),
        (words["no_shows"], f"{today['no_shows']}"),
        *_missed(today, words),
        (words["withdrawn"], f"{today['withdrawn']}"),
        (words["ended"], f"{today['ended']}"),
    ]
    return f'<dl class="tiles">{"".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in shown)}</dl>'


def _missed(today: dict[str, Any], words: dict[str, str]) -> list[tuple[str, str]]:
    """Of those who had booked, the share that did not come; nothing before the day's bookings are counted."""
    counted = today.get("bookings")
    return [(words["missed"], _share(counted["missed"], counted["made"], words))] if counted else []


def _by_hour(office: Office, tickets: Tickets, words: dict[str, str]) -> str:
    by_hour: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for ticket in tickets:
        if "came" in ticket:
            by_hour[datetime.fromtimestamp(ticket["came"], UTC).astimezone(office.zone).hour].append(ticket)
    hours = list(range(min(by_hour, default=8), max(by_hour, default=15) + 1))
    waits = [mean([w for one in by_hour[hour] if (w := wait_of(one)) is not None]) for hour in hours]
    services = [mean(service_minutes(by_hour[hour])) for hour in hours]
    labels = [f"{hour:02d}.00" for hour in hours]
    return lines(words["times"], labels, [(words["waiting"], waits), (words["serving"], services)])


def _promises(office: Office, tickets: Tickets, words: dict[str, str]) -> str:
    scored = sorted(
        (one["came"], one["number"], *one["promised"], wait) for one in tickets
         if "promised" in one and (wait := wait_of(one)) is not None
    )  # fmt: skip
    names = (words["promise"], words["inside"], words["outside"])
    if not scored:
        return ranges(words["promises"], names, [], [])
    first, last = scored[0][0], scored[-1][0]
    span = max(1, last - first)
    visits = [((came - first) / span, number, low, high, wait) for came, number, low, high, wait in scored]
    ticks = [
        f"{datetime.fromtimestamp(first + span * (2 * n + 1) // 14, UTC).astimezone(office.zone):%H.%M}"
        for n in range(7)
    ]
    return ranges(words["promises"], names, visits, ticks)


def _over_days(days: Days, words: dict[str, str]) -> str:
    labels = [f"{date.fromisoformat(one['day']):%d-%m}" for one in days]
    times = [
        (words["waiting"], [one["wait_minutes"]["mean"] for one in days]),
        (words["serving"], [one["service_minutes"]["mean"] for one in days]),
    ]
    how = [(words[kind], [one[kind] for one in days]) for kind in ("booked", "from_home", "walk_in")]
    faces = [(words[face], [one["satisfaction"]["counts"][face] for one in days]) for face in ("3", "2", "1")]
    kept = [None if one["coverage"] is None else round(100 * one["coverage"]) for one in days]
    return (
        lines(words["times_by_day"], labels, times)
        + lines(words["kept"], labels, [(words["inside"], kept)], most=100)
        + stacked(words["how"], labels, how)
        + stacked(words["faces"], labels, faces).replace("<figure>", '<figure class="faces">')
    )


def _services(office: Office, tickets: Tickets, words: dict[str, str], language: str) -> str:
    heads = [words[name] for name in ("service_name", "issued", "served", "no_shows", "wait", "service")]
    rows = []
    for service in office.services:
        own = [one for one in tickets if one.get("service") == service.id]
        waits = [wait for one in own if (wait := wait_of(one)) is not None]
        ends = [one.get("outcome") for one in own]
        cells = [
            f"{service.letter} · {service.name[language]}", f"{len(own)}", f"{sum('left' in one for one in own)}",
            f"{ends.count('no_show')}", _minutes(mean(waits), words), _minutes(mean(service_minutes(own)), words),
        ]  # fmt: skip
        rows.append("".join(f"<td>{escape(cell)}</td>" for cell in cells))
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<section><h2>{escape(words["by_service"])}</h2><div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></section>'


def _minutes(value: float | None, words: dict[str, str]) -> str:
    """A length of time as a reader says it: in seconds when it is shorter than a minute."""
    if value is None:
        return words["none"]
    if value < 1:
        return words["seconds"].format(n=round(value * 60))
    return words["minutes"].format(n=f"{value:.1f}".removesuffix(".0").replace(".", words["decimal"]))


def _share(part: float, whole: float, words: dict[str, str]) -> str:
    return words["share"].format(n=round(100 * part / whole))
