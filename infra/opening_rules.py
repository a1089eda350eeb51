"""What a schema cannot say of an office's opening: hours, breaks, seasons and holidays must be ones that can be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from infra.marked import Field
from infra.public_holidays import days_of

Office = dict[str, Any]
Wrong = Iterator[tuple[Field, str]]


def hours_hold(office: Office) -> Wrong:
    yield from _week_holds(("hours",), office["hours"])
    for i, season in enumerate(office.get("seasons", [])):
        yield from _week_holds(("seasons", i, "hours"), season["hours"])


def _week_holds(at: Field, week: dict[str, Any]) -> Wrong:
    for weekday, day in week.items():
        if day["open"] >= day["close"]:
            yield (*at, weekday, "close"), f"closes at {day['close']}, which is not after {day['open']}"
        else:
            yield from _breaks_hold((*at, weekday, "breaks"), day)


def _breaks_hold(at: Field, day: dict[str, Any]) -> Wrong:
    last = day["open"]
    for i, span in enumerate(day.get("breaks", [])):
        if span["from"] >= span["to"]:
            yield (*at, i), f"the break ends at {span['to']}, which is not after {span['from']}"
        elif span["from"] < day["open"] or span["to"] > day["close"]:
            yield (
                (*at, i),
                f"the break {span['from']}–{span['to']} is outside the hours {day['open']}–{day['close']}",
            )
        elif span["from"] < last:
            yield (*at, i), f"the break at {span['from']} begins before the one before it ends"
        last = span["to"]


def seasons_part_the_year(office: Office) -> Wrong:
    before: list[dict[str, Any]] = []
    for i, season in enumerate(office.get("seasons", [])):
        if season["from"] > season["to"]:
            yield ("seasons", i, "to"), f"ends on {season['to']}, which is before {season['from']}"
        for j, other in enumerate(before):
            if season["from"] <= other["to"] and other["from"] <= season["to"]:
                yield (
                    ("seasons", i),
                    f"{season['from']}–{season['to']} overlaps {other['from']}–{other['to']} of seasons[{j}]",
                )
        before.append(season)


def days_are_days(office: Office) -> Wrong:
    said: list[tuple[Field, str]] = [
        (("closed", i, "day"), one["day"]) for i, one in enumerate(office.get("closed", []))
    ]
    for i, season in enumerate(office.get("seasons", [])):
        said += [(("seasons", i, edge), season[edge]) for edge in ("from", "to")]
    said += [(("holidays", "open", i), day) for i, day in enumerate(_opened(office))]
    for at, day in said:
        if not _is_day(day):
            yield at, f"there is no day {day}"


def opened_days_are_holidays(office: Office) -> Wrong:
    closed = {one["day"] for one in office.get("closed", [])}
    for i, day in enumerate(_opened(office)):
        at: Field = ("holidays", "open", i)
        if day in closed:
            yield at, f"is {day} open, or closed as `closed` says?"
        elif _is_day(day) and day not in _holidays(office, int(day[:4])):
            yield at, f"{day} is no holiday of the calendar, so nothing has to be opened"


def _opened(office: Office) -> list[str]:
    days: list[str] = office.get("holidays", {}).get("open", [])
    return days


def _holidays(office: Office, year: int) -> dict[str, dict[str, str]]:
    said = office["holidays"]
    return days_of(said["calendar"], said.get("joint_leave", False), (year,))


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


RULES = (hours_hold, seasons_part_the_year, days_are_days, opened_days_are_holidays)
