"""Slips as the paper looks, compared dot by dot with those that a person has looked at.

A slip that changed on purpose: look at its picture, then `python -m tests.devices.kiosk.test_slip_pictures`.
"""

import hashlib
from pathlib import Path

import pytest

from devices.kiosk.layout import inked, lay_out
from devices.message import Message
from devices.printers import Printer
from devices.simulated.paper import Slip
from devices.simulated.render import render

HERE = Path(__file__).parent / "slips"
URL = "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN"
PAPERS = {
    "80": Printer(columns=48),
    "80-without-qr": Printer(columns=48, native_qr=False),
    "76": Printer(columns=42),
    "58": Printer(columns=32, native_qr=False, cut=False),
}
SAID: dict[str, tuple[str, ...]] = {
    "id": (
        "Kantor Imigrasi Kelas I Non TPI Lampung Tengah",
        "Penggantian paspor – habis masa berlaku",
        "A001",
        "Senin, 2 Maret 2026 09.00 WIB",
        "7 orang di depan Anda, 10-25 menit",
        "Anda didahulukan 15 menit. Giliran Anda dihitung dari pukul 08.45 WIB.",
    ),
    "en": (
        "Lampung Tengah Immigration Office",
        "Passport renewal – expired",
        "A001",
        "Monday, 2 March 2026 09.00 WIB",
        "7 ahead of you, 10-25 minutes",
        "You are put 15 minutes forward. Your turn counts from 08.45 WIB.",
    ),
}
STORIES = [(paper, language) for paper in PAPERS for language in SAID]


def drawn(paper: str, language: str) -> Slip:
    """The slip of this story on this paper."""
    settings = PAPERS[paper]
    told: Message = {"number": "A001", "lines": list(SAID[language])}
    return render(inked(lay_out(told, URL, settings.columns), settings), settings.columns)


def as_text(slip: Slip) -> str:
    """The slip for a person to read: its lines, its codes, and the fingerprint of its dots."""
    dots = hashlib.sha256(slip.picture.tobytes()).hexdigest()
    wide, high = slip.picture.size
    codes = [f"[QR {code}]" for code in slip.codes]
    return "\n".join([*(line.rstrip() for line in slip.lines), *codes, f"{wide} x {high} dots, {dots}", ""])


@pytest.mark.parametrize(("paper", "language"), STORIES)
def test_a_slip_looks_as_it_did(paper: str, language: str, tmp_path: Path) -> None:
    slip = drawn(paper, language)
    slip.picture.save(tmp_path / "now.png")

    # The texts first: their difference says more than that of two hashes.
    expected = (HERE / f"{paper}-{language}.txt").read_text(encoding="utf-8")
    assert as_text(slip).splitlines() == expected.splitlines(), f"the picture is {tmp_path / 'now.png'}"
    assert slip.overflows == []
    assert slip.unknown == []


def test_one_dot_more_is_another_picture() -> None:
    slip = drawn("80", "id")
    before = as_text(slip)
    slip.picture.putpixel((300, 300), 1 - int(slip.picture.getpixel((300, 300)) != 0))

    assert as_text(slip).splitlines()[:-1] == before.splitlines()[:-1]
    assert as_text(slip) != before


if __name__ == "__main__":
    for of, spoken in STORIES:
        (HERE / f"{of}-{spoken}.txt").write_text(as_text(drawn(of, spoken)), encoding="utf-8")
