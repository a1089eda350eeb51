"""Requests of staff: a pending record first, so that a repeat, late or early, is answered and never done twice."""

from dataclasses import dataclass, replace

from chalicelib.codes import rid_of
from chalicelib.errors import Busy, KeyReused
from chalicelib.queueing.commands import Command, Step
from chalicelib.queueing.line import RING, Line, LineKey
from chalicelib.queueing.step import FenceFallen

from . import lines, table
from .codec import line_pk
from .connection import ConditionFailed
from .plain import Item

KEPT = 2 * 86_400
"""How long a request can be repeated, in seconds."""


@dataclass(frozen=True)
class Request:
    """One request as it was first seen: the line that it is for, and that line's seq then, its fence.

    Its step, if there is one, lies within the `RING` steps behind the fence: the kernel lets it go no later.
    """

    rid: str
    key: LineKey
    fence: int


def begin(
    region: str, scope: tuple[str, ...], body: str, seen: Line, now: int, push: tuple[str, ...] = ()
) -> Request:
    """Record the request, or find it as it was recorded; `body` is the hash of its body.

    `scope` is what its key is unique within, with the key. A request that stands for a `push` of a button, named with
    what that is unique within on a line, is the push's: whatever key comes with it finds one record.
    Raises `KeyReused` when the same key came with another body.
    """
    asked = _recorded(region, Request(rid_of(*scope), seen.key, seen.seq), body, now)
    if not push:
        return asked
    rid = rid_of(*push, asked.key.day, str(asked.key.epoch))
    return _recorded(region, replace(asked, rid=rid), "", now)


def line_of(region: str, office: str, scope: tuple[str, ...]) -> LineKey | None:
    """The line for which a request of this scope was recorded; None when it was not seen before."""
    kept = table.lines(region).get(f"request#{rid_of(*scope)}", "request")
    return LineKey(office, kept["day"], kept["epoch"]) if kept else None


def carry_out(region: str, request: Request, command: Command, now: int, seen: Line) -> tuple[Line, Step]:
    """Carry the request's command out, once; raises a `Refusal` of the rules, or `Busy`.

    When the line has moved too far for its ring, the ledger decides: it has the step, or it never happened.
    """
    while True:
        asked = replace(command, rid=request.rid, fence=request.fence)
        try:
            return lines.apply(region, request.key, asked, now, seen if seen.key == request.key else None)
        except FenceFallen:
            done = happened(region, request)
        line = lines.read(region, request.key)
        if done is not None:
            return line, Step(done[0], "replay", request.rid, now, command.by, done[1], replayed=True)
        request, seen = _fenced_again(region, request, line), line


def happened(region: str, request: Request) -> tuple[int, str] | None:
    """The seq and result of the request's step, as the ledger has it; None when the ledger shows there was none.

    Raises `Busy` while the ledger has not come far enough to know.
    """
    pk = f"ledger#{line_pk(request.key).partition('#')[2]}"
    entries = table.lines(region).query(pk, after=f"{request.fence:08d}", limit=RING)
    for entry in entries:
        if entry.get("rid") == request.rid:
            return entry["seq"], entry["result"]
    if len(entries) < RING:
        raise Busy(request.key.office, retry_after=2)
    return None


def _recorded(region: str, request: Request, body: str, now: int) -> Request:
    """The request as it was recorded first, which may be now."""
    key = request.key
    item: Item = {
        "pk": f"request#{request.rid}", "sk": "request", "body": body, "fence": request.fence, "expires": now + KEPT,
        "office": key.office, "day": key.day, "epoch": key.epoch,
    }  # fmt: skip
    kept = table.lines(region).put_new(item) or item
    if kept["body"] != body:
        raise KeyReused(field="Idempotency-Key")
    return Request(request.rid, LineKey(key.office, kept["day"], kept["epoch"]), kept["fence"])


def _fenced_again(region: str, request: Request, line: Line) -> Request:
    """The request with a new fence, or with the one that its twin has set meanwhile."""
    table_, pk = table.lines(region), f"request#{request.rid}"
    values = {":new": line.seq, ":old": request.fence}
    try:
        item = table_.update(pk, "request", "SET fence = :new", "fence = :old", values=values)
    except ConditionFailed as failed:
        if failed.item is None:
            raise Busy(request.key.office) from failed
        item = failed.item
    return replace(request, fence=item["fence"])
