"""Say how the service was, once."""

from datetime import datetime
from typing import Any

from chalicelib import fields
from chalicelib.errors import KeyReused, NotServed
from chalicelib.fields import Body
from chalicelib.issuing.place import state_of
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office
from chalicelib.store import surveys, tickets
from chalicelib.store.tickets import Ticket

ELEMENTS = (
    "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan",
)  # fmt: skip
"""The nine elements of PermenPANRB 14/2017, by name: published lists number them differently."""


def answer_survey(office: Office, ticket: Ticket, line: Line, body: Body, key: str, now: datetime) -> None:
    """Keep the answer of a visitor who was served; the first one stays, and again is the same.

    If the counter takes the end of the service back, the answer is dropped with it, and the next is the first.
    """
    told = read_answer(body)
    if state_of(ticket, line) != "served":
        raise NotServed
    kept = {**told, "service": ticket.service, "at": int(now.timestamp()), "key": key}
    there = surveys.put_first(office.home, office.id, ticket.day, ticket.id, kept)
    if there is not None and any(there.get(name) != told.get(name) for name in ("satisfaction", "elements")):
        if there.get("key") == key:
            raise KeyReused
        raise fields.wrong("satisfaction", "Survei ini sudah Anda jawab.", "You have answered this survey.")
    tickets.note_survey(office.home, ticket.id)


def read_answer(body: Body) -> dict[str, Any]:
    """The answer in a body: satisfaction 1 to 3, and elements 1 to 4; one that was not answered is left out."""
    fields.only(body, "satisfaction", "elements")
    answer: dict[str, Any] = {"satisfaction": fields.whole(body, "satisfaction", 1, 3)}
    elements = fields.part(body, "elements")
    fields.only(elements, *ELEMENTS, at="elements.")
    if "elements" in body:
        answer["elements"] = {name: fields.whole(elements, name, 1, 4, at="elements.") for name in elements}
    return answer
