"""Builders of what tests are about; every value can be given, the rest is sensible."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.codes import rid_of
from chalicelib.queueing.commands import CallNext, Command, SetCounter, Step, Take
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.step import step

HOME = "ap-southeast-3"
MONDAY = "2026-03-02"
KEY = LineKey("rsud", MONDAY)


def moment(said: str, zone: str = "Asia/Jakarta") -> datetime:
    """`moment("Monday 2026-03-02 09:00")` in UTC; the weekday must be right, the time is the office's own."""
    at = datetime.strptime(said, "%A %Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    assert at.strftime("%A") == said.split()[0], f"{said} is a {at:%A}"
    return at.astimezone(UTC)


NINE = int(moment("Monday 2026-03-02 09:00").timestamp())


def an_office_document(**changes: Any) -> dict[str, Any]:
    """An office as infra/offices says it: two services, three counters, open on weekdays from 08:00 to 15:00."""
    return {
        "id": "rsud",
        "name": {"id": "RSUD", "en": "Regional Hospital"},
        "time_zone": "Asia/Jakarta",
        "position": {"latitude": -5.3971, "longitude": 105.2668},
        "services": [
            {
                "id": "umum", "letter": "A", "name": {"id": "Poli umum", "en": "General"}, "minutes": 10,
                "takes": ["number", "booking"], "requires": [],
            },
            {
                "id": "gigi", "letter": "B", "name": {"id": "Poli gigi", "en": "Dental"}, "minutes": 20,
                "takes": ["number"], "requires": [{"id": "Kartu berobat", "en": "Patient card"}],
            },
        ],
        "counters": [
            {"id": "1", "services": ["umum"]},
            {"id": "2", "services": ["umum", "gigi"]},
            {"id": "3", "services": ["gigi"]},
        ],
        "kiosks": ["1"],
        "displays": ["1"],
        "hours": {
            day: {"open": "08:00", "close": "15:00", "breaks": [{"from": "12:00", "to": "13:00"}]}
            for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
        },
        "slot": {"minutes": 30, "days": 14, "capacity": {"umum": 4}},
        "classes": {"priority_minutes": 15, "booked_minutes": 30, "grace_minutes": 15},
        "running_text": {"id": "Silakan ambil nomor.", "en": "Please take a number."},
        "from_home_per_day": 100,
        "sms_per_day": 200,
        **changes,
    }  # fmt: skip


def an_office(home: str = HOME, **changes: Any) -> Office:
    """The office of that document."""
    return office_from(an_office_document(**changes), home)


def rid(name: object) -> str:
    """A request's id for a name that a test gives it."""
    return rid_of("test", str(name))


def a_take(name: object, turn: int = NINE, **changes: Any) -> Take:
    """Somebody takes a number of letter A; the name makes the request's id."""
    return Take(rid(name), **{"letter": "A", "turn": turn, **changes})


def a_call(name: object, counter: str = "1", letters: tuple[str, ...] = ("A",)) -> CallNext:
    """A counter calls next."""
    return CallNext(rid(name), counter=counter, letters=letters)


def opened(counter: str = "1") -> SetCounter:
    """A counter opens."""
    return SetCounter(rid(f"open {counter}"), counter=counter, state="open")


def after(*commands: Command, line: Line | None = None, now: int = NINE, apart: int = 0) -> Line:
    """The line after these commands, `apart` seconds from each other."""
    line = line or Line(KEY)
    for n, command in enumerate(commands):
        line, _ = step(line, command, now + n * apart)
    return line


def steps(*commands: Command, line: Line | None = None, now: int = NINE, apart: int = 0) -> list[Step]:
    """What each of these commands did, one after the other."""
    line, made = line or Line(KEY), []
    for n, command in enumerate(commands):
        line, one = step(line, command, now + n * apart)
        made.append(one)
    return made
