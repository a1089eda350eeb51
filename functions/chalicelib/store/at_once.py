"""Take in one expression, the step of the rush: it appends at the end whatever came before, so no race is lost.

The list as it is kept may so have a turn behind a later one, when two functions' clocks or speeds differ; who reads
it sorts it (packed.py), and among equal turns whoever came to the line first stays first. It makes of the line what the kernel's `take` makes of it (tests/functions/store/test_at_once.py shows them equal).
"""

from typing import Any

from chalicelib.queueing.commands import Step, Take
from chalicelib.queueing.in_line import list_of
from chalicelib.queueing.line import ABSENT, RING, Line, list_name

from .codec import base_of, decode, line_pk, ring_key, step_item
from .plain import Item
from .table import ConditionFailed, Table

END = 9_999
"""An index behind every list: DynamoDB appends there."""

APPEND = (
    "SET #seq = #seq + :one, #issued.#letter = #issued.#letter + :one, "
    "#waiting.#list.#n[{end}] = #issued.#letter + :one, #waiting.#list.#t[{end}] = :turn, "
    "#ring[{end}] = :rid, #results[{end}] = #issued.#letter + :one, #step = :step"
)
FITS = (
    "#ended = :no AND attribute_exists(#waiting.#list) AND attribute_exists(#issued.#letter) "
    "AND NOT contains(#ring, :rid) AND size(#ring) {ring} :full "
    "AND (attribute_not_exists(#log) OR size(#log) = :none)"
)


def fits(line: Line, command: Take) -> bool:
    """Whether the line, as it was seen, has its list and does not know it; the expression checks it all again."""
    known = any(rid == command.rid for rid, _ in line.ring)
    plain = not command.number and bool(line.places(list_of(command)))
    return plain and not line.ended and not known and not line.kept.behind


def take(table: Table, line: Line, command: Take, now: int) -> tuple[Line, Step] | Line:
    """Append the ticket: the line and the step, or the line that was there when the expression did not fit it."""
    full, base = len(line.ring) >= RING, base_of(line.key.day)
    expression = APPEND.format(end=END)
    condition = FITS.format(ring="=" if full else "<")
    names, values = _names(command), _values(command, now, base)
    if not command.present:
        expression += ", #issued.#home = #issued.#home + :one"
        condition += " AND attribute_exists(#issued.#home)"
        names["#home"] = list_name(command.letter, ABSENT)
    if command.fence is not None:
        condition += " AND #seq < :fallen"
        values[":fallen"] = command.fence + RING
    if full:
        expression += " REMOVE #ring[0], #results[0]"
    try:
        return decode(table.update(line_pk(line.key), "line", expression, condition, names, values))
    except ConditionFailed as failed:
        return decode(failed.item)[0] if failed.item else Line(line.key)


def _names(command: Take) -> dict[str, str]:
    plain = ("seq", "issued", "waiting", "ring", "results", "step", "ended", "n", "t", "log")
    return {f"#{name}": name for name in plain} | {"#letter": command.letter, "#list": list_of(command)}


def _values(command: Take, now: int, base: int) -> Item:
    made = Step(
        0, "take", command.rid, now, command.by,
        ticket=command.ticket, list=list_of(command), klass=command.klass, turn=command.turn,
    )  # fmt: skip
    values: dict[str, Any] = {
        ":one": 1,
        ":none": 0,
        ":turn": command.turn - base,
        ":rid": ring_key(command.rid, command.letter),
        ":step": step_item(made),
        ":no": False,
        ":full": RING,
    }
    return values
