"""Answers to the survey, under the ticket's id: they name nobody and open nothing."""

from typing import Any

from . import table as tables
from .plain import Item

KEPT = 400 * 86_400
"""How long an answer is kept, in seconds; statistics are all that it is for."""


def put_first(region: str, office: str, day: str, ticket: str, answer: dict[str, Any]) -> Item | None:
    """Keep a ticket's answer; None when kept, else the answer that was there before."""
    key = {"pk": f"survey#{office}#{day}", "sk": ticket}
    return tables.lines(region).put_new({**key, **answer, "expires": answer["at"] + KEPT})


def take_back(region: str, office: str, day: str, ticket: str) -> None:
    """Drop a ticket's answer, if there is one; the next is then the first."""
    tables.lines(region).delete(f"survey#{office}#{day}", ticket)


def read(region: str, office: str, day: str) -> list[Item]:
    """The answers of an office's day."""
    return tables.lines(region).query(f"survey#{office}#{day}")
