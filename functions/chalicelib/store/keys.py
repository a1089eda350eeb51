"""Idempotency-Keys of requests that leave no item of their own which could know its body."""

from chalicelib.codes import rid_of
from chalicelib.errors import KeyReused

from . import table as tables

KEPT = 86_400
"""How long a key is remembered, in seconds."""


def use(region: str, route: str, what: str, key: str, body: str, now: int) -> None:
    """Note what a key was used for at a route, about a ticket or booking; raises `KeyReused` for another body."""
    item = {"pk": f"key#{rid_of(route, what, key)}", "sk": "key", "body": body, "expires": now + KEPT}
    there = tables.visitors(region).put_new(item)
    if there is not None and there["body"] != body:
        raise KeyReused
