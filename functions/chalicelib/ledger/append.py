"""Append a step to the ledger; what is not public goes in as a commitment that the ticket's code opens."""

from chalicelib import bus
from chalicelib.queueing.commands import Step
from chalicelib.queueing.ledger import END, commit
from chalicelib.queueing.line import LineKey
from chalicelib.settings import settings
from chalicelib.store import ledger


def append_step(
    region: str, key: LineKey, step: Step, code: str = "", priority: str = ""
) -> tuple[str, bool]:
    """Write the step's entry once, behind the one before it; its hash, and whether it is new.

    `code` is the ticket's, `priority` the group that it claimed; both may be empty. Behind the entry that closes a
    day its root is asked to be sent; a repeat asks again, and it leaves once. Raises `Gap`.
    """
    written = ledger.append(region, key, step, commitment(step, code, priority))
    if step.kind == END:
        asked = {"kind": "root", "office": key.office, "day": key.day, "epoch": key.epoch}
        bus.send(settings().messages_queue, asked)
    return written


def commitment(step: Step, code: str, priority: str = "") -> str:
    """The commitment to who asked for the step and to the ticket's group; none without a ticket."""
    return commit(code, str(step.seq), step.by, priority) if code else ""
