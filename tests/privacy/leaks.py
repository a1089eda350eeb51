"""What of a day's personal data stands where it must not: everything that the day left is read, place by place."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.personal import Personal

from .day import Day
from .play import Told
from .wire import Sent

OWN_API = re.compile(r"/api/(?:bookings|tickets)/[0-9A-Z]{16}(?:/[a-z-]+)?")
"""The addresses by which a visitor's own answer says where more is; all others have no code before their `#`."""

URL = re.compile(r"https?://[^\s\"'<>\\]+")

Place = tuple[str, str, Personal]
"""Where a text stands, the text, and what must not be in it."""


def leaks(day: Day) -> list[str]:
    """Each thing found where it must not be, as `where: what`; none on a day as it should be."""
    return [f"{where}: {what}" for where, text, forbidden in places(day) for what in forbidden.found(text)]


def places(day: Day) -> Iterator[Place]:
    """Everything that the day left."""
    yield from _kept(day)
    for sent in day.sent:
        yield _sent(day, sent)
    for key, text in day.files.items():
        yield f"file {key}", f"{key}\n{text}", day.personal
    for n, line in enumerate(day.logs):
        yield f"log line {n + 1}", line, day.personal
    for told in day.told:
        yield from _told(day, told)


def _kept(day: Day) -> Iterator[Place]:
    for table, items in day.tables.items():
        for item in items:
            key = f"{item['pk']} {item['sk']}"
            yield f"key in {table}", key, day.personal
            yield f"{table} {key}", written(item), in_table(day, table)


def in_table(day: Day, table: str) -> Personal:
    """What a table must not have: the visitors' no whole NIK, the lines' nothing at all."""
    return Personal(niks=day.personal.niks) if table == "visitors" else day.personal


def written(item: Any) -> str:
    """An item of plain values as text; binaries as far as they are text."""
    return json.dumps(item, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.decode("latin-1") if isinstance(value, bytes) else sorted(value)


def _sent(day: Day, sent: Sent) -> Place:
    kind, _, to = sent.to.partition(" ")
    if kind in day.tables:
        return sent.to, sent.text, in_table(day, kind)
    if kind == "sms":
        # Whoever is written to may read the link to what is theirs, in the part that no server sees.
        own = tuple(code for who in day.visitors if who.phone == to for code in who.codes)
        return sent.to, _without_fragments(sent.text, own), day.personal
    if to.endswith("/slip"):
        # The visitor stands before this kiosk: the slip is theirs.
        own = (json.loads(sent.text).get("code", ""),)
        return sent.to, sent.text, _but(day.personal, own)
    return sent.to, f"{to} {sent.text}", day.personal


def _told(day: Day, told: Told) -> Iterator[Place]:
    where = f"answer {told.said.status} to {told.method} {told.path}"
    own = tuple(told.to.codes) if told.to else ()
    # Staff see the name of whom they serve.
    allowed = day.personal.without("names") if told.groups and told.path.endswith("/ticket") else day.personal
    yield where, told.said.text, _but(allowed, own)
    yield f"headers of {where}", json.dumps(told.said.headers), day.personal
    for url in URL.findall(told.said.text):
        yield f"address in {where}", OWN_API.sub("", _without_fragments(url, own)), day.personal


def _without_fragments(text: str, own: tuple[str, ...]) -> str:
    """The text without its own codes behind `#`."""
    return re.sub(rf"#/[bt]/({'|'.join(own) or '-'})", "#", text)


def _but(personal: Personal, codes: tuple[str, ...]) -> Personal:
    return replace(personal, codes=tuple(code for code in personal.codes if code not in codes))
