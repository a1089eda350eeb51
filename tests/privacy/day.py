"""All that one day left behind, as a value: played once in a process, read by many tests."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from chalicelib.settings import settings
from tests.personal import Personal

from .cloud import deployed
from .people import Visitor, all_of
from .play import Play, Told
from .wire import Sent


@dataclass(frozen=True)
class Day:
    """What visitors told and were given, what was answered, sent, logged and kept; `tables` by their short names."""

    visitors: list[Visitor]
    told: list[Told]
    sent: list[Sent]
    logs: list[str]
    tables: dict[str, list[dict[str, Any]]]
    files: dict[str, str]
    began: datetime

    @property
    def personal(self) -> Personal:
        """All that is personal in it."""
        return all_of(self.visitors)


@cache
def the_day() -> Day:
    """The day, played at the first time it is asked for."""
    with deployed() as cloud:
        play = Play(cloud)
        play.all()
        tables = {
            "lines": cloud.items(settings().lines_table),
            "visitors": cloud.items(settings().visitors_table),
        }
        return Day(play.visitors, play.told, cloud.sent, cloud.logs, tables, cloud.files(), play.began)
