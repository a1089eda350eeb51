"""Which board of an office was retained last, and when: so that it happens at most once a second."""

from chalicelib.queueing.line import LineKey

from . import table as tables
from .table import ConditionFailed

APART = 1000
"""Milliseconds between two retained boards of one office."""

NEWER = "(attribute_not_exists(#version) OR #version < :mine)"


def version(key: LineKey, seq: int) -> str:
    """The order of boards as one sortable text: day, epoch, seq."""
    return f"{key.day}#{key.epoch:04d}#{seq:08d}"


def retained(region: str, office: str) -> str:
    """The version of the board that was retained last; empty before the first."""
    item = tables.lines(region).get(f"board#{office}", "retained", consistent=False) or {}
    return str(item.get("version", ""))


def claim(region: str, key: LineKey, seq: int, now: int) -> bool | None:
    """Whether this board may be retained now (`now` in ms): False is later, None is that it or a newer one was."""
    mine = version(key, seq)
    try:
        tables.lines(region).update(
            f"board#{key.office}", "retained", "SET #at = :now",
            f"(attribute_not_exists(#at) OR #at <= :before) AND {NEWER}",
            {"#at": "at", "#version": "version"}, {":now": now, ":before": now - APART, ":mine": mine},
        )  # fmt: skip
    except ConditionFailed as failed:
        return None if (failed.item or {}).get("version", "") >= mine else False
    return True


def note(region: str, key: LineKey, seq: int) -> None:
    """Note that this board was retained; an older one never stands for a newer one."""
    try:
        tables.lines(region).update(
            f"board#{key.office}", "retained", "SET #version = :mine", NEWER,
            {"#version": "version"}, {":mine": version(key, seq)},
        )  # fmt: skip
    except ConditionFailed:
        return
