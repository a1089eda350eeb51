"""Reads a request's fields one by one; what is wrong is said of the field, in both languages."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeGuard

from .errors import Invalid

Body = Mapping[str, Any]

ID = re.compile(r"[a-z0-9](?:-?[a-z0-9]){0,39}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SLOT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
NAME = re.compile(r"[^\x00-\x1f]{1,80}")
CODE = re.compile(r"[0-9A-Za-z -]{16,40}")
"""A code as people write it; `codes.read_code` reads it."""
MESSAGE_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")
GIVEN = re.compile(r"K[1-9][0-9]?-[0-9]{3,4}")
"""A number of a kiosk's own series."""
SIX_DIGITS = re.compile(r"[0-9]{6}")
PLACE = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,15}")


def wrong(field: str, indonesian: str, english: str) -> Invalid:
    """The refusal of a field, with a sentence in each language."""
    return Invalid({"id": indonesian, "en": english}, field=field)


def only(body: Body, *names: str, at: str = "") -> None:
    """Refuse a body that has other fields than these."""
    for name in body:
        if name not in names:
            raise wrong(f"{at}{name}"[:80], "Isian ini tidak dikenal.", "There is no such field.")


def text(body: Body, name: str, pattern: re.Pattern[str], at: str = "") -> str:
    """A required text that fits the pattern whole."""
    value = body.get(name)
    if value is None and name not in body:
        raise wrong(at + name, "Isian ini wajib diisi.", "This field is required.")
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise wrong(at + name, "Isian ini tidak benar bentuknya.", "This field does not have the right form.")
    return value


def one_of(body: Body, name: str, choices: tuple[str, ...], default: str = "") -> str:
    """One of the choices; the default when the field is left out."""
    if name not in body:
        return default
    value = body[name]
    if not isinstance(value, str) or value not in choices:
        said = ", ".join(choices)
        raise wrong(name, f"Pilih salah satu: {said}.", f"Choose one of: {said}.")
    return value


def yes_or_no(body: Body, name: str) -> bool:
    """True or false; false when the field is left out."""
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise wrong(name, "Isi dengan true atau false.", "Give true or false.")
    return value


def whole(body: Body, name: str, low: int, high: int, default: int | None = None, at: str = "") -> int:
    """A whole number from low to high; the default, where there is one, when the field is left out."""
    if name not in body and default is not None:
        return default
    value = body.get(name)
    # JSON knows no integers: 3.0 is 3, but true is not 1.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise wrong(
            at + name,
            f"Isi dengan bilangan {low} sampai {high}.",
            f"Give a whole number from {low} to {high}.",
        )
    return value


def yes(body: Body, name: str, default: bool) -> bool:
    """True or false; the default when the field is left out."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise wrong(name, "Isi dengan true atau false.", "Give true or false.")
    return value


def day(body: Body, name: str) -> str:
    """A date of the calendar, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text(body, name, DAY)).isoformat()
    except ValueError as error:
        raise wrong(name, "Tanggal ini tidak ada.", "There is no such date.") from error


def is_count(value: Any) -> TypeGuard[int]:
    """Whether a device's value is a whole number that every table and page can keep."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def number(body: Body, name: str, low: float, high: float, at: str = "") -> float:
    """A number from low to high."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise wrong(
            at + name,
            f"Isi dengan angka {low:g} sampai {high:g}.",
            f"Give a number from {low:g} to {high:g}.",
        )
    return float(value)


def part(body: Body, name: str) -> Body:
    """An object inside the body; empty when it is left out."""
    value = body.get(name, {})
    if not isinstance(value, Mapping):
        raise wrong(name, "Isian ini harus berupa objek.", "This field must be an object.")
    return value
