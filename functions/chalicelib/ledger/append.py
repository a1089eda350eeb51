"""Append a step to the ledger; what is not public goes in as a commitment that the ticket's code opens."""

from chalicelib.queueing.commands import Step
from chalicelib.queueing.ledger import commit
from chalicelib.queueing.line import LineKey
from chalicelib.store import ledger


def append_step(
    region: str, key: LineKey, step: Step, code: str = "", priority: str = ""
) -> tuple[str, bool]:
    """Write the step's entry once, behind the one before it; its hash, and whether it is new.

    `code` is the ticket's, `priority` the group that it claimed; both may be empty. Raises `Gap`.
    """
    return ledger.append(region, key, step, commitment(step, code, priority))


def commitment(step: Step, code: str, priority: str = "") -> str:
    """The commitment to who asked for the step and to the ticket's group; none without a ticket."""
    return commit(code, str(step.seq), step.by, priority) if code else ""
