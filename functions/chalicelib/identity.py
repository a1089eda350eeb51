"""Phones and NIKs: read as people write them, kept in one spelling (facts: indonesia.md, sections 3 and 6)."""

import re
from datetime import date

from .fields import Body, wrong

_PHONE = re.compile(r"(?:\+?62|0)?[ .-]?8[0-9 .-]{7,18}[0-9]")
_SEPARATORS = str.maketrans("", "", " .-")


def phone(body: Body, at: str = "") -> str:
    """The body's `phone` as `+628…`; empty when it is left out. Only Indonesian mobile numbers."""
    if "phone" not in body:
        return ""
    written = body["phone"]
    known = e164(written) if isinstance(written, str) and len(written) <= 24 else None
    if known is None:
        raise wrong(
            f"{at}phone",
            "Nomor HP harus nomor Indonesia, misalnya 0812 3456 7890.",
            "The phone must be an Indonesian mobile number, such as 0812 3456 7890.",
        )
    return known


def e164(written: str) -> str | None:
    """`08…`, `8…`, `62…`, `+62…` with spaces, dots or dashes as `+628…`; None when it is no such number.

    The leading 0, 62 or +62 goes first: a general parser makes +6262… of 628…. A national number, with its 0,
    has 10 to 13 digits.
    """
    if not written.isascii() or not _PHONE.fullmatch(written):
        return None
    digits = written.translate(_SEPARATORS).removeprefix("+")
    national = digits if digits.startswith("8") else digits.removeprefix("62").removeprefix("0")
    return f"+62{national}" if 9 <= len(national) <= 12 else None


def nik(body: Body, today: date, required: bool, at: str = "") -> str:
    """The body's `nik` as 16 digits; empty when it is left out and not required."""
    if "nik" not in body and not required:
        return ""
    written = body.get("nik")
    digits = written.translate(_SEPARATORS) if isinstance(written, str) else ""
    if not is_nik(digits, today):
        raise wrong(
            f"{at}nik",
            "NIK harus 16 angka seperti di KTP.",
            "The NIK must be the 16 digits of the identity card.",
        )
    return digits


def is_nik(digits: str, today: date) -> bool:
    """Whether these are 16 digits with an area, a date of birth that was, and a serial; it proves no identity."""
    if not re.fullmatch(r"[0-9]{16}", digits):
        return False
    province, regency, district = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if not 11 <= province <= 96 or not regency or not district or digits[12:] == "0000":
        return False
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day -= 40 if day > 40 else 0
    return any(_was(century + year, month, day, today) for century in (2000, 1900))


def _was(year: int, month: int, day: int, today: date) -> bool:
    try:
        return date(year, month, day) <= today
    except ValueError:
        return False
